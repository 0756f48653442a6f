package app_test

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// yearWorld is a world whose clock the test moves.
type yearWorld struct {
	*world
	now    time.Time
	planID string
	unit   string
	by     actor.Actor
}

func iso(s string) day.Day {
	d, err := day.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

// at sets the clock to noon of a day.
func (y *yearWorld) at(date string) day.Day {
	d := iso(date)
	y.now = d.Start().Add(12 * time.Hour)
	return d
}

func newYear(t *testing.T, db *store.DB, date string) *yearWorld {
	t.Helper()
	w := newWorld(t, db)
	y := &yearWorld{world: w}
	y.at(date)
	y.app = app.Wire(db, w.app.Files, app.Config{Clock: func() store.Instant { return store.Instant{Time: y.now} }})
	y.handler = y.app.Handler()
	writer, _ := db.Raw()
	if _, err := writer.ExecContext(t.Context(), "UPDATE position SET valid_from = '2024-01-01'"); err != nil {
		t.Fatal(err) // the demonstration's people came later than the years that the tests go through
	}
	units, err := y.app.Org.Units(t.Context())
	if err != nil || len(units) != 1 {
		t.Fatalf("units: %v, %v", units, err)
	}
	y.unit = units[0].ID
	y.by = actor.Actor{Name: "Trần Thu Hoa", UnitID: y.unit, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
	return y
}

// bring imports a plan and confirms it, on the day of the clock.
func (y *yearWorld) bring(name string, raw []byte) {
	y.t.Helper()
	doc, err := docfile.Read(y.t.Context(), name, raw)
	if err != nil {
		y.t.Fatal(err)
	}
	kept := y.keep(string(raw))
	err = y.app.DB.Write(y.t.Context(), y.by, func(tx *store.Tx) error {
		pl, err := y.app.Plans.Import(y.t.Context(), tx, plan.Brought{UnitID: y.unit, Year: y.now.Year(), Name: name, Kept: kept, Doc: doc, At: tx.Now()})
		if err != nil {
			return err
		}
		y.planID = pl.ID
		y.samples["plan"] = pl.ID
		return y.app.Plans.Confirm(y.t.Context(), tx, pl)
	})
	if err != nil {
		y.t.Fatal(err)
	}
}

type yearItem struct {
	Task    string  `db:"task_id"`
	Item    string  `db:"id"`
	Version int64   `db:"version"`
	Due     day.Day `db:"due_on"`
}

var (
	testPoint = store.Query("test.point", `SELECT c.task_id, c.id, c.version, c.due_on FROM checkpoint c JOIN task t ON t.id = c.task_id
		WHERE c.plan_id = $1 AND t.path = $2 AND c.key = $3 AND {scope:c}`)
	testTask = store.Query("test.task", `SELECT t.id AS task_id, t.id, t.version, t.due_on FROM task t WHERE t.plan_id = $1 AND t.path = $2 AND t.due_on = $3 AND {scope:t}`)
)

// item finds a check-point by the path of its task and its key, or a dated task by its path and due date.
func (y *yearWorld) item(path, key string) yearItem {
	y.t.Helper()
	stmt := testPoint
	if _, err := day.ParseISO(key); err == nil {
		stmt = testTask
	}
	it, err := store.Get[yearItem](y.t.Context(), y.app.DB.Reader(y.by), stmt, y.planID, path, key)
	if err != nil {
		y.t.Fatalf("no %s %s: %v", path, key, err)
	}
	return it
}

// send posts a form as the officer and wants it carried out.
func (y *yearWorld) post(path string, form url.Values) {
	y.t.Helper()
	a := y.do(request{As: "hoa.tt", Path: "/u/{unit}/2025/nhiem-vu/" + path, Form: form})
	if a.Code != http.StatusSeeOther {
		y.t.Fatalf("%s: %d\n%s", path, a.Code, words(a.doc))
	}
}

// done records that an item was done on a day.
func (y *yearWorld) done(path, key, on string) {
	y.t.Helper()
	it := y.item(path, key)
	form := url.Values{"co-quan": {y.someBody(it.Task)}, "ngay": {iso(on).String()}, "ket-qua": {"Đã làm."}, "xong": {"1"}}
	if it.Item != it.Task {
		form.Set("moc", it.Item)
	}
	y.post(it.Task+"/ket-qua", form)
}

// someBody is the first body that the form of a task offers.
func (y *yearWorld) someBody(task string) string {
	y.t.Helper()
	a := y.do(request{As: "hoa.tt", Path: "/u/{unit}/2025/nhiem-vu/" + task + "/ket-qua"})
	value, ok := a.doc.Find("#co-quan option").First().Attr("value")
	if !ok {
		y.t.Fatalf("no body in the form: %d %s", a.Code, words(a.doc))
	}
	return value
}

func (y *yearWorld) figures(at day.Day) plan.Figures {
	y.t.Helper()
	f, err := y.app.Plans.Figures(y.t.Context(), y.app.DB.Reader(y.by), 2025, at)
	if err != nil {
		y.t.Fatal(err)
	}
	y.agree(f, at)
	return f.All
}

// agree fails when the figures contradict each other or the lists behind them.
func (y *yearWorld) agree(f plan.YearFigures, at day.Day) {
	y.t.Helper()
	ctx, from := y.t.Context(), y.app.DB.Reader(y.by)
	a := f.All
	if a.Due != a.InTime+a.Late+a.Overdue+a.Asking-a.AskingAhead+a.Waiting+a.Unanswered+a.Today {
		y.t.Errorf("%s: đến hạn is not the sum of its parts: %+v", at.ISO(), a)
	}
	for _, name := range []plan.Figure{plan.FigGiven, plan.FigDue, plan.FigInTime, plan.FigLate, plan.FigOverdue, plan.FigAsking, plan.FigWaiting, plan.FigUnanswered, plan.FigToday, plan.FigPaused} {
		sum := 0
		for _, b := range f.Bodies {
			sum += b.Of(name)
		}
		if n := len(y.behind(plan.Behind{Year: 2025, Figure: name, At: at})); n != a.Of(name) || sum != n {
			y.t.Errorf("%s: %s is %d, the list has %d, the bodies %d", at.ISO(), name, a.Of(name), n, sum)
		}
	}
	branches, err := y.app.Plans.Branches(ctx, from, y.planID, at)
	if err != nil {
		y.t.Fatal(err)
	}
	tops := 0
	for _, b := range branches {
		if b.Depth == 1 {
			tops += b.Overdue
		}
		if n := len(y.behind(plan.Behind{Year: 2025, Figure: plan.FigOverdue, At: at, PlanID: y.planID, Branch: b.Path})); n != b.Overdue {
			y.t.Errorf("%s: branch %s has %d overdue, the list %d", at.ISO(), b.Path, b.Overdue, n)
		}
	}
	if tops != a.Overdue {
		y.t.Errorf("%s: the branches have %d overdue, the year %d", at.ISO(), tops, a.Overdue)
	}
}

// behind reads all pages of a list.
func (y *yearWorld) behind(b plan.Behind) []plan.Instance {
	y.t.Helper()
	var out []plan.Instance
	for {
		page, err := y.app.Plans.Instances(y.t.Context(), y.app.DB.Reader(y.by), b, 7)
		if err != nil {
			y.t.Fatal(err)
		}
		if len(page) == 0 {
			return out
		}
		out = append(out, page...)
		b.AfterDue, b.AfterItem = page[len(page)-1].Due, page[len(page)-1].Item
	}
}

// six are the numbers of a row of the table below.
type six struct{ given, due, inTime, late, overdue, asking, today int }

// The year of the first plan, as the office lives through it. The numbers come from the text of the plan:
//
//   - "Thường xuyên" stands at 15 tasks: II.2.1, II.2.2, II.2.3.1 to II.2.3.5, II.2.4, II.2.5, II.2.6, II.3, II.4, II.6, II.10, II.11
//     (lines 41 to 201). Each gets its quarters; the plan is confirmed on 01/04, so the first quarter is asked of nobody: 45 points.
//   - II.4 names the peak May and June: one look a week before, 24/04. II.11 names the Month of action (01 to 30/06), the
//     children's festival (01/06) and Trung thu (06/10/2025): 25/05 twice and 29/09. That makes 49 points.
//   - Seven pieces have a date: the lantern night 03 to 06/10 (line 158), commendation in June (207), inspection in quarter IV (179),
//     and the reports before 16/05, 16/11, 20/05 and 20/11 (249, 251), whose last days are 15/05, 15/11, 19/05 and 19/11.
//     49 + 7 = 56 given.
//
// What is due on a day is counted up from these dates; what is done, late and left out is what the test does in between.
func TestTheYearOfTheFirstPlan(t *testing.T) {
	corpus := os.Getenv("MANGNON_CORPUS")
	if corpus == "" {
		t.Skip("MANGNON_CORPUS is not set: the text of the plan is not part of the repository")
	}
	files, err := filepath.Glob(filepath.Join(corpus, "seed", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("no seed plan in " + corpus)
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	y := newYear(t, template.SQLite(t), "2025-04-01")
	y.bring("ke-hoach.txt", raw)
	routine := []string{"II.2.1", "II.2.2", "II.2.3.1", "II.2.3.2", "II.2.3.3", "II.2.3.4", "II.2.3.5", "II.2.4", "II.2.5", "II.2.6"}
	steps := []struct {
		day  string
		why  string
		want six
		then func()
	}{
		{"2025-04-01", "nothing is due yet", six{given: 56}, nil},
		{"2025-05-17", "the look before May (24/04) and the bodies' half-year report (15/05) are overdue", six{given: 56, due: 2, overdue: 2}, func() {
			y.done("II.4", "peak:1/5-30/6", "2025-04-24") // recorded later, done in time
			y.done("V.1", "2025-05-15", "2025-05-16")     // a day late
		}},
		{"2025-06-30", "with the office's half-year report (19/05), two looks before June (25/05), 15 quarters and commendation today",
			six{given: 56, due: 21, inTime: 1, late: 1, overdue: 3, today: 16}, func() {
				for _, path := range routine {
					y.done(path, "2025-Q2", "2025-06-30")
				}
				y.done("II.12", "2025-06-30", "2025-06-20")
				y.extend("II.3", "2025-Q2", "15/07/2025") // asked on the last day: in time
			}},
		{"2025-10-07", "with 15 quarters (30/09), the look before Trung thu (29/09) and the lantern night (06/10); II.3 has passed its new date too",
			six{given: 56, due: 38, inTime: 12, late: 1, overdue: 25}, func() {
				y.done("II.5.2#2", "2025-10-06", "2025-10-06")
				for _, path := range routine {
					y.done(path, "2025-Q3", "2025-10-02") // two days late
				}
				y.extend("II.3", "2025-Q2", "31/10/2025") // overdue by now: more time does not undo that
				y.skip("II.11", "peak:1/6")
			}},
		{"2025-12-31", "one point is left out; 15 quarters and the inspection are due today; the two yearly reports have passed",
			six{given: 55, due: 55, inTime: 13, late: 12, overdue: 14, today: 16}, nil},
		{"2026-01-01", "what was due on the last day is overdue", six{given: 55, due: 55, inTime: 13, late: 12, overdue: 30}, nil},
	}
	for _, s := range steps {
		f := y.figures(y.at(s.day))
		if got := (six{f.Given, f.Due, f.InTime, f.Late, f.Overdue, f.Asking, f.Today}); got != s.want {
			t.Errorf("%s, %s: %+v, want %+v", s.day, s.why, got, s.want)
		}
		if s.then != nil {
			s.then()
		}
		if s.day == "2025-10-07" {
			y.at("2025-10-20")
			y.done("II.3", "2025-Q2", "2025-10-20")
		}
	}
}

// extend gives an item more time, as the officer.
func (y *yearWorld) extend(path, key, to string) {
	y.t.Helper()
	it := y.item(path, key)
	y.post(it.Task+"/moc/"+it.Item+"/gia-han", url.Values{"ban": {strconv.FormatInt(it.Version, 10)}, "han-moi": {to}, "ly-do": {"Mưa lũ"}})
}

func (y *yearWorld) skip(path, key string) {
	y.t.Helper()
	it := y.item(path, key)
	y.post(it.Task+"/moc/"+it.Item+"/bo", url.Values{"ban": {strconv.FormatInt(it.Version, 10)}, "ly-do": {"Trùng với mốc của cả tháng"}})
}

func (y *yearWorld) keep(text string) store.Kept {
	y.t.Helper()
	kept, err := y.app.Files.Put(strings.NewReader(text), store.MaxFile)
	if err != nil {
		y.t.Fatal(err)
	}
	return kept
}

// fillAgain runs what the program does at start.
func (y *yearWorld) fillAgain() {
	y.t.Helper()
	if err := y.app.Plans.Fill(context.WithoutCancel(y.t.Context()), y.app.DB); err != nil {
		y.t.Fatal(err)
	}
}
