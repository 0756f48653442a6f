package account

import (
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

const oneDay = 24 * time.Hour

// minutes reads a number of units, with comma or point, between two bounds.
func minutes(f *errs.Form, field, typed string, unit time.Duration, word string, least, most time.Duration) int {
	n, err := strconv.ParseFloat(strings.Replace(typed, ",", ".", 1), 64)
	d := time.Duration(n * float64(unit)).Round(time.Minute)
	if err != nil || d < least || d > most {
		f.Add(field, "Ghi số %s từ %s đến %s", word, written(int(least/time.Minute), unit), written(int(most/time.Minute), unit))
		return 0
	}
	return int(d / time.Minute)
}

// written is a number of minutes in a unit: "12", "0,5".
func written(minutes int, unit time.Duration) string {
	s := strconv.FormatFloat(float64(minutes)*float64(time.Minute)/float64(unit), 'f', 2, 64)
	return strings.Replace(strings.TrimRight(strings.TrimRight(s, "0"), "."), ".", ",", 1)
}
