package progress

import (
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

// weeks are the twelve weeks of a strip: those up to the week of today, or the nearest that the year has. Weeks are numbered as
// ISO 8601 does: the first one holds the year's first Thursday.
type weeks struct {
	First  day.Day // a Monday
	Number int     // of the first week
}

func weeksUpTo(today day.Day, year int) weeks {
	start := monday(day.Must(year, 1, 4))
	last := (monday(day.Must(year, 12, 28)).Sub(start))/7 + 1
	now := last
	switch {
	case today.Before(start):
		now = 1
	case today.Sub(start)/7+1 < last:
		now = today.Sub(start)/7 + 1
	}
	number := max(now-picture.Weeks+1, 1)
	return weeks{start.Add(7 * (number - 1)), number}
}

// words name the weeks: "tuần 9 đến tuần 20 năm 2026".
func (w weeks) words(year int) string {
	return "tuần " + strconv.Itoa(w.Number) + " đến tuần " + strconv.Itoa(w.Number+picture.Weeks-1) + " năm " + strconv.Itoa(year)
}

// monday is the first day of the week of a date.
func monday(d day.Day) day.Day {
	for d.WeekdayShort() != "T2" {
		d = d.Add(-1)
	}
	return d
}
