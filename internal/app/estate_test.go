package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// lastDay is the last day of what ends in these tests: the day on which all other scenarios happen.
var (
	lastDay  = day.At(today)
	firstDay = lastDay.Add(1)
	basis    = "Nghị quyết số 9/NQ-HĐND; mục IV.9 của kế hoạch"
)

var system = actor.System("test")

// succession is an act of reorganisation as the tests play it.
type succession struct {
	w      *world
	estate directory.Estate
	moves  directory.Moves
	old    web.Unit
	heirs  []web.Unit
}

func (w *world) unit(slug string) web.Unit {
	w.t.Helper()
	u, err := w.app.Org.UnitBySlug(w.t.Context(), slug)
	if err != nil {
		w.t.Fatal(err)
	}
	return u
}

func (w *world) bodiesOf(u web.Unit) []org.Body {
	w.t.Helper()
	list, err := w.app.Org.Bodies(w.t.Context(), w.app.DB.Reader(actor.Actor{UnitID: u.ID}), lastDay)
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

// bodyNamed finds a body of a unit by the beginning of its name.
func (w *world) bodyNamed(u web.Unit, begins string) org.Body {
	w.t.Helper()
	list := w.bodiesOf(u)
	i := slices.IndexFunc(list, func(b org.Body) bool { return strings.HasPrefix(b.Name, begins) })
	if i < 0 {
		w.t.Fatalf("no body %q in %s", begins, u.Name)
	}
	return list[i]
}

// ends is a succession in which one body of the ward ends and another takes over.
func (w *world) ends(body string, heirs ...string) *succession {
	u := w.unit(w.samples["unit"])
	m := directory.Moves{ActID: ident.New(), UnitID: u.ID, Day: firstDay, Basis: basis, Bodies: map[string][]directory.Heir{}}
	gone := w.bodyNamed(u, body)
	m.Bodies[gone.ID] = []directory.Heir{}
	for _, name := range heirs {
		h := w.bodyNamed(u, name)
		m.Bodies[gone.ID] = append(m.Bodies[gone.ID], directory.Heir{UnitID: u.ID, BodyID: h.ID, Name: h.Name})
	}
	return &succession{w: w, estate: w.app.Estates()[0], moves: m, old: u}
}

// wards makes units of today's places with the usual bodies and an officer each: "can.b1", "can.b2".
func (w *world) wards(codes ...string) (out []web.Unit) {
	w.t.Helper()
	catalogue, err := place.Load()
	if err != nil {
		w.t.Fatal(err)
	}
	for n, code := range codes {
		p, ok := catalogue.Find(code, lastDay)
		if !ok {
			w.t.Fatalf("no place %s", code)
		}
		err := w.app.DB.Write(w.t.Context(), system, func(tx *store.Tx) error {
			u, err := w.app.Org.CreateUnit(w.t.Context(), tx, p, true)
			if err != nil {
				return err
			}
			out = append(out, u)
			var office string
			for _, b := range body.Usual(p) {
				id, err := w.app.Org.AddBody(w.t.Context(), tx, u, b)
				if err != nil {
					return err
				}
				office = id
			}
			who := fmt.Sprintf("can.b%d", n+1)
			_, _, err = w.app.Accounts.Create(w.t.Context(), tx, account.Draft{Name: "Phan Văn Nối", Username: who, Role: actor.RoleOfficer}, "",
				account.Position{UnitID: u.ID, BodyID: office, Role: actor.RoleOfficer, From: day.Must(2026, 1, 1)})
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
	return out
}

// unitEnds is a succession in which the ward ends and two others take over, each body going to those of its name; bodies that
// begin with a word of without have no heir.
func (w *world) unitEnds(without ...string) *succession {
	w.t.Helper()
	u := w.unit(w.samples["unit"])
	s := &succession{w: w, estate: w.app.Estates()[0], old: u, heirs: w.wards("12133", "12127")}
	s.moves = directory.Moves{ActID: ident.New(), UnitID: u.ID, Day: firstDay, Basis: basis, Ends: true, Bodies: map[string][]directory.Heir{}}
	for _, b := range w.bodiesOf(u) {
		s.moves.Bodies[b.ID] = []directory.Heir{}
		if slices.ContainsFunc(without, func(word string) bool { return strings.HasPrefix(b.Name, word) }) {
			continue
		}
		for _, heir := range s.heirs {
			h, found, err := w.app.Org.BodyNamed(w.t.Context(), w.app.DB.Reader(actor.Actor{UnitID: heir.ID}), b.Name, firstDay)
			if err != nil {
				w.t.Fatal(err)
			}
			if found {
				s.moves.Bodies[b.ID] = append(s.moves.Bodies[b.ID], directory.Heir{UnitID: heir.ID, BodyID: h.ID, Name: h.Name})
			}
		}
	}
	return s
}

// sign ends the unit of the succession.
func (s *succession) sign() {
	s.w.t.Helper()
	var heirs []org.UnitHeir
	for _, u := range s.heirs {
		heirs = append(heirs, org.UnitHeir{OldID: s.old.ID, NewID: u.ID, ActID: s.moves.ActID, From: firstDay, Whole: true})
	}
	err := s.w.app.DB.Write(s.w.t.Context(), system, func(tx *store.Tx) error {
		return s.w.app.Org.EndUnit(s.w.t.Context(), tx, s.old, lastDay, heirs)
	})
	if err != nil {
		s.w.t.Fatal(err)
	}
}

// pass passes pieces of a size on, at most so many of them; it gives what was done.
func (s *succession) pass(size, pieces int) (done int) {
	s.w.t.Helper()
	after := ""
	for range pieces {
		err := s.w.app.DB.Write(s.w.t.Context(), system, func(tx *store.Tx) (err error) {
			var n int
			after, n, err = s.estate.Pass(s.w.t.Context(), tx, s.moves, after, size)
			done += n
			if n == 0 {
				tx.Unaudited("nothing was left to pass on")
			}
			return err
		})
		if err != nil {
			s.w.t.Fatal(err)
		}
		if after == "" {
			break
		}
	}
	return done
}

func (s *succession) restore(size int) {
	s.w.t.Helper()
	for more := true; more; {
		err := s.w.app.DB.Write(s.w.t.Context(), system, func(tx *store.Tx) (err error) {
			n := 0
			more, n, err = s.estate.Restore(s.w.t.Context(), tx, s.moves.ActID, size)
			if n == 0 {
				tx.Unaudited("nothing was left to take back")
			}
			return err
		})
		if err != nil {
			s.w.t.Fatal(err)
		}
	}
}

func (s *succession) count() directory.Tally {
	s.w.t.Helper()
	n, err := s.estate.Count(s.w.t.Context(), s.w.app.DB.Reader(actor.Actor{UnitID: s.old.ID}), s.moves)
	if err != nil {
		s.w.t.Fatal(err)
	}
	return n
}

func (s *succession) list() []directory.Item {
	s.w.t.Helper()
	items, err := s.estate.List(s.w.t.Context(), s.w.app.DB.Reader(actor.Actor{UnitID: s.old.ID}), s.moves, "", 10_000)
	if err != nil {
		s.w.t.Fatal(err)
	}
	return items
}

func (s *succession) rests() []directory.Item {
	s.w.t.Helper()
	items, err := s.estate.Rests(s.w.t.Context(), s.w.app.DB.Reader(system), s.moves.ActID, 10)
	if err != nil {
		s.w.t.Fatal(err)
	}
	return items
}

// workTables are the tables that a succession of tasks may touch.
var workTables = []string{"plan", "task", "task_body", "task_body_past", "task_handed", "plan_heir", "task_heir", "checkpoint", "task_rhythm", "due_tally", "body_task",
	"task_link", "task_extension", "task_word", "plan_doubt", "plan_citation", "result", "saved_view"}

// rows are all rows of the tables, without the counters of changes, marks and moments.
func (w *world) rows(unitID string) map[string][]string {
	w.t.Helper()
	out := map[string][]string{}
	_, reader := w.app.DB.Raw()
	for _, table := range workTables {
		rows, err := reader.QueryContext(context.Background(), `SELECT * FROM `+table+` WHERE `+unitID)
		if err != nil {
			w.t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			w.t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = &values[i]
			}
			if err := rows.Scan(values...); err != nil {
				w.t.Fatal(err)
			}
			var line strings.Builder
			for i, c := range columns {
				if c != "version" && c != "mark" {
					fmt.Fprintf(&line, "%s=%v ", c, values[i])
				}
			}
			out[table] = append(out[table], line.String())
		}
		if err := rows.Err(); err != nil {
			w.t.Fatal(err)
		}
		slices.Sort(out[table])
	}
	return out
}

// later is the same installation on another day.
func (w *world) later(at time.Time) *world {
	w.t.Helper()
	l := newWorldWith(w.t, w.app.DB, app.Config{Clock: func() store.Instant { return store.Instant{Time: at} }})
	l.signIn = func() store.Instant { return store.Instant{Time: at} }
	l.samples = w.samples
	return l
}

func TestABodyThatEndsPassesItsTasksOn(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		s := w.ends("Phòng Kinh tế", "Phòng Văn hóa")
		before, tally, items := w.rows("TRUE"), s.count(), s.list()
		if tally.Open == 0 || tally.Open != len(items) || tally.Nowhere != 0 {
			t.Fatalf("the preview counts %+v and lists %d", tally, len(items))
		}
		if done := s.pass(3, 1); done != 3 {
			t.Fatalf("a piece of three passed %d on", done)
		}
		rest := s.pass(5, 100)
		if rest != tally.Open-3 {
			t.Errorf("the rest is %d of %d", rest, tally.Open)
		}
		if again := s.pass(5, 100); again != 0 {
			t.Errorf("passing on again passes %d on", again)
		}
		if left := s.count(); left.Open != 0 {
			t.Errorf("%d tasks are still with the body that ended", left.Open)
		}
		if r := s.rests(); len(r) != 0 {
			t.Errorf("nobody has worked on %v", r)
		}
		w.samples["task"] = items[0].ID
		w.run([]scenario{
			{Name: "the page names the heir", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".side", Has: "Phòng Văn hóa - Xã hội"},
			{Name: "and who had it until then", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".past-parts", Has: "đến hết 12/05/2026"},
			{Name: "with the ground", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".past-parts", Has: basis},
		})
		inStep(t, w.app.DB)
		s.restore(4)
		if diff := cmp.Diff(before, w.rows("TRUE")); diff != "" {
			t.Errorf("taken back, not everything is as it was:\n%s", diff)
		}
	})
}

func TestWorkWithoutAnHeirWaitsForADecision(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	s := w.ends("Phòng Kinh tế")
	tally := s.count()
	if tally.Nowhere == 0 {
		t.Fatalf("nobody takes over and the preview counts %+v", tally)
	}
	before := w.rows("TRUE")
	s.pass(50, 100)
	item := s.nowhere()
	w.samples["task"], w.samples["plan"] = item.task, item.plan
	w.run([]scenario{
		{Name: "the task waits", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".side", Has: "chưa rõ"},
		{Name: "as a doubt of the plan", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"}, Want: 200, Has: "chưa có cơ quan tiếp nhận khi sắp xếp tổ chức"},
	})
	s.restore(50)
	if diff := cmp.Diff(before, w.rows("TRUE")); diff != "" {
		t.Errorf("taken back, not everything is as it was:\n%s", diff)
	}
}

type waiting struct {
	task string
	plan string
}

// nowhere is a task that the act left without a lead.
func (s *succession) nowhere() (out waiting) {
	s.w.t.Helper()
	_, reader := s.w.app.DB.Raw()
	row := reader.QueryRowContext(s.w.t.Context(), `SELECT t.id, t.plan_id FROM task_handed h JOIN task t ON t.id = h.task_id WHERE t.lead = '' AND h.act_id = $1 ORDER BY t.id`, s.moves.ActID)
	if err := row.Scan(&out.task, &out.plan); err != nil {
		s.w.t.Fatal(err)
	}
	return out
}

func TestWhatSomebodyWorkedOnIsNotTakenBack(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	s := w.ends("Phòng Kinh tế", "Phòng Văn hóa")
	items := s.list()
	s.pass(50, 100)
	w.samples["task"] = items[0].ID
	w.run([]scenario{{Name: "a remark", request: request{As: "hoa.tt", Path: taskPath + "/trao-doi", Form: form("once", "k1", "trao-doi", "Đã nhận việc")}, Want: 303}})
	if r := s.rests(); len(r) != 1 || r[0].ID != items[0].ID {
		t.Errorf("what rests on the act: %v", r)
	}
}

func TestTheWorkOfAUnitThatEndsGoesOnInItsHeirs(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		s := w.unitEnds("Trạm Y tế")
		mine := "unit_id = '" + s.old.ID + "'"
		before, all, tally, items := w.rows(mine), w.rows("TRUE"), s.count(), s.list()
		if tally.Open == 0 || tally.Open != len(items) {
			t.Fatalf("the preview counts %+v and lists %d", tally, len(items))
		}
		s.sign()
		s.pass(4, 2)
		s.pass(7, 1000)
		if s.pass(50, 1000); len(s.rests()) != 0 {
			t.Errorf("nobody has worked on %v", s.rests())
		}
		if diff := cmp.Diff(before, w.rows(mine)); diff != "" {
			t.Errorf("rows of the unit that ended changed:\n%s", diff)
		}
		w.heirsHaveAll(s, tally)
		inStep(t, w.app.DB)
		s.restore(9)
		if diff := cmp.Diff(all, w.rows("TRUE")); diff != "" {
			t.Errorf("taken back, not everything is as it was:\n%s", diff)
		}
	})
}

