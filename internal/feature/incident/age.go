package incident

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
)

// adult is the age at which a person is no child any more (Luật Trẻ em 2016, Điều 1).
const adult = 16

// groupOf is the age group of the form for a child born on a date that may be only a month or a year; empty when the date
// leaves more than one group open. Children under 16 alone are counted, under the form's own label 14-16.
func groupOf(birth, happened string) string {
	youngest, oldest, ok := ageAt(birth, happened)
	if !ok || oldest < 0 || youngest >= adult {
		return ""
	}
	if group := groupName(max(youngest, 0)); group == groupName(min(oldest, adult-1)) {
		return group
	}
	return ""
}

func groupName(age int) string {
	switch {
	case age < 6:
		return "0-5"
	case age < 10:
		return "6-9"
	case age < 14:
		return "10-13"
	default:
		return "14-16"
	}
}

// ageAt is the age in full years on the day of a Moment, from the youngest to the oldest that a birth date of the shapes
// 2015-06-02, 2015-06 and 2015 allows.
func ageAt(birth, happened string) (youngest, oldest int, ok bool) {
	first, last, ok := daysOf(birth)
	if !ok || len(happened) < len("2026-05-12") {
		return 0, 0, false
	}
	on, err := day.ParseISO(happened[:len("2026-05-12")])
	if err != nil {
		return 0, 0, false
	}
	return years(last, on), years(first, on), true
}

// daysOf are the first and the last day that a partial date can mean.
func daysOf(partial string) (first, last day.Day, ok bool) {
	switch len(partial) {
	case 0:
		return first, last, false
	case len("2015"):
		first, err := day.ParseISO(partial + "-01-01")
		if err != nil {
			return first, last, false
		}
		return first, day.Must(first.Year(), 12, 31), true
	case len("2015-06"):
		first, err := day.ParseISO(partial + "-01")
		if err != nil {
			return first, last, false
		}
		return first, first.LastOfMonth(), true
	}
	first, err := day.ParseISO(partial)
	return first, first, err == nil
}

// years are the full years from one day to another; negative when the other comes first.
func years(from, to day.Day) int {
	n := to.Year() - from.Year()
	if to.Month() < from.Month() || to.Month() == from.Month() && to.Date() < from.Date() {
		n--
	}
	return n
}
