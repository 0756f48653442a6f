package place_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

func TestSearchFindsTheWard(t *testing.T) {
	const ward = "phường Mỹ Hào, tỉnh Hưng Yên"
	tests := []struct {
		typed, want string
		rank        place.Rank
		was         string
	}{
		{"Mỹ Hào", ward, place.Exact, ""},
		{"mỹ hào", ward, place.Exact, ""},
		{"phường Mỹ Hào", ward, place.Exact, ""},
		{"P. Mỹ Hào", ward, place.Exact, ""},
		{"Mỹ Hào, Hưng Yên", ward, place.Exact, ""},
		{"phường Mỹ Hào, tỉnh Hưng Yên", ward, place.Exact, ""},
		{"my hao", ward, place.ByName, ""},
		{"MY HAO", ward, place.ByName, ""},
		{"mỹ hạo", ward, place.ByName, ""},
		{"phuong my hao", ward, place.ByName, ""},
		{"my hao hung yen", ward, place.ByParent, ""},
		{"my hao hy", "", 0, ""},
		{"my ha hung", ward, place.ByWords, ""},
		{"xã Mỹ Hào", ward, place.Exact, ""},
		{"12103", ward, place.ByCode, ""},
		{" 12103 ", ward, place.ByCode, ""},
		{"12106", ward, place.ByCode, "Phường Phan Đình Phùng"},
		{"ban yen nhan", ward, place.ByName, "phường Bần Yên Nhân"},
		{"Bần Yên Nhân", ward, place.Exact, "phường Bần Yên Nhân"},
		{"phuong ban yen nhan my hao", ward, place.ByParent, "phường Bần Yên Nhân"},
		{"tx my hao", ward, place.ByName, "thị xã Mỹ Hào"},
		{"đường hào", "phường Đường Hào, tỉnh Hưng Yên", place.Exact, ""},
		{"thuong hong hung yen", "phường Thượng Hồng, tỉnh Hưng Yên", place.ByParent, ""},
		{"thuong hong hai phong", "xã Thượng Hồng, thành phố Hải Phòng", place.ByParent, ""},
		{"Yên Hoà", "phường Yên Hòa, thành phố Hà Nội", place.Exact, ""},
		{"tphcm", "Thành phố Hồ Chí Minh", place.ByName, ""},
		{"TP. HCM", "Thành phố Hồ Chí Minh", place.ByName, ""},
		{"q1 tphcm", "phường Tân Định, Thành phố Hồ Chí Minh", place.Exact, "Quận 1"},
		{"quận 1, TP. HCM", "phường Tân Định, Thành phố Hồ Chí Minh", place.Exact, "Quận 1"},
		{"đặc khu phú quốc", "đặc khu Phú Quốc, tỉnh An Giang", place.Exact, ""},
		{"huyen phu quoc", "đặc khu Phú Quốc, tỉnh An Giang", place.ByName, ""},
		{"côn đảo", "đặc khu Côn Đảo, Thành phố Hồ Chí Minh", place.Exact, ""},
		{"H'Neng", "xã Kon Gang, tỉnh Gia Lai", place.ByName, "xã H' Neng"},
		{"nông trường phong hải", "xã Phong Hải, tỉnh Lào Cai", place.Exact, "thị trấn Nông trường Phong Hải"},
		{"tỉnh đồng nai", "thành phố Đồng Nai", place.Exact, "tỉnh Đồng Nai"},
		{"xã dầu giây", "phường Dầu Giây, thành phố Đồng Nai", place.Exact, "xã Dầu Giây"},
		{"sỹ bình bạch thông", "xã Vĩnh Thông, tỉnh Thái Nguyên", place.Exact, "xã Sĩ Bình"},
	}
	c := load(t)
	for _, tt := range tests {
		t.Run(tt.typed, func(t *testing.T) {
			got := c.Search(tt.typed, now, 5)
			if tt.want == "" {
				if len(got) != 0 {
					t.Errorf("found %s", got[0].Place.Address())
				}
				return
			}
			if len(got) == 0 {
				t.Fatal("found nothing")
			}
			first := got[0]
			if first.Place.Address() != tt.want || first.Rank != tt.rank || first.Was.FullName != tt.was || first.Renamed() != (tt.was != "") {
				t.Errorf("found %s, rank %d, was %q", first.Place.Address(), first.Rank, first.Was.FullName)
			}
		})
	}
}

