package app_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const children = "/u/{unit}/{year}/tre-em"

// aChild is an invented child as an officer types it, with some answers changed.
func aChild(key string, changed ...string) (typed []string) {
	answers := map[string]string{"ho-ten": "Nguyễn Minh Anh", "ngay-sinh": "05/06/2018", "gioi": "nu", "once": key + web.NewKey()}
	for i := 0; i+1 < len(changed); i += 2 {
		answers[changed[i]] = changed[i+1]
	}
	for name, value := range answers {
		typed = append(typed, name, value)
	}
	return typed
}

// addChild enters a child and gives the id.
func (w *world) addChild(key string, changed ...string) string {
	w.t.Helper()
	a := w.do(request{As: "hoa.tt", Path: children + "/them", Form: form(aChild(key, changed...)...)})
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("the child answers %d\n%s", a.Code, words(a.doc))
	}
	return lastPart(a.Header().Get("Location"))
}

func lastPart(address string) string {
	path, _, _ := strings.Cut(address, "?")
	return path[strings.LastIndexByte(path, '/')+1:]
}

// A child is nothing to those whose work is not children: no page, file, number or feed of theirs changes when one is added.
func TestAChildIsNowhereForOthers(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	hidden := []string{"thinh.vv", "cuc.nt", "phong.lh", "tinh.lx"}
	before := map[string]map[string]string{}
	for _, who := range hidden {
		w.programsOf(who) // a token shows in the history, for everybody who reads it
	}
	for _, who := range hidden {
		before[who] = w.everyPage(who, w.samples, "")
	}
	id := w.addChild("k", "ho-ten", "Lò "+marker, "me", "Quàng "+marker, "thon", "")
	for _, who := range hidden {
		for address, page := range w.everyPage(who, w.samples, "") {
			if was := before[who][address]; was != page {
				t.Errorf("%s sees at %s that a child was added: %s", who, address, difference(was, page))
			}
		}
	}
	for _, who := range hidden {
		w.asksFor(who, leftovers{words: marker, ids: []string{id}, samples: map[string]string{"child": id}}, true)
	}
	w.asksFor("kiem.dv", leftovers{words: marker, ids: []string{id}, samples: map[string]string{"child": id}}, false)
	for _, who := range []string{"hoa.tt", "dat.lq", "van.pt"} {
		if page := w.readable(who, children+"/"+id); !strings.Contains(page, marker) {
			t.Errorf("%s may read the child and does not", who)
		}
	}
}

// An answer with a right of its own is nothing to those who read the record without that right: they can neither see, filter,
// order, search, count nor take it away, and their history does not say that it changed. Who has the right reads it and
// leaves a trace.
func TestASensitiveAnswerIsNowhereForThoseWithoutTheRight(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	w.samples["child"] = w.addChild("s", "ho-ten", "Nguyễn Hải Đăng")
	hidden := []string{"dat.lq", "van.pt", "thinh.vv", "cuc.nt", "phong.lh", "tinh.lx"}
	before := map[string]map[string]string{}
	for _, who := range hidden {
		w.programsOf(who) // a token shows in the history, for everybody who reads it
	}
	for _, who := range hidden {
		before[who] = w.everyPage(who, w.samples, "")
	}
	w.editChild(w.samples["child"], map[string]string{"dinh-duong": "Gầy còm", "khuyet-tat": "Khuyết tật nhẹ"})
	for _, who := range hidden {
		for address, page := range w.everyPage(who, w.samples, "") {
			was, page := versions.ReplaceAllString(before[who][address], ""), versions.ReplaceAllString(page, "")
			if was != page {
				t.Errorf("%s sees at %s that an answer changed: %s", who, address, difference(was, page))
			}
		}
		for _, query := range []string{"?dinh-duong=gay-com", "?khuyet-tat=nhe", "?tim=gay+com", "?sap-xep=dinh-duong", "?dan-toc=01"} {
			if was, is := w.readable(who, children), w.readable(who, children+query); strings.Count(was, "TE-0") != strings.Count(is, "TE-0") && !strings.Contains(query, "tim=") {
				t.Errorf("%s narrows the list by %s", who, query)
			}
		}
	}
	page := w.readable("hoa.tt", children+"/{child}")
	for _, has := range []string{"Gầy còm", "Khuyết tật nhẹ"} {
		if !strings.Contains(page, has) {
			t.Errorf("the officer does not read %q", has)
		}
	}
	type seen struct {
		N int64 `db:"n"`
	}
	row, err := store.Get[seen](t.Context(), w.app.DB.Reader(actor.System("test")), tracesOf, "child")
	if err != nil || row.N == 0 {
		t.Errorf("reading left %d traces: %v", row.N, err)
	}
	for _, who := range hidden {
		w.asksFor(who, leftovers{words: "gầy còm", samples: map[string]string{"child": w.samples["child"]}}, false)
	}
}

// versions count the changes of a record, by which two writers do not write over each other: that something was changed is no
// secret to those who read the record, what is.
var versions = regexp.MustCompile(`"version":\d+`)

var tracesOf = store.Query("test.child.traces", `SELECT COUNT(*) AS n FROM read_trace t WHERE t.kind = $1 AND {scope:t}`, store.Whole("a test"))

// editChild edits a child as the officer does.
func (w *world) editChild(id string, typed map[string]string) {
	w.t.Helper()
	officer := actor.Actor{AccountID: w.accountID("hoa.tt"), Name: "Trần Thu Hoa", UnitID: w.unitOf(w.samples["unit"]), Posts: []actor.Post{{Role: actor.RoleOfficer}}}
	err := w.app.DB.Write(w.t.Context(), officer, func(tx *store.Tx) error {
		g := child.Children.For(officer)
		now, err := g.Get(w.t.Context(), tx, id)
		if err != nil {
			return err
		}
		_, err = g.Edit(w.t.Context(), tx, now, now.Version, typed, day.At(today))
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}
