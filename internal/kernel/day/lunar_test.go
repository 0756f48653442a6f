package day_test

import (
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestLunarFeastsEqualTheTable(t *testing.T) {
	text, err := os.ReadFile("testdata/lunar_2015_2050.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if len(f) != 4 || f[0] == "year" || f[0][0] == '#' {
			continue
		}
		rows++
		tet, _ := day.ParseISO(f[1])
		year := tet.Year()
		got := []string{day.Tet(year).ISO(), day.HungKings(year).ISO(), day.MidAutumn(year).ISO()}
		for i, name := range []string{"Tết", "Giỗ Tổ", "Trung thu"} {
			if got[i] != f[i+1] {
				t.Errorf("%s %s is %s, want %s", name, f[0], got[i], f[i+1])
			}
		}
	}
	if rows != 36 {
		t.Errorf("%d rows, want 36", rows)
	}
}

// Days known from history and from years in which the calendar has a leap month or parts from the Chinese one.
func TestLunarDays(t *testing.T) {
	tests := []struct {
		lunar day.LunarDate
		want  string
	}{
		{day.LunarDate{Year: 1900, Month: 1, Date: 1}, "1900-01-31"},
		{day.LunarDate{Year: 1968, Month: 1, Date: 1}, "1968-01-29"}, // Mậu Thân: a day before the Chinese new year
		{day.LunarDate{Year: 1975, Month: 1, Date: 1}, "1975-02-11"},
		{day.LunarDate{Year: 1985, Month: 1, Date: 1}, "1985-01-21"}, // a month before the Chinese new year
		{day.LunarDate{Year: 2007, Month: 1, Date: 1}, "2007-02-17"},
		{day.LunarDate{Year: 2020, Month: 4, Date: 1, Leap: true}, "2020-05-23"},
		{day.LunarDate{Year: 2025, Month: 6, Date: 1, Leap: true}, "2025-07-25"},
		{day.LunarDate{Year: 2025, Month: 7, Date: 1}, "2025-08-23"},
		{day.LunarDate{Year: 2033, Month: 11, Date: 1, Leap: true}, "2033-12-22"},
		{day.LunarDate{Year: 2025, Month: 12, Date: 29}, "2026-02-16"},
	}
	for _, tt := range tests {
		d, ok := day.FromLunar(tt.lunar)
		if !ok || d.ISO() != tt.want {
			t.Errorf("%+v is %s, %v, want %s", tt.lunar, d.ISO(), ok, tt.want)
		}
		if back := d.Lunar(); ok && back != tt.lunar {
			t.Errorf("%s is %+v, want %+v", d.ISO(), back, tt.lunar)
		}
	}
	for _, l := range []day.LunarDate{{Year: 2025, Month: 5, Date: 1, Leap: true}, {Year: 2026, Month: 1, Date: 1, Leap: true},
		{Year: 2025, Month: 12, Date: 30}, {Year: 2025, Month: 13, Date: 1}, {Year: 2025, Month: 1, Date: 31}, {Year: 1899, Month: 1, Date: 1}, {Year: 2200, Month: 1, Date: 1}} {
		if d, ok := day.FromLunar(l); ok {
			t.Errorf("%+v is no date, got %s", l, d.ISO())
		}
	}
}

// Every day from 1900 to 2199 has one lunar date, which leads back to it, and lunar dates run on without a gap.
func TestLunarRunsOnDayByDay(t *testing.T) {
	last := day.Must(1900, 1, 31).Add(-1).Lunar()
	for d := day.Must(1900, 1, 31); d.Before(day.Must(2200, 1, 1)); d = d.Add(1) {
		l := d.Lunar()
		if back, ok := day.FromLunar(l); !ok || back != d {
			t.Fatalf("%s is %+v, which is %s, %v", d.ISO(), l, back.ISO(), ok)
		}
		if l.Date != 1 && l.Date != last.Date+1 || l.Date == 1 && last.Date < 29 {
			t.Fatalf("%s is %+v, the day before is %+v", d.ISO(), l, last)
		}
		last = l
	}
}

func TestTetLiesInItsSeason(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1900, 2199).Draw(t, "year")
		tet, autumn := day.Tet(year), day.MidAutumn(year)
		if tet.Before(day.Must(year, 1, 20)) || tet.After(day.Must(year, 2, 22)) {
			t.Fatalf("Tết %s", tet.ISO())
		}
		if months := autumn.Sub(tet); months < 219 || months > 252 {
			t.Fatalf("Trung thu %s is %d days after Tết %s", autumn.ISO(), months, tet.ISO())
		}
	})
}
