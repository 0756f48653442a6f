package plan

import (
	"regexp"
	"strconv"
)

// dateOrder says how a column writes its dates.
type dateOrder string

const (
	dayFirst   dateOrder = "ngay-thang"
	monthFirst dateOrder = "thang-ngay"
)

var twoFirst = regexp.MustCompile(`^\s*(\d{1,2})(\s*[/\-.]\s*)(\d{1,2})(\s*[/\-.]\s*\d{2,4})?\s*$`)

// orderOf reads the order of a column from its dates. asked is true when every date can be read both ways and they differ:
// a person must say which is meant.
func orderOf(values []string) (order dateOrder, asked bool) {
	var open, day, month int
	for _, v := range values {
		m := twoFirst.FindStringSubmatch(v)
		if m == nil {
			continue
		}
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[3])
		switch {
		case a > 12:
			day++
		case b > 12:
			month++
		case a != b:
			open++
		}
	}
	if month > 0 && day == 0 {
		return monthFirst, false
	}
	return dayFirst, open > 0 && day == 0
}

// dayBeforeMonth writes a date of a column with the month first the other way round; other text stays.
func (o dateOrder) dayBeforeMonth(v string) string {
	if o != monthFirst {
		return v
	}
	return twoFirst.ReplaceAllString(v, "$3$2$1$4")
}
