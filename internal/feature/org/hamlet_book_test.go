package org

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

var start = day.Must(2025, 7, 1)

// did is the book after a change, as the database would hold it.
func (b hamletBook) did(out outcome) hamletBook {
	return hamletBook{slices.Concat(b.without(out.ends), out.begins), slices.Concat(b.links, out.links)}
}

// undid is the book after an act was taken back.
func (b hamletBook) undid(gone, again []Hamlet) hamletBook {
	isGone := func(id string) bool {
		return slices.ContainsFunc(gone, func(h Hamlet) bool { return h.ID == id })
	}
	all := slices.DeleteFunc(b.without(again), func(h Hamlet) bool { return isGone(h.ID) })
	return hamletBook{all, slices.DeleteFunc(slices.Clone(b.links), func(l hamletLink) bool { return isGone(l.New) })}
}

// check holds for every book: no two of a name on one day, and every heir begins on the day after the last one of what went
// into it.
func (b hamletBook) check(t interface{ Fatalf(string, ...any) }) {
	for i, h := range b.all {
		if !h.To.IsZero() && h.To.Before(h.From) {
			t.Fatalf("%s is there from %s to %s", h.Name, h.From, h.To)
		}
		if h.To.IsZero() != (h.EndedBy == "") {
			t.Fatalf("%s ends on %q by %q", h.Name, h.To, h.EndedBy)
		}
		for _, other := range b.all[i+1:] {
			if other.Key == h.Key && other.meets(h) {
				t.Fatalf("two of the name %s: from %s and from %s", h.Name, h.From, other.From)
			}
		}
	}
	for _, l := range b.links {
		old, okOld := b.find(l.Old)
		heir, okNew := b.find(l.New)
		if !okOld || !okNew || old.To.Add(1) != heir.From {
			t.Fatalf("%s ends on %s and its heir %s begins on %s", old.Name, old.To, heir.Name, heir.From)
		}
		if got := b.heirs(old.ID, heir.From); !slices.ContainsFunc(got, func(h HamletHeir) bool { return h.ID == heir.ID }) {
			t.Fatalf("%s is no heir of %s on its first day", heir.Name, old.Name)
		}
	}
}

// drawChange draws an act that a person might ask for, sensible or not.
func drawChange(t *rapid.T, b hamletBook) HamletChange {
	name := rapid.Custom(func(t *rapid.T) HamletDraft {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		return HamletDraft{Name: fmt.Sprintf("Thôn %d", n), From: start.Add(rapid.IntRange(0, 60).Draw(t, "from"))}
	})
	c := HamletChange{Day: start.Add(rapid.IntRange(0, 90).Draw(t, "day")), Basis: "chưa rõ"}
	c.Kind = rapid.SampledFrom([]HamletActKind{HamletAdd, HamletAdd, HamletRename, HamletMerge, HamletSplit, HamletEnd}).Draw(t, "kind")
	if c.Kind != HamletEnd {
		c.News = rapid.SliceOfN(name, 1, 3).Draw(t, "news")
	}
	for _, h := range b.all {
		if c.Kind != HamletAdd && rapid.Bool().Draw(t, "chosen") && (c.Kind == HamletMerge || len(c.Olds) == 0) {
			c.Olds = append(c.Olds, h.ID)
		}
	}
	if c.Kind == HamletRename || c.Kind == HamletMerge {
		c.News = c.News[:1]
	}
	return c
}

func TestHamletsStayInOrderWhateverIsAsked(t *testing.T) {
	done, begun := map[HamletActKind]int{}, filled(t)
	rapid.Check(t, func(t *rapid.T) {
		var b hamletBook
		if rapid.Bool().Draw(t, "begun") { // from nothing there are seldom two to merge
			b = begun
		}
		var acts []HamletAct
		for i := range rapid.IntRange(1, 14).Draw(t, "steps") {
			if len(acts) > 0 && rapid.IntRange(0, 3).Draw(t, "undo") == 0 {
				act := rapid.SampledFrom(acts).Draw(t, "act")
				if gone, again, err := b.undo(act); err == nil {
					b = b.undid(gone, again)
					acts = slices.DeleteFunc(acts, func(a HamletAct) bool { return a.ID == act.ID })
				}
				b.check(t)
				continue
			}
			c := drawChange(t, b)
			act := HamletAct{ID: fmt.Sprint("act ", i), Kind: c.Kind, Day: c.Day}
			out, err := b.judge(act.ID, Thon, c)
			if err != nil {
				continue
			}
			done[c.Kind]++
			before := b
			b, acts = b.did(out), append(acts, act)
			b.check(t)
			gone, again, err := b.undo(act)
			if err != nil {
				t.Fatalf("what was just done cannot be taken back: %v", err)
			}
			if diff := cmp.Diff(before, b.undid(gone, again), cmp.AllowUnexported(hamletBook{}, hamletLink{}), cmp.Comparer(func(a, b day.Day) bool { return a == b }),
				cmp.Transformer("none", func(list []hamletLink) []hamletLink { return append([]hamletLink{}, list...) }),
				cmp.Transformer("none", func(list []Hamlet) []Hamlet { return append([]Hamlet{}, list...) })); diff != "" {
				t.Fatalf("taken back, the list is another one:\n%s", diff)
			}
		}
	})
	for _, kind := range []HamletActKind{HamletAdd, HamletRename, HamletMerge, HamletSplit, HamletEnd} {
		if done[kind] == 0 {
			t.Errorf("never tried: %s", kind)
		}
	}
}

