package plan

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/plandiff"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

func nobody(string) (Body, bool) { return Body{}, false }

func pieceOf(title, lead string, due day.Day) draftTask {
	t := draftTask{Task: Task{ID: newID(), Kind: KindTask, Title: title, Text: title + ".", Due: due, WhenKind: planread.WhenDue, WhenRaw: "Trước ngày " + due.Add(1).String()}}
	if due.IsZero() {
		t.WhenKind, t.WhenRaw = planread.WhenNone, ""
	}
	t.Owed = []Owed{{ID: newID(), TaskID: t.ID, Seq: 1, Role: planread.RoleLead, Name: lead}}
	t.settle(nobody)
	return t
}

// What a person corrected stays silently while the text says what it said; when the text changes there, the person is asked.
func TestCorrectionsByHandAreAThirdText(t *testing.T) {
	due := day.Must(2026, 5, 30)
	read := pieceOf("Rà soát ao hồ chưa có rào chắn", "Phòng Kinh tế", due)
	corrected := read
	corrected.Owed = []Owed{{Role: planread.RoleLead, Name: "Phòng Hạ tầng"}}
	corrected.Due = due.Add(10)
	hand := map[string]string{"Chủ trì": "Phòng Kinh tế", "Thời gian": ""}

	if got := differing(corrected, pieceOf(read.Title, "Phòng Kinh tế", due), hand); len(got) != 0 {
		t.Errorf("the text did not change and %+v differ", got)
	}
	again := pieceOf(read.Title, "Công an phường", due.Add(20))
	fields := differing(corrected, again, hand)
	if len(fields) != 2 || !fields[0].Hand || !fields[1].Hand {
		t.Fatalf("the text changed in both and %+v differ", fields)
	}
	it := compare(&corrected, &again, hands{corrected.ID: hand})
	for _, c := range []struct {
		keep      bool
		lead, due string
	}{{true, "Phòng Hạ tầng", "09/06/2026"}, {false, "Công an phường", "19/06/2026"}} {
		got := it.revisedTask(func(revised, revisedField) bool { return c.keep }, nobody)
		if got.Lead != c.lead || got.Due.String() != c.due || got.ID != corrected.ID || got.WhenRaw != again.WhenRaw {
			t.Errorf("kept %v: %s until %s, want %s until %s", c.keep, got.Lead, got.Due, c.lead, c.due)
		}
	}
}

func TestTheHistoryTellsWhatIsByHand(t *testing.T) {
	h := hands{}
	for _, e := range []store.Event{
		{RecordID: "a", Action: "Thêm nhiệm vụ", After: `{"Chủ trì":"A"}`},
		{RecordID: "a", Action: "Sửa nhiệm vụ", Before: `{"Chủ trì":"A","Hạn":"2026-05-01"}`, After: `{"Chủ trì":"B","Hạn":"2026-05-09"}`},
		{RecordID: "a", Action: "Sửa nhiệm vụ", Before: `{"Chủ trì":"B"}`, After: `{"Chủ trì":"C"}`},
		{RecordID: "b", Action: "Lùi hạn", Before: `{"Hạn":"2026-05-01"}`, After: `{"Hạn":"2026-05-09"}`},
		{RecordID: "b", Action: actionRevised, Before: `{"Hạn":"2026-05-09"}`, After: `{"Hạn":"2026-06-01"}`},
	} {
		h.follow(e)
	}
	if got := h["a"]["Chủ trì"]; got != "A" {
		t.Errorf("the text had given %q, want A", got)
	}
	if _, touched := h["a"]["Thời gian"]; !touched {
		t.Error("a due date by hand is no time by hand")
	}
	if _, touched := h["b"]["Thời gian"]; touched {
		t.Error("what a version wrote counts as by hand")
	}
}

func TestEachBodyHearsWhatChangesForIt(t *testing.T) {
	due := day.Must(2026, 5, 30)
	old := []draftTask{pieceOf("Rà soát ao hồ chưa có rào chắn", "Phòng Kinh tế", due), pieceOf("Mở lớp dạy bơi cho học sinh", "Đoàn phường", due), pieceOf("Phát thanh về phòng chống đuối nước", "Trạm Y tế", due)}
	updated := []draftTask{pieceOf("Mở lớp dạy bơi cho học sinh", "Công an phường", due), pieceOf("Phát thanh về phòng chống đuối nước", "Trạm Y tế", due.Add(7))}
	for i := range old {
		old[i].Seq = i + 1
	}
	rev := revise(Plan{Title: "Kế hoạch hè"}, Plan{Title: "Kế hoạch hè, sửa đổi"}, old, updated, nil, nil, nil)
	var got []string
	for _, b := range rev.byBody() {
		for _, l := range b.Lines {
			got = append(got, b.Name+": "+l.What.Words()+" "+strings.Join(strings.Fields(l.Task.Title)[:2], " "))
		}
	}
	want := "Đoàn phường: Bớt việc Mở lớp|Công an phường: Thêm việc Mở lớp|Trạm Y tế: Đổi hạn Phát thanh|Phòng Kinh tế: Bớt việc Rà soát"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("bodies hear %s\nwant %s", s, want)
	}
}

