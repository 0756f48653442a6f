package app_test

import (
	"slices"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestTheWeekIsMadeByItself(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		at := func(month time.Month, date, hour int) time.Time {
			return time.Date(2026, month, date, hour, 0, 0, 0, day.Zone)
		}
		had := w.editions()
		for _, step := range []struct {
			when time.Time
			want int
			why  string
		}{
			{at(5, 12, 9), 0, "the week of the demonstration has its page"},
			{at(5, 18, 5), 0, "before six"},
			{at(5, 18, 6), 1, "at six"},
			{at(5, 18, 7), 1, "at seven it is there"},
			{at(5, 12, 9), 1, "the clock set back"},
			{at(5, 18, 7), 1, "and forward again"},
			{at(5, 28, 9), 2, "a machine that slept until Thursday makes that week's"},
			{at(5, 29, 9), 2, "once"},
			{at(6, 22, 9), 3, "after three weeks only the newest"},
		} {
			w.at(step.when)
			w.drain()
			if n := len(w.editions()) - len(had); n != step.want {
				t.Fatalf("%s: %d pages, want %d", step.why, n, step.want)
			}
		}
		if got := w.editions(); !slices.Contains(got, day.Must(2026, 5, 25)) || slices.Contains(got, day.Must(2026, 6, 1)) {
			t.Errorf("pages of %v", got)
		}
	})
}

func TestAMondayOffHasItsPage(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	tet := day.Must(2026, 2, 16)
	if day.BuiltIn().IsWorking(tet) || tet.WeekdayShort() != "T2" {
		t.Fatal("that day is no Monday off")
	}
	w.at(tet.Start().Add(7 * time.Hour))
	w.drain()
	if !slices.Contains(w.editions(), tet) {
		t.Errorf("pages of %v", w.editions())
	}
}
