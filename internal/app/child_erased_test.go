package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/web"
)

// holding are the columns of the whole database in which one of the words stands, as table.column.
func (w *world) holding(words ...string) (out []string) {
	w.t.Helper()
	db := w.app.DB
	writer, raw := db.Raw()
	names, err := db.Engine.Tables(w.t.Context(), writer)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, table := range names {
		rows, err := raw.QueryContext(w.t.Context(), "SELECT * FROM "+table)
		if err != nil {
			w.t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			w.t.Fatal(err)
		}
		for rows.Next() {
			vals, ptrs := make([]any, len(columns)), make([]any, len(columns))
			for i := range vals {
				ptrs[i] = &vals[i]
			}
			if err := rows.Scan(ptrs...); err != nil {
				w.t.Fatal(err)
			}
			for i, v := range vals {
				text := fmt.Sprintf("%s", v)
				for _, word := range words {
					if strings.Contains(text, word) {
						out = append(out, table+"."+columns[i])
					}
				}
			}
		}
		if err := rows.Err(); err != nil {
			w.t.Fatal(err)
		}
		_ = rows.Close()
	}
	return out
}

// Whatever was done with a child, nothing that was said of it is left anywhere in the database when a document orders the record to
// be erased: not in the letters of a move that came to nothing, at the other unit either, not in what a collaborator proposed, not in
// remarks, files, drafts, lists of another program, or the history of any of these. That those acts were stays.
func TestNothingIsSaidOfAnErasedChild(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.hireAll()
		w.otherUnit("moi.nn")
		const said = "Xuân Hạ " // of the child alone
		const fold = "xuan ha "
		word := func(s string) string { return said + s }
		w.samples["child"] = w.addChild("z", "ho-ten", word("Con"), "me", word("Mẹ"), "thon", "Tổ dân phố số 3", "dia-chi", word("Ngõ"), "so-dinh-danh", "033318000555")
		w.post("hoa.tt", children+"/{child}/trao-doi", form("trao-doi", word("lời"), "once", web.NewKey()))
		w.post("hoa.tt", children+"/{child}/buoc/tham", form("lan-tham", "04/05/2026 | Phạm Thị Mến | "+word("khỏe"), "ban", w.asked("SELECT version FROM child WHERE id = '"+w.samples["child"]+"'"), "once", web.NewKey()))

		// A collaborator proposes.
		w.samples["collaborator"] = w.accountID("cuc.nt")
		w.samples["post"] = w.found(postOpen, w.samples["collaborator"])
		w.post("phong.lh", "/u/{unit}/{year}/tai-khoan/{collaborator}/chuc-danh/{post}/to-thon", url.Values{"to-thon": {w.found(hamletsNamed, "Tổ dân phố số 3")}, "once": {web.NewKey()}})
		w.post("cuc.nt", "/u/{unit}/{year}/tre-em-to-thon/{child}/de-nghi", form("muc", "mother", "sua-thanh", word("Mế"), "vi-sao", word("giấy"), "once", web.NewKey()))
		w.samples["correction"] = w.found(correctionOf)
		w.post("hoa.tt", "/u/{unit}/{year}/de-nghi-sua-tre-em/{correction}/tu-choi", form("ly-do", word("sai"), "once", web.NewKey()))

		// A move that the other unit refuses.
		name := w.unit(w.samples["other"]).Name
		if a := w.propose(name); a.Code != http.StatusSeeOther {
			t.Fatalf("proposing answers %d\n%s", a.Code, words(a.doc))
		}
		w.samples["arrival"] = w.arrivalID()
		w.post("moi.nn", w.there("tiep-nhan/{arrival}/tu-choi"), form("ly-do", word("không có ở đây"), "once", web.NewKey()))

		if got := w.holding(said); len(got) < 8 {
			t.Fatalf("the test says too little: %v", got)
		}
		w.post("hoa.tt", children+"/{child}/bo", form("once", web.NewKey()))
		w.exec2(fmt.Sprintf("UPDATE child SET updated_at = %d WHERE id = '%s'", today.Add(-31*24*time.Hour).UnixMilli(), w.samples["child"]))
		if _, err := w.app.Chain.SealAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.post("hoa.tt", children+"/{child}/xoa-theo-van-ban", form("van-ban", "QĐ 15/QĐ-UBND ngày 11/05/2026", "once", web.NewKey()))
		if got := w.holding(said, strings.TrimSpace(fold), "033318000555"); len(got) > 0 {
			t.Errorf("what was said of the child stands in %v", got)
		}
		for _, table := range []string{"child_transfer", "child_correction", "child_arrival"} {
			if n := w.asked("SELECT COUNT(*) FROM " + table); n == "0" {
				t.Errorf("%s forgot that something was done", table)
			}
		}
	})
}