// amendment is a change of a real plan whose effect on the work is known.
type amendment struct {
	name  string
	apply func(lines []string, tasks []draftTask) []string
}

var leadingNumber = regexp.MustCompile(`^(\s*)(\d+)((?:\.\d+)*[.)] )`)

const everyFifthGone = "every fifth task gone"

var amendments = []amendment{
	{"renumbered by a new first section", func(lines []string, _ []draftTask) []string {
		out := append([]string{}, lines...)
		for i, l := range out {
			out[i] = leadingNumber.ReplaceAllStringFunc(l, func(n string) string {
				m := leadingNumber.FindStringSubmatch(n)
				var k int
				_, _ = fmt.Sscan(m[2], &k)
				return fmt.Sprintf("%s%d%s", m[1], k+1, m[3])
			})
		}
		return out
	}},
	{"another agency leads", func(lines []string, _ []draftTask) []string {
		out := append([]string{}, lines...)
		n := 0
		for i, l := range out {
			if strings.Contains(strings.ToLower(l), "chủ trì:") {
				if n++; n%3 == 0 {
					before, _, _ := strings.Cut(l, ":")
					out[i] = before + ": Công an phường."
				}
			}
		}
		return out
	}},
	{everyFifthGone, func(lines []string, tasks []draftTask) []string {
		return without(lines, everyFifth(tasks))
	}},
	{"words changed in every third task", func(lines []string, tasks []draftTask) []string {
		out := append([]string{}, lines...)
		for i, t := range tasks {
			for n := t.LineFrom; i%3 == 1 && n <= t.LineTo; n++ {
				if l := out[n-1]; len(strings.Fields(l)) > 9 && !strings.Contains(l, "\t") {
					out[n-1] = strings.TrimRight(l, ".;") + ", bảo đảm thiết thực, tiết kiệm và đúng đối tượng;"
					break
				}
			}
		}
		return out
	}},
}

// everyFifth are the lines of every fifth piece of work.
func everyFifth(tasks []draftTask) map[int]bool {
	drop := map[int]bool{}
	for i, t := range tasks {
		for n := t.LineFrom; i%5 == 2 && n <= t.LineTo; n++ {
			drop[n] = true
		}
	}
	return drop
}

func without(lines []string, drop map[int]bool) []string {
	var out []string
	for i, l := range lines {
		if !drop[i+1] {
			out = append(out, l)
		}
	}
	return out
}

// The real plans, amended: work is right when it goes on as the work with the same words, or is gone when its lines are.
func TestWorkOfRealPlansIsFoundAgain(t *testing.T) {
	corpus := os.Getenv("MANGNON_CORPUS")
	if corpus == "" {
		t.Skip("MANGNON_CORPUS is not set")
	}
	names, err := filepath.Glob(filepath.Join(corpus, "plans", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	seeds, err := filepath.Glob(filepath.Join(corpus, "seed", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	allRight, all := 0, 0
	for _, name := range append(names, seeds...) {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines, tasks := readWork(t, name, raw)
		for _, a := range amendments {
			_, updated := readWork(t, name, []byte(strings.Join(a.apply(lines, tasks), "\n")))
			var gone map[int]bool
			if a.name == everyFifthGone {
				gone = everyFifth(tasks)
			}
			right, n := judge(tasks, updated, lineAfter(gone))
			allRight, all = allRight+right, all+n
			t.Logf("%s, %s: %d of %d right, %d pieces of work became %d", filepath.Base(name), a.name, right, n, len(tasks), len(updated))
		}
	}
	t.Logf("%d of %d right", allRight, all)
	if float64(allRight) < 0.98*float64(all) {
		t.Errorf("only %d of %d pieces of work are found again", allRight, all)
	}
}

func readWork(t *testing.T, name string, raw []byte) ([]string, []draftTask) {
	t.Helper()
	doc, err := docfile.Read(t.Context(), name, raw)
	if err != nil {
		t.Fatal(err)
	}
	return doc.Text(), build(planread.Read(doc, planread.Options{}), nobody)
}

// judge counts the pieces that went on as the piece that now begins on the same line, or that rightly ended. at gives the
// new number of a line, 0 when the line is gone.
func judge(old, updated []draftTask, at func(line int) int) (right, n int) {
	to := plandiff.MatchWork(workPieces(old), workPieces(updated), nil)
	for i, d := range old {
		n++
		line := at(d.LineFrom)
		same := func(u draftTask) bool { return u.Kind == d.Kind && u.LineFrom == line }
		switch j := to[i]; {
		case j >= 0 && same(updated[j]):
			right++
		case j < 0 && !slices.ContainsFunc(updated, same):
			right++
		}
	}
	return right, n
}

// lineAfter numbers the lines anew: an amended text has the same lines in the same order, without those that went.
func lineAfter(gone map[int]bool) func(int) int {
	return func(line int) int {
		if gone[line] {
			return 0
		}
		n := 0
		for i := 1; i <= line; i++ {
			if !gone[i] {
				n++
			}
		}
		return n
	}
}
