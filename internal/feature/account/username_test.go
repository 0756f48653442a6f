package account

import (
	"testing"

	"pgregory.net/rapid"
)

func TestProposeUsername(t *testing.T) {
	inUse := map[string]bool{"hoa.tt": true, "hoa.tt2": true, "nam.pv": true}
	tests := []struct{ name, want string }{
		{"Lê Hữu Phong", "phong.lh"},
		{"Đỗ Đình Đạt", "dat.dd"},
		{"Trần Thu Hoa", "hoa.tt3"},
		{"  Phạm   Văn  Nam ", "nam.pv2"},
		{"Y Thông Niê", "nie.yt"},
		{"H'Hen Niê", "nie.hh"},
		{"Hoa", "hoa"},
		{"Ý", ""},           // one letter is too short for a username
		{"Иван Петров", ""}, // nothing of it can be typed on a Vietnamese keyboard
		{"", ""},
	}
	for _, tt := range tests {
		if got := ProposeUsername(tt.name, func(u string) bool { return inUse[u] }); got != tt.want {
			t.Errorf("ProposeUsername(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Whatever the name and whoever is there, a proposal can be typed, is free, and is found by the range that asks the
// database for the names in use.
func TestProposedUsernameIsFreeAndWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(
			rapid.StringMatching(`(Trần|Lê|Nguyễn|Đỗ|Y|H’) (Thị|Văn|Thu)? ?[A-ZĐ][a-zếáạ]{1,40}`),
			rapid.String(),
		).Draw(t, "name")
		n := rapid.IntRange(0, 30).Draw(t, "earlier people of the same name")
		inUse := map[string]bool{}
		taken := func(u string) bool { return inUse[u] }
		for range n {
			if u := ProposeUsername(name, taken); u != "" {
				inUse[u] = true
			}
		}
		got := ProposeUsername(name, taken)
		if got == "" {
			return
		}
		if !usernameForm.MatchString(got) || inUse[got] {
			t.Fatalf("%q gives %q, taken: %v", name, got, inUse[got])
		}
		from, to, ok := usernameRange([]string{usernameBase(name)})
		if !ok || got < from || got > to {
			t.Fatalf("%q lies outside %q…%q", got, from, to)
		}
	})
}
