package day_test

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestParseCell(t *testing.T) {
	first := day.Must(2025, 7, 1)
	for _, typed := range []string{"45839", "45839,0", " 45839.00 ", "1/7/2025", "01-07-2025", "1.7.25", "01072025", "2025-07-01"} {
		if d, err := day.ParseCell(typed); err != nil || d != first {
			t.Errorf("%q is %s, %v", typed, d, err)
		}
	}
	if d, err := day.ParseCell(""); err != nil || !d.IsZero() {
		t.Errorf("an empty cell is %s, %v", d, err)
	}
	for _, typed := range []string{"99999", "10000", "45839,5", "tháng 7", "31/2/2025"} {
		if d, err := day.ParseCell(typed); err == nil {
			t.Errorf("%q is %s", typed, d)
		}
	}
}
