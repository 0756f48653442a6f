package place_test

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
)

func TestAllHoldsEveryDay(t *testing.T) {
	c := load(t)
	all := map[string]place.Place{}
	for _, p := range c.All() {
		if _, twice := all[p.ID]; twice {
			t.Fatalf("%s %s stands twice", p.Code, p.FullName)
		}
		all[p.ID] = p
	}
	met := map[string]bool{}
	for _, at := range append(beforeNow, eve) {
		for level := place.ProvinceLevel; level <= place.CommuneLevel; level++ {
			for _, p := range c.On(level, at) {
				if _, ok := all[p.ID]; !ok {
					t.Fatalf("%s %s of %s is missing", p.Code, p.FullName, at.ISO())
				}
				met[p.ID] = true
			}
		}
	}
	if len(met) != len(all) {
		t.Errorf("%d units, of which %d existed on some day", len(all), len(met))
	}
}

func TestChangesAreTheSuccessorsOfAll(t *testing.T) {
	c := load(t)
	written, derived := 0, 0
	after := map[string][]place.Change{}
	for _, ch := range c.Changes() {
		after[ch.Old] = append(after[ch.Old], ch)
		if ch.Derived {
			derived++
		} else {
			written++
		}
		old, ok := c.ByID(ch.Old)
		heir, there := c.ByID(ch.New)
		if !ok || !there || !old.Holds(ch.Day.Add(-1)) || !heir.Holds(ch.Day) || old.Holds(ch.Day) {
			t.Fatalf("%s → %s on %s", old.FullName, heir.FullName, ch.Day)
		}
		if ch.Derived && old.Level() != place.DistrictLevel {
			t.Fatalf("what became of %s is said to follow from its communes", old.FullName)
		}
	}
	for _, p := range c.All() {
		want := c.Successors(p)
		got := after[p.ID]
		if len(want) != len(got) {
			t.Fatalf("%s has %d successors and %d changes", p.FullName, len(want), len(got))
		}
		for i := range got {
			if got[i].New != want[i].Place.ID || got[i].Whole != want[i].Whole {
				t.Fatalf("%s: %+v, want %+v", p.FullName, got[i], want[i])
			}
		}
	}
	if written != 63+10_604+25 || derived == 0 {
		t.Errorf("%d changes in the data and %d derived", written, derived)
	}
}

func TestNamedGivesTheUnitThatWasMeant(t *testing.T) {
	tests := []struct {
		typed string
		first string // address of the first answer
		of    int    // answers that bear the name
	}{
		{"ban yen nhan", "phường Bần Yên Nhân, tỉnh Hưng Yên", 1},
		{"Mỹ Hào", "phường Mỹ Hào, tỉnh Hưng Yên", 2},
		{"tx my hao", "thị xã Mỹ Hào, tỉnh Hưng Yên", 1},
		{"12103", "phường Mỹ Hào, tỉnh Hưng Yên", 2},
		{"quận 1, tp hcm", "Quận 1, Thành phố Hồ Chí Minh", 1},
		{"dầu giây", "phường Dầu Giây, thành phố Đồng Nai", 3},
	}
	c := load(t)
	for _, tt := range tests {
		got := c.Named(tt.typed, 100)
		n := 0
		for _, m := range got {
			if m.Rank <= place.ByParent {
				n++
			}
			if m.Renamed() {
				t.Errorf("%s: %s stands for another unit", tt.typed, m.Place.FullName)
			}
		}
		if len(got) == 0 || got[0].Place.Address() != tt.first || n != tt.of {
			t.Errorf("%s: %d of the name, first %+v", tt.typed, n, got[:min(len(got), 4)])
		}
	}
}

func TestAlsoAreOtherSpellings(t *testing.T) {
	c := load(t)
	got := c.Also(find(t, "06970", now))
	if len(got) != 1 || got[0] != "06978" {
		t.Errorf("Ba Chẽ is printed also as %v", got)
	}
	if c.Also(place.Place{Code: "12103", From: day.Must(2030, 1, 1)}) != nil {
		t.Error("a stranger has other spellings")
	}
}
