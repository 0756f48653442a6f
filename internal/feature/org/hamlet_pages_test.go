package org_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

const hamlets = "/u/phuong-my-hao/2026/thon"

// paste sends a table through the preview and writes it.
func (s *site) paste(table string) answer {
	s.t.Helper()
	form := s.send(hoa, hamlets+"/dan", nil).fields("main form")
	form.Set("bang", table)
	form.Set("tu-ngay", "1/7/2025")
	form.Set("can-cu", "QĐ 5/QĐ-UBND")
	page := s.send(hoa, hamlets+"/dan", form)
	return s.send(hoa, hamlets+"/dan/ghi", page.fields("main form"))
}

// goes fails the test when a change does not lead on.
func (a answer) goes(t testing.TB) answer {
	t.Helper()
	if a.Code != http.StatusSeeOther {
		t.Fatalf("%d %s %s", a.Code, a.text(".errors"), a.text("main"))
	}
	return a
}

// hamletPage is the address of the hamlet that bears a name on a day.
func (s *site) hamletPage(name string, at day.Day) string {
	s.t.Helper()
	list, err := s.org.Hamlets(s.t.Context(), s.db.Reader(officer(s.unit)), at)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, h := range list {
		if h.Name == name {
			return hamlets + "/" + h.ID
		}
	}
	s.t.Fatalf("no %s on %s in %v", name, at, list)
	return ""
}

// namesOn are the hamlets of a day as the list shows them.
func (s *site) namesOn(at string) string {
	s.t.Helper()
	page := s.send("leader/", hamlets+"?"+url.Values{"ngay": {at}}.Encode(), nil)
	var names []string
	for _, n := range page.doc.Find("tbody th a").Nodes {
		names = append(names, strings.TrimSpace(n.FirstChild.Data))
	}
	return strings.Join(names, ", ")
}

var may12 = day.Must(2026, 5, 12)

func TestAListOfHamletsIsPasted(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		s.send(hoa, hamlets, nil).want(t, http.StatusOK, "main", "Ngày này chưa có thôn, tổ dân phố nào")
		form := s.send(hoa, hamlets+"/dan", nil).fields("main form")
		form.Set("bang", "STT\tTên\tSố hộ\tTừ ngày\tTổ trưởng\n1\tTDP số 10\t1.120\t45839\tNgười A\n2\tTổ 2\tnhiều\t31/2/2026\tNgười B\n3\t\t3\t5-6-26\t\n4\ttổ dân phố 10\t\t05062026\t")
		form.Set("can-cu", "QĐ 5/QĐ-UBND")
		page := s.send(hoa, hamlets+"/dan", form)
		for _, words := range []string{"Dòng 3: Ghi số hộ bằng chữ số", "Dòng 3: Không có ngày 31/2/2026", "Dòng 4: Ghi tên", "Dòng 5: Đã có Tổ dân phố số 10"} {
			page.want(t, http.StatusUnprocessableEntity, ".errors", words)
		}
		page.want(t, http.StatusUnprocessableEntity, "main", "Cột không được ghi lại: Tổ trưởng")
		grid := page.fields("main form")
		if grid.Get("dong-3-so-ho") != "nhiều" || grid.Get("dong-5-tu-ngay") != "05062026" || grid.Get("dong-2-can-cu") != "QĐ 5/QĐ-UBND" {
			t.Errorf("what was typed is gone: %v", grid)
		}
		grid.Set("dong-3-so-ho", "85")
		grid.Set("dong-3-tu-ngay", "2026-01-01")
		again := s.send(hoa, hamlets+"/dan/ghi", grid)
		again.want(t, http.StatusUnprocessableEntity, ".lead", "4 dòng, 2 dòng cần sửa")
		if n := count(t, db, `SELECT count(*) FROM hamlet`); n != 0 {
			t.Errorf("%d hamlets of a table with mistakes", n)
		}
		grid = again.fields("main form")
		grid.Set("dong-4-ten", "Tổ dân phố Bần")
		grid.Add("bo", "5")
		s.send(hoa, hamlets+"/dan/ghi", grid).goes(t)
		s.send(hoa, hamlets+"/dan/ghi", grid).goes(t) // a double tap
		if got := s.namesOn("6/6/2026"); got != "Tổ 2, Tổ dân phố số 10, Tổ dân phố Bần" {
			t.Errorf("the list is %s", got)
		}
		if got := s.namesOn("1/7/2025"); got != "Tổ dân phố số 10" {
			t.Errorf("on the first day: %s", got)
		}
		list := s.send(hoa, hamlets, nil)
		list.want(t, http.StatusOK, ".lead", "2 tổ dân phố của phường Mỹ Hào ngày 12/05/2026, 1.205 hộ")
		undo, _ := list.doc.Find("form[action*='/viec/']").Attr("action")
		s.send("leader/", undo, url.Values{}).want(t, http.StatusForbidden, "h1", "Chưa được giao quyền")
		s.send(hoa, undo, url.Values{}).goes(t)
		if n := count(t, db, `SELECT (SELECT count(*) FROM hamlet) + (SELECT count(*) FROM hamlet_act)`); n != 0 {
			t.Errorf("%d rows after the undo", n)
		}
	})
}

