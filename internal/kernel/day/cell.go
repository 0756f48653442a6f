package day

import (
	"regexp"
	"strconv"
	"strings"
)

var serialNumber = regexp.MustCompile(`^(\d{5})(?:[.,]0+)?$`)

// The days that a serial number of Excel may mean; other numbers of five figures are slips.
var (
	serialZero  = Must(1899, 12, 30)
	serialFirst = Must(1950, 1, 1)
	serialLast  = Must(2099, 12, 31)
)

// ParseCell reads a date as a cell of Excel gives it: what Parse reads, and the serial number of a cell without a format,
// such as 45839 for 01/07/2025.
func ParseCell(s string) (Day, error) {
	if m := serialNumber.FindStringSubmatch(strings.TrimSpace(s)); m != nil {
		n, _ := strconv.Atoi(m[1])
		if d := serialZero.Add(n); !d.Before(serialFirst) && !d.After(serialLast) {
			return d, nil
		}
	}
	return Parse(s)
}
