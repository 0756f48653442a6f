package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/directory"
)

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
