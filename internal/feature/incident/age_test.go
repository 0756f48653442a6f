package incident

import "testing"

func TestTheAgeGroupIsThatOfTheDay(t *testing.T) {
	for _, tt := range []struct{ birth, happened, want string }{
		{"2020-05-13", "2026-05-12T16:02", "0-5"}, // six on the next day
		{"2020-05-12", "2026-05-12T16:02", "6-9"},
		{"2020-02-29", "2026-02-28", "0-5"},
		{"2016-05-12", "2026-05-12", "10-13"},
		{"2012-05-12", "2026-05-12", "14-16"},
		{"2010-05-13", "2026-05-12", "14-16"}, // sixteen on the next day
		{"2010-05-12", "2026-05-12", ""},      // no child any more
		{"2026-05-12", "2026-05-12", "0-5"},
		{"2026-05-13", "2026-05-12", ""}, // not born yet
		{"2018", "2026-05-12", "6-9"},
		{"2020", "2026-05-12", ""},       // five or six
		{"2020-05", "2026-05-12", ""},    // five or six
		{"2020-04", "2026-05-12", "6-9"}, // six, whatever the day
		{"2010", "2026-05-12", "14-16"},  // fifteen, else no child
		{"2026", "2026-05-12", "0-5"},
		{"", "2026-05-12", ""},
		{"2018", "", ""},
	} {
		if got := groupOf(tt.birth, tt.happened); got != tt.want {
			t.Errorf("born %s, on %s: group %q, want %q", tt.birth, tt.happened, got, tt.want)
		}
	}
}
