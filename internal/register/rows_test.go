package register_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// line is what a form sends for one line of money, n from 1.
func line(n int, what, source, planned, spent, paidOn string) []string {
	at := fmt.Sprintf("khoan-%d-", n)
	return []string{"khoan", "dong", at + "noi-dung", what, at + "nguon", source, at + "du-kien", planned, at + "da-chi", spent, at + "ngay-chi", paidOn}
}

func joined(parts ...[]string) (all []string) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func lines(t *testing.T, s *site) []string {
	t.Helper()
	var out []string
	for _, row := range rawRows(t, s.db, "SELECT seq, what, spent FROM trial_money ORDER BY record_id, seq") {
		out = append(out, fmt.Sprint(row...))
	}
	return out
}

func TestLinesOfARecord(t *testing.T) {
	for name, try := range map[string]func(*testing.T, *site){
		"kept, summed and shown": linesKept, "more lines": linesMore, "mistakes at their cells": lineMistakes, "history": lineHistory, "drafts": lineDrafts, "two people": linesOfTwo, "order": linesSummed,
	} {
		t.Run(name, func(t *testing.T) {
			template.Each(t, func(t *testing.T, db *store.DB) { try(t, newSite(t, db)) })
		})
	}
}

func linesKept(t *testing.T, s *site) {
	blank := s.send(hoa, "so-thu/them", nil)
	if n := blank.doc.Find("[data-line]").Length(); n != 3 {
		t.Errorf("a new form has %d empty lines, want 3", n)
	}
	id := s.add(joined(line(1, "Thuê loa", "ngan-sach", "500.000", "600000", "2/5/2026"), line(3, "Quà | bánh", "Quỹ", "1000000", "", "1/5/2026"), []string{"khoan-3-noi-chi", s.body()})...)
	page := s.send(hoa, "so-thu/"+id, nil)
	for _, words := range []string{"Quà | bánh", "500.000 đồng", "01/05/2026", "-100.000 đồng"} {
		page.want(t, http.StatusOK, ".reg-lines tbody", words)
	}
	page.want(t, http.StatusOK, ".reg-lines tfoot", "1.500.000 đồng")
	page.want(t, http.StatusOK, ".facts", "1.500.000 đồng")
	page.want(t, http.StatusOK, ".reg-lines tbody tr:first-child", "Quà | bánh") // by the day
	before := snapshot(t, s)
	again := s.send(hoa, "so-thu/"+id+"/sua", nil).fields("main form.form")
	s.send(hoa, "so-thu/"+id+"/sua", again).id(t)
	if got := snapshot(t, s); got != before {
		t.Errorf("a form sent back as it was shown changed the lines:\n%s\n%s", before, got)
	}
	s.send(hoa, "so-thu/"+id+"/sua", answers("lk1", "ban", "2", "ho", "3")).id(t)
	if n := len(lines(t, s)); n != 2 {
		t.Errorf("a form without lines leaves %d of them, want 2", n)
	}
	s.send(hoa, "so-thu/"+id+"/bo", form()).id(t)
	s.send(hoa, "so-thu/"+id+"/lay-lai", form()).id(t)
	s.send(hoa, "so-thu/"+id, nil).want(t, http.StatusOK, ".reg-lines tbody", "Thuê loa")
	s.send(hoa, "so-thu/"+id+"/sua", answers("lk2", joined([]string{"ban", "5", "khoan-1-bo", "1"}, line(1, "Thuê loa", "", "1", "", ""))...)).id(t)
	s.send(hoa, "so-thu/"+id, nil).want(t, http.StatusOK, ".reg-lines", "Chưa có khoản chi nào")
	if a := s.send(other, "so-thu/"+id, nil); a.Code != http.StatusNotFound {
		t.Errorf("another unit reads the lines: %d", a.Code)
	}
}

