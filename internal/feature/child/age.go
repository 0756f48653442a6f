package child

import (
	"regexp"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Adult is the age at which a child in the sense of the law is one no longer (Luật Trẻ em 2016, Điều 1).
const Adult = 16

// born are the first and the last day on which a child with a date of birth, which may be a year or a month, can be born.
func born(birth string) (first, last day.Day, ok bool) {
	switch len(birth) {
	case len("2026"):
		first, err := day.ParseISO(birth + "-01-01")
		last, err2 := day.ParseISO(birth + "-12-31")
		return first, last, err == nil && err2 == nil
	case len("2026-05"):
		first, err := day.ParseISO(birth + "-01")
		if err != nil {
			return first, first, false
		}
		return first, first.LastOfMonth(), true
	case 0:
		return first, last, false
	}
	d, err := day.ParseISO(birth)
	return d, d, err == nil
}

// birthday is the day on which somebody born on a day becomes so many years old; who was born on 29 February has it on 1 March.
func birthday(on day.Day, years int) day.Day {
	d, ok := day.Of(on.Year()+years, on.Month(), on.Date())
	if !ok {
		return day.Must(on.Year()+years, 3, 1)
	}
	return d
}

// lastDay is the last day, in ISO form, on which somebody may still be a child; empty when the birth is not known. Of a date
// that is known in part the latest counts, so that nobody is closed too early.
func lastDay(birth string) string {
	_, last, ok := born(birth)
	if !ok {
		return ""
	}
	return birthday(last, Adult).Add(-1).ISO()
}

// years is the age on a day of somebody born on a day.
func years(on, at day.Day) int {
	n := at.Year() - on.Year()
	if birthday(on, n).After(at) {
		n--
	}
	return n
}

// Age is the age on a day in words: "7 tuổi", "8 tháng" below three years, "7 hoặc 8 tuổi" of a date known in part, empty
// when it is not known.
func Age(birth string, at day.Day) string {
	first, last, ok := born(birth)
	if !ok || first.After(at) {
		return ""
	}
	old, young := years(first, at), max(years(last, at), 0)
	switch {
	case old != young:
		return strconv.Itoa(young) + " hoặc " + strconv.Itoa(old) + " tuổi"
	case first == last && old < 3:
		return strconv.Itoa(months(first, at)) + " tháng"
	}
	return strconv.Itoa(old) + " tuổi"
}

func months(on, at day.Day) int {
	n := (at.Year()-on.Year())*12 + at.Month() - on.Month()
	if at.Date() < on.Date() && at != at.LastOfMonth() {
		n--
	}
	return max(n, 0)
}

var schoolYear = regexp.MustCompile(`^20\d\d-20\d\d$`)

// SchoolYear is the school year of a day, "2026-2027": it begins on 1 September. The ministry's frame of a year names other
// days for its end; what lies between belongs to the year before.
func SchoolYear(at day.Day) string {
	y := at.Year()
	if at.Month() < 9 {
		y--
	}
	return strconv.Itoa(y) + "-" + strconv.Itoa(y+1)
}

// IsChild reports whether somebody with a date of birth, which may be known in part, may be under 16 on a day.
func IsChild(birth string, at day.Day) bool {
	last := lastDay(birth)
	return last == "" || last >= at.ISO()
}
