package day

import (
	"maps"
	"slices"
)

// Special is a day on which a year departs from the plain week of Monday to Friday.
type Special struct {
	Day      Day
	Work     bool   // a Saturday or Sunday that is worked in exchange for a day off (làm bù); otherwise the day is off
	Name     string // "Quốc khánh", "làm bù cho thứ Sáu 02/5/2025"
	Verified bool   // a person has compared it with the official notice
}

// Calendar knows which days are worked. Saturdays and Sundays are off unless listed as work, other days are worked unless
// listed as off. The zero Calendar knows only the week. It never changes after NewCalendar and may be shared.
type Calendar struct {
	special map[Day]Special
	years   map[int]bool
}

// NewCalendar makes a calendar of the years that have data; a special day outside these years counts too. Of two entries for
// one day the last one counts.
func NewCalendar(years []int, special []Special) Calendar {
	c := Calendar{special: make(map[Day]Special, len(special)), years: make(map[int]bool, len(years))}
	for _, y := range years {
		c.years[y] = true
	}
	for _, s := range special {
		c.special[s.Day] = s
	}
	return c
}

// With is the calendar with the days of one year replaced: what an administrator has entered counts instead of what the
// program brings along.
func (c Calendar) With(year int, special []Special) Calendar {
	out := Calendar{special: make(map[Day]Special, len(c.special)+len(special)), years: maps.Clone(c.years)}
	if out.years == nil {
		out.years = map[int]bool{}
	}
	for d, s := range c.special {
		if d.Year() != year {
			out.special[d] = s
		}
	}
	for _, s := range special {
		out.special[s.Day] = s
	}
	out.years[year] = true
	return out
}

// Known reports whether there are data for a year. Without them only Saturdays and Sundays are off, so that dates around a
// feast come out too early: pages say so with Note.
func (c Calendar) Known(year int) bool { return c.years[year] }

// Verified reports whether a person has compared every day of a year with the official notice.
func (c Calendar) Verified(year int) bool {
	for d, s := range c.special {
		if d.Year() == year && !s.Verified {
			return false
		}
	}
	return c.years[year]
}

// Special tells what the calendar says about one day; ok is false for a day of the plain week.
func (c Calendar) Special(d Day) (s Special, ok bool) {
	s, ok = c.special[d]
	return s, ok
}

// Year lists the special days of a year in their order.
func (c Calendar) Year(year int) []Special {
	var out []Special
	for d, s := range c.special {
		if d.Year() == year {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Special) int { return a.Day.Compare(b.Day) })
	return out
}

// IsWorking reports whether offices work on the day.
func (c Calendar) IsWorking(d Day) bool {
	if s, ok := c.special[d]; ok {
		return s.Work
	}
	return !d.IsWeekend()
}

// Next is the first working day after d.
func (c Calendar) Next(d Day) Day { return c.step(d, 1) }

// Previous is the last working day before d.
func (c Calendar) Previous(d Day) Day { return c.step(d, -1) }

func (c Calendar) step(d Day, by int) Day {
	for d = d.Add(by); !c.IsWorking(d); d = d.Add(by) {
	}
	return d
}

// OnOrAfter is d when it is worked, otherwise the next working day (Bộ luật Dân sự 2015, Điều 148).
func (c Calendar) OnOrAfter(d Day) Day {
	if c.IsWorking(d) {
		return d
	}
	return c.Next(d)
}

// AddWorking is the n-th working day after d; d itself is not counted (Bộ luật Dân sự 2015, Điều 147). A negative n counts
// back, and 0 is d, worked or not.
func (c Calendar) AddWorking(d Day, n int) Day {
	for ; n > 0; n-- {
		d = c.Next(d)
	}
	for ; n < 0; n++ {
		d = c.Previous(d)
	}
	return d
}

// WorkingDaysBetween counts the working days after from up to and including to; negative when to comes first.
func (c Calendar) WorkingDaysBetween(from, to Day) int {
	if to.Before(from) {
		return -c.WorkingDaysBetween(to, from)
	}
	days := to.Sub(from)
	n := days / 7 * 5
	for d := from.Add(days / 7 * 7); d.Before(to); {
		if d = d.Add(1); !d.IsWeekend() {
			n++
		}
	}
	for d, s := range c.special {
		if d.After(from) && !d.After(to) {
			n += change(s)
		}
	}
	return n
}

// change is what a special day adds to the count of the plain week.
func change(s Special) int {
	switch {
	case s.Work && s.Day.IsWeekend():
		return 1
	case !s.Work && !s.Day.IsWeekend():
		return -1
	default:
		return 0
	}
}
