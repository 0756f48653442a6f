package reminder

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// holidays are days off beside the weekends.
type holidays map[day.Day]bool

func (h holidays) IsWorking(d day.Day) bool { return !d.IsWeekend() && !h[d] }

func TestTheLadderAroundADueDate(t *testing.T) {
	friday := day.Must(2026, 5, 15)
	off := holidays{day.Must(2026, 5, 18): true}
	for _, c := range []struct {
		today     day.Day
		due       day.Day
		requested bool
		want      string
		why       string
	}{
		{day.Must(2026, 5, 5), friday, false, "", "eight working days before"},
		{day.Must(2026, 5, 6), friday, false, "T-7", "seven working days before"},
		{day.Must(2026, 5, 12), friday, false, "T-7", "the machine did not run for some days"},
		{day.Must(2026, 5, 13), friday, false, "T-2", "two working days before"},
		{friday, friday, false, "T0", "the day itself"},
		{day.Must(2026, 5, 18), friday, false, "", "a day off"},
		{day.Must(2026, 5, 19), friday, false, "T+1", "the first working day after, past a weekend and a day off"},
		{day.Must(2026, 5, 21), friday, false, "T+3", "the third"},
		{day.Must(2026, 6, 10), friday, false, "", "long ago"},
		{day.Must(2026, 5, 13), friday, true, "T-2", "a request before its day"},
		{day.Must(2026, 5, 19), friday, true, "", "a request is never late"},
		{day.Must(2026, 5, 21), friday, true, "", "and never reported"},
		{friday, day.Must(2026, 5, 17), false, "T0", "due on a Sunday: told on the Friday"},
		{day.Must(2026, 5, 19), day.Must(2026, 5, 17), false, "T+1", "and late on the next working day"},
	} {
		got := Step{}
		if off.IsWorking(c.today) {
			got, _ = stepAt(off, c.due, c.requested, c.today)
		}
		if got.Name != c.want {
			t.Errorf("%s: due %s, on %s: %q, want %q", c.why, c.due, c.today, got.Name, c.want)
		}
	}
}

// Whatever the days off: over a whole life each working day has at most one step, the steps come in their order, none is
// left out when the program runs on every working day, and what is before the due date is not called late.
func TestTheLadderIsClimbedInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := day.Must(2026, 1, 1)
		off := holidays{}
		for range rapid.IntRange(0, 12).Draw(t, "days off") {
			off[start.Add(rapid.IntRange(0, 200).Draw(t, "day"))] = true
		}
		due := start.Add(rapid.IntRange(60, 130).Draw(t, "due"))
		requested := rapid.Bool().Draw(t, "requested")
		var climbed []string
		for d := start; d.Before(start.Add(220)); d = d.Add(1) {
			if !off.IsWorking(d) {
				continue
			}
			s, ok := stepAt(off, due, requested, d)
			if !ok {
				continue
			}
			if d.After(due) != s.Late() && s.Offset != 0 {
				t.Fatalf("due %s: %s on %s", due, s.Name, d)
			}
			if n := len(climbed); n == 0 || climbed[n-1] != s.Name {
				climbed = append(climbed, s.Name)
			}
		}
		var want []string
		for _, s := range Ladder {
			if s.Asked || !requested {
				want = append(want, s.Name)
			}
		}
		if len(climbed) != len(want) {
			t.Fatalf("due %s: climbed %v, want %v", due, climbed, want)
		}
		for i := range want {
			if climbed[i] != want[i] {
				t.Fatalf("due %s: climbed %v, want %v", due, climbed, want)
			}
		}
	})
}

// The dates from which items are read reach every day that can have a step, with the longest holidays there are.
func TestTheReachCoversTheLongestHolidays(t *testing.T) {
	due := day.Must(2026, 3, 2)
	off := holidays{}
	for n := -16; n <= 16; n++ {
		off[due.Add(n)] = true
	}
	for d := due.Add(-80); d.Before(due.Add(80)); d = d.Add(1) {
		if !off.IsWorking(d) {
			continue
		}
		if _, ok := stepAt(off, due, false, d); ok && (due.Before(d.Add(-reachBack)) || due.After(d.Add(reachAhead))) {
			t.Errorf("on %s the step of %s is out of reach", d, due)
		}
	}
}
