package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

const hazards = "/u/{unit}/{year}/nguy-co"

// aHazard is an invented site as an officer types it, with some answers changed.
func aHazard(key string, changed ...string) url.Values {
	f := form("once", key, "noi", "Mương sau chợ", "loai", "song", "muc", "1", "toa-do", "20.93, 106.06", "phat-hien", "2/5/2026")
	for i := 0; i < len(changed); i += 2 {
		f.Set(changed[i], changed[i+1])
	}
	return f
}

func TestAHazardSiteIsAddedAssignedMadeSafeAndFallsBack(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		a := w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("h1")})
		if a.Code != http.StatusSeeOther {
			t.Fatalf("add answers %d: %s", a.Code, words(a.doc))
		}
		w.samples["hazard"] = id(t, a.Header().Get("Location"), "nguy-co")
		one := hazards + "/{hazard}"
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("h1")}, Name: "sent twice", Want: 303, Leads: one},
			{request: request{As: "hoa.tt", Path: one}, Name: "shown", Want: 200, Selector: "h1", Has: "Mương sau chợ"},
			{request: request{As: "hoa.tt", Path: hazards + "?tim=muong+cho"}, Name: "found without marks", Want: 200, Selector: "tbody tr", Has: "Mương sau chợ"},
			{request: request{As: "hoa.tt", Path: hazards + "?tim=muong+xyz"}, Name: "not found", Want: 200, Hasnt: "Mương sau chợ"},
			{request: request{As: "hoa.tt", Path: one + "/buoc/giao", Form: form("once", "h2", "ban", "1")}, Name: "nobody named", Want: 422, Selector: "#loi", Has: "Ghi cơ quan chịu trách nhiệm"},
			{request: request{As: "hoa.tt", Path: one + "/buoc/giao", Form: form("once", "h3", "ban", "1", "co-quan", "Công an phường", "han", "1/5/2026")}, Name: "due before it was found", Want: 422, Selector: "#loi", Has: "sau ngày phát hiện"},
			{request: request{As: "hoa.tt", Path: one + "/buoc/giao", Form: form("once", "h4", "ban", "1", "co-quan", "cong an phuong", "han", "20/5/26")}, Name: "assigned", Want: 303, Leads: one, Audit: "Giao xử lý"},
			{request: request{As: "hoa.tt", Path: one + "/buoc/con-tot", Form: form("once", "h5", "ban", "2", "kiem-tra-lai", "1/6/2026")}, Name: "a move that does not lead from here", Want: 409, Has: "đang xử lý"},
			{request: request{As: "dat.lq", Path: one + "/buoc/da-lam", Form: form("once", "h6", "ban", "2", "bien-phap", "rao", "kiem-tra-lai", "1/6/2026")}, Name: "a leader may not", Want: 403},
			{request: request{As: "hoa.tt", Path: one + "/buoc/da-lam", Form: form("once", "h7", "ban", "2", "bien-phap", "rao", "kiem-tra-lai", "1/6/2026")}, Name: "made safe", Want: 303, Audit: "Ghi đã có biện pháp"},
			{request: request{As: "thinh.vv", Path: one}, Name: "a body reads it", Want: 200, Selector: ".state-line", Has: "đã kiểm soát"},
		})
		g := hazard.Sites.With(nil)
		unit := unitOf(t, w)
		for _, tt := range []struct {
			on    day.Day
			state string
		}{{day.Must(2026, 6, 1), hazard.Controlled}, {day.Must(2026, 6, 2), hazard.Open}} {
			if err := g.ExpireAll(t.Context(), w.app.DB, unit, tt.on); err != nil {
				t.Fatal(err)
			}
			if rec, err := g.Get(t.Context(), w.app.DB.Reader(byOfficer(t, w)), w.samples["hazard"]); err != nil || rec.State != tt.state {
				t.Errorf("on %s the site is %q, want %q (%v)", tt.on, rec.State, tt.state, err)
			}
		}
		w.run([]scenario{{request: request{As: "hoa.tt", Path: one}, Name: "history says why", Want: 200, Selector: "ol.history", Has: "quá ngày kiểm tra lại"}})
	})
}

func TestTheNumbersOfARegisterAreThoseOfItsRecords(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		one := func(id string) string { return hazards + "/" + id }
		var ids []string
		for i := range 4 {
			a := w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard(fmt.Sprint("n", i), "khac", "1")})
			ids = append(ids, id(t, a.Header().Get("Location"), "nguy-co"))
		}
		w.do(request{As: "hoa.tt", Path: one(ids[0]) + "/sua", Form: aHazard("e0", "ban", "1", "loai", "dien", "muc", "3")})
		w.do(request{As: "hoa.tt", Path: one(ids[1]) + "/bo", Form: form("once", "d1")})
		w.do(request{As: "hoa.tt", Path: one(ids[2]) + "/bo", Form: form("once", "d2")})
		w.do(request{As: "hoa.tt", Path: one(ids[2]) + "/lay-lai", Form: form("once", "r2")})
		w.do(request{As: "hoa.tt", Path: one(ids[3]) + "/buoc/xoa-bo", Form: form("once", "x3", "ban", "1")})
		inNumbers(t, w, hazard.Sites, "SELECT COUNT(*) FROM hazard WHERE dropped = FALSE", map[string]string{"state": "state", "kind": "kind", "risk": "risk", "body": "body", "measure": "measure"})
	})
}