// heirsHaveAll checks that every open task has at least one heir, that the plans of the heirs are numbered without a gap, and
// that what nobody leads is asked about.
func (w *world) heirsHaveAll(s *succession, tally directory.Tally) {
	w.t.Helper()
	_, reader := w.app.DB.Raw()
	for what, q := range map[string]struct {
		sql  string
		want int
	}{
		"tasks that have an heir": {`SELECT COUNT(DISTINCT old_task_id) FROM task_heir WHERE act_id = '` + s.moves.ActID + `'`, tally.Open},
		"gaps in the numbers": {`SELECT COUNT(*) FROM plan_heir h WHERE (SELECT COUNT(*) FROM task t WHERE t.plan_id = h.plan_id AND t.parent_id = '')
			<> (SELECT COALESCE(MAX(x.seq), 0) FROM task x WHERE x.plan_id = h.plan_id AND x.parent_id = '')`, 0},
		"tasks without a lead and without a doubt": {`SELECT COUNT(*) FROM task_heir h JOIN task t ON t.id = h.task_id WHERE t.lead = '' AND NOT EXISTS (
			SELECT 1 FROM plan_doubt d WHERE d.plan_id = t.plan_id AND d.words = t.path AND d.rule = 'missing-lead')`, 0},
		"check-points before the day": {`SELECT COUNT(*) FROM task_heir h JOIN checkpoint c ON c.task_id = h.task_id WHERE c.due_on < '` + firstDay.ISO() + `'`, 0},
		"open check-points from the day on that no heir has": {`SELECT COUNT(*) FROM checkpoint c JOIN task_heir h ON h.old_task_id = c.task_id
			WHERE c.due_on >= '` + firstDay.ISO() + `' AND c.done_on = '' AND c.state = '' AND NOT EXISTS (SELECT 1 FROM checkpoint n WHERE n.task_id = h.task_id AND n.key = c.key)`, 0},
	} {
		var n int
		if err := reader.QueryRowContext(w.t.Context(), q.sql).Scan(&n); err != nil {
			w.t.Fatal(err)
		}
		if n != q.want {
			w.t.Errorf("%s: %d, want %d", what, n, q.want)
		}
	}
}

