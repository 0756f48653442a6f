package org_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/store"
)

// the address of a function's page
func functionPage(id string) string { return strings.Replace(home, "to-chuc", "chuc-nang/"+id, 1) }

// tree is what the page of a day says, without what changes from one request to the next.
func (s *site) tree(on string) answer {
	s.t.Helper()
	a := s.send(hoa, home+"?ngay="+on, nil)
	if a.Code != http.StatusOK {
		s.t.Fatalf("the page of %s: %d", on, a.Code)
	}
	return a
}

// A room is renamed, a function moves, a body ends and another stands elsewhere: the page of the days before stays as it
// was, and the one of the days after tells the new.
func TestThePageOfThePastDoesNotChange(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		past, _ := s.tree("2026-03-31").doc.Find("#theo-ngay").Html()
		station, room := home+"/"+s.bodyID("Trạm Y tế"), home+"/"+s.bodyID("Phòng VH-XH")

		form := s.send(hoa, station+"/sua", nil).fields("main form")
		form.Set("ten", "Trung tâm Y tế cơ sở")
		form.Set("doi-ten-tu", "1/4/2026")
		s.ok(station+"/sua", form)

		page := functionPage("y-te.dan-so")
		form = s.send(hoa, page, nil).fields("form[action$='/chuyen']")
		form.Set("co-quan", s.bodyID("Trung tâm Y tế cơ sở"))
		form.Set("tu-ngay", "1/4/2026")
		form.Set("can-cu", "QĐ 15/QĐ-UBND")
		s.ok(page+"/chuyen", form)

		form = s.send(hoa, station+"/cap-tren/them", nil).fields("main form")
		form.Set("cap-tren", s.bodyID("UBND"))
		form.Set("tu-ngay", "1/4/2026")
		s.ok(station+"/cap-tren/them", form)

		other := home + "/" + s.bodyID("Hội Nông dân")
		s.ok(other+"/den-ngay", url.Values{"ban": {"1"}, "den-ngay": {"31/3/2026"}})

		now := s.tree("2026-04-01")
		now.want(t, http.StatusOK, ".tree tr:contains('Trung tâm Y tế cơ sở')", "2")
		now.want(t, http.StatusOK, "tr:contains('Dân số')", "Trung tâm Y tế cơ sở")
		if now.doc.Find(".tree th.deep-1:contains('Trung tâm Y tế cơ sở')").Length() != 1 {
			t.Error("the station does not stand under the committee")
		}
		if now.doc.Find(".tree tr:contains('Hội Nông dân')").Length() != 0 || !strings.Contains(now.text("#theo-ngay"), "Đã kết thúc trước ngày này") {
			t.Error("the body that has ended still stands in the tree")
		}
		if again, _ := s.tree("2026-03-31").doc.Find("#theo-ngay").Html(); again != past {
			t.Errorf("the page of 31/03/2026 says\n%s\nwhere it said\n%s", again, past)
		}
		s.send(hoa, room, nil).want(t, http.StatusOK, "tr:contains('Dân số')", "31/03/2026")
		s.send(hoa, page, nil).want(t, http.StatusOK, ".lead", "Trung tâm Y tế cơ sở giữ từ 01/04/2026")

		flow := s.send(hoa, home+"/truoc-sau?tu=2026-03-31&den=2026-04-01", nil)
		flow.want(t, http.StatusOK, ".lead", "1 chức năng chuyển cơ quan")
		flow.want(t, http.StatusOK, "svg desc", "Dân số: từ Phòng Văn hóa - Xã hội sang Trung tâm Y tế cơ sở.")
		flow.want(t, http.StatusOK, ".dates", "trước là Trạm Y tế phường")
		flow.want(t, http.StatusOK, ".dates", "Hội Nông dân phường")
	})
}

// ok sends a form and wants it carried out.
func (s *site) ok(path string, form url.Values) {
	s.t.Helper()
	if a := s.send(hoa, path, form); a.Code != http.StatusSeeOther {
		s.t.Fatalf("%s: %d %s", path, a.Code, a.text(".errors"))
	}
}

func TestTheSliderWithoutScripts(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	page := s.send(hoa, home, nil)
	form := page.fields("form.as-of")
	for what, c := range map[string]struct{ step, day, want string }{
		"the slider":              {"0", form.Get("ngay"), "?ngay=2025-07-01"},
		"the field":               {form.Get("moc"), "1/3/2026", "?ngay=2026-03-01"},
		"the field first":         {"0", "1/3/2026", "?ngay=2026-03-01"},
		"a step that is not":      {"77", form.Get("ngay"), "?ngay=2026-05-12"},
		"a day that is not there": {"0", "31/2/2026", "?ngay=31/2/2026"},
	} {
		a := s.send(hoa, home+"?"+url.Values{"cu": {form.Get("cu")}, "moc": {c.step}, "ngay": {c.day}}.Encode(), nil)
		if got := a.Header().Get("Location"); a.Code != http.StatusSeeOther || !strings.HasSuffix(got, c.want) {
			t.Errorf("%s: %d %s, want %s", what, a.Code, got, c.want)
		}
	}
	bad := s.send(hoa, home+"?ngay=31/2/2026", nil)
	bad.want(t, http.StatusUnprocessableEntity, ".errors", "Không có ngày 31/2/2026")
	if got := bad.fields("form.as-of").Get("ngay"); got != "31/2/2026" {
		t.Errorf("what was typed is %q", got)
	}
}

