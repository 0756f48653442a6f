package picture

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/draw"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

const (
	dotsMonth = 26.0
	dotsTop   = 6.0
	dotsFloor = 54.0
)

// CalendarDots draws rare sad events, never names: a column a month and a drop an event, with the quiet time since the
// last one shaded. It shows as many months as asked up to today; earlier events count for the days since.
func CalendarDots(h Head, what string, today day.Day, months int, events []day.Day) Picture {
	events = slices.DeleteFunc(slices.Clone(events), func(d day.Day) bool { return d.IsZero() || d.After(today) })
	slices.SortFunc(events, day.Day.Compare)
	months = max(1, months)
	first := monthNumber(today) - months + 1
	d := draw.Drawing{ID: h.ID, Width: dotsMonth * float64(months), Height: dotsFloor + 22, Title: h.Title(), Desc: dotsWords(what, today, events)}
	if since := quietFrom(events, first, today); since >= 0 {
		x := float64(since) * dotsMonth
		d.Items = append(d.Items, draw.Rect{X: x, Y: dotsTop, W: d.Width - x, H: dotsFloor - dotsTop, Class: draw.Quiet})
	}
	d.Items = append(d.Items, draw.Line{X1: 0, Y1: dotsFloor + .5, X2: d.Width, Y2: dotsFloor + .5, Class: draw.Edge2})
	table := [][]string{{"Tháng", "Số " + what}}
	for i := range months {
		in := 0
		for _, e := range events {
			if monthNumber(e) == first+i {
				d.Items = append(d.Items, drop((float64(i)+.5)*dotsMonth, dotsFloor-8-float64(min(in, 3))*12, e))
				in++
			}
		}
		if in > 4 {
			d.Items = append(d.Items, draw.Text{X: (float64(i) + .5) * dotsMonth, Y: dotsTop, S: strconv.Itoa(in), Anchor: draw.Middle, Class: draw.Tick})
		}
		table = append(table, []string{monthWords(first + i), strconv.Itoa(in)})
	}
	d.Items = append(d.Items, draw.Text{X: 0, Y: dotsFloor + 17, S: monthWords(first), Class: draw.Tick},
		draw.Text{X: d.Width, Y: dotsFloor + 17, S: monthWords(first + months - 1), Anchor: draw.End, Class: draw.Tick})
	return Picture{d, h.Under(""), table}
}

func drop(x, y float64, on day.Day) draw.Item {
	return draw.Group{X: x, Y: y, Title: on.String(), Items: []draw.Item{draw.Circle{R: 4.5, Class: draw.Drop}}}
}

// monthNumber counts months from year 0.
func monthNumber(d day.Day) int { return d.Year()*12 + d.Month() - 1 }

func monthWords(n int) string { return fmt.Sprintf("T%d/%d", n%12+1, n/12) }

// quietFrom is the month, counted from first, after that of the last event; -1 when the last event was this month.
func quietFrom(events []day.Day, first int, today day.Day) int {
	if len(events) == 0 {
		return 0
	}
	from := monthNumber(events[len(events)-1]) + 1 - first
	if from > monthNumber(today)-first {
		return -1
	}
	return max(0, from)
}

// DaysSince is how many days have passed since the last event; ok is false when there was none.
func DaysSince(today day.Day, events []day.Day) (days int, ok bool) {
	for _, e := range events {
		if !e.IsZero() && !e.After(today) && (!ok || today.Sub(e) < days) {
			days, ok = today.Sub(e), true
		}
	}
	return days, ok
}

func dotsWords(what string, today day.Day, events []day.Day) string {
	days, ok := DaysSince(today, events)
	if !ok {
		return "Chưa ghi nhận " + what + " nào."
	}
	return fmt.Sprintf("Đã ghi nhận %d %s; vụ gần nhất ngày %s, cách đây %d ngày.", len(events), what, today.Add(-days), days)
}
