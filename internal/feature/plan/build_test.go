package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
)

// register of an invented unit: a room that is commanded, a court that is only asked.
func invented(name string) (Body, bool) {
	bodies := map[string]Body{
		"phòng văn hóa": {ID: "b1", Name: "Phòng Văn hóa"},
		"tòa án":        {ID: "b2", Name: "Tòa án", Requested: true},
	}
	b, ok := bodies[strings.ToLower(name)]
	return b, ok
}

func TestBuildKeepsEveryPieceInTheOrderOfTheSource(t *testing.T) {
	read := planread.Plan{
		Tasks: []planread.Task{
			{Path: "II.2", Title: "Việc sau", Span: planread.Span{From: 9, To: 11}},
			{Path: "II.1", Title: "Việc trước", Span: planread.Span{From: 5, To: 7}, Actors: []planread.Actor{{Name: "Phòng Văn hóa", Role: planread.RoleLead}}},
		},
		Assignments: []planread.Assignment{{Path: "IV.1", Agency: "Tòa án", Role: planread.RoleRequest, Text: "Xét xử.", Span: planread.Span{From: 20, To: 22}}},
		Reports: []planread.Report{{Path: "V.1", Title: "Báo cáo 6 tháng", Due: day.Must(2026, 5, 16), Span: planread.Span{From: 30, To: 30},
			Actors: []planread.Actor{{Name: "Phòng Văn hóa", Role: planread.RoleReportFrom}, {Name: "UBND", Role: planread.RoleReportTo}}}},
	}
	var got []string
	drafts := build(read, invented)
	for _, d := range drafts {
		got = append(got, d.Path+" "+string(d.Kind)+" "+d.Title+" ["+d.Lead+"]")
	}
	want := []string{"II.1 task Việc trước [Phòng Văn hóa]", "II.2 task Việc sau []", "IV.1 standing Xét xử [Tòa án]", "V.1 report Báo cáo 6 tháng [Phòng Văn hóa]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if drafts[0].Owed[0].BodyID != "b1" {
		t.Error("the registered body was not found by its name")
	}
	if !drafts[2].Requested || drafts[0].Requested {
		t.Error("only what a court is asked for is a request")
	}
	if got := drafts[3].Due; got != day.Must(2026, 5, 15) {
		t.Errorf("“trước ngày 16/5” is in time until %s, want 15/05/2026", got)
	}
}

func TestWorkThatACommandedBodySharesIsNoRequest(t *testing.T) {
	d := draftTask{Owed: []Owed{{Role: planread.RoleLead, Name: "Tòa án"}, {Role: planread.RoleCoLead, Name: "Phòng Văn hóa"}}}
	d.settle(invented)
	if d.Requested {
		t.Error("shared work counts as a request")
	}
	d.Owed = d.Owed[:1]
	d.settle(invented)
	if !d.Requested {
		t.Error("work of the court alone is not a request")
	}
}

func TestPairUpShowsEveryLineOnce(t *testing.T) {
	text := strings.Split("KẾ HOẠCH\n\nI. MỤC ĐÍCH\nlo cho trẻ\nII. VIỆC\n1. rào ao\n- Chủ trì: A\n2. hai báo cáo một dòng\nNơi nhận:", "\n")
	task := func(seq, from, to int) draftTask { return draftTask{Task: Task{Seq: seq, LineFrom: from, LineTo: to}} }
	pairs := pairUp(text, []draftTask{task(1, 6, 7), task(2, 8, 8), task(3, 8, 8)}, nil, map[int]bool{4: true})
	var lines []int
	cards := 0
	for _, p := range pairs {
		for _, l := range p.Lines {
			lines = append(lines, l.N)
		}
		cards += len(p.Cards)
		if p.Loose && !slices.Equal(numbers(p), []int{4}) {
			t.Errorf("loose lines %v, want only line 4", numbers(p))
		}
	}
	if want := []int{1, 3, 4, 5, 6, 7, 8, 9}; !slices.Equal(lines, want) {
		t.Errorf("lines %v, want %v", lines, want)
	}
	if cards != 3 {
		t.Errorf("%d cards, want 3", cards)
	}
	if last := pairs[len(pairs)-2]; len(last.Cards) != 2 {
		t.Errorf("two duties of one line share %d cards in a pair, want 2", len(last.Cards))
	}
}

func numbers(p pair) []int {
	var out []int
	for _, l := range p.Lines {
		out = append(out, l.N)
	}
	return out
}

func TestRewriteKeepsRolesThatTheFormDoesNotShow(t *testing.T) {
	before := draftTask{Task: Task{ID: "t"}, Owed: []Owed{
		{Seq: 1, Role: planread.RoleReportFrom, Name: "Các trường", Via: "Phòng Văn hóa"},
		{Seq: 2, Role: planread.RoleCooperate, Name: "Công an"},
		{Seq: 3, Role: planread.RoleReportTo, Name: "UBND phường"},
	}}
	after := rewriteOwed(before, taskForm{Reporter: "Các trường\nTrạm Y tế", Lead: "Phòng Văn hóa; Nhà thiếu nhi", Help: "Công an; Đoàn"}, invented)
	var got []string
	for _, o := range after {
		got = append(got, string(o.Role)+":"+o.Name+":"+o.Via)
	}
	want := []string{"lead:Phòng Văn hóa:", "colead:Nhà thiếu nhi:", "report:Các trường:Phòng Văn hóa", "report:Trạm Y tế:", "cooperate:Công an:", "cooperate:Đoàn:", "report-to:UBND phường:"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPeaksSurviveTheDatabase(t *testing.T) {
	in := Peaks{{From: day.Must(2026, 5, 1), To: day.Must(2026, 6, 30)}, {From: day.Must(2026, 9, 25), To: day.Must(2026, 9, 25)}}
	v, err := in.Value()
	if err != nil {
		t.Fatal(err)
	}
	var out Peaks
	if err := out.Scan(v); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(in.Words(), out.Words()); diff != "" || in.Words() != "1/5 đến 30/6, 25/9" {
		t.Errorf("%s %q", diff, in.Words())
	}
}

func TestSearchRanksTheVeryWordsFirst(t *testing.T) {
	found := []Task{{ID: "c", Title: "Bàn giao hồ sơ"}, {ID: "b", Title: "Họp bạn đọc"}, {ID: "a", Title: "Rào ao ở Bần"}}
	ids := func(ts []Task) string {
		var s string
		for _, t := range ts {
			s += t.ID
		}
		return s
	}
	if got := ids(rankFound(found, "Bần", 10)); got[0] != 'a' {
		t.Errorf("order %s, want the exact word first", got)
	}
	if got := ids(rankFound(found, "ban", 2)); len(got) != 2 {
		t.Errorf("limit not kept: %s", got)
	}
}
