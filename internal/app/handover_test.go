package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
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
	t.Logf("%s: %d lines, %d open", squash(show.doc.Find("h1").Text()), show.doc.Find("tr[id^=dong-]").Length(), show.doc.Find("tr .tag-over").Length())

	tn.goTo("2025-06-30", 16)
	before := map[string]string{"xuat": tn.export("lanh.d")}
	for _, p := range pages {
		before[p] = tn.main("lanh.d", p)
	}
	tn.sign(act)
	tn.goTo("2025-07-01", 7)
	tn.work()
	tn.giveLeaders(act, wards)
	tn.tokens = map[string]string{}

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

// giveLeaders lets the leader, whose post has ended, have one in each ward, as the administrator would.
func (tn *town) giveLeaders(act string, wards []string) {
	tn.t.Helper()
	for _, slug := range wards {
		u := tn.world.unit(slug)
		office := tn.strings(`SELECT id FROM body WHERE unit_id = ? AND kind = 'office'`, u.ID)
		id := tn.strings(`SELECT id FROM account WHERE username = 'lanh.d'`)
		a := tn.do(request{As: "may.q", Path: "/u/" + slug + "/2025/tai-khoan/" + id[0] + "/chuc-danh", Form: url.Values{}})
		if a.Code == http.StatusForbidden || a.Code == http.StatusNotFound && len(office) == 0 {
			tn.t.Errorf("the administrator has no post in %s", slug)
		}
		writer, _ := tn.app.DB.Raw()
		if _, err := writer.Exec(`INSERT INTO position (id, account_id, unit_id, body_id, title, role, valid_from, valid_to) VALUES (?, ?, ?, ?, 'Phó Chủ tịch', ?, '2025-07-01', '')`,
			"post-"+slug, id[0], u.ID, office[0], string(actor.RoleLeader)); err != nil {
			tn.t.Fatal(err)
		}
	}
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