// filled is a book with three hamlets since the first day.
func filled(t *testing.T) hamletBook {
	t.Helper()
	var c HamletChange
	c.Kind = HamletAdd
	for _, name := range []string{"Thôn 1", "Thôn 2", "Thôn 10"} {
		c.News = append(c.News, HamletDraft{Name: name, From: start, Households: 100})
	}
	out, err := hamletBook{}.judge("first", Thon, c)
	if err != nil {
		t.Fatal(err)
	}
	return hamletBook{}.did(out)
}

// do does a change that must be right.
func (b hamletBook) do(t *testing.T, actID string, c HamletChange) hamletBook {
	t.Helper()
	c.Basis = "NQ 1/NQ-HĐND"
	out, err := b.judge(actID, Thon, c)
	if err != nil {
		t.Fatal(err)
	}
	return b.did(out)
}

func (b hamletBook) id(name string, at day.Day) string {
	for _, h := range b.on(at) {
		if h.Name == name {
			return h.ID
		}
	}
	return ""
}

func TestMergedThenDivided(t *testing.T) {
	b := filled(t)
	merged, divided := day.Must(2026, 1, 1), day.Must(2027, 1, 1)
	one, ten := b.id("Thôn 1", start), b.id("Thôn 10", start)
	b = b.do(t, "merge", HamletChange{Kind: HamletMerge, Day: merged, Olds: []string{one, b.id("Thôn 2", start)}, News: []HamletDraft{{Name: "Thôn 1"}}})
	both := b.id("Thôn 1", merged)
	if h, _ := b.find(both); h.Households != 200 || h.ID == one {
		t.Errorf("the merged one is %+v", h)
	}
	b = b.do(t, "split", HamletChange{Kind: HamletSplit, Day: divided, Olds: []string{both}, News: []HamletDraft{{Name: "Đông"}, {Name: "Thôn Tây"}}})
	heirs := func(id string, at day.Day) string {
		var names []string
		for _, h := range b.heirs(id, at) {
			names = append(names, fmt.Sprint(h.Name, " ", h.Whole))
		}
		return strings.Join(names, ", ")
	}
	for _, tt := range []struct {
		id   string
		at   day.Day
		want string
	}{
		{one, start.Add(-1), ""}, {one, start, "Thôn 1 true"}, {one, merged.Add(-1), "Thôn 1 true"}, {one, merged, "Thôn 1 true"},
		{one, divided, "Thôn Đông false, Thôn Tây false"}, {both, divided.Add(-1), "Thôn 1 true"}, {ten, divided, "Thôn 10 true"}, {"nobody", merged, ""},
	} {
		if got := heirs(tt.id, tt.at); got != tt.want {
			t.Errorf("on %s: %q, want %q", tt.at, got, tt.want)
		}
	}
	if _, _, err := b.undo(HamletAct{ID: "merge"}); !errs.Is(err, errs.Conflict) {
		t.Errorf("a merger on which a division rests is taken back: %v", err)
	}
	gone, again, err := b.undo(HamletAct{ID: "split"})
	if err != nil || len(gone) != 2 || len(again) != 1 || again[0].ID != both {
		t.Errorf("undo: %v, %v, %v", gone, again, err)
	}
}

func TestAnEndIsNotTakenBackOverANewOneOfTheName(t *testing.T) {
	b := filled(t)
	b = b.do(t, "end", HamletChange{Kind: HamletEnd, Day: day.Must(2026, 1, 1), Olds: []string{b.id("Thôn 1", start)}})
	b = b.do(t, "add", HamletChange{Kind: HamletAdd, News: []HamletDraft{{Name: "Thôn 1", From: day.Must(2026, 2, 1)}}})
	if _, _, err := b.undo(HamletAct{ID: "end"}); !errs.Is(err, errs.Conflict) {
		t.Errorf("%v", err)
	}
	edited := slices.Clone(b.all)
	edited[len(edited)-1].EditedAt.Time = time.UnixMilli(1)
	if _, _, err := (hamletBook{all: edited}).undo(HamletAct{ID: "add"}); !errs.Is(err, errs.Conflict) {
		t.Errorf("what was corrected since is lost: %v", err)
	}
}

