package account

import (
	"strconv"
	"strings"
)

func commaToPoint(s string) string { return strings.Replace(s, ",", ".", 1) }

// hours writes minutes as hours: "12", "0,5".
func hours(minutes int) string {
	s := strconv.FormatFloat(float64(minutes)/60, 'f', 2, 64)
	return strings.Replace(strings.TrimRight(strings.TrimRight(s, "0"), "."), ".", ",", 1)
}
