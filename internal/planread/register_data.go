package planread

import (
	"strconv"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// repeal is a document that no longer holds from a day.
type repeal struct {
	number string
	year   int
	from   day.Day
	by     string
}

var repeals = sync.OnceValue(func() []repeal {
	var out []repeal
	for _, r := range records("repeals.txt") {
		y, _ := strconv.Atoi(r[1])
		from, _ := day.ParseISO(r[2])
		out = append(out, repeal{r[0], y, from, r[3]})
	}
	return out
})

// unitStarts are the first days of units by kind and name in lower case.
var unitStarts = sync.OnceValue(func() map[string]day.Day {
	m := map[string]day.Day{}
	for _, r := range records("units_since.txt") {
		m[low(r[0])], _ = day.ParseISO(r[1])
	}
	return m
})

// endedKinds are kinds of units that ended, with their last day.
var endedKinds = sync.OnceValue(func() map[string]day.Day {
	m := map[string]day.Day{}
	for _, r := range records("levels.txt") {
		m[r[0]], _ = day.ParseISO(r[1])
	}
	return m
})
