package day

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed data/holidays.csv
var holidays string

// BuiltIn is the calendar that the program brings along: 2025 and 2026, no day of it compared with the official notice yet.
var BuiltIn = sync.OnceValue(func() Calendar {
	var years []int
	var special []Special
	for line := range strings.Lines(holidays) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, ",")
		d, err := ParseISO(f[0])
		if err != nil || len(f) != 4 {
			panic(fmt.Sprintf("day: holidays.csv: %q", line))
		}
		years = append(years, d.Year())
		special = append(special, Special{Day: d, Work: f[1] == "work", Name: f[2], Verified: f[3] == "verified"})
	}
	return NewCalendar(years, special)
})
