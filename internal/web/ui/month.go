package ui

import (
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// DayItem is one thing on one day of a Month.
type DayItem struct {
	On     day.Day
	State  string // key of Glyph
	Text   string
	Title  string // said more fully than Text
	Href   string
	Struck bool // put off by decision
}

// DayCell is one day of a Month.
type DayCell struct {
	Day     day.Day
	Today   bool
	Special *day.Special // a day off or a swapped day
	Lunar   string       // the lunar date of a feast: "15/8 âm lịch, Tết Trung thu"
	Items   []DayItem
	Count   int
	warn    string
}

// worked reports whether offices work on the day.
func (c DayCell) worked() bool {
	if c.Special != nil {
		return c.Special.Work
	}
	return !c.Day.IsWeekend()
}

// Off says that what falls on this day needs care; empty when nothing does.
func (c DayCell) Off() string {
	if c.Count == 0 || c.worked() {
		return ""
	}
	return c.warn
}

// Rest is how many things of the day are not shown.
func (c DayCell) Rest() int { return max(c.Count-len(c.Items), 0) }

// quiet reports whether a list of days leaves the day out.
func (c DayCell) quiet() bool { return c.Count == 0 && c.Special == nil && c.Lunar == "" && !c.Today }

// name is the day as a list of days says it: "thứ Sáu 15/5".
func (c DayCell) name() string { return c.Day.Weekday() + " " + c.Day.Short() }

// Month is the cells of a month in weeks that begin on Monday; a cell outside the month has no day.
type Month struct {
	First, Last day.Day
	Weeks       [][7]DayCell
	Warn        string // of what falls on a day off, "hạn rơi vào ngày nghỉ"; empty when a day off is a day like others
	Of          string // word for one of the things, behind "và 3": "mốc"

	More func(day.Day) string // where all things of a day are listed; nil when there is no such list
}

// DayFew is how many things of one day a Month shows.
const DayFew = 3

// NewMonth lays things on the days of the month that begins on first. Counts may know of more things than items brings.
func NewMonth(m Month, cal day.Calendar, today day.Day, items []DayItem, counts map[day.Day]int) Month {
	m.Last = m.First.LastOfMonth()
	feasts := feastsOf(m.First.Year())
	byDay := map[day.Day][]DayItem{}
	for _, it := range items {
		byDay[it.On] = append(byDay[it.On], it)
	}
	for d := m.First; !d.After(m.Last); d = d.Add(1) {
		at := slices.Index(weekdayNames[:], d.WeekdayShort())
		if at == 0 || d == m.First {
			m.Weeks = append(m.Weeks, [7]DayCell{})
		}
		c := DayCell{Day: d, Today: d == today, Lunar: feasts[d], Items: byDay[d], Count: max(counts[d], len(byDay[d])), warn: m.Warn}
		if s, ok := cal.Special(d); ok {
			c.Special = &s
		}
		c.Items = c.Items[:min(len(c.Items), DayFew)]
		m.Weeks[len(m.Weeks)-1][at] = c
	}
	return m
}

var (
	weekdayNames = [7]string{"T2", "T3", "T4", "T5", "T6", "T7", "CN"}
	weekdayWords = [7]string{"thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"}
)

// Sums counts what falls into the month, and what of it falls on days on which nobody is in the office.
func (m Month) Sums() (all, onDaysOff int) {
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

// Name is the month as a heading says it.
func (m Month) Name() string { return MonthName(m.First) }

// MonthName is the month of a day as a heading says it: "Tháng 5 năm 2026".
func MonthName(d day.Day) string {
	return "Tháng " + strconv.Itoa(d.Month()) + " năm " + strconv.Itoa(d.Year())
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

func specialName(s day.Special) string {
	if s.Name == "" {
		return ""
	}
	return ": " + s.Name
}
