package week

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestSentence(t *testing.T) {
	at := func(name string, overdue int) Unit { return Unit{Name: name, Overdue: overdue} }
	for want, s := range map[string]Standing{
		"Tuần này: chưa có việc nào có hạn.":                                                         {},
		"Tuần này: không có việc quá hạn, 70 việc đến hạn, 52 xong đúng hạn.":                        {Figures: Figures{Given: 184, Due: 70, InTime: 52}},
		"Tuần này: 2 việc quá hạn (cùng ở Trạm Y tế), 4 đề nghị lùi hạn chờ trả lời.":                {Figures: Figures{Given: 9, Overdue: 2, Asking: 4}, Units: []Unit{at("Trạm Y tế", 2), at("Công an", 0)}},
		"Tuần này: 1 việc quá hạn ở Trạm Y tế, 3 việc đến hạn, 2 xong đúng hạn.":                     {Figures: Figures{Given: 9, Due: 3, InTime: 2, Overdue: 1}, Units: []Unit{at("Trạm Y tế", 1)}},
		"Tuần này: 5 việc quá hạn ở 2 đơn vị, 1 đề nghị lùi hạn chờ trả lời.":                        {Figures: Figures{Given: 9, Overdue: 5, Asking: 1}, Units: []Unit{at("A", 2), at("B", 3)}},
		"Tuần này: 3 việc quá hạn ở A (2 việc chưa rõ ai chủ trì), 3 việc đến hạn, 0 xong đúng hạn.": {Figures: Figures{Given: 9, Due: 3, Overdue: 3}, Units: []Unit{at("A", 1), at("", 2)}},
	} {
		if got := Sentence(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

var numberBefore = regexp.MustCompile(`([\d.]+) (việc quá hạn|đề nghị lùi hạn|việc đến hạn|xong đúng hạn)`)

// Every number of the sentence is one of the six.
func TestTheSentenceSaysTheSixNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 70_000)
		s := Standing{Figures: Figures{n.Draw(t, "given"), n.Draw(t, "due"), n.Draw(t, "in time"), n.Draw(t, "late"), n.Draw(t, "overdue"), n.Draw(t, "asking")}}
		left := s.Figures.Overdue
		for i := range rapid.IntRange(0, 5).Draw(t, "units") {
			u := Unit{Name: rapid.SampledFrom([]string{"", "Công an phường", "Trường số " + strconv.Itoa(i)}).Draw(t, "name"), Overdue: rapid.IntRange(0, left).Draw(t, "share")}
			left -= u.Overdue
			s.Units = append(s.Units, u)
		}
		of := map[string]int{"việc quá hạn": s.Figures.Overdue, "đề nghị lùi hạn": s.Figures.Asking, "việc đến hạn": s.Figures.Due, "xong đúng hạn": s.Figures.InTime}
		said := Sentence(s)
		found := map[string]bool{}
		for _, m := range numberBefore.FindAllStringSubmatch(said, -1) {
			found[m[2]] = true
			if got, _ := strconv.Atoi(strings.ReplaceAll(m[1], ".", "")); got != of[m[2]] {
				t.Fatalf("%q says %s %s, the figure is %d", said, m[1], m[2], of[m[2]])
			}
		}
		if s.Figures.Given > 0 && (found["việc quá hạn"] != (s.Figures.Overdue > 0) || found["đề nghị lùi hạn"] != (s.Figures.Asking > 0)) {
			t.Fatalf("%q leaves out what is overdue or asked (%+v)", said, s.Figures)
		}
	})
}

func TestChange(t *testing.T) {
	four := 4
	for want, c := range map[string]struct {
		now    int
		before *int
	}{"": {1, nil}, "thêm 6": {10, &four}, "bớt 2": {2, &four}, "không đổi": {4, &four}, "thêm 1.996": {2000, &four}} {
		if got := Change(c.now, c.before); got != want {
			t.Errorf("%d after %v is %q, want %q", c.now, c.before, got, want)
		}
	}
}

// A Tuesday of May 2026 with a plain week on both sides.
var tuesday = day.Must(2026, 5, 12)

