package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
)

// The town of the plan ends on 30/06/2025 and three wards go on (Nghị quyết 1666/NQ-UBTVQH15, điều 1 khoản 97-99).
func TestATownGoesIntoItsWards(t *testing.T) {
	for name, text := range map[string]func(*testing.T) string{
		"invented": func(*testing.T) string { return townPlan("Mỹ Hào") },
		"seed":     seedPlan,
	} {
		t.Run(name, func(t *testing.T) {
			tn := newTown(t, "328", text(t))
			tn.goTo("2025-06-27", 9)
			tn.halfYearDone()
			tn.passesOn([]string{"phuong-my-hao", "phuong-duong-hao", "phuong-thuong-hong"})
		})
	}
}

// passesOn plays the act of the town and looks at what must hold after it.
func (tn *town) passesOn(wards []string) {
	t := tn.t
	t.Helper()
	tn.goTo("2025-06-30", 9)
	plans := tn.strings(`SELECT id FROM plan WHERE unit_id = ?`, tn.unit.ID)
	pages := []string{"ke-hoach/" + plans[0], "tien-do"}
	act := tn.act()
	show := tn.do(request{As: "can.b", Path: act})
	t.Logf("%s: %d lines, %d open", squash(show.doc.Find("h1").Text()), show.doc.Find("tr[id^=dong-]").Length(), show.doc.Find("tr .tag-late").Length())

	tn.goAt(at("2025-07-01", 0).Add(-time.Millisecond))
	before := map[string]string{"xuat": tn.export("lanh.d")}
	for _, p := range pages {
		before[p] = tn.main("lanh.d", p)
	}
	tn.sign(act)
	tn.goTo("2025-07-01", 7)
	tn.work()
	tn.giveLeaders(act, wards)

	if got := tn.export("lanh.d"); got != before["xuat"] {
		t.Errorf("the export as of the last day has changed: %s", firstDifference(before["xuat"], got))
	}
	for _, p := range pages {
		if got := tn.main("lanh.d", p); got != before[p] {
			t.Errorf("%s has changed: %s", p, firstDifference(before[p], got))
		}
	}
	tn.nothingIsLost(act, wards)
}

// giveLeaders lets the administrator, whose own post went on by itself, give the leader the proposed posts in the wards.
func (tn *town) giveLeaders(act string, wards []string) {
	tn.t.Helper()
	tn.tokens = map[string]string{}
	there := strings.Replace(act, tn.unit.Slug, wards[0], 1) + "/nguoi"
	page := tn.do(request{As: "may.q", Path: there})
	if page.Code == http.StatusNotFound { // a divided unit: the administrator stays until somebody decides
		there = act + "/nguoi"
		page = tn.do(request{As: "may.q", Path: there})
	}
	if page.Code != http.StatusOK {
		tn.t.Fatalf("the administrator sees the posts with %d: %s", page.Code, words(page.doc))
	}
	var heirs []string
	page.doc.Find("select[name=nhan] option").Each(func(_ int, s *goquery.Selection) {
		if strings.HasPrefix(s.Text(), "Văn phòng HĐND và UBND") {
			heirs = append(heirs, s.AttrOr("value", ""))
		}
	})
	row := tn.strings(`SELECT w.id FROM handover_wait w JOIN position p ON p.id = w.record_id JOIN account a ON a.id = p.account_id WHERE w.kind = 'post' AND a.username = 'lanh.d'`)
	if len(row) != 1 || len(heirs) < len(wards) {
		tn.t.Fatalf("%d posts of the leader wait, %d offices may take them", len(row), len(heirs))
	}
	a := tn.do(request{As: "may.q", Path: there, Form: url.Values{"ho-so": row, "nhan": heirs, "viec": {"chuyen"}}})
	if a.Code != http.StatusSeeOther {
		tn.t.Fatalf("the posts are given with %d: %s", a.Code, words(a.doc))
	}
	tn.tokens = map[string]string{}
}