func TestFunctionsThatNobodyHoldsStandFirst(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	page := s.send("leader/", home, nil)
	page.want(t, http.StatusOK, ".lead", "2 chức năng chưa ai giữ")
	page.want(t, http.StatusOK, "table:contains('Cơ quan giữ') tbody:first-of-type", "Chưa ai giữ (2)")
	fn := functionPage("y-te.cong-tac-vien")
	page = s.send("leader/", fn, nil)
	page.want(t, http.StatusOK, ".lead", "12/05/2026 chưa ai giữ")
	if page.doc.Find("form[action$='/chuyen']").Length() != 0 {
		t.Error("the leader is offered what he may not do")
	}
	s.send("leader/", functionPage("y-te.khong-co"), nil).want(t, http.StatusNotFound, "main", "Không có chức năng này")

	form := s.send(hoa, fn, nil).fields("form[action$='/chuyen']")
	form.Set("co-quan", "")
	form.Set("tu-ngay", "")
	bad := s.send(hoa, fn+"/chuyen", form)
	bad.want(t, http.StatusUnprocessableEntity, ".errors", "Chọn cơ quan nhận chức năng")
	bad.want(t, http.StatusUnprocessableEntity, ".errors", "Ghi ngày bắt đầu")
	form = bad.fields("form[action$='/chuyen']")
	form.Set("co-quan", s.bodyID("Trạm Y tế"))
	form.Set("tu-ngay", "1/1/2026")
	s.ok(fn+"/chuyen", form)
	s.send(hoa, home, nil).want(t, http.StatusOK, ".lead", "1 chức năng chưa ai giữ")
}

func TestTwoPeopleMoveOneFunction(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		page := functionPage("y-te.tre-em")
		mine, theirs := s.send(hoa, page, nil).fields("form[action$='/chuyen']"), s.send(phong, page, nil).fields("form[action$='/chuyen']")
		theirs.Set("co-quan", s.bodyID("Trạm Y tế"))
		theirs.Set("tu-ngay", "1/4/2026")
		if a := s.send(phong, page+"/chuyen", theirs); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text(".errors"))
		}
		mine.Set("co-quan", s.bodyID("Công an"))
		mine.Set("can-cu", "QĐ 3")
		mine.Set("tu-ngay", "1/5/2026")
		a := s.send(hoa, page+"/chuyen", mine)
		a.want(t, http.StatusConflict, ".errors", "Có người vừa đổi nơi giữ")
		a.want(t, http.StatusConflict, "tr:contains('Trạm Y tế phường')", "01/04/2026")
		again := a.fields("form[action$='/chuyen']")
		if again.Get("can-cu") != "QĐ 3" {
			t.Errorf("what was typed is gone: %v", again)
		}
		s.ok(page+"/chuyen", again)
		s.send(hoa, page, nil).want(t, http.StatusOK, ".lead", "Công an phường giữ từ 01/05/2026")
	})
}

func TestTwoPeopleEditOneRow(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		body := home + "/" + s.bodyID("Trạm Y tế")
		edit, ok := s.send(hoa, body, nil).doc.Find("tr:contains('Khám, chữa bệnh') a:contains('Sửa')").Attr("href")
		if !ok {
			t.Fatal("the function cannot be edited")
		}
		mine, theirs := s.send(hoa, edit, nil).fields("main form"), s.send(phong, edit, nil).fields("main form")
		theirs.Set("can-cu", "TT 20/2025/TT-BYT")
		theirs.Set("doi-chieu", "1")
		if a := s.send(phong, edit, theirs); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text("main"))
		}
		mine.Set("den-ngay", "30/6/2026")
		a := s.send(hoa, edit, mine)
		a.want(t, http.StatusConflict, ".conflict", "Phong đã sửa")
		a.want(t, http.StatusConflict, "tr:contains('Căn cứ')", "TT 20/2025/TT-BYT")
		choice := a.fields("main form")
		choice.Set("chon-den-ngay", "mine")
		s.ok(edit, choice)
		page := s.send(hoa, body, nil)
		page.want(t, http.StatusOK, "tr:contains('Khám, chữa bệnh')", "30/06/2026")
		page.want(t, http.StatusOK, "tr:contains('Khám, chữa bệnh')", "TT 20/2025/TT-BYT")
		page.want(t, http.StatusOK, ".history", "kết thúc chức năng: Khám, chữa bệnh ban đầu")
	})
}