func TestHamletsAreRenamedMergedAndDivided(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		s.paste("Thôn 1\t100\nThôn 2\t50\nThôn 3").goes(t)

		first := s.hamletPage("Thôn 3", may12)
		form := s.send(hoa, first+"/doi-ten", nil).fields("main form")
		form.Set("ten", "Thôn 1")
		a := s.send(hoa, first+"/doi-ten", form)
		a.want(t, http.StatusUnprocessableEntity, ".errors", "Ghi ngày bắt đầu áp dụng")
		a.want(t, http.StatusUnprocessableEntity, ".errors", "Ghi số, ngày của nghị quyết")
		form = a.fields("main form")
		form.Set("ngay", "1/1/2026")
		form.Set("can-cu", "NQ 12/NQ-HĐND")
		a = s.send(hoa, first+"/doi-ten", form)
		a.want(t, http.StatusUnprocessableEntity, ".errors", "Đã có Thôn 1 từ ngày 01/07/2025")
		form = a.fields("main form")
		form.Set("ten", "Thôn Đoàn Kết")
		s.send(hoa, first+"/doi-ten", form).goes(t)
		s.send(hoa, first, nil).want(t, http.StatusOK, ".lead", "Thôn 3 → Thôn Đoàn Kết từ 01/01/2026")
		s.send(hoa, first, nil).want(t, http.StatusOK, ".history", "đổi tên")

		one, two := s.hamletPage("Thôn 1", may12), s.hamletPage("Thôn 2", may12)
		form = s.send(hoa, hamlets+"/gop", nil).fields("main form")
		form["gop"] = []string{strings.TrimPrefix(one, hamlets+"/")}
		form.Set("ten", "Thôn 2")
		form.Set("ngay", "1/4/2026")
		form.Set("can-cu", "NQ 13/NQ-HĐND")
		a = s.send(hoa, hamlets+"/gop", form)
		a.want(t, http.StatusUnprocessableEntity, ".errors", "Chọn ít nhất hai")
		form = a.fields("main form")
		form.Add("gop", strings.TrimPrefix(two, hamlets+"/"))
		s.send(hoa, hamlets+"/gop", form).goes(t)
		if got := s.namesOn("31/3/2026") + " | " + s.namesOn("1/4/2026"); got != "Thôn 1, Thôn 2, Thôn Đoàn Kết | Thôn 2, Thôn Đoàn Kết" {
			t.Errorf("around the merger: %s", got)
		}
		before := s.send(hoa, hamlets, nil)
		merged := s.hamletPage("Thôn 2", may12)
		s.send(hoa, merged, nil).want(t, http.StatusOK, ".facts", "Số hộ150")
		s.send(hoa, merged, nil).want(t, http.StatusOK, "main", "Lập từ")

		form = s.send(hoa, merged+"/tach", nil).fields("main form")
		form.Set("ten", "Thôn Đông\nThôn Tây")
		form.Set("ngay", "1/5/2026")
		form.Set("can-cu", "chưa rõ")
		s.send(hoa, merged+"/tach", form).goes(t)
		s.send(hoa, one, nil).want(t, http.StatusOK, ".facts", "Nay làThôn Đông, Thôn Tây")
		heirs, err := s.org.HamletHeirs(t.Context(), db.Reader(officer(s.unit)), strings.TrimPrefix(one, hamlets+"/"), may12)
		if err != nil || len(heirs) != 2 || heirs[0].Whole {
			t.Errorf("heirs %v, %v", heirs, err)
		}

		list := s.send(hoa, hamlets, nil)
		undoOf := func(list answer, words string) string {
			action, _ := list.doc.Find("li:contains('" + words + "') form").Attr("action")
			return action
		}
		if undoOf(list, "Gộp Thôn 1") != "" {
			t.Error("to take back the merger is offered while the division rests on it")
		}
		s.send(hoa, undoOf(before, "Gộp Thôn 1"), url.Values{}).want(t, http.StatusConflict, "main", "Hoàn tác việc đó trước")
		s.send(hoa, undoOf(list, "Tách Thôn 2"), url.Values{}).goes(t)
		s.send(hoa, undoOf(before, "Gộp Thôn 1"), url.Values{}).goes(t)
		if got := s.namesOn("12/5/2026"); got != "Thôn 1, Thôn 2, Thôn Đoàn Kết" {
			t.Errorf("after both were taken back: %s", got)
		}
		s.send(hoa, one, nil).want(t, http.StatusOK, ".history", "hoàn tác: Gộp")
	})
}