// nothingIsLost looks for orphans: open work of the town without work in a ward that goes on with it, and duties that nobody holds.
func (tn *town) nothingIsLost(act string, wards []string) {
	t := tn.t
	t.Helper()
	orphans := tn.strings(`SELECT t.title FROM task t WHERE t.unit_id = ? AND t.live AND NOT t.dropped AND t.done_on = '' AND t.phase = ''
		AND NOT EXISTS (SELECT 1 FROM task_heir h WHERE h.old_task_id = t.id)`, tn.unit.ID)
	if len(orphans) > 0 {
		t.Errorf("%d tasks have no heir: %v", len(orphans), orphans)
	}
	for _, slug := range wards {
		u := tn.world.unit(slug)
		mine := tn.strings(`SELECT id FROM task WHERE unit_id = ? AND live AND NOT dropped`, u.ID)
		if len(mine) == 0 {
			t.Errorf("%s sees no work", slug)
		}
		without := tn.strings(`SELECT t.title || ' | ' || h.old_lead FROM task t JOIN task_heir h ON h.task_id = t.id WHERE t.unit_id = ? AND h.old_lead <> ''
			AND NOT EXISTS (SELECT 1 FROM task_body b JOIN body o ON o.id = b.body_id AND o.unit_id = t.unit_id AND o.valid_to = '' WHERE b.task_id = t.id)`, u.ID)
		for _, w := range without {
			if !strings.Contains(w, "Trung tâm Văn hóa") && !isGroupLead(w) {
				t.Errorf("%s: nobody of the ward does %q", slug, w)
			}
		}
		t.Logf("%s: %d tasks, %d without a body of the register", slug, len(mine), len(without))
	}
	page := tn.do(request{As: "lanh.d", Path: strings.Replace(act, tn.unit.Slug, wards[0], 1)})
	if page.Code != http.StatusOK || !strings.Contains(page.doc.Text(), "đã bàn giao") {
		t.Errorf("the ward sees the act with %d: %s", page.Code, words(page.doc))
	}
	total := tn.do(request{As: "lanh.d", Path: tn.path("tien-do-don-vi-cu")})
	if rows := total.doc.Find("main tbody tr, main tr.total").Length(); total.Code != http.StatusOK || rows < 1+len(wards) {
		t.Errorf("the totals of the former town answer %d with %d rows: %s", total.Code, rows, words(total.doc))
	}
	if unknown := page.doc.Find("tr .tag-unknown").Length(); unknown == 0 {
		t.Error("the duties that are left unknown are not listed")
	}
}

// isGroupLead says that a task was led by a group of bodies, which no register holds.
func isGroupLead(s string) bool {
	for _, word := range []string{"các ", "Các ", "cơ quan", "xã, phường"} {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

// firstDifference shows where two texts part.
func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-60)
	return "…" + a[from:min(len(a), i+120)] + "… is now …" + b[from:min(len(b), i+120)] + "…"
}

// Somewhere else a town was divided: some of its communes went in parts into several new ones, so that a person says where each
// piece of work goes.
func TestADividedTownWaitsForAPerson(t *testing.T) {
	tn := newTown(t, dividedTown(t), townPlan("Chia"))
	tn.goTo("2025-06-27", 9)
	tn.halfYearDone()
	tn.goTo("2025-06-30", 9)
	plans := tn.strings(`SELECT id FROM plan WHERE unit_id = ?`, tn.unit.ID)
	act := tn.act()
	tn.goAt(at("2025-07-01", 0).Add(-time.Millisecond))
	before := map[string]string{"xuat": tn.export("lanh.d"), "ke": tn.main("lanh.d", "ke-hoach/"+plans[0])}
	tn.sign(act)
	tn.goTo("2025-07-01", 7)
	tn.work()
	slugs := tn.strings(`SELECT u.slug FROM unit_heir h JOIN unit u ON u.id = h.new_unit_id WHERE h.old_unit_id = ?`, tn.unit.ID)
	if len(slugs) < 2 {
		t.Fatalf("the town goes into %v", slugs)
	}
	tn.giveLeaders(act, slugs)
	open := tn.strings(`SELECT id FROM task t WHERE t.unit_id = ? AND t.live AND NOT t.dropped AND t.done_on = '' AND t.phase = ''`, tn.unit.ID)
	waits := tn.strings(`SELECT record_id FROM handover_wait WHERE kind = 'task' AND state = ''`)
	if len(open) == 0 || len(waits) != len(open) {
		t.Fatalf("%d of %d open tasks wait", len(waits), len(open))
	}
	there := strings.Replace(act, tn.unit.Slug, slugs[0], 1)
	page := tn.do(request{As: "lanh.d", Path: there + "/cho"})
	if got := page.doc.Find("tbody tr").Length(); page.Code != http.StatusOK || got == 0 || !strings.Contains(page.doc.Text(), "chia cho nhiều đơn vị") {
		t.Fatalf("the queue answers %d with %d rows: %s", page.Code, got, words(page.doc))
	}
	var rows []string
	page.doc.Find("input[name=ho-so]").Each(func(_ int, s *goquery.Selection) { rows = append(rows, s.AttrOr("value", "")) })
	one := tn.do(request{As: "lanh.d", Path: there + "/cho", Form: url.Values{"mot": {rows[0]}}})
	if one.Code != http.StatusSeeOther {
		t.Fatalf("one tap answers %d: %s", one.Code, words(one.doc))
	}
	bulk := tn.do(request{As: "lanh.d", Path: there + "/cho", Form: url.Values{"ho-so": rows[1:], "viec": {"de-xuat"}}})
	if bulk.Code != http.StatusSeeOther {
		t.Fatalf("many at once answer %d: %s", bulk.Code, words(bulk.doc))
	}
	left := tn.strings(`SELECT t.title FROM task t WHERE t.unit_id = ? AND t.live AND NOT t.dropped AND t.done_on = '' AND t.phase = ''
		AND NOT EXISTS (SELECT 1 FROM task_heir h WHERE h.old_task_id = t.id)`, tn.unit.ID)
	unknown := tn.strings(`SELECT record_id FROM handover_wait WHERE kind = 'task' AND state = ''`)
	if len(left) > 0 || len(unknown) != 1 {
		t.Errorf("%d tasks without an heir, %d still listed: only what the centre did has no proposal", len(left), len(unknown))
	}
	if got := tn.export("lanh.d"); got != before["xuat"] {
		t.Errorf("the export has changed: %s", firstDifference(before["xuat"], got))
	}
	if got := tn.main("lanh.d", "ke-hoach/"+plans[0]); got != before["ke"] {
		t.Errorf("the plan has changed: %s", firstDifference(before["ke"], got))
	}
}

