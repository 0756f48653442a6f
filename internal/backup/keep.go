package backup

import (
	"fmt"
	"slices"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Policy says how many archives stay: the newest one of each of the last days, weeks and months that have one.
type Policy struct{ Days, Weeks, Months int }

// Usual is the policy of an installation: a mistake found within the week loses a day, one found within the year a month.
var Usual = Policy{Days: 7, Weeks: 4, Months: 12}

// Expendable gives those of the times that the policy does not keep, oldest first. The newest one is always kept. Days, weeks
// and months are Vietnam's; a span without an archive counts for nothing, so that a machine that was off keeps what it has.
func (p Policy) Expendable(times []time.Time) []time.Time {
	sorted := slices.Clone(times)
	slices.SortFunc(sorted, func(a, b time.Time) int { return b.Compare(a) })
	kept := map[time.Time]bool{}
	if len(sorted) > 0 {
		kept[sorted[0]] = true
	}
	for _, span := range []struct {
		most int
		name func(time.Time) string
	}{
		{p.Days, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{p.Weeks, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, "-", w) }},
		{p.Months, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := map[string]bool{}
		for _, t := range sorted {
			name := span.name(t.In(day.Zone))
			if !seen[name] && len(seen) < span.most {
				seen[name], kept[t] = true, true
			}
		}
	}
	out := slices.DeleteFunc(sorted, func(t time.Time) bool { return kept[t] })
	slices.Reverse(out)
	return out
}