func TestAHamletEndsAndIsCorrected(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		form := s.send(hoa, hamlets+"/them", nil).fields("main form")
		s.send(hoa, hamlets+"/them", form).want(t, http.StatusUnprocessableEntity, ".errors", "Ghi tên")
		form.Set("ten", "phúc lai")
		form.Set("tu-ngay", "1.7.25")
		s.send(hoa, hamlets+"/them", form).goes(t)
		page := s.hamletPage("Tổ dân phố phúc lai", may12)

		mine, theirs := s.send(hoa, page+"/sua", nil).fields("main form"), s.send(phong, page+"/sua", nil).fields("main form")
		theirs.Set("ten", "Tổ dân phố Phúc Lai")
		s.send(phong, page+"/sua", theirs).goes(t)
		mine.Set("so-ho", "99")
		a := s.send(hoa, page+"/sua", mine)
		a.want(t, http.StatusConflict, ".conflict", "Phong")
		choice := a.fields("main form")
		choice.Set("chon-ten", "theirs")
		choice.Set("chon-so-ho", "mine")
		s.send(hoa, page+"/sua", choice).goes(t)
		s.send(hoa, page, nil).want(t, http.StatusOK, "h1", "Tổ dân phố Phúc Lai")
		s.send(hoa, page, nil).want(t, http.StatusOK, ".facts", "Số hộ99")

		form = s.send(hoa, page+"/ket-thuc", nil).fields("main form")
		form.Set("ngay", "1/7/2025")
		form.Set("can-cu", "NQ 1")
		s.send(hoa, page+"/ket-thuc", form).want(t, http.StatusUnprocessableEntity, ".errors", "Ngày phải sau ngày")
		form.Set("ngay", "1/6/2026")
		s.send(hoa, page+"/ket-thuc", form).goes(t)
		if got := s.namesOn("31/5/2026") + "|" + s.namesOn("1/6/2026"); got != "Tổ dân phố Phúc Lai|" {
			t.Errorf("around the end: %s", got)
		}
		form.Set("once", "")
		s.send(hoa, page+"/ket-thuc", form).want(t, http.StatusUnprocessableEntity, ".errors", "đã kết thúc ngày 31/05/2026")
		s.send(hoa, hamlets+"?ngay=x", nil).want(t, http.StatusUnprocessableEntity, ".errors", "ngày/tháng/năm")
	})
}

func TestAnotherUnitsHamletsAreNotThere(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		s.paste("Thôn 1").goes(t)
		other, err := makeUnit(t.Context(), db, "12133")
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := s.org.Hamlets(t.Context(), db.Reader(officer(other)), may12)
		if err != nil || len(theirs) != 0 {
			t.Errorf("another unit lists %v, %v", theirs, err)
		}
		id := strings.TrimPrefix(s.hamletPage("Thôn 1", may12), hamlets+"/")
		if heirs, err := s.org.HamletHeirs(t.Context(), db.Reader(officer(other)), id, may12); err != nil || len(heirs) != 0 {
			t.Errorf("another unit sees %v, %v", heirs, err)
		}
	})
}
