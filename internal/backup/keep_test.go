package backup_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/backup"
)

func nights(n int) []time.Time {
	var out []time.Time
	for i := range n {
		out = append(out, time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC).AddDate(0, 0, -i))
	}
	return out
}

func TestTwoYearsOfNightsLeaveDaysWeeksAndMonths(t *testing.T) {
	all := nights(730)
	gone := backup.Usual.Expendable(all)
	left := slices.DeleteFunc(all, func(at time.Time) bool { return slices.Contains(gone, at) })
	// Seven days, of the four weeks the two that the days do not hold, of the twelve months the ten or eleven others.
	if n := len(left); n < 19 || n > 21 {
		t.Errorf("%d archives stay: %v", n, left)
	}
	for i, at := range nights(7) {
		if left[i] != at {
			t.Errorf("night %d is %v, want %v", i, left[i], at)
		}
	}
	if oldest := left[len(left)-1]; oldest.Before(time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the oldest is of %v", oldest)
	}
}

// Running the policy every night keeps what running it once at the end would: nothing that is wanted later is thrown away
// early.
func TestThePolicyMayRunEveryNight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := backup.Policy{Days: rapid.IntRange(1, 9).Draw(t, "days"), Weeks: rapid.IntRange(0, 5).Draw(t, "weeks"), Months: rapid.IntRange(0, 6).Draw(t, "months")}
		all := nights(rapid.IntRange(1, 200).Draw(t, "nights"))
		slices.Reverse(all)
		var held []time.Time
		for _, at := range all {
			held = append(held, at)
			gone := p.Expendable(held)
			held = slices.DeleteFunc(held, func(h time.Time) bool { return slices.Contains(gone, h) })
		}
		gone := p.Expendable(all)
		want := slices.DeleteFunc(slices.Clone(all), func(h time.Time) bool { return slices.Contains(gone, h) })
		if !slices.Equal(held, want) {
			t.Fatalf("kept %v\nwant %v", held, want)
		}
	})
}