func TestAUnitThatHasEndedStandsStill(t *testing.T) {
	db := template.SQLite(t)
	w := newWorld(t, db)
	s := w.unitEnds()
	items := s.list()
	w.samples["task"] = items[0].ID
	eve := w.later(today.Add(15*time.Hour + 54*time.Minute + 59*time.Second + 999*time.Millisecond))
	pages := []string{"viec", "viec/tat-ca", "ke-hoach", "ke-hoach/{plan}", "ke-hoach/{plan}/phan-cong", "nhiem-vu/{task}", "tien-do", "tien-do/den-han", "lich", "lich/5", "to-chuc", "van-ban", "tuan"}
	before := map[string]string{}
	for _, p := range pages {
		before[p] = eve.main("hoa.tt", p)
	}
	s.sign()
	s.pass(100, 1000)
	w = w.later(today.AddDate(0, 0, 3))
	for _, p := range pages {
		if diff := cmp.Diff(before[p], w.main("hoa.tt", p)); diff != "" {
			t.Errorf("%s is not what it was on the last day:\n%s", p, diff)
		}
	}
	w.samples["heir"] = s.heirs[0].Slug
	w.run([]scenario{
		{Name: "it says that it ended", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach"}, Want: 200, Selector: ".ended", Has: "đã kết thúc ngày 12/05/2026"},
		{Name: "and who goes on", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach"}, Want: 200, Selector: ".ended", Has: "phường Đường Hào, phường Thượng Hồng"},
		{Name: "it takes no changes", request: request{As: "hoa.tt", Path: taskPath + "/trao-doi", Form: form("trao-doi", "Thêm")}, Want: 409, Has: "không nhận thay đổi nào nữa"},
		{Name: "a filter of one's own is none", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec/bo-loc", Form: form("ten", "Của tôi", "loc", "loc=mo")}, Want: 303},
		{Name: "a person of the heir reads it", request: request{As: "can.b1", Path: taskPath}, Want: 200, Selector: ".ended a", Has: "phường Đường Hào"},
		{Name: "and changes nothing", request: request{As: "can.b1", Path: taskPath + "/trao-doi", Form: form("trao-doi", "Thêm")}, Want: 409},
		{Name: "not even as a form", request: request{As: "can.b1", Path: taskPath + "/chuyen"}, Want: 403},
		{Name: "home is where one's work lives", request: request{As: "can.b1", Path: "/"}, Want: 303, Leads: "/u/{heir}/"},
	})
	link := w.do(request{As: "can.b1", Path: taskPath}).doc.Find(".ended a").First().AttrOr("href", "")
	w.run([]scenario{
		{Name: "the heir's task says whose it was", request: request{As: "can.b1", Path: link}, Want: 200, Selector: ".origin", Has: "Tiếp nhận từ phường Mỹ Hào từ ngày 13/05/2026"},
		{Name: "with the ground", request: request{As: "can.b1", Path: link}, Want: 200, Selector: ".origin", Has: "mục IV.9"},
		{Name: "and leads back", request: request{As: "can.b1", Path: link}, Want: 200, Selector: ".origin a", Has: "Xem việc ở đơn vị cũ"},
		{Name: "who has no post there does not enter", request: request{As: "hoa.tt", Path: link}, Want: 404},
	})
}

// main is the main part of a page as a person sees it, without the line of the print.
func (w *world) main(who, path string) string {
	w.t.Helper()
	a := w.do(request{As: who, Path: "/u/{unit}/{year}/" + path})
	if a.Code != 200 {
		w.t.Fatalf("%s answers %d", path, a.Code)
	}
	a.doc.Find("main .print-foot").Remove()
	a.doc.Find("main input[type=hidden]").Remove()
	html, err := a.doc.Find("main").Html()
	if err != nil {
		w.t.Fatal(err)
	}
	return html
}

// export is the year of the ward as of the last day.
func (w *world) export(who string) string {
	w.t.Helper()
	a := w.send(request{As: who, Path: "/u/{unit}/{year}/ke-hoach/xuat?ngay=" + lastDay.ISO()})
	if a.Code != 200 {
		w.t.Fatalf("the export answers %d: %s", a.Code, a.Body)
	}
	return a.Body.String()
}

func TestTheExportOfADayStaysWhatItWas(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		s := w.ends("Phòng Kinh tế", "Phòng Văn hóa")
		before := w.export("hoa.tt")
		if again := w.export("dat.lq"); again != before {
			t.Error("two exports of one day differ")
		}
		item := s.list()[0]
		s.pass(50, 100)
		w = w.later(today.AddDate(0, 0, 2))
		w.samples["task"] = item.ID
		w.run([]scenario{
			{Name: "a result of a later day", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("once", "x1", "co-quan", w.ownBody("hoa.tt"), "ngay", "14/5/2026", "ket-qua", "Xong cả", "xong", "1")}, Want: 303},
			{Name: "a day that has not come", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/xuat?ngay=2026-06-01"}, Want: 422, Has: "chưa tới"},
			{Name: "no right to take data out", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/ke-hoach/xuat"}, Want: 403},
			{Name: "the table of before", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong?ngay=2026-05-12"}, Want: 200, Selector: "table", Has: "Phòng Kinh tế, Hạ tầng và Đô thị"},
			{Name: "the table of today leads to it", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong"}, Want: 200, Selector: ".editions", Has: "đến hết 12/05/2026"},
		})
		if diff := cmp.Diff(before, w.export("hoa.tt")); diff != "" {
			t.Errorf("the export of %s changed:\n%s", lastDay, diff)
		}
		if now := w.send(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/xuat"}).Body.String(); now == before || !strings.Contains(now, "Xong cả") {
			t.Error("the export of today does not show what happened")
		}
	})
}

func TestTheExportOfAUnitThatEndedStaysWhatItWas(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	s := w.unitEnds()
	before := w.export("hoa.tt")
	s.sign()
	s.pass(500, 100)
	if diff := cmp.Diff(before, w.later(today.AddDate(0, 1, 0)).export("hoa.tt")); diff != "" {
		t.Errorf("the export of %s changed:\n%s", lastDay, diff)
	}
}
