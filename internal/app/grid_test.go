package app_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

const gridPath = "/u/{unit}/{year}/ke-hoach/{plan}/bang-nhap"

// gridPage is the grid as a browser without a script would send it back, changed cell by cell.
func (w *world) gridPage(as string) url.Values {
	w.t.Helper()
	a := w.do(request{As: as, Path: gridPath})
	if a.Code != http.StatusOK {
		w.t.Fatalf("the grid answers %d\n%s", a.Code, words(a.doc))
	}
	return formOn(a)
}

// formOn are the fields of the form around the grid.
func formOn(a answer) url.Values {
	f := url.Values{}
	for _, s := range a.doc.Find("main form:has(table) input").EachIter() {
		if box := s.AttrOr("type", "") == "checkbox"; !box {
			f.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
		}
	}
	return f
}

func cell(task, field string) string { return "o-" + task + "-" + field }

// secondOfficer signs a colleague in and gives the username.
func (w *world) secondOfficer() string {
	w.t.Helper()
	ctx := w.t.Context()
	err := w.app.DB.Write(ctx, actor.System("test"), func(tx *store.Tx) error {
		pl, err := store.Get[string](ctx, tx, unitOfPlan, w.samples["plan"])
		if err != nil {
			return err
		}
		_, _, err = w.app.Accounts.Create(ctx, tx, account.Draft{Name: "Ngô Minh Khuê", Username: "khue.nm", Role: actor.RoleOfficer}, "",
			account.Position{UnitID: pl, BodyID: w.samples["body"], Role: actor.RoleOfficer, From: day.Must(2026, 1, 1)})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return "khue.nm"
}

var unitOfPlan = store.Query("test.plan.unit", `SELECT p.unit_id FROM plan p WHERE p.id = $1 AND {scope:p}`)

// taskNow reads a task of the plan.
func (w *world) taskNow(id string) plan.Task {
	w.t.Helper()
	tasks, err := w.app.Plans.Work(w.t.Context(), w.app.DB.Reader(actor.System("test")), w.samples["plan"])
	if err != nil {
		w.t.Fatal(err)
	}
	for _, t := range tasks {
		if t.ID == id {
			return t
		}
	}
	w.t.Fatalf("no task %s", id)
	return plan.Task{}
}

func TestTheGridIsAFormWithoutAScript(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		tasks := given(t, w)
		f := w.gridPage("hoa.tt")
		f.Set(cell(tasks[0].ID, "chu-tri"), "Trạm Y tế phường")
		f.Set(cell(tasks[0].ID, "han"), "5-6-26")
		f.Set(cell(tasks[1].ID, "han"), "31/02/2026")
		f.Set(cell(tasks[2].ID, "han"), "thường xuyên")
		a := w.do(request{As: "hoa.tt", Path: gridPath, Form: f})
		if a.Code != http.StatusUnprocessableEntity {
			t.Fatalf("a bad cell answers %d", a.Code)
		}
		if got := a.doc.Find(".errors a").AttrOr("href", ""); got != "#"+cell(tasks[1].ID, "han") {
			t.Errorf("the summary leads to %q", got)
		}
		if got := formOn(a).Get(cell(tasks[1].ID, "han")); got != "31/02/2026" {
			t.Errorf("the typed date became %q", got)
		}
		first := w.taskNow(tasks[0].ID)
		if first.Lead != "Trạm Y tế phường" || first.Due != day.Must(2026, 6, 5) {
			t.Errorf("the good cells beside the bad one: %q, %s", first.Lead, first.Due)
		}
		if got := w.taskNow(tasks[2].ID); got.WhenKind != "continuous" || !got.Due.IsZero() {
			t.Errorf("thường xuyên became %s, %s", got.WhenKind, got.Due)
		}
		if got := w.taskNow(tasks[1].ID); got.Version != tasks[1].Version {
			t.Error("the task with the bad cell was written")
		}

		f = formOn(a)
		f.Set(cell(tasks[1].ID, "han"), "trước ngày 20/7")
		w.run([]scenario{
			{Name: "repaired", request: request{As: "hoa.tt", Path: gridPath, Form: f}, Want: 303, Audit: "Sửa nhiệm vụ"},
			{Name: "says what it wrote", request: request{As: "hoa.tt", Path: gridPath}, Want: 200, Selector: ".grid-state", Has: "Đã lưu"},
		})
		if got := w.taskNow(tasks[1].ID); got.Due != day.Must(2026, 7, 19) {
			t.Errorf("trước ngày 20/7 became %s", got.Due)
		}
		if got := w.taskNow(tasks[0].ID); got.Version != first.Version {
			t.Error("an unchanged task was written again")
		}
	})
}

