package pack_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/pack"
)

// What the program brings is what its own reader takes: codes and words mean one item each, and every version names its text.
func TestThePacksOfTheProgramAreWhole(t *testing.T) {
	b := pack.BuiltIn()
	want := map[string]int{"injury-kind": 11, "injury-place": 4, "hazard-kind": 9, "ethnic-group": 55, "special-circumstances": 14 + 46, "safe-home": 18, "safe-school": 2}
	for _, p := range pack.All() {
		v := b.At(p.Key, "2026-05-12")
		if v.Source == "" || v.Key != "1" {
			t.Errorf("%s: version %q of no text", p.Key, v.Key)
		}
		if n, ok := want[p.Key]; ok && len(v.Items) != n {
			t.Errorf("%s has %d items, want %d", p.Key, len(v.Items), n)
		}
		if len(v.Items) == 0 {
			continue
		}
		items, err := pack.Parse(p, v.Table())
		if err != nil || len(pack.Compare(v, pack.Version{Items: items}.Indexed())) != 0 {
			t.Errorf("%s is not read back as it is written: %v", p.Key, err)
		}
		if p.Kind == pack.Scorecard && v.Gap() == "" {
			t.Errorf("%s is said to be whole; its text was not read", p.Key)
		}
	}
	groups := slices.DeleteFunc(slices.Clone(b.At("special-circumstances", "2026-05-12").Items), func(it pack.Item) bool { return it.Parent != "" })
	if len(groups) != 14 {
		t.Errorf("%d groups of special circumstances, the law has 14", len(groups))
	}
}

// versions of a list: the old one, one that replaces it, and one that was taken back.
func book() *pack.Book {
	item := func(code, text string) pack.Item { return pack.Item{Code: code, Text: text, Confidence: pack.Read} }
	return pack.NewBook(
		pack.Version{Pack: "p", Key: "1", From: "2016-01-01", Items: []pack.Item{item("a", "Một"), item("b", "Hai"), {Code: "c", Text: "Ba", Until: "2025-12-31"}}},
		pack.Version{Pack: "p", Key: "u1", From: "2026-07-01", Items: []pack.Item{item("a", "Một mới"), item("d", "Bốn")}},
		pack.Version{Pack: "p", Key: "u2", From: "2026-08-01", Withdrawn: true, Items: []pack.Item{item("z", "Nhầm")}},
	)
}

func TestAVersionHoldsFromItsDayOn(t *testing.T) {
	b := book()
	for _, tt := range []struct {
		day, version, codes string
	}{{"2010-01-01", "1", "a b c"}, {"2025-12-31", "1", "a b c"}, {"2026-06-30", "1", "a b"}, {"2026-07-01", "u1", "a d"}, {"2030-01-01", "u1", "a d"}} {
		v := b.At("p", tt.day)
		if got := codes(v.On(tt.day)); v.Key != tt.version || got != tt.codes {
			t.Errorf("on %s version %s with %s, want %s with %s", tt.day, v.Key, got, tt.version, tt.codes)
		}
	}
	if it, _ := b.Named("p", "1", "a"); it.Text != "Một" {
		t.Errorf("the old record reads %q", it.Text)
	}
	if it, _ := b.Named("p", "", "b"); it.Text != "Hai" {
		t.Errorf("a record without a version reads %q", it.Text)
	}
	for _, tt := range []struct{ first, last, codes string }{{"2026-01-01", "2026-12-31", "a d b"}, {"2025-01-01", "2025-12-31", "a b c"}, {"2027-01-01", "2027-12-31", "a d"}} {
		if got := codes(b.Between("p", tt.first, tt.last)); got != tt.codes {
			t.Errorf("from %s to %s: %s, want %s", tt.first, tt.last, got, tt.codes)
		}
	}
}

func codes(items []pack.Item) string {
	var out []string
	for _, it := range items {
		out = append(out, it.Code)
	}
	return strings.Join(out, " ")
}

// card is a checklist of four items, of which one must pass, and a condition.
func card(r pack.Rule) pack.Version {
	v := pack.Version{Rule: r}
	for i := range 4 {
		v.Items = append(v.Items, pack.Item{Code: fmt.Sprint(i), Text: fmt.Sprint("mục ", i)})
	}
	v.Items[0].Must = pack.MustPass
	v.Items = append(v.Items, pack.Item{Code: "dk", Text: "điều kiện", Must: pack.Condition})
	return v.Indexed()
}

