package child

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestAgeOnADay(t *testing.T) {
	at := day.Must(2026, 5, 12)
	for _, tt := range []struct{ birth, age, last string }{
		{"2018-05-12", "8 tuổi", "2034-05-11"},
		{"2018-05-13", "7 tuổi", "2034-05-12"},
		{"2012-02-29", "14 tuổi", "2028-02-28"},
		{"2025-04-13", "12 tháng", "2041-04-12"},
		{"2026-05-12", "0 tháng", "2042-05-11"},
		{"2018", "7 hoặc 8 tuổi", "2034-12-30"},
		{"2018-05", "7 hoặc 8 tuổi", "2034-05-30"},
		{"2018-04", "8 tuổi", "2034-04-29"},
		{"2026", "0 tuổi", "2042-12-30"},
		{"2027-01-01", "", "2042-12-31"},
		{"", "", ""},
		{"12/05", "", ""},
	} {
		if got := Age(tt.birth, at); got != tt.age {
			t.Errorf("born %q is %q, want %q", tt.birth, got, tt.age)
		}
		if got := lastDay(tt.birth); got != tt.last {
			t.Errorf("born %q is a child until %q, want %q", tt.birth, got, tt.last)
		}
	}
}

func TestSchoolYearOfADay(t *testing.T) {
	for at, want := range map[day.Day]string{day.Must(2026, 8, 31): "2025-2026", day.Must(2026, 9, 1): "2026-2027", day.Must(2027, 1, 5): "2026-2027"} {
		if got := SchoolYear(at); got != want {
			t.Errorf("%s lies in %s, want %s", at, got, want)
		}
	}
}

func TestNumbersThatExcelSpoils(t *testing.T) {
	for typed, want := range map[string]string{"033318000123": "033318000123", "'0333 1800 0123": "033318000123", "033.318.000.123": "033318000123", "": ""} {
		v, words := personNumber{}.Read(typed, nil)
		if words != "" || v[0] != want {
			t.Errorf("%q is read as %v %q", typed, v, words)
		}
	}
	for _, typed := range []string{"33318000123", "0333180001234", "03331800012O", "3.33E+10"} {
		if v, words := (personNumber{}).Read(typed, nil); words == "" {
			t.Errorf("%q is taken as %v", typed, v)
		}
	}
}