func TestHamletNames(t *testing.T) {
	for _, tt := range []struct {
		typed string
		usual HamletKind
		name  string
		kind  HamletKind
	}{
		{"Phúc Lai", Thon, "Thôn Phúc Lai", Thon},
		{"Phúc Lai", ToDanPho, "Tổ dân phố Phúc Lai", ToDanPho},
		{"thôn  Phúc Lai", ToDanPho, "Thôn Phúc Lai", Thon},
		{"TDP số 3", ToDanPho, "Tổ dân phố số 3", ToDanPho},
		{"TỔ DÂN PHỐ 3", Thon, "Tổ dân phố 3", ToDanPho},
		{"Ấp Bình Hoà", Thon, "Ấp Bình Hòa", Thon},
		{"Khu 3", ToDanPho, "Khu 3", ToDanPho},
		{"Khu 3", Thon, "Khu 3", Thon},
		{"Thôn", Thon, "Thôn Thôn", Thon},
		{"3", ToDanPho, "Tổ dân phố 3", ToDanPho},
		{"  ", Thon, "", Thon},
		{"ȺȺȺ ẞ", Thon, "Thôn ȺȺȺ ẞ", Thon},
	} {
		if name, kind := readHamletName(tt.typed, tt.usual); name != tt.name || kind != tt.kind {
			t.Errorf("%q is %q, %s; want %q, %s", tt.typed, name, kind, tt.name, tt.kind)
		}
	}
	if hamletKey("Tổ dân phố số 03") != hamletKey("Tổ dân phố 3") || hamletKey("Thôn Bần") == hamletKey("Thôn Bạn") || hamletKey("Thôn 1") == hamletKey("Thôn 10") {
		t.Error("names that are one are two, or the other way round")
	}
	if hamletSortKey("Thôn 2") >= hamletSortKey("Thôn 10") {
		t.Error("10 before 2")
	}
}

func TestHamletTable(t *testing.T) {
	row := func(n int, name, households, from, source string) pastedHamlet {
		return pastedHamlet{n, name, households, from, source}
	}
	for name, tt := range map[string]struct {
		text string
		rows []pastedHamlet
		left []string
		bad  string
	}{
		"names only":   {text: "Thôn 1\nThôn 2\n", rows: []pastedHamlet{row(1, "Thôn 1", "", "1/7/2025", "QĐ 1"), row(2, "Thôn 2", "", "1/7/2025", "QĐ 1")}},
		"with serials": {text: "1\tThôn 1\t120\n2\tThôn 2\t85", rows: []pastedHamlet{row(1, "Thôn 1", "120", "1/7/2025", "QĐ 1"), row(2, "Thôn 2", "85", "1/7/2025", "QĐ 1")}},
		"other order": {text: "STT\tSố hộ\tTrưởng thôn\tTên thôn\tNgày thành lập\n\n1\t120\tÔng A\tThôn 1\t45839",
			rows: []pastedHamlet{row(3, "Thôn 1", "120", "45839", "QĐ 1")}, left: []string{"Trưởng thôn"}},
		"kinds":          {text: "Tên\tLoại\n3\tTDP\nPhúc Lai\tThôn", rows: []pastedHamlet{row(2, "TDP 3", "", "1/7/2025", "QĐ 1"), row(3, "Thôn Phúc Lai", "", "1/7/2025", "QĐ 1")}},
		"classes":        {text: "Tên\tLoại\nThôn 3\tLoại 1", rows: []pastedHamlet{row(2, "Thôn 3", "", "1/7/2025", "QĐ 1")}, left: []string{"Loại"}},
		"too wide":       {text: "Thôn 1\t9\t1/1/2026\tQĐ 9\tÔng A", rows: []pastedHamlet{row(1, "Thôn 1", "9", "1/1/2026", "QĐ 9")}, left: []string{"cột thứ 5"}},
		"nothing":        {text: " \n\t\n", bad: "Chưa có dòng nào"},
		"head only":      {text: "Tên\tSố hộ", bad: "Dưới dòng tiêu đề"},
		"no name column": {text: "STT\tSố hộ\n1\t3", bad: "chưa có cột “Tên”"},
		"too many":       {text: strings.Repeat("Thôn 1\n", mostPasted+1), bad: "nhiều nhất 300"},
	} {
		got, err := readHamletTable(tt.text, "1/7/2025", "QĐ 1")
		if tt.bad != "" {
			if err == nil || !strings.Contains(err.Error(), tt.bad) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if diff := cmp.Diff(tt.rows, got.Rows); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
		if diff := cmp.Diff(tt.left, got.Left); diff != "" {
			t.Errorf("%s left out:\n%s", name, diff)
		}
	}
}

func FuzzHamletTable(f *testing.F) {
	f.Add("Tên\tSố hộ\nThôn 1\t120", "1/7/2025")
	f.Add("\"a\nb\"\t\t\xff", "")
	f.Fuzz(func(t *testing.T, text, from string) {
		table, err := readHamletTable(text, from, "")
		if err != nil {
			return
		}
		var form errs.Form
		_, _ = hamletBook{}.judge("act", Thon, HamletChange{Kind: HamletAdd, News: draftsOfTable(&form, table.Rows)})
		for _, p := range table.Rows {
			if name, _ := readHamletName(p.Name, Thon); vi.NFC(name) != name {
				t.Errorf("%q is kept as %q", p.Name, name)
			}
		}
	})
}
