package reach

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// completed counts the birthdays that have come, one after the other: slow and plain.
func completed(born, at day.Day) int {
	n := 0
	for {
		d, ok := day.Of(born.Year()+n+1, born.Month(), born.Date())
		if !ok {
			d = day.Must(born.Year()+n+1, 3, 1)
		}
		if d.After(at) {
			return n
		}
		n++
	}
}

func anyDay(t *rapid.T, name string, first, days int) day.Day {
	return day.Must(first, 1, 1).Add(rapid.IntRange(0, days).Draw(t, name))
}

// Every date of birth lies in the span exactly when that many birthdays have come, on every day, leap days included.
func TestASpanHoldsWhoIsOfTheAge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at, born := anyDay(t, "at", 2024, 3000), anyDay(t, "born", 2006, 6600)
		from := rapid.IntRange(0, 14).Draw(t, "from")
		below := from + rapid.IntRange(1, 10).Draw(t, "years")
		if born.After(at) {
			born = at
		}
		s, age := spanOf(from, below, at), completed(born, at)
		if in, want := s.First <= born.ISO() && born.ISO() <= s.Last, age >= from && age < below; in != want {
			t.Fatalf("born %s is %d on %s; in %d..%d: %v", born, age, at, from, below, in)
		}
	})
}

// A month or a year is surely in the span exactly when its first and its last day are; and none that could be in it lies below Low.
func TestADateKnownInPartIsSurelyInTheSpanWhenEveryDayIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at, some := anyDay(t, "at", 2024, 3000), anyDay(t, "some", 2008, 7000)
		from := rapid.IntRange(0, 14).Draw(t, "from")
		s := spanOf(from, from+rapid.IntRange(1, 6).Draw(t, "years"), at)
		within := func(a, b day.Day) bool { return s.First <= a.ISO() && b.ISO() <= s.Last }
		touches := func(a, b day.Day) bool { return a.ISO() <= s.Last && s.First <= b.ISO() }
		m1, m2 := some.FirstOfMonth(), some.LastOfMonth()
		y1, y2 := day.Must(some.Year(), 1, 1), day.Must(some.Year(), 12, 31)
		month, year := some.ISO()[:7], some.ISO()[:4]
		if got := s.FirstMonth <= month && month <= s.LastMonth; got != within(m1, m2) {
			t.Fatalf("%s in %+v: %v", month, s, got)
		}
		if got := s.FirstYear <= year && year <= s.LastYear; got != within(y1, y2) {
			t.Fatalf("%s in %+v: %v", year, s, got)
		}
		if touches(m1, m2) && (month < s.Low || month > s.Last) || touches(y1, y2) && (year < s.Low || year > s.Last) {
			t.Fatalf("%s or %s may belong to %+v and is not looked at", month, year, s)
		}
	})
}

func TestBirthdays(t *testing.T) {
	for _, tt := range []struct {
		at, born string
		under6   bool
	}{
		{"2026-05-11", "2020-05-12", true}, {"2026-05-12", "2020-05-12", false}, {"2026-05-12", "2026-05-12", true},
		{"2026-02-28", "2020-02-29", true}, {"2026-03-01", "2020-02-29", false}, {"2028-02-29", "2022-02-28", false}, {"2028-02-29", "2022-03-01", true},
	} {
		at, _ := day.ParseISO(tt.at)
		s := spanOf(0, 6, at)
		if in := s.First <= tt.born && tt.born <= s.Last; in != tt.under6 {
			t.Errorf("born %s, under 6 on %s: %v", tt.born, tt.at, in)
		}
	}
}

func TestMonthsBefore(t *testing.T) {
	for at, want := range map[string]string{"2026-05-12": "2025-05-12", "2028-02-29": "2027-02-28", "2026-01-31": "2025-01-31"} {
		d, _ := day.ParseISO(at)
		if got := monthsBefore(d, 12).ISO(); got != want {
			t.Errorf("12 months before %s: %s, want %s", at, got, want)
		}
	}
	if got := monthsBefore(day.Must(2026, 8, 31), 6).ISO(); got != "2026-02-28" {
		t.Errorf("6 months before 31 August: %s", got)
	}
}

// Who may not see what is secret finds neither the rule nor its words.
func TestEveryRuleHasASourceAndAShape(t *testing.T) {
	at := day.Must(2026, 11, 24)
	for _, r := range rulesOn(at).Rules {
		if r.Key == "" || r.Words == "" || r.Maybe == "" || r.Source == "" || r.Sure == "" || r.To == "" || r.Asks == "" {
			t.Errorf("rule %q leaves something unsaid", r.Key)
		}
		if s, args := r.shape(at); s == nil || len(args) != s.n {
			t.Errorf("rule %s has no statement for its values", r.Key)
		}
	}
}