// dividedTown finds a town of the district level of which a commune was divided among several new ones.
func dividedTown(t *testing.T) string {
	t.Helper()
	c, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	eve := day.Must(2025, 6, 30)
	for _, p := range c.On(place.DistrictLevel, eve) {
		if p.Kind != place.Town {
			continue
		}
		for _, m := range c.Within(p, eve) {
			if s := c.Successors(m); len(s) > 1 {
				t.Logf("%s: %s went into %d units", p.Address(), m.FullName, len(s))
				return p.Code
			}
		}
	}
	t.Fatal("no divided town")
	return ""
}

// tables are all rows but history, background work, and the rows of the succession itself, without counters of changes.
func (tn *town) tables() map[string][]string {
	tn.t.Helper()
	out := map[string][]string{}
	writer, _ := tn.app.DB.Raw()
	for _, table := range store.Tables() {
		if table.Name == "audit" || table.Name == "job" || table.Name == "place" || table.Name == "session" || table.Name == "request_key" || strings.HasPrefix(table.Name, "handover_") || strings.HasPrefix(table.Name, "seal") {
			continue
		}
		rows, err := writer.QueryContext(tn.t.Context(), `SELECT * FROM `+table.Name)
		if err != nil {
			tn.t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = &values[i]
			}
			if err := rows.Scan(values...); err != nil {
				tn.t.Fatal(err)
			}
			var line strings.Builder
			for i, c := range columns {
				if c != "version" && c != "mark" {
					fmt.Fprintf(&line, "%s=%v ", c, values[i])
				}
			}
			out[table.Name] = append(out[table.Name], line.String())
		}
		_ = rows.Close()
		slices.Sort(out[table.Name])
	}
	return out
}

// What was signed, passed on in pieces with stops between, and taken back leaves the same tables as before; what was stopped
// after any piece and started again ends as what ran through.
func TestASuccessionStopsAnywhereAndComesBack(t *testing.T) {
	var through map[string][]string
	for _, size := range []int{1, 3, 100} {
		tn := newTown(t, "328", townPlan("Mỹ Hào"))
		tn.goTo("2025-06-27", 9)
		tn.halfYearDone()
		act := tn.act()
		before := tn.tables()
		tn.sign(act)
		tn.goTo("2025-07-01", 7)
		id := act[strings.LastIndex(act, "/")+1:]
		for n := 0; ; n++ {
			fresh := app.Wire(tn.app.DB, tn.app.Files, app.Config{Clock: tn.app.DB.Clock}) // as after a kill: nothing is remembered
			more, err := fresh.Handovers.Piece(t.Context(), id, tn.unit.ID, size)
			if err != nil {
				t.Fatal(err)
			}
			if !more {
				break
			}
			if n > 10_000 {
				t.Fatal("the pieces never end")
			}
		}
		counts := map[string][]string{}
		for name, rows := range tn.tables() {
			counts[name] = []string{fmt.Sprint(len(rows))}
		}
		if through == nil {
			through = counts
		} else if diff := cmp.Diff(through, counts); diff != "" {
			t.Errorf("pieces of %d end otherwise: %s", size, diff)
		}
		err := tn.app.DB.Write(t.Context(), actor.Actor{Name: "Lê Văn Ký", AccountID: "x", UnitID: tn.unit.ID, Posts: []actor.Post{{Role: actor.RoleLeader}}}, func(tx *store.Tx) error {
			return tn.app.Handovers.TakeBackByID(t.Context(), tx, id)
		})
		if err != nil {
			t.Fatal(err)
		}
		for {
			more, err := tn.app.Handovers.PieceBack(t.Context(), id, tn.unit.ID, size)
			if err != nil {
				t.Fatal(err)
			}
			if !more {
				break
			}
		}
		if diff := cmp.Diff(before, tn.tables()); diff != "" {
			t.Errorf("taken back in pieces of %d, the tables differ: %s", size, diff)
		}
	}
}
