package reach

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
)

// span is the dates of birth, as the register keeps them, of those who are of some ages on a day. A date known in part is surely
// in it when every day that it may be is.
type span struct {
	Low                   string // nothing below it, known in part or not, can belong
	First, Last           string // of dates known to the day
	FirstMonth, LastMonth string // of months that lie wholly in it
	FirstYear, LastYear   string
}

// spanOf is the span of those who have completed from years on a day and not yet below years. Who was born on 29 February
// completes a year on 1 March.
func spanOf(from, below int, at day.Day) span {
	first, last := bornBy(below, at).Add(1), bornBy(from, at)
	s := span{Low: first.ISO()[:4], First: first.ISO(), Last: last.ISO()}
	month, year := first, first
	if first != first.FirstOfMonth() {
		month = first.LastOfMonth().Add(1)
	}
	s.FirstMonth, s.LastMonth = month.ISO()[:7], last.Add(1).FirstOfMonth().Add(-1).ISO()[:7]
	if first.ISO()[4:] != "-01-01" {
		year = day.Must(first.Year()+1, 1, 1)
	}
	s.FirstYear, s.LastYear = year.ISO()[:4], day.Must(last.Add(1).Year(), 1, 1).Add(-1).ISO()[:4]
	return s
}

// bornBy is the latest date of birth of those who have completed so many years on a day.
func bornBy(years int, at day.Day) day.Day {
	d, ok := day.Of(at.Year()-years, at.Month(), at.Date())
	if !ok {
		return day.Must(at.Year()-years, 2, 28) // of 29 February in a year that has none
	}
	return d
}

// monthsBefore is the same day so many months earlier, the last of its month when that is shorter.
func monthsBefore(at day.Day, months int) day.Day {
	n := at.Year()*12 + at.Month() - 1 - months
	first := day.Must(n/12, n%12+1, 1)
	d, ok := day.Of(first.Year(), first.Month(), at.Date())
	if !ok {
		return first.LastOfMonth()
	}
	return d
}

// args are the values of a span in the order in which statements take them.
func (s span) args() []any {
	return []any{s.Low, s.Last, s.First, s.FirstMonth, s.LastMonth, s.FirstYear, s.LastYear}
}
