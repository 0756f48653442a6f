package picture

import (
	"fmt"

	"github.com/mangnon/mangnon/internal/doc/draw"
)

// Month is one value of a line; a negative value or NaN is missing and leaves a gap.
type Month struct {
	Label string // "T6/2025"
	Value float64
}

const (
	trendWidth  = 320.0
	trendHeight = 92.0
	trendTop    = 24.0
	trendFloor  = 66.0
	trendPad    = 8.0
)

// TrendLine draws values through time on a scale from 0, with a dot and words at the last one: "7 ca mở".
func TrendLine(h Head, unit string, months []Month) Picture {
	d := draw.Drawing{ID: h.ID, Width: trendWidth, Height: trendHeight, Title: h.Title(), Desc: trendWords(unit, months)}
	d.Items = []draw.Item{draw.Line{X1: 0, Y1: trendFloor + 4.5, X2: trendWidth, Y2: trendFloor + 4.5, Class: draw.Edge2}}
	top := 1.0
	for _, m := range months {
		if known(m.Value) {
			top = max(top, m.Value)
		}
	}
	table := [][]string{{"Tháng", unit}}
	var run []draw.Point
	few := len(months) < 10 // then every measurement is marked
	for i, m := range months {
		table = append(table, []string{m.Label, decimal(m.Value)})
		if !known(m.Value) {
			d.Items, run = append(d.Items, through(run, few)...), nil
			continue
		}
		run = append(run, draw.Point{X: trendPad + (trendWidth-2*trendPad)*float64(i)/float64(max(1, len(months)-1)), Y: trendFloor - (trendFloor-trendTop)*m.Value/top})
	}
	d.Items = append(d.Items, through(run, few)...)
	if len(run) > 0 {
		last := run[len(run)-1]
		d.Items = append(d.Items, draw.Circle{X: last.X, Y: last.Y, R: 4, Class: draw.Last},
			draw.Text{X: min(trendWidth, last.X+4), Y: last.Y - 9, S: decimal(months[len(months)-1].Value) + " " + unit, Anchor: draw.End, Class: draw.Strong})
	}
	if len(months) > 0 {
		d.Items = append(d.Items, draw.Text{X: 0, Y: trendHeight - 5, S: months[0].Label, Class: draw.Tick},
			draw.Text{X: trendWidth, Y: trendHeight - 5, S: months[len(months)-1].Label, Anchor: draw.End, Class: draw.Tick})
	}
	return Picture{d, h.Under(""), table}
}

// through is a line through points without a gap; a point without neighbours is a dot.
func through(run []draw.Point, marked bool) []draw.Item {
	var items []draw.Item
	if len(run) > 1 {
		items = append(items, draw.Polyline{Points: run, Class: draw.Trend})
	}
	for _, at := range run {
		if marked || len(run) == 1 {
			items = append(items, draw.Circle{X: at.X, Y: at.Y, R: 2.5, Class: draw.Last})
		}
	}
	return items
}

func trendWords(unit string, months []Month) string {
	if len(months) == 0 {
		return "Chưa có số liệu."
	}
	first, last := months[0], months[len(months)-1]
	return fmt.Sprintf("Đường qua %d tháng: %s là %s, %s là %s (%s).", len(months), first.Label, decimal(first.Value), last.Label, decimal(last.Value), unit)
}