func TestAScorecardConcludesOnlyWhenItIsWhole(t *testing.T) {
	count, share := pack.Rule{Total: 4, Must: 1, Least: 3}, pack.Rule{Total: 4, Must: 1, Share: 80}
	for name, tt := range map[string]struct {
		rule    pack.Rule
		answers string // of the items in order: c, k, r, - (not there), space (not looked at)
		want    pack.Verdict
	}{
		"passes":                   {count, "cckcc", pack.Pass},
		"one too few":              {count, "cckkc", pack.Fail},
		"what must pass":           {count, "kcccc", pack.Fail},
		"the condition":            {count, "cccck", pack.Fail},
		"one not looked at":        {count, "ccc c", pack.Unsettled},
		"one not known":            {count, "cccrc", pack.Unsettled},
		"absent counts against":    {count, "cc--c", pack.Fail},
		"absent leaves a share":    {share, "ccc-c", pack.Pass},
		"a share too small":        {share, "cck-c", pack.Fail},
		"items missing":            {pack.Rule{Total: 5, Must: 1, Least: 3}, "ccccc", pack.Unsettled},
		"items missing, must fail": {pack.Rule{Total: 5, Must: 1, Least: 3}, "kkkkk", pack.Unsettled},
		"must not known":           {pack.Rule{Total: 4, Must: 2, Least: 3}, "ccccc", pack.Unsettled},
		"no rule":                  {pack.Rule{Total: 4, Must: 1}, "ccccc", pack.Unsettled},
		"total not known":          {pack.Rule{Must: 1, Least: 3}, "ccccc", pack.Unsettled},
	} {
		v, answers := card(tt.rule), map[string]string{}
		for i, it := range v.Items {
			answers[it.Code] = map[byte]string{'c': pack.Yes, 'k': pack.No, 'r': "chua-ro", '-': pack.None}[tt.answers[i]]
		}
		if got, why := v.Judge(answers); got != tt.want {
			t.Errorf("%s: %s (%s), want %s", name, got, why, tt.want)
		}
	}
}

func TestMistakesOfATableNameTheirRow(t *testing.T) {
	list := pack.Pack{Key: "x", Kind: pack.List}
	head := []string{"Mã", "Nội dung", "Thuộc mã", "Từ ngày", "Đến hết ngày", "Mức chắc chắn", "Bắt buộc"}
	for _, tt := range []struct {
		row  []string
		want string
	}{
		{[]string{"a", "Hai"}, "Dòng 4: mã “a” đã có ở dòng 3"}, {[]string{"b", "Một"}, "“Một” trùng với dòng 3"}, {[]string{"b c", "Hai"}, "mã “b c” chỉ gồm"}, {[]string{"b", ""}, "ghi nội dung"},
		{[]string{"b", "Hai; ba"}, "dấu chấm phẩy"}, {[]string{"b", "Hai", "q"}, "“Thuộc mã” là “q”"}, {[]string{"b", "Hai", "b"}, "“Thuộc mã” là “b”"}, {[]string{"b", "Hai", "", "32/1/2026"}, "“Từ ngày” ghi như"},
		{[]string{"b", "Hai", "", "1/2/2026", "1/1/2026"}, "phải từ “Từ ngày”"}, {[]string{"b", "Hai", "", "", "", "chắc"}, "đã đọc, suy ra hoặc trí nhớ"}, {[]string{"b", "Hai", "", "", "", "", "có"}, "chỉ bảng kiểm"},
	} {
		_, err := pack.Parse(list, [][]string{{"Danh mục"}, head, {"a", "Một"}, tt.row})
		if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v: %v, want %q", tt.row, err, tt.want)
		}
	}
	for _, table := range [][][]string{nil, {{"a", "Một"}}, {head}} {
		if _, err := pack.Parse(list, table); !errs.Is(err, errs.Invalid) {
			t.Errorf("%v: %v, want a refusal in words", table, err)
		}
	}
	items, err := pack.Parse(list, [][]string{head, {"a", "Một", "", "", "31/12/2025"}, {"b", "Một", "", "1/1/2026"}})
	if err != nil || len(items) != 2 {
		t.Errorf("words that pass from one code to the next: %v", err)
	}
}

// No table, however odd, is more than refused in words.
func TestAnyTableIsTakenOrRefusedInWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := rapid.SliceOfN(rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"Mã", "Nội dung", "a", "01/01/2026", "có"})), 0, 9), 0, 6).Draw(t, "table")
		items, err := pack.Parse(pack.Pack{Key: "x", Kind: pack.Scorecard}, append([][]string{{"Mã", "Nội dung"}}, table...))
		if err != nil && !errs.Is(err, errs.Invalid) || err == nil && len(items) == 0 {
			t.Fatalf("%d items, %v", len(items), err)
		}
	})
}
