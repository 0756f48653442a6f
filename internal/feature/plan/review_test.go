package plan

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
)

// The words of a line stay as they are wherever it is cut, and every doubt is numbered once.
func TestALineIsCutWithoutLosingAWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[aàbđ ]{0,20}`).Draw(t, "text")
		var doubts []Doubt
		for i, words := range rapid.SliceOfN(rapid.StringMatching(`[aàbđ ]{0,4}…?`), 0, 6).Draw(t, "words") {
			doubts = append(doubts, Doubt{Seq: i + 1, Words: words})
		}
		var whole strings.Builder
		numbered := map[int]int{}
		for _, p := range cutLine(1, text, doubts).Pieces {
			whole.WriteString(p.Text)
			for _, n := range p.Doubts {
				numbered[n]++
			}
		}
		if whole.String() != text {
			t.Fatalf("%q came back as %q", text, whole.String())
		}
		for _, d := range doubts {
			if numbered[d.Seq] != 1 {
				t.Fatalf("doubt %d is numbered %d times", d.Seq, numbered[d.Seq])
			}
		}
	})
}

func TestADoubtIsMarkedWhereItsWordsStand(t *testing.T) {
	l := cutLine(7, "thị xã Mỹ Hòa, ngày 03/01/20219", []Doubt{{Seq: 4, Words: "Mỹ Hòa", State: DoubtOpen}, {Seq: 5, Words: "II.1", State: DoubtOpen}, {Seq: 6, Words: "03/01/20219", State: DoubtTaken}})
	want := []piece{{Text: "thị xã "}, {Text: "Mỹ Hòa", Doubts: []int{4}, Open: true}, {Text: ", ngày "}, {Text: "03/01/20219", Doubts: []int{6}}, {Doubts: []int{5}, Open: true}}
	if diff := cmp.Diff(want, l.Pieces, cmp.AllowUnexported(piece{})); diff != "" {
		t.Error(diff)
	}
}

// Whatever range is recast, every line stays in one part, in its order.
func TestSetKindKeepsEveryLineOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []Part
		next := 1
		for range rapid.IntRange(1, 6).Draw(t, "parts") {
			last := next + rapid.IntRange(0, 4).Draw(t, "length")
			parts = append(parts, Part{planread.ItemUnassigned, "I", next, last})
			next = last + 1 + rapid.IntRange(0, 2).Draw(t, "gap")
		}
		from := rapid.IntRange(1, next).Draw(t, "from")
		to := rapid.IntRange(from, next+2).Draw(t, "to")
		kinds := func(parts []Part) map[int]planread.ItemKind {
			m := map[int]planread.ItemKind{}
			for _, p := range parts {
				for n := p.From; n <= p.To; n++ {
					if _, twice := m[n]; twice {
						t.Fatalf("line %d lies in two parts: %v", n, parts)
					}
					m[n] = p.Kind
				}
			}
			return m
		}
		want := kinds(parts)
		for n := range want {
			if from <= n && n <= to {
				want[n] = planread.ItemText
			}
		}
		if diff := cmp.Diff(want, kinds(setKind(parts, from, to, planread.ItemText))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestATakenDoubtGoesIntoTheOneTaskThatItConcerns(t *testing.T) {
	named := func(name string, from, to int) draftTask {
		return draftTask{Task: Task{LineFrom: from, LineTo: to}, Owed: []Owed{{Role: planread.RoleLead, Name: name}}}
	}
	raw := func(raw string) draftTask {
		return draftTask{Task: Task{LineFrom: 1, LineTo: 3, WhenKind: planread.WhenUnknown, WhenRaw: raw}}
	}
	body := Doubt{Rule: "actor-not-found", Line: 2, Words: "Phòng Vân hóa", Proposal: "Phòng Văn hóa"}
	date := Doubt{Rule: "impossible-date", Line: 2, Words: "16/5/20226", Proposal: "16/5/2026"}
	cases := []struct {
		name      string
		doubt     Doubt
		tasks     []draftTask
		lead, due string
		ok        bool
	}{
		{"a body's name", body, []draftTask{named("Phòng Vân hóa", 1, 3)}, "Phòng Văn hóa", "", true},
		{"another line", body, []draftTask{named("Phòng Vân hóa", 3, 4)}, "", "", false},
		{"two tasks of one line", body, []draftTask{named("Phòng Vân hóa", 1, 3), named("Phòng Vân hóa", 2, 2)}, "", "", false},
		{"only one of two has the name", body, []draftTask{named("Trạm Y tế", 1, 3), named("Phòng Vân hóa", 2, 2)}, "Phòng Văn hóa", "", true},
		{"a due date", date, []draftTask{raw("Hoàn thành ngày 16/5/20226")}, "", "16/05/2026", true},
		{"before a date", date, []draftTask{raw("Trước ngày 16/5/20226")}, "", "15/05/2026", true},
		{"one of two dates", date, []draftTask{raw("Từ 1/5/2026 đến 16/5/20226")}, "", "", false},
		{"no proposal", Doubt{Rule: "actor-not-found", Line: 2, Words: "Phòng Vân hóa"}, []draftTask{named("Phòng Vân hóa", 1, 3)}, "", "", false},
		{"a title is no name", Doubt{Rule: "law-name", Line: 2, Words: "Phòng", Proposal: "Ban"}, []draftTask{named("Phòng Vân hóa", 1, 3)}, "", "", false},
	}
	for _, c := range cases {
		_, after, ok := c.doubt.amend(c.tasks, invented)
		if ok != c.ok || after.Lead != c.lead || after.Due.String() != c.due {
			t.Errorf("%s: %v %q %q, want %v %q %q", c.name, ok, after.Lead, after.Due, c.ok, c.lead, c.due)
		}
		if ok && c.lead != "" && after.Owed[0].BodyID != "b1" {
			t.Errorf("%s: the body of the new name was not found", c.name)
		}
	}
	if _, after, _ := body.amend([]draftTask{named("Phòng Vân hóa", 1, 3)}, invented); after.Text != "" {
		t.Error("the words of the plan changed")
	}
}

func TestPeaksAreReadAsTheyAreShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var in Peaks
		for range rapid.IntRange(0, 3).Draw(t, "n") {
			from := day.Must(2026, 1, 1).Add(rapid.IntRange(0, 300).Draw(t, "from"))
			in = append(in, planread.Range{From: from, To: from.Add(rapid.IntRange(0, 60).Draw(t, "days"))})
		}
		out, err := ParsePeaks(in.Words(), 2026)
		if err != nil || out.Words() != in.Words() {
			t.Fatalf("%q came back as %q, %v", in.Words(), out.Words(), err)
		}
	})
	for typed, want := range map[string]string{"tháng 2": "1/2 đến 28/2", "tháng 12; 5/6/2026": "1/12 đến 31/12, 5/6", "1/5-30/6": "1/5 đến 30/6", "": ""} {
		if got, err := ParsePeaks(typed, 2026); err != nil || got.Words() != want {
			t.Errorf("%q is %q, %v; want %q", typed, got.Words(), err, want)
		}
	}
	for _, typed := range []string{"mùa hè", "tháng 13", "31/2", "30/6 đến 1/5", "đến", "1/5 đến"} {
		if _, err := ParsePeaks(typed, 2026); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q is taken: %v", typed, err)
		}
	}
}

func FuzzParsePeaks(f *testing.F) {
	f.Add("1/5 đến 30/6, 25/9")
	f.Add("tháng 5")
	f.Fuzz(func(t *testing.T, typed string) {
		peaks, err := ParsePeaks(typed, 2026)
		if err != nil {
			return
		}
		for _, p := range peaks {
			if p.From.IsZero() || p.To.Before(p.From) {
				t.Errorf("%q gives %v", typed, p)
			}
		}
	})
}

func TestMergeKeepsWhatBothTasksOwe(t *testing.T) {
	a := draftTask{Task: Task{ID: "a", Text: "Rào ao.", LineFrom: 5, LineTo: 6, Lead: "Phòng Văn hóa", WhenKind: planread.WhenNone}, Owed: []Owed{{Role: planread.RoleLead, Name: "Phòng Văn hóa"}, {Role: planread.RoleCooperate, Name: "Công an"}}}
	b := draftTask{Task: Task{ID: "b", Text: "Đậy cống.", LineFrom: 8, LineTo: 9, WhenKind: planread.WhenDue, WhenRaw: "15/5", Due: day.Must(2026, 5, 15)}, Owed: []Owed{{Role: planread.RoleLead, Name: "Tòa án"}, {Role: planread.RoleCooperate, Name: "Công an"}}}
	m := merge(a, b, invented)
	if m.Text != "Rào ao.\nĐậy cống." || m.LineFrom != 5 || m.LineTo != 9 {
		t.Errorf("text %q of lines %d to %d", m.Text, m.LineFrom, m.LineTo)
	}
	if got := formOf(m); got.Lead != "Phòng Văn hóa" || got.CoLead != "Tòa án" || got.Help != "Công an" || got.Due != "15/05/2026" {
		t.Errorf("form %+v", got)
	}
	if len(a.Owed) != 2 {
		t.Error("the first task changed under the reader's hands")
	}
}

func TestSplitLeavesTheRest(t *testing.T) {
	task := draftTask{Task: Task{ID: "a", Path: "II.1", Seq: 3, Text: "Rào ao:\n- đóng cọc;\n- căng lưới.", LineFrom: 5, LineTo: 8}, Owed: []Owed{{ID: "o", TaskID: "a", Name: "Phòng Văn hóa", Role: planread.RoleLead}}}
	rest, own := splitOff(task, line{N: 6, Text: "- đóng cọc;"}, "II.1#2")
	if rest.Text != "Rào ao:\n- căng lưới." || own.Title != "Đóng cọc" || own.Seq != 4 || own.LineFrom != 6 || own.LineTo != 6 {
		t.Errorf("rest %q, own %+v", rest.Text, own.Task)
	}
	if own.Owed[0].ID == "o" || own.Owed[0].TaskID != own.ID || task.Owed[0].ID != "o" {
		t.Error("the bodies of the new task are those of the old one")
	}
	if only, _ := splitOff(draftTask{Task: Task{Text: "một dòng"}}, line{N: 1, Text: "một dòng"}, "x"); only.Text != "một dòng" {
		t.Errorf("nothing is left of the task: %q", only.Text)
	}
}

func TestTitleOfALine(t *testing.T) {
	for text, want := range map[string]string{
		"2.3.1. Rào ao; đậy cống.": "Rào ao", "- đóng cọc quanh ao": "Đóng cọc quanh ao", "a) mở lớp bơi": "Mở lớp bơi", "Báo cáo 6 tháng": "Báo cáo 6 tháng", "1. ": "", "": "",
	} {
		if got := titleOf(text); got != want {
			t.Errorf("%q is called %q, want %q", text, got, want)
		}
	}
}

func TestPathsStayDifferent(t *testing.T) {
	for i, c := range []struct {
		path, want string
		taken      []string
	}{{"II.1", "II.1", nil}, {"II.1", "II.1#2", []string{"II.1"}}, {"II.1#2", "II.1#3", []string{"II.1", "II.1#2"}}} {
		if got := freePath(c.path, c.taken); got != c.want {
			t.Errorf("%s: %q, want %q", strconv.Itoa(i), got, c.want)
		}
	}
}

func TestTheKindOfTimeFollowsTheDates(t *testing.T) {
	none := draftTask{Task: Task{Year: 2026, WhenKind: planread.WhenNone}}
	for _, c := range []struct {
		name string
		form taskForm
		kind planread.WhenKind
		bad  string // field with the mistake
	}{
		{"a due date alone", taskForm{Title: "x", Kind: "none", Due: "15/5/2026"}, planread.WhenDue, ""},
		{"two dates", taskForm{Title: "x", Kind: "deadline", Starts: "1/5/2026", Due: "15/5/2026"}, planread.WhenWindow, ""},
		{"a start alone", taskForm{Title: "x", Kind: "range", Starts: "1/5/2026"}, planread.WhenFrom, ""},
		{"peaks", taskForm{Title: "x", Kind: "continuous", Peaks: "tháng 6"}, planread.WhenContinuous, ""},
		{"continuous work has no due date", taskForm{Title: "x", Kind: "continuous", Due: "15/5/2026"}, "", "han"},
		{"a due date is missing", taskForm{Title: "x", Kind: "deadline"}, "", "han"},
		{"an unknown kind", taskForm{Title: "x", Kind: "ngày mai"}, "", "loai-tg"},
		{"peaks in words", taskForm{Title: "x", Kind: "continuous", Peaks: "mùa hè"}, "", "cao-diem"},
	} {
		w, err := c.form.check(none)
		var e *errs.Error
		if err != nil {
			e = err.(*errs.Error) //nolint:errorlint // check gives no other
		}
		switch {
		case c.bad == "" && (err != nil || w.Kind != c.kind):
			t.Errorf("%s: %s, %v", c.name, w.Kind, err)
		case c.bad != "" && (e == nil || len(e.Fields) != 1 || e.Fields[0].Name != c.bad):
			t.Errorf("%s: %v, want a mistake in %s", c.name, err, c.bad)
		}
	}
}

// Whatever a plan looks like, its pages hold every pair once and in order, none is over its measure without need, and
// every place is found on the page that is turned to for it.
func TestThePagesOfAReviewHoldEverythingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pairs []pair
		n, seq := 1, 1
		for range rapid.IntRange(0, 60).Draw(t, "pairs") {
			pr := pair{}
			for range rapid.IntRange(1, 60).Draw(t, "lines") {
				pr.Lines = append(pr.Lines, line{N: n})
				n++
			}
			for range rapid.IntRange(0, 12).Draw(t, "cards") {
				pr.Cards = append(pr.Cards, cardView{Task: draftTask{Task: Task{Seq: seq}}, Doubts: []Doubt{{Seq: seq, State: DoubtOpen}}})
				seq++
			}
			pairs = append(pairs, pr)
		}
		var back []pair
		pages := cutPages(pairs)
		for _, page := range pages {
			back = append(back, page...)
			lines, cards := 0, 0
			for _, pr := range page {
				lines, cards = lines+len(pr.Lines), cards+len(pr.Cards)
			}
			if len(page) > 1 && (lines > reviewLines || cards > reviewCards) {
				t.Fatalf("a page of %d lines and %d cards", lines, cards)
			}
		}
		if len(back) != len(pairs) || len(pages) > 1 && len(pages[0]) == 0 {
			t.Fatalf("%d pairs became %d on %d pages", len(pairs), len(back), len(pages))
		}
		if seq == 1 {
			return
		}
		want := rapid.IntRange(1, seq-1).Draw(t, "sought")
		for _, place := range []string{cardPlace(want), doubtPlace(want)} {
			rv := reviewed{Pairs: pairs}
			rv.turnTo(place, 1)
			if !slices.ContainsFunc(rv.Pairs, func(pr pair) bool { return pr.holds(place) }) {
				t.Fatalf("%s is not on page %d of %d", place, rv.Page, rv.Pages)
			}
			if next := elsewhere(pairs, rv.Pairs); rv.Pages == 1 && next != 0 {
				t.Fatalf("doubt %d is said to be on another page of one", next)
			}
		}
	})
}

func TestAReviewTurnsToTheNearestPage(t *testing.T) {
	pairs := make([]pair, 3*reviewLines)
	for i := range pairs {
		pairs[i].Lines = []line{{N: i + 1}}
	}
	for number, want := range map[int]int{-4: 1, 0: 1, 2: 2, 3: 3, 99: 3} {
		rv := reviewed{Pairs: pairs}
		rv.turnTo("", number)
		if rv.Page != want || rv.Pages != 3 {
			t.Errorf("page %d leads to %d of %d", number, rv.Page, rv.Pages)
		}
	}
	rv := reviewed{Pairs: pairs}
	if rv.turnTo(linePlace(reviewLines+1), 1); rv.Page != 2 {
		t.Errorf("line %d is on page %d", reviewLines+1, rv.Page)
	}
	rv = reviewed{Pairs: pairs}
	if rv.turnTo("viec-abc", 3); rv.Page != 3 {
		t.Errorf("a place that is nowhere leads to %d", rv.Page)
	}
}
