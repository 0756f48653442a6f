package ui

import (
	"testing"
	"testing/quick"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestShootGrowsWithTheYear(t *testing.T) {
	last := -1.0
	for d := day.Must(2024, 1, 1); d.Year() == 2024; d = d.Add(1) {
		x := shootX(d)
		if x <= last {
			t.Fatalf("%s: the shoot stands at %v, the day before at %v", d, x, last)
		}
		j := joints(d)[d.Month()-1]
		if x < j.x || x > j.x+j.width() {
			t.Fatalf("%s: the shoot stands outside its month", d)
		}
		last = x
	}
}

func TestYearThatIsNotKnownHasNoPast(t *testing.T) {
	for _, j := range joints(day.Day{}) {
		if j.isPast || j.isNow || j.past != 0 {
			t.Errorf("month %d is marked", j.month)
		}
	}
}

func TestShareStaysInsideTheMonth(t *testing.T) {
	if got := share(day.Must(2026, 2, 15)); got != 0.5 {
		t.Errorf("14 of 28 days are over: %v", got)
	}
	inside := func(n uint16) bool {
		s := share(day.Must(2026, 1, 1).Add(int(n)))
		return s >= 0 && s < 1
	}
	if err := quick.Check(inside, nil); err != nil {
		t.Error(err)
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"Trần Thu Hoa": "TH", "Lê Hữu Đạt": "HĐ", "Ánh": "Á", "": "", "  đỗ  văn ": "ĐV"} {
		if got := initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