func TestTheGridTakesALastSavingBack(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		tasks := given(t, w)
		f := w.gridPage("hoa.tt")
		f.Set(cell(tasks[0].ID, "chu-tri"), "Hội Phụ nữ thôn Đông")
		f.Set(cell(tasks[1].ID, "chu-tri"), "Hội Phụ nữ thôn Đông")
		w.run([]scenario{
			{Name: "save", request: request{As: "hoa.tt", Path: gridPath, Form: f}, Want: 303},
			{Name: "an unknown name is kept and marked", request: request{As: "hoa.tt", Path: gridPath}, Want: 200, Selector: ".odd-cell", Has: "vẫn ghi như anh/chị gõ"},
		})
		colleague := w.secondOfficer()
		other := w.gridPage(colleague)
		other.Set(cell(tasks[1].ID, "chu-tri"), "Công an phường")
		undo := w.do(request{As: "hoa.tt", Path: gridPath}).doc.Find(".grid-bar input[name=lan]").AttrOr("value", "")
		w.run([]scenario{
			{Name: "somebody works on", request: request{As: colleague, Path: gridPath, Form: other}, Want: 303},
			{Name: "another's saving is not theirs to undo", request: request{As: colleague, Path: gridPath + "/hoan-tac", Form: form("once", "u0", "lan", undo)}, Want: 409},
			{Name: "undo", request: request{As: "hoa.tt", Path: gridPath + "/hoan-tac", Form: form("once", "u1", "lan", undo)}, Want: 303},
			{Name: "undo twice", request: request{As: "hoa.tt", Path: gridPath + "/hoan-tac", Form: form("once", "u2", "lan", undo)}, Want: 409},
		})
		if got := w.taskNow(tasks[0].ID).Lead; got != tasks[0].Lead {
			t.Errorf("taken back, the lead is %q, want %q", got, tasks[0].Lead)
		}
		if got := w.taskNow(tasks[1].ID).Lead; got != "Công an phường" {
			t.Errorf("the colleague's lead became %q", got)
		}
	})
}

// sent is what a script gets back.
type sent struct {
	Saved string
	Error string
	Cells []struct{ T, F, State, Words, Theirs string }
	Rows  []struct {
		T       string
		V       int64
		Cells   map[string]string
		Unknown []string
	}
}

type edit struct {
	T   string `json:"t"`
	V   int64  `json:"v"`
	F   string `json:"f"`
	Was string `json:"was"`
	To  string `json:"to"`
}

func (w *world) sendCells(as, key string, edits ...edit) (int, sent) {
	w.t.Helper()
	raw, err := json.Marshal(edits)
	if err != nil {
		w.t.Fatal(err)
	}
	rec := w.send(request{As: as, Path: gridPath, Form: form("once", key, "sua", string(raw)), Header: http.Header{"Accept": {"application/json"}}})
	var s sent
	if err := json.Unmarshal(rec.Body.Bytes(), &s); err != nil {
		w.t.Fatalf("status %d, %v: %s", rec.Code, err, rec.Body)
	}
	return rec.Code, s
}

