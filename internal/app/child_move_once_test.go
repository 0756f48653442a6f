package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// wanderer is a child who goes to and fro between two units, whatever their officers try.
type wanderer struct {
	w     *world
	name  string
	sides []side
	shut  bool // an officer closed the record by hand, so that nobody has it open
}

type side struct{ slug, officer string }

var recordsOf = store.Query("test.child.records", `SELECT c.id, c.version FROM child c WHERE c.name = $1 AND c.unit_id = $2 AND {scope:c} ORDER BY c.id DESC`, store.Whole("a test"))

var arrivalsAll = store.Query("test.arrival.all", `SELECT a.id FROM child_arrival a WHERE a.unit_id = $1 AND {scope:a} ORDER BY a.id DESC LIMIT 4`, store.Whole("a test"))

type recordNow struct {
	ID      string `db:"id"`
	Version int64  `db:"version"`
}

// does is one thing that an officer of a side tries with one of the records or arrivals there; most of it is refused.
func (x *wanderer) does(t *rapid.T) string {
	w := x.w
	from := x.w.app.DB.Reader(actor.System("test"))
	i := rapid.IntRange(0, len(x.sides)-1).Draw(t, "side")
	me, other := x.sides[i], x.sides[1-i]
	unit := w.unitOf(me.slug)
	recs, err := store.List[recordNow](w.t.Context(), from, recordsOf, x.name, unit)
	if err != nil {
		t.Fatal(err)
	}
	arrivals, err := store.List[string](w.t.Context(), from, arrivalsAll, unit)
	if err != nil {
		t.Fatal(err)
	}
	at := "/u/" + me.slug + "/{year}/"
	ask := func(path string, typed url.Values) int {
		typed.Set("once", web.NewKey())
		return w.do(request{As: me.officer, Path: at + path, Form: typed}).Code
	}
	act := rapid.SampledFrom([]string{"propose", "withdraw", "accept", "accept", "refuse", "back", "reopen", "close", "edit"}).Draw(t, "act")
	switch act {
	case "accept", "refuse", "back":
		if len(arrivals) == 0 {
			return act + ": nothing there"
		}
		one := "tiep-nhan/" + rapid.SampledFrom(arrivals).Draw(t, "arrival")
		typed := url.Values{"ly-do": {"vì thế"}, "cu-tru": {"thuong-tru"}, "ngay": {"10/05/2026"}, "ho": {"khong"}, "trung": {"khong"}}
		return fmt.Sprint(act, " at ", me.slug, ": ", ask(one+"/"+map[string]string{"accept": "nhan", "refuse": "tu-choi", "back": "tra-lai"}[act], typed))
	}
	if len(recs) == 0 {
		return act + ": no record there"
	}
	rec := rapid.SampledFrom(recs).Draw(t, "record")
	one, seen := "tre-em/"+rec.ID, fmt.Sprint(rec.Version)
	code := 0
	switch act {
	case "propose":
		u := w.unit(other.slug)
		code = ask(one+"/chuyen", url.Values{"den": {u.Name}, "noi": {u.PlaceID}, "vi-sao": {"đổi chỗ ở"}, "ngay": {"10/05/2026"}})
	case "withdraw":
		code = ask(one+"/chuyen/rut", url.Values{})
	case "reopen":
		if code = ask(one+"/buoc/mo-lai", url.Values{"ban": {seen}}); code == http.StatusSeeOther {
			x.shut = false
		}
	case "close":
		if code = ask(one+"/buoc/chuyen-di", url.Values{"ban": {seen}, "ngay-chuyen": {"11/05/2026"}, "chuyen-den": {"Nơi xa"}}); code == http.StatusSeeOther {
			x.shut = true
		}
	case "edit":
		code = ask(one+"/sua", url.Values{"ban": {seen}, "lop": {"4A"}})
	}
	return fmt.Sprint(act, " at ", me.slug, ": ", code)
}

// At every moment a child is open in at most one unit, and in none only when an officer closed the record by hand.
func TestAChildIsOpenInOneUnit(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.otherUnit("moi.nn")
	n, moved := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		x := &wanderer{w: w, name: fmt.Sprintf("Lò Văn %c%c", 'A'+n/26%26, 'a'+n%26), sides: []side{{w.samples["unit"], "hoa.tt"}, {w.samples["other"], "moi.nn"}}}
		w.addChild(fmt.Sprint("p", n), "ho-ten", x.name, "khac", "1")
		var told []string
		for range rapid.IntRange(4, 24).Draw(rt, "steps") {
			told = append(told, x.does(rt))
			open := w.count(`SELECT COUNT(*) FROM child WHERE name = ? AND state = 'quan-ly' AND dropped = FALSE`, x.name)
			if open > 1 || open == 0 && !x.shut {
				rt.Fatalf("%d units have the child open after %q", open, told)
			}
			moved += w.count(`SELECT COUNT(*) FROM child WHERE name = ? AND passed_to <> ''`, x.name)
		}
	})
	if moved == 0 {
		t.Error("no child moved, so nothing was tried")
	}
}
