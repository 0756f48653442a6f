package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

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