func TestTwoOfficersFillOneGrid(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		tasks := given(t, w)
		colleague, id := w.secondOfficer(), tasks[0].ID
		if _, s := w.sendCells(colleague, "a1", edit{id, tasks[0].Version, "han", "29/04/2026", "05/06/2026"}); s.Cells[0].State != "saved" {
			t.Fatalf("the first change: %+v", s)
		}
		_, s := w.sendCells("hoa.tt", "b1",
			edit{id, tasks[0].Version, "han", "29/04/2026", "10/06/2026"},
			edit{id, tasks[0].Version, "chu-tri", tasks[0].Lead, "Công an phường"})
		if c := s.Cells[0]; c.State != "conflict" || c.Theirs != "05/06/2026" || !strings.Contains(c.Words, "Ngô Minh Khuê") {
			t.Errorf("the cell that both changed: %+v", c)
		}
		if c := s.Cells[1]; c.State != "saved" {
			t.Errorf("the cell that only one changed: %+v", c)
		}
		if _, s = w.sendCells("hoa.tt", "b2", edit{id, s.Rows[0].V, "han", "05/06/2026", "10/06/2026"}); s.Cells[0].State != "saved" {
			t.Errorf("having seen both: %+v", s)
		}
		if now := w.taskNow(id); now.Due != day.Must(2026, 6, 10) || now.Lead != "Công an phường" {
			t.Errorf("the task holds %s, %s", now.Due, now.Lead)
		}
	})
}

func TestAPasteIsOneBatchAndHappensOnce(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		tasks := given(t, w)
		batch := []edit{
			{tasks[0].ID, 1, "chu-tri", tasks[0].Lead, "Đoàn Thanh niên;  Trạm Y tế phường"}, {tasks[0].ID, 1, "han", "", "46178"},
			{tasks[1].ID, 1, "bat-dau", "", "1/6"}, {tasks[1].ID, 1, "han", "", "quý III"},
			{tasks[2].ID, 1, "han", "", "hôm nào rảnh"}, {tasks[2].ID, 1, "cao-diem", "", "tháng 6"},
			{"01999999-9999-7999-8999-999999999999", 1, "han", "", "1/6"},
		}
		code, s := w.sendCells("hoa.tt", "p1", batch...)
		if code != 200 || s.Saved != "08:05" {
			t.Fatalf("%d %+v", code, s)
		}
		var states []string
		for _, c := range s.Cells {
			states = append(states, c.State)
		}
		if got := strings.Join(states, " "); got != "saved saved saved saved wrong saved wrong" {
			t.Errorf("the cells: %s\n%+v", got, s.Cells)
		}
		first, second := w.taskNow(tasks[0].ID), w.taskNow(tasks[1].ID)
		if first.Due != day.Must(2026, 6, 5) || first.Lead != "Đoàn Thanh niên; Trạm Y tế phường" {
			t.Errorf("first: %s %s", first.Due, first.Lead)
		}
		if second.Starts != day.Must(2026, 7, 1) || second.Due != day.Must(2026, 9, 30) {
			t.Errorf("quý III: %s to %s", second.Starts, second.Due)
		}
		if _, again := w.sendCells("hoa.tt", "p1", batch...); len(again.Cells) != len(s.Cells) || again.Cells[4] != s.Cells[4] || len(again.Rows) != len(s.Rows) {
			t.Errorf("the same batch is answered %+v", again)
		}
		if got := w.taskNow(tasks[0].ID).Version; got != first.Version {
			t.Error("the same batch was written twice")
		}
		if code, s = w.sendCells("hoa.tt", "p2", edit{"not-an-id", 1, "han", "", "x"}); code != 422 || s.Error == "" {
			t.Errorf("a stranger's batch: %d %+v", code, s)
		}
		if code, s = w.sendCells("hoa.tt", "p3", make([]edit, 1001)...); code != 422 || !strings.Contains(s.Error, "1000") {
			t.Errorf("too many cells: %d %+v", code, s)
		}
	})
}
