package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/feature/hazard"
)

// estateOf is the estate of a kind of records.
func (w *world) estateOf(kind string) directory.Estate {
	for _, e := range w.app.Estates() {
		if e.Kind() == kind {
			return e
		}
	}
	w.t.Fatalf("there is no estate of %s", kind)
	return nil
}

func TestABodyThatEndsPassesItsRecordsOn(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		s := w.ends("Phòng Kinh tế", "Phòng Văn hóa")
		s.estate = w.estateOf("hazard")
		was := s.count()
		var ids []string
		for i, state := range []string{"", "xoa-bo", ""} {
			a := w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard(fmt.Sprint("h", i), "co-quan", w.bodyNamed(s.old, "Phòng Kinh tế").ID, "khac", "1")})
			ids = append(ids, id(t, a.Header().Get("Location"), "nguy-co"))
			if state != "" {
				w.do(request{As: "hoa.tt", Path: hazards + "/" + ids[i] + "/buoc/" + state, Form: form("once", "x", "ban", "1")})
			}
		}
		tally, items := s.count(), s.list()
		if tally.Open != was.Open+2 || tally.Done != was.Done+1 || len(items) != tally.Open || tally.Nowhere != 0 {
			t.Fatalf("the preview counts %+v after %+v and lists %d", tally, was, len(items))
		}
		if done := s.pass(1, 1); done != 1 {
			t.Fatalf("a piece of one passed %d on", done)
		}
		if rest := s.pass(5, 100); rest != tally.Open-1 {
			t.Errorf("the rest is %d of %d", rest, tally.Open)
		}
		if again := s.pass(5, 100); again != 0 {
			t.Errorf("passing on again passes %d on", again)
		}
		w.run([]scenario{
			{Name: "the heir answers", request: request{As: "hoa.tt", Path: hazards + "/" + ids[0]}, Want: 200, Selector: "main", Has: "Phòng Văn hóa - Xã hội"},
			{Name: "the history says by what", request: request{As: "hoa.tt", Path: hazards + "/" + ids[0]}, Want: 200, Selector: "ol.history", Has: "theo bàn giao"},
			{Name: "what was over stays", request: request{As: "hoa.tt", Path: hazards + "/" + ids[1]}, Want: 200, Selector: "main", Has: "Phòng Kinh tế"},
		})
		inNumbers(t, w, hazard.Sites, "SELECT COUNT(*) FROM hazard WHERE dropped = FALSE", map[string]string{"state": "state", "body": "body"})
		if r := s.rests(); len(r) != 0 {
			t.Errorf("nobody has worked on %v", r)
		}
		w.do(request{As: "hoa.tt", Path: hazards + "/" + ids[2] + "/buoc/xoa-bo", Form: form("once", "y", "ban", "2")})
		if r := s.rests(); len(r) != 1 || !strings.Contains(r[0].Title, "Mương sau chợ") {
			t.Errorf("somebody has worked on one record, it lists %v", r)
		}
		s.restore(4)
		w.run([]scenario{{Name: "taken back", request: request{As: "hoa.tt", Path: hazards + "/" + ids[0]}, Want: 200, Selector: "main", Has: "Phòng Kinh tế"}})
	})
}

func TestRecordsWithoutAnHeirWaitForADecision(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		s := w.ends("Phòng Kinh tế")
		s.estate = w.estateOf("hazard")
		a := w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("w1", "co-quan", w.bodyNamed(s.old, "Phòng Kinh tế").ID, "khac", "1")})
		w.samples["hazard"] = id(t, a.Header().Get("Location"), "nguy-co")
		if tally := s.count(); tally.Nowhere == 0 || tally.Nowhere != tally.Open {
			t.Fatalf("nobody takes over and the preview counts %+v", tally)
		}
		if done := s.pass(5, 100); done != 0 {
			t.Errorf("%d passed on to nobody", done)
		}
		found := false
		for _, it := range s.list() {
			found = found || it.ID == w.samples["hazard"] && len(it.Heirs) == 0
		}
		if !found {
			t.Error("it is not among those that wait")
		}
	})
}

// The records of a unit that ends go on in the unit that receives, those before stay to be read.
func TestTheRecordsOfAUnitThatEndsGoOnInItsHeir(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		s := w.unitEnds()
		s.estate = w.estateOf("hazard")
		for body, heirs := range s.moves.Bodies { // all of it goes to one
			s.moves.Bodies[body] = heirs[:min(len(heirs), 1)]
		}
		tally := s.count()
		if tally.Open == 0 {
			t.Fatalf("the unit has no open record: %+v", tally)
		}
		s.pass(7, 100)
		if left := s.count(); left.Open != tally.Open {
			t.Errorf("the records of the old unit changed: %+v, were %+v", left, tally)
		}
		if again := s.pass(7, 100); again != 0 {
			t.Errorf("passing on again passes %d on", again)
		}
		_, raw := w.app.DB.Raw()
		var n int
		if err := raw.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM hazard r JOIN register_handed d ON d.heir_id = r.id").Scan(&n); err != nil || n != tally.Open-tally.Nowhere {
			t.Errorf("%d records go on, of %+v (%v)", n, tally, err)
		}
		s.restore(4)
		if err := raw.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM register_handed").Scan(&n); err != nil || n != 0 {
			t.Errorf("taken back, %d are left (%v)", n, err)
		}
	})
}