// Every mistake in a dated row is told at its field, and what was typed stays.
func TestMistakesInDatedRows(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	body, committee := home+"/"+s.bodyID("Phòng VH-XH"), home+"/"+s.bodyID("UBND")
	for _, c := range []struct {
		path  string
		form  url.Values
		words string
	}{
		{body + "/chuc-nang/them", url.Values{"chuc-nang": {""}, "tu-ngay": {"1/1/2026"}}, "Chọn một chức năng"},
		{body + "/chuc-nang/them", url.Values{"chuc-nang": {"kinh-te.tai-chinh"}, "tu-ngay": {"1/1/2026"}}, "Phòng Kinh tế, Hạ tầng và Đô thị giữ chức năng này từ 01/07/2025"},
		{body + "/chuc-nang/them", url.Values{"chuc-nang": {"y-te.cong-tac-vien"}, "tu-ngay": {"1/1/2025"}}, "phải từ 01/07/2025"},
		{body + "/chuc-nang/them", url.Values{"chuc-nang": {"y-te.cong-tac-vien"}, "tu-ngay": {"1/1/2026"}, "den-ngay": {"1/12/2025"}}, "Ngày cuối phải từ 01/01/2026"},
		{body + "/chuc-nang/them", url.Values{"chuc-nang": {"y-te.cong-tac-vien"}, "tu-ngay": {"1/1/2026"}, "can-cu": {strings.Repeat("d", 301)}}, "Căn cứ dài nhất 300"},
		{body + "/cap-tren/them", url.Values{"cap-tren": {""}, "tu-ngay": {"1/1/2026"}}, "Chọn một cơ quan trong danh sách"},
		{body + "/cap-tren/them", url.Values{"cap-tren": {s.bodyID("Đảng ủy")}, "tu-ngay": {"1/1/2026"}}, "thuộc Ủy ban nhân dân phường từ 01/07/2025"},
		{committee + "/cap-tren/them", url.Values{"cap-tren": {s.bodyID("Phòng VH-XH")}, "tu-ngay": {"1/1/2026"}}, "không thể là cấp trên"},
		{body + "/ma/them", url.Values{"loai-ma": {"QĐ 20/2020"}, "ma": {"h33.1"}, "tu-ngay": {"1/1/2026"}}, "một chữ A–Y và hai chữ số"},
		{body + "/ma/them", url.Values{"loai-ma": {""}, "ma": {"X"}, "tu-ngay": {"hôm qua"}}, "ngày/tháng/năm"},
		{body + "/ma/them", url.Values{"loai-ma": {"khác"}, "ma": {""}, "tu-ngay": {"1/1/2026"}}, "Ghi mã"},
	} {
		a := s.send(hoa, c.path, c.form)
		a.want(t, http.StatusUnprocessableEntity, ".errors", c.words)
		kept := a.fields("main form")
		for field, typed := range c.form {
			if kept.Get(field) != typed[0] {
				t.Errorf("%s: %s is %q, was typed %q", c.path, field, kept.Get(field), typed[0])
			}
		}
		a.doc.Find(".errors a").Each(func(_ int, link *goquery.Selection) {
			if at := link.AttrOr("href", ""); a.doc.Find(at).Length() != 1 {
				t.Errorf("%s: the mistake leads to %s, which is there %d times", c.path, at, a.doc.Find(at).Length())
			}
		})
	}
	s.ok(body+"/ma/them", url.Values{"loai-ma": {"QĐ 20/2020"}, "ma": {"H33.12.5A"}, "tu-ngay": {"1/1/2026"}})
	s.send(hoa, body, nil).want(t, http.StatusOK, "tr:contains('H33.12.5A')", "01/01/2026")
	s.send(hoa, committee+"/ma/them", url.Values{"loai-ma": {"QĐ 20/2020"}, "ma": {"H33.12.5A"}, "tu-ngay": {"1/1/2026"}}).
		want(t, http.StatusUnprocessableEntity, ".errors", "Phòng Văn hóa - Xã hội có mã này")
}

// A row stands only below its own body, and a row that was a slip is taken back.
func TestARowThatWasASlip(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	body, other := home+"/"+s.bodyID("Trạm Y tế"), home+"/"+s.bodyID("Công an")
	s.ok(body+"/ma/them", url.Values{"loai-ma": {"khác"}, "ma": {"TYT-1"}, "tu-ngay": {"1/1/2026"}})
	edit, _ := s.send(hoa, body, nil).doc.Find("tr:contains('TYT-1') a:contains('Sửa')").Attr("href")
	s.send(hoa, strings.Replace(edit, body, other, 1), nil).want(t, http.StatusNotFound, "main", "Không tìm thấy mục này")
	form := s.send(hoa, edit, nil).fields("main form")
	form.Set("den-ngay", "31/12/2025")
	s.ok(edit, form)
	page := s.send(hoa, body, nil)
	page.want(t, http.StatusOK, ".history", "rút lại mã TYT-1")
	if page.doc.Find("tr:contains('TYT-1')").Length() != 0 {
		t.Error("what was taken back is still listed")
	}
}
