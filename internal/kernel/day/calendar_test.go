package day_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func iso(s string) day.Day {
	d, err := day.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestBuiltInCalendar(t *testing.T) {
	c := day.BuiltIn()
	tests := []struct {
		day  string
		work bool
	}{
		{"2025-01-24", true}, {"2025-01-27", false}, {"2025-01-31", false}, {"2025-02-03", true}, // Tết
		{"2025-04-26", true}, {"2025-05-02", false}, // Saturday worked for a Friday
		{"2025-05-03", false}, {"2025-05-05", true},
		{"2026-01-10", true}, {"2026-01-02", false}, {"2026-08-22", true}, {"2026-08-31", false},
		{"2027-02-06", false}, {"2027-02-08", true}, // no data: only the week counts
	}
	for _, tt := range tests {
		if got := c.IsWorking(iso(tt.day)); got != tt.work {
			t.Errorf("IsWorking(%s) = %v", tt.day, got)
		}
	}
	for year, known := range map[int]bool{2024: false, 2025: true, 2026: true, 2027: false} {
		if c.Known(year) != known || c.Verified(year) {
			t.Errorf("%d: known %v, verified %v", year, c.Known(year), c.Verified(year))
		}
	}
	if n := len(c.Year(2025)); n != 15 {
		t.Errorf("%d special days in 2025, want 15", n)
	}
}

func TestWorkingDayArithmetic(t *testing.T) {
	c := day.BuiltIn()
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2025-01-24", 1, "2025-02-03"}, // Friday before Tết
		{"2025-02-03", -1, "2025-01-24"},
		{"2025-04-25", 1, "2025-04-26"}, // the Saturday is worked
		{"2025-04-29", 2, "2025-05-06"},
		{"2025-05-16", 0, "2025-05-16"},
		{"2025-05-17", 0, "2025-05-17"},
		{"2025-05-17", 1, "2025-05-19"},
		{"2025-12-31", 2, "2026-01-06"}, // over the new year and Friday 02/01/2026
	}
	for _, tt := range tests {
		if got := c.AddWorking(iso(tt.from), tt.n); got != iso(tt.want) {
			t.Errorf("AddWorking(%s, %d) = %s, want %s", tt.from, tt.n, got.ISO(), tt.want)
		}
	}
	if got := c.OnOrAfter(iso("2025-09-01")); got != iso("2025-09-03") {
		t.Errorf("OnOrAfter = %s", got.ISO())
	}
}

func TestWordsOfDueDates(t *testing.T) {
	c := day.BuiltIn()
	tests := []struct{ today, due, want string }{
		{"2026-05-12", "2026-05-15", "còn 3 ngày làm việc (thứ Sáu 15/5)"},
		{"2026-05-15", "2026-05-15", "hôm nay, thứ Sáu 15/5"},
		{"2026-05-19", "2026-05-15", "quá 2 ngày làm việc (thứ Sáu 15/5)"},
		{"2025-07-07", "2025-07-12", "còn 4 ngày làm việc (thứ Bảy 12/7, ngày nghỉ)"},
		{"2025-07-11", "2025-07-12", "hôm nay là ngày làm việc cuối (thứ Bảy 12/7, ngày nghỉ)"},
		{"2025-07-12", "2025-07-13", "hết ngày làm việc (Chủ nhật 13/7, ngày nghỉ)"},
		{"2025-07-13", "2025-07-12", "vừa quá hạn (thứ Bảy 12/7, ngày nghỉ)"},
		{"2025-04-25", "2025-04-26", "còn 1 ngày làm việc (thứ Bảy 26/4)"},
		{"2025-12-30", "2026-01-05", "còn 2 ngày làm việc (thứ Hai 5/1/2026)"},
	}
	for _, tt := range tests {
		if got := c.Left(iso(tt.today), iso(tt.due)); got != tt.want {
			t.Errorf("Left(%s, %s) = %q, want %q", tt.today, tt.due, got, tt.want)
		}
	}
	if got := c.Left(iso("2026-05-12"), day.Day{}); got != "" {
		t.Errorf("no due date reads %q", got)
	}
}

func TestNoteOfACalendar(t *testing.T) {
	c := day.BuiltIn()
	checked := c.With(2026, []day.Special{{Day: iso("2026-09-02"), Name: "Quốc khánh", Verified: true}})
	tests := []struct {
		c    day.Calendar
		year int
		want string
	}{
		{c, 2026, "Lịch nghỉ năm 2026 chưa đối chiếu với thông báo chính thức."},
		{c, 2027, "Chưa có lịch nghỉ năm 2027: ngày làm việc mới trừ thứ Bảy và Chủ nhật."},
		{checked, 2026, ""},
		{checked, 2025, "Lịch nghỉ năm 2025 chưa đối chiếu với thông báo chính thức."},
	}
	for _, tt := range tests {
		if got := tt.c.Note(tt.year); got != tt.want {
			t.Errorf("Note(%d) = %q, want %q", tt.year, got, tt.want)
		}
	}
	if !checked.IsWorking(iso("2026-04-30")) || checked.IsWorking(iso("2026-09-02")) || c.IsWorking(iso("2026-04-30")) {
		t.Error("With replaces exactly the days of its year, in a copy")
	}
}

// specials draws days off and swapped days around one year.
var specials = rapid.Custom(func(t *rapid.T) []day.Special {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) day.Special {
		d := iso("2026-01-01").Add(rapid.IntRange(-30, 420).Draw(t, "day"))
		return day.Special{Day: d, Work: d.IsWeekend() && rapid.Bool().Draw(t, "work"), Name: "nghỉ"}
	}), 0, 40).Draw(t, "specials")
})

func TestHolidayNeverMakesAWorkingDateEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := specials.Draw(t, "list")
		before := day.NewCalendar([]int{2026}, list)
		off := iso("2026-01-01").Add(rapid.IntRange(0, 364).Draw(t, "off"))
		after := day.NewCalendar([]int{2026}, append(list, day.Special{Day: off, Name: "nghỉ thêm"}))
		from, n := iso("2026-01-01").Add(rapid.IntRange(-20, 364).Draw(t, "from")), rapid.IntRange(0, 60).Draw(t, "n")
		if a, b := before.AddWorking(from, n), after.AddWorking(from, n); b.Before(a) {
			t.Fatalf("%d working days after %s: %s, with a holiday on %s only %s", n, from.ISO(), a.ISO(), off.ISO(), b.ISO())
		}
		if a, b := before.OnOrAfter(from), after.OnOrAfter(from); b.Before(a) {
			t.Fatalf("OnOrAfter(%s): %s, with a holiday on %s %s", from.ISO(), a.ISO(), off.ISO(), b.ISO())
		}
	})
}

func TestCountingAgreesWithStepping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := day.NewCalendar([]int{2026}, specials.Draw(t, "list"))
		from, n := iso("2026-01-01").Add(rapid.IntRange(-20, 364).Draw(t, "from")), rapid.IntRange(-80, 80).Draw(t, "n")
		if n >= 0 {
			if got := c.WorkingDaysBetween(from, c.AddWorking(from, n)); got != n {
				t.Fatalf("%d working days after %s lie %d apart", n, from.ISO(), got)
			}
		}
		to, plain := from.Add(n), 0
		for d := min(n, 0); d < max(n, 0); d++ {
			if c.IsWorking(from.Add(d + 1)) {
				plain++
			}
		}
		if n < 0 {
			plain = -plain
		}
		if got := c.WorkingDaysBetween(from, to); got != plain {
			t.Fatalf("from %s to %s: %d, counted one by one %d", from.ISO(), to.ISO(), got, plain)
		}
	})
}