// inNumbers compares what a register keeps of its numbers with its table.
func inNumbers(t *testing.T, w *world, g *register.Register, all string, columns map[string]string) {
	t.Helper()
	counts, err := g.Counts(t.Context(), w.app.DB.Reader(byOfficer(t, w)), unitOf(t, w))
	if err != nil {
		t.Fatal(err)
	}
	_, raw := w.app.DB.Raw()
	var total int64
	if err := raw.QueryRowContext(t.Context(), all).Scan(&total); err != nil {
		t.Fatal(err)
	}
	if counts.All() != total || total == 0 {
		t.Errorf("the register counts %d records, its table has %d", counts.All(), total)
	}
	for column := range columns {
		rows, err := raw.QueryContext(t.Context(), "SELECT "+column+", COUNT(*) FROM "+g.Name+" WHERE dropped = FALSE GROUP BY "+column)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var answer string
			var n int64
			if err := rows.Scan(&answer, &n); err != nil {
				t.Fatal(err)
			}
			if counts.Of(column, answer) != n {
				t.Errorf("%s %q: the register counts %d, its table has %d", column, answer, counts.Of(column, answer), n)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryPageOfARegisterHasEachRecordOnce(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		by := byOfficer(t, w)
		g := hazard.Sites.With(nil)
		err := w.app.DB.Write(t.Context(), by, func(tx *store.Tx) error {
			for i := range 37 {
				if _, err := g.Add(t.Context(), tx, by.UnitID, map[string]string{"noi": fmt.Sprintf("Điểm %d", i%5), "loai": "ao", "muc": fmt.Sprint(1 + i%3)}, day.At(today)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, ask := range []register.Ask{{}, {Sort: "moi"}, {Sort: "han"}, {Words: "diem"}, {State: hazard.Open}, {State: hazard.Open, Is: map[string]string{"kind": "ao"}, Sort: "moi"}, {View: "chua-giao"}} {
			ask.Size = 7
			forth, n := walk(t, w, g, ask)
			if int64(len(forth)) != n {
				t.Errorf("%+v: the pages have %d records, the list says %d", ask, len(forth), n)
			}
			ask.After, ask.Back = forth[len(forth)-1], true
			back, _ := walk(t, w, g, ask)
			if got, want := strings.Join(back, " "), strings.Join(forth[:len(forth)-1], " "); got != want {
				t.Errorf("%+v: backwards the list is another", ask)
			}
		}
	})
}

// walk reads all pages from where an Ask begins and gives the ids in the order of the list.
func walk(t *testing.T, w *world, g *register.Register, ask register.Ask) (ids []string, count int64) {
	t.Helper()
	seen := map[string]bool{}
	for range 100 {
		p, _, err := g.List(t.Context(), w.app.DB.Reader(byOfficer(t, w)), unitOf(t, w), ask, day.At(today))
		if err != nil {
			t.Fatal(err)
		}
		count = p.Count
		var page []string
		for _, rec := range p.Records {
			if seen[rec.ID] {
				t.Fatalf("%+v: a record stands on two pages", ask)
			}
			seen[rec.ID] = true
			page = append(page, rec.ID)
		}
		if ask.Back {
			ids = append(page, ids...)
			ask.After = p.Prev
		} else {
			ids = append(ids, page...)
			ask.After = p.Next
		}
		if ask.After == "" {
			return ids, count
		}
	}
	t.Fatal("the list has no end")
	return nil, 0
}

func TestTwoPeopleChangeOneSite(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		a := w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("c1")})
		w.samples["hazard"] = id(t, a.Header().Get("Location"), "nguy-co")
		edit := hazards + "/{hazard}/sua"
		mine := func(key string, more ...string) url.Values {
			return aHazard(key, append([]string{"ban", "1", "noi", "Mương sau chợ cũ", "dia-chi", "Ngõ 3"}, more...)...)
		}
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: edit, Form: aHazard("c2", "ban", "1", "dia-chi", "Ngõ 2")}, Name: "first", Want: 303},
			{request: request{As: "hoa.tt", Path: edit, Form: mine("c3")}, Name: "second", Want: 409, Selector: ".conflict", Has: "Ngõ 2"},
			{request: request{As: "hoa.tt", Path: edit, Form: mine("c4", "ban", "2", "chon-noi", "mine", "chon-dia-chi", "theirs")}, Name: "chosen", Want: 303},
			{request: request{As: "hoa.tt", Path: hazards + "/{hazard}"}, Name: "both kept", Want: 200, Selector: ".facts", Has: "Ngõ 2"},
			{request: request{As: "hoa.tt", Path: hazards + "/{hazard}"}, Name: "mine kept", Want: 200, Selector: "h1", Has: "Mương sau chợ cũ"},
		})
	})
}

// byOfficer is the officer of the demonstration, in its unit.
func byOfficer(t *testing.T, w *world) actor.Actor {
	t.Helper()
	a, err := w.app.Accounts.ByUsername(t.Context(), "hoa.tt")
	if err != nil {
		t.Fatal(err)
	}
	return actor.Actor{AccountID: a.ID, Username: a.Username, Name: a.Name, UnitID: unitOf(t, w), Posts: []actor.Post{{Role: actor.RoleOfficer}}}
}

// unitOf is the id of the demonstration's unit.
func unitOf(t *testing.T, w *world) string {
	t.Helper()
	u, err := w.app.Org.UnitBySlug(t.Context(), w.samples["unit"])
	if err != nil {
		t.Fatal(err)
	}
	return u.ID
}
