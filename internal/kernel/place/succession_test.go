package place_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
)

func codes(list []place.Succession) []string {
	var codes []string
	for _, s := range list {
		codes = append(codes, s.Place.Code)
	}
	slices.Sort(codes)
	return codes
}

// The three wards that followed thị xã Mỹ Hào, by Nghị quyết 1666/NQ-UBTVQH15, Điều 1 khoản 97-99.
func TestSuccessionOfMyHao(t *testing.T) {
	c := load(t)
	wards := map[string][]string{
		"12103": {"12103", "12106", "12109", "12118"},
		"12127": {"12112", "12115", "12124", "12127"},
		"12133": {"12121", "12130", "12133", "12136", "12139"},
	}
	for code, members := range wards {
		ward := find(t, code, firstDay)
		before := c.Predecessors(ward)
		if diff := cmp.Diff(members, codes(before)); diff != "" {
			t.Errorf("%s was made from (-want +got):\n%s", ward.FullName, diff)
		}
		for _, b := range before {
			after := c.Successors(b.Place)
			if !b.Whole || len(after) != 1 || !after[0].Whole || after[0].Place.ID != ward.ID {
				t.Errorf("%s did not go whole into %s alone", b.Place.FullName, ward.FullName)
			}
		}
	}
	town := c.Successors(find(t, "328", eve))
	if diff := cmp.Diff([]string{"12103", "12127", "12133"}, codes(town)); diff != "" {
		t.Errorf("thị xã Mỹ Hào went into (-want +got):\n%s", diff)
	}
	for _, s := range town {
		if s.Whole {
			t.Errorf("thị xã Mỹ Hào went whole into %s", s.Place.FullName)
		}
	}
}

func TestEveryOldUnitHasSuccessors(t *testing.T) {
	c := load(t)
	rows, divided := 0, 0
	for level := place.ProvinceLevel; level <= place.CommuneLevel; level++ {
		for _, old := range c.On(level, eve) {
			after := c.Successors(old)
			if len(after) == 0 {
				t.Fatalf("%s %s ended without a successor", old.Code, old.Address())
			}
			for _, s := range after {
				if s.Place.From != firstDay {
					t.Fatalf("%s went into %s, which begins on %s", old.FullName, s.Place.FullName, s.Place.From)
				}
				if s.Whole != (len(after) == 1) && level != place.DistrictLevel {
					t.Fatalf("%s went into %d units, into %s whole: %v", old.FullName, len(after), s.Place.FullName, s.Whole)
				}
			}
			if level == place.CommuneLevel {
				rows += len(after)
			}
			if level == place.CommuneLevel && len(after) > 1 {
				divided++
			}
		}
	}
	// The source has 10,604 rows: five of them are island districts, which have no communes.
	if rows != 10_599 || divided != 460 {
		t.Errorf("%d rows of communes and %d divided ones, want 10,599 and 460", rows, divided)
	}
}

func TestIslandDistrictsBecameSpecialZones(t *testing.T) {
	c := load(t)
	for old, zone := range map[string]string{"318": "11948", "471": "19742", "498": "20333", "536": "21548", "755": "26732"} {
		after := c.Successors(find(t, old, eve))
		if len(after) != 1 || after[0].Place.Code != zone || !after[0].Whole || after[0].Place.Kind != place.SpecialZone {
			t.Errorf("%s became %+v", old, after)
		}
	}
}

func TestPredecessorsMirrorSuccessors(t *testing.T) {
	c := load(t)
	rows := 0
	for level := place.ProvinceLevel; level <= place.CommuneLevel; level++ {
		for _, p := range c.On(level, firstDay) {
			before := c.Predecessors(p)
			rows += len(before)
			if len(before) == 0 {
				t.Fatalf("%s %s came from nowhere", p.Code, p.Address())
			}
			for _, b := range before {
				if !slices.Contains(c.Successors(b.Place), place.Succession{Place: latest(t, p), Whole: b.Whole}) {
					t.Fatalf("%s is not among the successors of %s", p.FullName, b.Place.FullName)
				}
			}
		}
	}
	if rows != 63+10_604 {
		t.Errorf("%d rows, want 63 of provinces and 10,604 of communes", rows)
	}
}

// latest is a unit as on its last day, which is how successions show it.
func latest(t *testing.T, p place.Place) place.Place {
	t.Helper()
	p, ok := load(t).ByID(p.ID)
	if !ok {
		t.Fatalf("%s has no id", p.FullName)
	}
	return p
}

func TestSuccessionByChangeOfKind(t *testing.T) {
	c := load(t)
	commune := find(t, "07840", firstDay) // Hiệp Hòa, Bắc Ninh
	after := c.Successors(commune)
	if len(after) != 1 || !after[0].Whole || after[0].Place.FullName != "phường Hiệp Hòa" || after[0].Place.From != day.Must(2026, 9, 20) {
		t.Fatalf("%s became %+v", commune.FullName, after)
	}
	before := c.Predecessors(after[0].Place)
	if len(before) != 1 || before[0].Place.ID != commune.ID {
		t.Errorf("%s came from %+v", after[0].Place.FullName, before)
	}
	if more := c.Successors(after[0].Place); more != nil {
		t.Errorf("a unit of the present has the successors %+v", more)
	}
}

func TestSuccessionOfAStranger(t *testing.T) {
	c := load(t)
	stranger := place.Place{Code: "12103", From: day.Must(2030, 1, 1)}
	if c.Successors(stranger) != nil || c.Predecessors(stranger) != nil || c.Successors(place.Place{}) != nil {
		t.Error("a unit that is not in the catalogue has a history")
	}
}
