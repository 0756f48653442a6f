package register_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// acts are the deeds of an act on the trial register.
type acts struct {
	*site
	estate register.Estate
	moves  directory.Moves
}

// bodies are the ids of two bodies of a unit.
func (s *site) bodies(n int) (one, two string) {
	s.t.Helper()
	e := s.send(map[int]string{0: hoa, 1: other}[n], "so-thu/them", nil)
	options := e.doc.Find(`select[name="co-quan"] option`)
	return options.Eq(1).AttrOr("value", ""), options.Eq(2).AttrOr("value", "")
}

func (a acts) write(do func(tx *store.Tx) error) {
	a.t.Helper()
	if err := a.db.Write(a.t.Context(), actor.ForUnit(a.units[0].ID), do); err != nil {
		a.t.Fatal(err)
	}
}

// pass passes everything on, piece by piece.
func (a acts) pass(limit int) (done int) {
	a.t.Helper()
	for after, more := "", true; more; {
		a.write(func(tx *store.Tx) error {
			next, n, err := a.estate.Pass(a.t.Context(), tx, a.moves, after, limit)
			done, after, more = done+n, next, next != ""
			return err
		})
	}
	return done
}

func (a acts) restore() {
	a.t.Helper()
	for more := true; more; {
		a.write(func(tx *store.Tx) (err error) {
			more, _, err = a.estate.Restore(a.t.Context(), tx, a.moves.ActID, 2)
			return err
		})
	}
}

func (a acts) rests() []directory.Item {
	a.t.Helper()
	out, err := a.estate.Rests(a.t.Context(), a.db.Reader(actor.ForUnit(a.units[0].ID)), a.moves.ActID, 10)
	if err != nil {
		a.t.Fatal(err)
	}
	return out
}

func (a acts) count() directory.Tally {
	a.t.Helper()
	out, err := a.estate.Count(a.t.Context(), a.db.Reader(actor.ForUnit(a.units[0].ID)), a.moves)
	if err != nil {
		a.t.Fatal(err)
	}
	return out
}

func newActs(s *site, ends bool) acts {
	return acts{s, register.Estate{Of: s.register}, directory.Moves{ActID: ident.New(), UnitID: s.units[0].ID, Day: day.Must(2026, 5, 12), Basis: "Nghị quyết 1", Ends: ends, Bodies: map[string][]directory.Heir{}}}
}

func TestRecordsPassToTheHeirOfTheirBodyAndBack(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		a := newActs(newSite(t, db), false)
		ends, heir := a.bodies(0)
		a.moves.Bodies[ends] = []directory.Heir{{UnitID: a.units[0].ID, BodyID: heir}}
		var ids []string
		for range 3 {
			ids = append(ids, a.add("co-quan", ends))
		}
		kept := a.add("co-quan", heir)
		if n := a.count(); n != (directory.Tally{Open: 3}) {
			t.Fatalf("the preview counts %+v", n)
		}
		if n := a.pass(2); n != 3 {
			t.Fatalf("%d passed on", n)
		}
		if n := a.pass(2); n != 0 {
			t.Errorf("again %d passed on", n)
		}
		a.send(hoa, "so-thu/"+ids[0], nil).want(t, http.StatusOK, "ol.history", "theo bàn giao")
		for _, id := range append(ids, kept) {
			if got := a.bodyOf(id); got != heir {
				t.Errorf("%s is with %s", id, got)
			}
		}
		if r := a.rests(); len(r) != 0 {
			t.Errorf("nobody has worked on %v", r)
		}
		a.restore()
		for _, id := range ids {
			if got := a.bodyOf(id); got != ends {
				t.Errorf("taken back, %s is with %s", id, got)
			}
		}
		if got := a.bodyOf(kept); got != heir {
			t.Error("a record that the act did not touch moved")
		}
	})
}

func (s *site) bodyOf(id string) string {
	s.t.Helper()
	rec, err := s.register.Get(s.t.Context(), s.db.Reader(actor.ForUnit(s.units[0].ID)), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return rec.Str("body")
}

func TestRecordsWithoutAnHeirWait(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		a := newActs(newSite(t, db), false)
		ends, heir := a.bodies(0)
		a.moves.Bodies[ends] = []directory.Heir{}
		id := a.add("co-quan", ends)
		if n := a.count(); n != (directory.Tally{Open: 1, Nowhere: 1}) || a.pass(5) != 0 {
			t.Fatalf("nobody takes over: %+v", n)
		}
		a.write(func(tx *store.Tx) error {
			return a.estate.PassTo(t.Context(), tx, a.moves, id, []directory.Heir{{UnitID: a.units[0].ID, BodyID: heir}})
		})
		if got := a.bodyOf(id); got != heir {
			t.Errorf("a person chose, it is with %s", got)
		}
		err := db.Write(t.Context(), actor.ForUnit(a.units[0].ID), func(tx *store.Tx) error {
			return a.estate.PassTo(t.Context(), tx, a.moves, id, []directory.Heir{{UnitID: a.units[0].ID, BodyID: ends}})
		})
		if err == nil {
			t.Error("it was given away twice")
		}
	})
}

func TestRecordsOfAUnitThatEndsGoOnInItsHeir(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		a := newActs(newSite(t, db), true)
		ours, _ := a.bodies(0)
		theirs, _ := a.bodies(1)
		a.moves.Bodies[ours] = []directory.Heir{{UnitID: a.units[1].ID, BodyID: theirs}}
		id := a.add("co-quan", ours)
		a.add()
		a.send(hoa, "so-thu/"+id+"/them-tep/ho-so", form(), file{"ho-so", "bien-ban.txt", "Đã xem"}).id(t)
		if n := a.pass(1); n != 2 {
			t.Fatalf("%d go on", n)
		}
		files := func() (names []string) {
			for _, unit := range a.units {
				for _, row := range rawRows(t, db, "SELECT f.name FROM register_file f JOIN trial r ON r.id = f.record_id WHERE r.unit_id = '"+unit.ID+"'") {
					names = append(names, fmt.Sprint(unit.Slug, row))
				}
			}
			return names
		}
		if got := files(); len(got) != 2 {
			t.Errorf("the file stands in %v, want the record and its heir", got)
		}
		if n := a.pass(1); n != 0 {
			t.Errorf("again %d go on", n)
		}
		there := func() register.Page {
			p, _, err := a.register.List(t.Context(), db.Reader(actor.ForUnit(a.units[1].ID)), a.units[1].ID, register.Ask{}, day.Must(2026, 5, 12))
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		if p := there(); len(p.Records) != 2 || p.Count != 2 {
			t.Fatalf("the heir has %d records and counts %d", len(p.Records), p.Count)
		}
		if a.bodyOf(id) != ours {
			t.Error("the record of the old unit changed")
		}
		a.restore()
		if p := there(); len(p.Records) != 0 || p.Count != 0 {
			t.Errorf("taken back, the heir has %d records and counts %d", len(p.Records), p.Count)
		}
		if got := rawRows(t, db, "SELECT f.id FROM register_file f"); len(got) != 1 {
			t.Errorf("taken back, there are %d notes of files", len(got))
		}
	})
}