func TestSearchKeepsTheOrderOfRanks(t *testing.T) {
	got := load(t).Search("Tân Hóa", now, 8)
	var names []string
	for _, m := range got {
		names = append(names, m.Place.Name)
	}
	// Tân Hóa is a commune of before 2025 with all its marks; then come those that are called Tân Hòa.
	want := []string{"Kim Phú", "Tân Hòa", "Tân Hòa", "Tân Hòa", "Tân Hòa", "Tân Hòa", "Tân Hòa"}
	if diff := cmp.Diff(want, names[:len(want)]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSearchTellsDividedUnits(t *testing.T) {
	got := load(t).Search("phường Cống Vị", now, 5)
	if len(got) != 2 {
		t.Fatalf("%d answers, want both parts", len(got))
	}
	for _, m := range got {
		if m.Whole || m.Was.FullName != "phường Cống Vị" {
			t.Errorf("%s: whole %v, was %s", m.Place.FullName, m.Whole, m.Was.FullName)
		}
	}
	if got := load(t).Search("bần yên nhân", now, 5); !got[0].Whole {
		t.Error("phường Bần Yên Nhân went whole")
	}
}

func TestSearchOnAnEarlierDay(t *testing.T) {
	c := load(t)
	if got := c.Search("ban yen nhan", eve, 5); len(got) != 1 || got[0].Place.Code != "12103" || got[0].Renamed() {
		t.Errorf("on the eve: %+v", got)
	}
	if got := c.Search("phường Mỹ Hào", eve, 5); len(got) > 0 && got[0].Rank < place.ByWords && got[0].Place.Kind == place.Ward {
		t.Errorf("on the eve there is %s", got[0].Place.Address())
	}
	if got := c.Search("mỹ hào", eve, 5); len(got) == 0 || got[0].Place.FullName != "thị xã Mỹ Hào" {
		t.Errorf("on the eve: %+v", got)
	}
	if got := c.Search("bần yên nhân", firstDay, 5); len(got) != 1 || got[0].Place.FullName != "phường Mỹ Hào" {
		t.Errorf("on the first day: %+v", got)
	}
	if got := c.Search("dầu giây", day.Must(2026, 4, 29), 1); got[0].Place.Address() != "xã Dầu Giây, tỉnh Đồng Nai" {
		t.Errorf("before the change: %s", got[0].Place.Address())
	}
}

func TestSearchRefuses(t *testing.T) {
	c := load(t)
	for _, typed := range []string{"", "   ", "...", "?", "zzz", "99999", "\xff\xfe", strings.Repeat("a", 10_000)} {
		if got := c.Search(typed, now, 10); len(got) != 0 {
			t.Errorf("Search(%.20q) finds %s", typed, got[0].Place.Address())
		}
	}
	for _, limit := range []int{0, -1} {
		if got := c.Search("my hao", now, limit); len(got) != 0 {
			t.Errorf("%d answers of at most %d", len(got), limit)
		}
	}
	if n := len(c.Search("a", now, 1<<40)); n == 0 || n > 100 {
		t.Errorf("%d answers without a limit", n)
	}
}

// Whoever copies a unit's name from an official paper must be led to that unit first.
func TestEveryUnitIsFoundByItsAddress(t *testing.T) {
	c := load(t)
	for i, p := range c.On(place.CommuneLevel, now) {
		if i%7 != 0 {
			continue
		}
		got := c.Search(p.Address(), now, 1)
		if len(got) != 1 || got[0].Place.ID != p.ID || got[0].Rank != place.Exact || got[0].Renamed() {
			t.Errorf("%s finds %+v", p.Address(), got)
		}
		if got := c.Search(vi.Fold(p.Address()), now, 3); len(got) == 0 || got[0].Rank > place.ByParent {
			t.Errorf("%s finds nothing by its name", vi.Fold(p.Address()))
		}
	}
}

// checkAnswers holds for every search.
func checkAnswers(t interface{ Fatalf(string, ...any) }, typed string, at day.Day, limit int, got []place.Match) {
	seen := map[string]bool{}
	if len(got) > limit {
		t.Fatalf("Search(%q) gives %d answers of at most %d", typed, len(got), limit)
	}
	for i, m := range got {
		if !m.Place.Holds(at) || seen[m.Place.ID] || i > 0 && got[i-1].Rank > m.Rank {
			t.Fatalf("Search(%q) on %s: answer %d is %s, rank %d", typed, at.ISO(), i, m.Place.Address(), m.Rank)
		}
		seen[m.Place.ID] = true
		if m.Renamed() && (m.Was.Holds(at) || m.Was.To.IsZero()) {
			t.Fatalf("Search(%q): %s has not ended", typed, m.Was.FullName)
		}
	}
}

func TestSearchProperties(t *testing.T) {
	c := load(t)
	words := rapid.SampledFrom([]string{"my", "hao", "Hào", "phuong", "xã", "p.", "tân", "hoà", "1", "12103", "hung yen", "h'", "tx", "đ"})
	rapid.Check(t, func(t *rapid.T) {
		typed := strings.Join(rapid.SliceOfN(words, 0, 4).Draw(t, "typed"), " ")
		at := rapid.SampledFrom(append(beforeNow, eve)).Draw(t, "at")
		limit := rapid.IntRange(1, 30).Draw(t, "limit")
		got := c.Search(typed, at, limit)
		checkAnswers(t, typed, at, limit, got)
		more := c.Search(typed, at, limit+5)
		if diff := cmp.Diff(got, more[:min(len(more), limit)], cmp.Comparer(func(a, b place.Match) bool { return a == b })); diff != "" {
			t.Fatalf("Search(%q): a longer list begins otherwise:\n%s", typed, diff)
		}
	})
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{"Mỹ Hào", "p9", "tphcm", "12103", "\xf2ĩ", "q\u0301 1", strings.Repeat("a ", 99)} {
		f.Add(s)
	}
	c := load(f)
	f.Fuzz(func(t *testing.T, s string) { checkAnswers(t, s, now, 10, c.Search(s, now, 10)) })
}

func BenchmarkSearch(b *testing.B) {
	c := load(b)
	c.Search("mỹ hào", now, 1) // folds the names
	for _, typed := range []string{"my hao", "my hao hung yen", "ban yen nhan", "p. tan hoa", "an", "t"} {
		b.Run(typed, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Search(typed, now, 10)
			}
		})
	}
}
