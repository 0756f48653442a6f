package place_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/place"
)

var (
	now       day.Day // the zero Day: the present
	eve       = day.Must(2025, 6, 30)
	firstDay  = day.Must(2025, 7, 1)
	beforeNow = []day.Day{firstDay, day.Must(2026, 4, 29), day.Must(2026, 4, 30), day.Must(2026, 9, 19), day.Must(2026, 9, 20), now}
)

func load(t testing.TB) *place.Catalogue {
	t.Helper()
	c, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func find(t testing.TB, code string, at day.Day) place.Place {
	t.Helper()
	p, ok := load(t).Find(code, at)
	if !ok {
		t.Fatalf("no unit %s on %s", code, at.ISO())
	}
	return p
}

func TestCounts(t *testing.T) {
	c := load(t)
	for _, at := range beforeNow {
		if n := len(c.On(place.ProvinceLevel, at)); n != 34 {
			t.Errorf("on %s: %d provinces, want 34", at.ISO(), n)
		}
		if n := len(c.On(place.CommuneLevel, at)); n != 3321 {
			t.Errorf("on %s: %d communes, want 3321", at.ISO(), n)
		}
		if n := len(c.On(place.DistrictLevel, at)); n != 0 {
			t.Errorf("on %s: %d districts after their end", at.ISO(), n)
		}
	}
	// The list of communes has 10,035 of them; the successions name 12 more.
	got := [...]int{len(c.On(place.ProvinceLevel, eve)), len(c.On(place.DistrictLevel, eve)), len(c.On(place.CommuneLevel, eve))}
	if want := [...]int{63, 696, 10_047}; got != want {
		t.Errorf("until 30/06/2025: %v, want %v", got, want)
	}
}

func TestKindsOfThePresent(t *testing.T) {
	c := load(t)
	kinds := map[place.Kind]int{}
	for _, p := range append(c.On(place.ProvinceLevel, now), c.On(place.CommuneLevel, now)...) {
		kinds[p.Kind]++
	}
	want := map[place.Kind]int{place.City: 9, place.Province: 25, place.Ward: 709, place.Commune: 2599, place.SpecialZone: 13}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEveryUnitHasOneAbove(t *testing.T) {
	c := load(t)
	for _, at := range append(beforeNow, eve) {
		provinces := map[string]place.Place{}
		for _, p := range c.On(place.ProvinceLevel, at) {
			if p.ParentID != "" || p.Parent != "" || p.Province != p.FullName {
				t.Errorf("%s: the province lies in %q", p.FullName, p.Parent)
			}
			provinces[p.FullName] = p
		}
		for _, p := range append(c.On(place.CommuneLevel, at), c.On(place.DistrictLevel, at)...) {
			up, ok := c.ByID(p.ParentID)
			if !ok || up.Level() >= p.Level() || !up.Holds(at) {
				t.Fatalf("on %s %s %s lies in %q", at.ISO(), p.Code, p.FullName, p.Parent)
			}
			if _, ok := provinces[p.Province]; !ok {
				t.Fatalf("on %s %s %s lies in the province %q", at.ISO(), p.Code, p.FullName, p.Province)
			}
		}
	}
}

func TestWithinAddsUp(t *testing.T) {
	c := load(t)
	for _, at := range append(beforeNow, eve) {
		for _, level := range []place.Level{place.DistrictLevel, place.CommuneLevel} {
			want, got := len(c.On(level, at)), 0
			for _, up := range append(c.On(place.ProvinceLevel, at), c.On(place.DistrictLevel, at)...) {
				for _, p := range c.Within(up, at) {
					if p.Level() == level {
						got++
					}
					if p.ParentID != up.ID || p.Parent != up.FullName {
						t.Fatalf("on %s %s lies within %s but in %s", at.ISO(), p.FullName, up.FullName, p.Parent)
					}
				}
			}
			if got != want {
				t.Errorf("on %s: %d units of level %d lie in others, want %d", at.ISO(), got, level, want)
			}
		}
	}
	if got := c.Within(find(t, "34", eve), now); got != nil {
		t.Errorf("tỉnh Thái Bình still holds %d communes", len(got))
	}
}

func TestCodeIsReused(t *testing.T) {
	before, after := find(t, "12103", eve), find(t, "12103", firstDay)
	if before.FullName != "phường Bần Yên Nhân" || before.Address() != "phường Bần Yên Nhân, tỉnh Hưng Yên" || before.Parent != "thị xã Mỹ Hào" {
		t.Errorf("12103 until 30/06/2025: %+v", before)
	}
	if after.FullName != "phường Mỹ Hào" || after.Address() != "phường Mỹ Hào, tỉnh Hưng Yên" || after.Parent != "tỉnh Hưng Yên" {
		t.Errorf("12103 since 01/07/2025: %+v", after)
	}
	if before.ID == after.ID {
		t.Error("both units with the code 12103 have one id")
	}
	if find(t, "12103", day.Must(1990, 1, 1)).ID != before.ID || find(t, "12103", now).ID != after.ID {
		t.Error("an early or the present day gives another unit")
	}
}

func TestIDsAreUniqueAndDerived(t *testing.T) {
	c := load(t)
	seen := map[string]place.Place{}
	for _, at := range append(beforeNow, eve) {
		for level := place.ProvinceLevel; level <= place.CommuneLevel; level++ {
			for _, p := range c.On(level, at) {
				if !ident.Valid(p.ID) || p.ID != place.IDOf(p.Code, p.From) {
					t.Fatalf("%s %s has the id %q", p.Code, p.FullName, p.ID)
				}
				if twin, ok := seen[p.ID]; ok && twin.FullName != p.FullName {
					t.Fatalf("%s and %s have one id", twin.FullName, p.FullName)
				}
				seen[p.ID] = p
				if back, ok := c.ByID(p.ID); !ok || back.FullName != p.FullName {
					t.Fatalf("%s is not found by its id", p.FullName)
				}
			}
		}
	}
	if _, ok := c.ByID("0190b5a2-6c1e-7d3f-8a4b-5c6d7e8f9a0b"); ok {
		t.Error("a foreign id finds a unit")
	}
}

// A province that becomes a city is another unit from that day; its communes stay what they are and lie in it by date.
func TestKindChangesLater(t *testing.T) {
	commune := find(t, "26326", day.Must(2026, 4, 29)) // Dầu Giây
	ward := find(t, "26326", day.Must(2026, 4, 30))
	if commune.Address() != "xã Dầu Giây, tỉnh Đồng Nai" || ward.Address() != "phường Dầu Giây, thành phố Đồng Nai" {
		t.Errorf("%s became %s", commune.Address(), ward.Address())
	}
	if commune.To != day.Must(2026, 4, 29) || ward.From != day.Must(2026, 4, 30) || ward.Source != "237/NQ-UBTVQH16" {
		t.Errorf("the change is dated %s to %s by %s", commune.To, ward.From, ward.Source)
	}
	stays := find(t, "25162", firstDay) // Cát Tiên 3, Lâm Đồng: nothing changes around it
	if again := find(t, "25162", now); again != stays {
		t.Errorf("%+v became %+v", stays, again)
	}
	then, today := find(t, "09325", day.Must(2026, 9, 19)), find(t, "09325", now) // a commune of Bắc Ninh
	if then.ID != today.ID || then.Province != "tỉnh Bắc Ninh" || today.Province != "thành phố Bắc Ninh" || then.ParentID == today.ParentID {
		t.Errorf("%+v became %+v", then, today)
	}
}

func TestFindRefuses(t *testing.T) {
	c := load(t)
	for _, tt := range []struct {
		code string
		at   day.Day
	}{{"", now}, {"99999", now}, {"328", firstDay}, {"02", now}, {"12106", now}, {"06978", eve}, {"Mỹ Hào", now}} {
		if p, ok := c.Find(tt.code, tt.at); ok {
			t.Errorf("Find(%q, %s) = %s", tt.code, tt.at.ISO(), p.FullName)
		}
	}
}

func TestFindByACodeOfOtherEditions(t *testing.T) {
	for other, code := range map[string]string{"06978": "06970", "23737": "23938"} {
		if p := find(t, other, now); p.Code != code {
			t.Errorf("%s finds %s %s", other, p.Code, p.FullName)
		}
	}
	if p := find(t, "23737", eve); p.Name != "Ia Mơ Nông" {
		t.Errorf("until 30/06/2025 23737 is %s", p.FullName)
	}
}

func TestEveryEntryNamesItsSource(t *testing.T) {
	c := load(t)
	for _, at := range []day.Day{eve, firstDay, now} {
		for level := place.ProvinceLevel; level <= place.CommuneLevel; level++ {
			for _, p := range c.On(level, at) {
				if p.Source == "" || p.Name == "" || p.FullName != place.FullName(p.Kind, p.Name) {
					t.Fatalf("%+v", p)
				}
			}
		}
	}
}

func BenchmarkFind(b *testing.B) {
	c := load(b)
	b.ReportAllocs()
	for b.Loop() {
		c.Find("12103", now)
	}
}
