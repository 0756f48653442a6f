package calendar

import (
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// cell is one day of a month.
type cell struct {
	Day     day.Day
	Today   bool
	Special *day.Special // a day off or a swapped day
	Lunar   string       // the lunar date of a feast: "15/8 âm lịch, Tết Trung thu"
	Items   []Item
	Count   int
}

// worked reports whether offices work on the day.
func (c cell) worked() bool {
	if c.Special != nil {
		return c.Special.Work
	}
	return !c.Day.IsWeekend()
}

// off says that due dates on this day need care; empty when they need none.
func (c cell) off() string {
	if c.Count == 0 || c.worked() {
		return ""
	}
	return "hạn rơi vào ngày nghỉ"
}

// more is how many things of the day are not shown.
func (c cell) more() int { return max(c.Count-len(c.Items), 0) }

// quiet reports whether a list of days leaves the day out.
func (c cell) quiet() bool { return c.Count == 0 && c.Special == nil && c.Lunar == "" && !c.Today }

// name is the day as a list of days says it: "thứ Sáu 15/5".
func (c cell) name() string { return c.Day.Weekday() + " " + c.Day.Short() }

// month is the cells of a month in weeks that begin on Monday; a cell outside the month has no day.
type month struct {
	First, Last day.Day
	Weeks       [][7]cell
}

func newMonth(first day.Day, cal day.Calendar, today day.Day, items []Item, counts map[day.Day]int) month {
	m := month{First: first, Last: first.LastOfMonth()}
	feasts := feastsOf(first.Year())
	byDay := map[day.Day][]Item{}
	for _, it := range items {
		byDay[it.On] = append(byDay[it.On], it)
	}
	for d := first; !d.After(m.Last); d = d.Add(1) {
		at := slices.Index(weekdayNames[:], d.WeekdayShort())
		if at == 0 || d == first {
			m.Weeks = append(m.Weeks, [7]cell{})
		}
		c := cell{Day: d, Today: d == today, Lunar: feasts[d], Items: byDay[d], Count: max(counts[d], len(byDay[d]))}
		if s, ok := cal.Special(d); ok {
			c.Special = &s
		}
		c.Items = c.Items[:min(len(c.Items), few)]
		m.Weeks[len(m.Weeks)-1][at] = c
	}
	return m
}

var (
	weekdayNames = [7]string{"T2", "T3", "T4", "T5", "T6", "T7", "CN"}
	weekdayWords = [7]string{"thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"}
)

// sums counts what falls into the month, and what of it falls on days on which nobody is in the office.
func (m month) sums() (all, onDaysOff int) {
	for _, w := range m.Weeks {
		for _, c := range w {
			all += c.Count
			if c.Count > 0 && !c.worked() {
				onDaysOff += c.Count
			}
		}
	}
	return all, onDaysOff
}

// feastsOf are the feasts of the lunar calendar in a year that mark the work for children, by day.
func feastsOf(year int) map[day.Day]string {
	out := map[day.Day]string{}
	for _, f := range []struct {
		on   day.Day
		name string
	}{{day.Tet(year), "Tết Nguyên đán"}, {day.HungKings(year), "Giỗ Tổ Hùng Vương"}, {day.MidAutumn(year), "Tết Trung thu"}} {
		if !f.on.IsZero() {
			l := f.on.Lunar()
			out[f.on] = strconv.Itoa(l.Date) + "/" + strconv.Itoa(l.Month) + " âm lịch, " + f.name
		}
	}
	return out
}