func stuckAt(id string, need Need, since day.Day) Stuck {
	lead := "Công an phường"
	if need == NeedLead || need == NeedLeadLate {
		lead = ""
	}
	return Stuck{Item: Item{Ref: Ref{TaskID: id}, Title: id, Lead: lead, Due: since}, Need: need, Since: since}
}

func TestWhatALeaderIsAsked(t *testing.T) {
	c := day.BuiltIn()
	old, fresh := c.AddWorking(tuesday, -10), c.AddWorking(tuesday, -2)
	stuck := []Stuck{
		stuckAt("chờ lâu", NeedConfirm, old), stuckAt("chờ ít", NeedConfirm, fresh), stuckAt("chờ từ bao giờ", NeedConfirm, day.Day{}), stuckAt("quá lâu", NeedPush, old), stuckAt("quá ít", NeedPush, fresh),
		stuckAt("chưa ai", NeedLead, day.Day{}), stuckAt("xin lùi", NeedAnswer, fresh), stuckAt("quá, chưa ai", NeedLeadLate, fresh), stuckAt("quá, chưa ai", NeedPush, old),
	}
	cases, left := Choose(stuck, c, tuesday)
	var got []string
	for _, one := range cases {
		got = append(got, one.Title)
	}
	if diff := cmp.Diff([]string{"quá, chưa ai", "xin lùi", "quá lâu", "chưa ai", "chờ lâu"}, got); diff != "" || left != 0 {
		t.Errorf("asked (-want +got), %d left:\n%s", left, diff)
	}
	for range 4 {
		stuck = append(stuck, stuckAt(fmt.Sprint("thêm ", len(stuck)), NeedPush, old))
	}
	if cases, left := Choose(stuck, c, tuesday); len(cases) != maxCases || left != 4 {
		t.Errorf("%d cases, %d left", len(cases), left)
	}
}

func TestCaseWords(t *testing.T) {
	c := day.BuiltIn()
	asks := stuckAt("x", NeedAnswer, day.Must(2026, 5, 6))
	asks.Due, asks.Wish = day.Must(2026, 5, 20), day.Must(2026, 5, 28)
	for want, s := range map[string]Stuck{
		"Công an phường, quá 4 ngày làm việc (thứ Tư 6/5)":                stuckAt("x", NeedPush, day.Must(2026, 5, 6)),
		"Công an phường, xin lùi từ 20/5 đến 28/5, hỏi từ thứ Tư 6/5":     asks,
		"Công an phường, báo xong ngày 6/5, chờ xác nhận 4 ngày làm việc": stuckAt("x", NeedConfirm, day.Must(2026, 5, 6)),
		"chưa rõ ai chủ trì": stuckAt("x", NeedLead, day.Day{}),
		"chưa rõ ai chủ trì, quá 4 ngày làm việc (thứ Tư 6/5)": stuckAt("x", NeedLeadLate, day.Must(2026, 5, 6)),
	} {
		if got := caseWords(s, c, tuesday); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Week by week through thirty years: the weeks of a year are numbered without a gap, and the squares begin in the year.
func TestWeeksOfAYear(t *testing.T) {
	last := 0
	for m := day.Must(2020, 1, 6); m.Year() < 2050; m = m.Add(7) {
		n := Number(m)
		if first := m.Add(-7).Year() != m.Year(); first && n > 2 || !first && n != last+1 {
			t.Fatalf("week %d of %s after %d", n, m, last)
		}
		last = n
		square := firstSquare(m)
		if square.Year() != m.Year() || square.After(m) || m.Sub(square) > 77 || MondayOf(square) != square {
			t.Fatalf("the squares of %s begin on %s", m, square)
		}
	}
}

func TestEditionsOfAnotherDaySaySo(t *testing.T) {
	e := Edition{Monday: monday, AsOf: monday0600(monday)}
	if got := e.AsOfWords(); got != "tính đến 06:00 thứ Hai" {
		t.Error(got)
	}
	e.AsOf.Time = e.AsOf.AddDate(0, 0, 2)
	if got := e.AsOfWords(); got != "tính đến 06:00 thứ Tư 13/5" {
		t.Error(got)
	}
}