// Who may not read a record reads no line of it, by whatever way.
func TestLinesAreReadThroughTheirRecord(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		id := s.add(line(1, "Thuê loa", "", "5", "", "")...)
		officer := []actor.Post{{Role: actor.RoleOfficer}}
		ours := db.Reader(actor.Actor{AccountID: "a-Hoa", UnitID: s.units[0].ID, Posts: officer})
		rec, err := trial.Get(t.Context(), ours, id)
		if err != nil || len(rec.Lines("money")) != 1 {
			t.Fatalf("%d lines: %v", len(rec.Lines("money")), err)
		}
		for name, from := range map[string]store.Source{
			"another unit":          db.Reader(actor.Actor{AccountID: "a-La", UnitID: s.units[1].ID, Posts: officer}),
			"somebody without post": db.Reader(actor.Actor{AccountID: "a-X", UnitID: s.units[0].ID}),
		} {
			for _, many := range []int{1, 2, 60} {
				recs := slices.Repeat([]register.Record{rec}, many)
				if err := trial.WithLines(t.Context(), from, recs); err == nil && len(recs[0].Lines("money")) > 0 {
					t.Errorf("%s reads the lines of a record that is not theirs, %d at once", name, many)
				}
			}
		}
	})
}

func linesMore(t *testing.T, s *site) {
	more := s.send(hoa, "so-thu/them", answers("m1", joined(line(1, "Thuê loa", "", "năm trăm", "", ""), []string{"them-dong", "khoan"})...))
	more.want(t, http.StatusOK, "h1", "Thêm mục thử")
	if n := more.doc.Find("[data-line]").Length(); n != 4 {
		t.Errorf("%d lines after asking for more, want one and three empty", n)
	}
	kept := more.fields("main form.form")
	if kept.Get("khoan-1-du-kien") != "năm trăm" || kept.Get("ten") != "Bến đò cũ" {
		t.Errorf("what was typed is gone: %q, %q", kept.Get("khoan-1-du-kien"), kept.Get("ten"))
	}
	s.send(hoa, "so-thu", nil).want(t, http.StatusOK, "main", "Chưa có mục thử nào")
	id := s.add(line(1, "Thuê loa", "", "1", "", "")...)
	edit := s.send(hoa, "so-thu/"+id+"/sua", answers("m2", joined([]string{"ban", "1", "them-dong", "khoan"}, line(1, "Thuê loa", "", "2", "", ""))...))
	if n := edit.doc.Find("[data-line]").Length(); edit.Code != http.StatusOK || n != 4 {
		t.Errorf("editing, %d lines after asking for more (status %d)", n, edit.Code)
	}
}

func lineMistakes(t *testing.T, s *site) {
	a := s.send(hoa, "so-thu/them", answers("x1", joined(line(1, "Thuê loa", "Quỹ đen", "1", "", ""), line(2, "", "", "mười", "", ""))...))
	a.want(t, http.StatusUnprocessableEntity, "#loi", "Khoản chi, dòng 1: nguồn:")
	a.want(t, http.StatusUnprocessableEntity, "#loi", "Khoản chi, dòng 2: ghi nội dung")
	a.want(t, http.StatusUnprocessableEntity, "#khoan-2-du-kien-loi", "ghi bằng chữ số")
	if a.doc.Find(`#loi a[href="#khoan-2-du-kien"]`).Length() != 1 || a.doc.Find("input#khoan-2-du-kien").AttrOr("value", "") != "mười" {
		t.Error("the summary does not lead to the cell that holds what was typed")
	}
	var many []string
	for i := range 7 {
		many = append(many, line(i+1, fmt.Sprint("Khoản ", i), "", "1", "", "")...)
	}
	s.send(hoa, "so-thu/them", answers("x2", many...)).want(t, http.StatusUnprocessableEntity, "#loi", "nhiều nhất 6 dòng, đang có 7")
	s.send(hoa, "so-thu/them", answers("x3", "khoan", "a | quy | 1 | 1 | | | x | y")).want(t, http.StatusUnprocessableEntity, "#loi", "có 8 ô, nhiều nhất 6 ô")
}

func lineHistory(t *testing.T, s *site) {
	id := s.add(joined(line(1, "Thuê loa", "", "100", "", ""), line(2, "Nước", "", "200", "", ""), line(3, "Quà", "", "300", "", ""))...)
	kept := lineIDs(t, s)
	s.send(hoa, "so-thu/"+id+"/sua", answers("h1", joined([]string{"ban", "1"}, line(1, "Thuê loa", "", "150", "", ""), line(2, "Quà", "", "300", "", ""), line(3, "Phông", "", "400", "", ""))...)).id(t)
	page := s.send(hoa, "so-thu/"+id, nil).text("ol.history")
	for _, words := range []string{"thêm “Phông”", "bỏ “Nước”", "sửa “Thuê loa”, dự kiến", "150 đồng"} {
		if !strings.Contains(page, words) {
			t.Errorf("the history does not say %q: %s", words, page)
		}
	}
	if strings.Contains(page, "sửa “Quà”") {
		t.Error("the history tells of a line that only moved")
	}
	for what, id := range lineIDs(t, s) {
		if was, ok := kept[what]; ok && was != id {
			t.Errorf("%s is another line than it was", what)
		}
	}
}

func lineIDs(t *testing.T, s *site) map[string]string {
	out := map[string]string{}
	for _, row := range rawRows(t, s.db, "SELECT what, id FROM trial_money") {
		out[fmt.Sprint(row[0])] = fmt.Sprint(row[1])
	}
	return out
}

func lineDrafts(t *testing.T, s *site) {
	if a := s.send(hoa, "ban-nhap-so-thu", answers("d", joined([]string{"nhap-cua", ""}, line(1, "Thuê loa", "", "năm", "", ""), line(3, "Quà", "quy", "", "", ""))...)); a.Code != http.StatusNoContent {
		t.Fatalf("a draft is answered with %d", a.Code)
	}
	fields := s.send(hoa, "so-thu/them?nhap=1", nil).fields("main form.form")
	if fields.Get("khoan-1-du-kien") != "năm" || fields.Get("khoan-2-noi-dung") != "Quà" || fields.Get("khoan-2-nguon") != "quy" {
		t.Errorf("the draft gives %v", fields)
	}
}

func linesOfTwo(t *testing.T, s *site) {
	id := s.add(line(1, "Thuê loa", "", "100", "", "")...)
	s.send(lan, "so-thu/"+id+"/sua", answers("t1", joined([]string{"ban", "1"}, line(1, "Thuê loa", "", "100", "", ""), line(2, "Nước", "", "5", "", ""))...)).id(t)
	late := s.send(hoa, "so-thu/"+id+"/sua", answers("t2", joined([]string{"ban", "1", "ho", "9"}, line(1, "Thuê loa", "", "777", "", ""))...))
	late.want(t, http.StatusConflict, ".conflict", "Nước")
	late.want(t, http.StatusConflict, ".conflict", "777 đồng")
	answer := late.fields("main form.form")
	answer.Set("chon-khoan", "theirs")
	answer.Set("chon-ho", "mine")
	s.send(hoa, "so-thu/"+id+"/sua", answer).id(t)
	page := s.send(hoa, "so-thu/"+id, nil)
	page.want(t, http.StatusOK, ".reg-lines tbody", "Nước")
	page.want(t, http.StatusOK, ".facts", "9 hộ")
}

func linesSummed(t *testing.T, s *site) {
	s.add(append([]string{"ten", "Ít tiền"}, line(1, "Loa", "", "5", "", "")...)...)
	s.add(append([]string{"ten", "Nhiều tiền"}, joined(line(1, "Loa", "", "5", "", ""), line(2, "Quà", "", "900", "", ""))...)...)
	s.add("ten", "Không có khoản nào")
	s.send(hoa, "so-thu?sap-xep=du-kien", nil).want(t, http.StatusOK, "tbody tr:first-child", "Nhiều tiền")
	s.send(hoa, "so-thu?sap-xep=du-kien", nil).want(t, http.StatusOK, "tbody tr:last-child", "Không có khoản nào")
}
