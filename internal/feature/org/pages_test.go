package org_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/store"
)

const hoa, phong = "officer/Hoa", "officer/Phong"

func TestBodiesAreListed(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	page := s.send("leader/", home, nil)
	page.want(t, http.StatusOK, ".lead", "18 cơ quan của phường Mỹ Hào ngày 12/05/2026")
	page.want(t, http.StatusOK, ".tree tr:contains('Trạm Y tế phường')", "chưa đối chiếu")
	page.want(t, http.StatusOK, "tr:contains('Tòa án nhân dân khu vực')", "đề nghị")
	if words := page.text(".tree tr:contains('Phòng Văn hóa - Xã hội')"); strings.Contains(words, "chưa đối chiếu") {
		t.Errorf("what was read in the decree is doubted: %s", words)
	}
	if page.doc.Find("a[href$='/them']").Length() != 0 {
		t.Error("the leader is offered what he may not do")
	}
	s.send("leader/", home+"/them", nil).want(t, http.StatusForbidden, "h1", "Chưa được giao quyền")
	past := strings.Replace(home, "2026", "2024", 1)
	s.send(hoa, past, nil).want(t, http.StatusOK, "main", "Chưa có cơ quan nào")
}

func TestABodyIsAdded(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		form := s.send(hoa, home+"/them", nil).fields("main form")
		form.Set("ten-khac", "TH Bần\n\n  Trường TH Bần Yên Nhân ")
		form.Set("tu-ngay", "31/02/2026")
		a := s.send(hoa, home+"/them", form)
		for _, words := range []string{"Ghi tên cơ quan", "Chọn loại cơ quan", "Không có ngày 31/02/2026"} {
			a.want(t, http.StatusUnprocessableEntity, ".errors", words)
		}
		form = a.fields("main form")
		if form.Get("tu-ngay") != "31/02/2026" || !strings.Contains(form.Get("ten-khac"), "TH Bần") {
			t.Errorf("what was typed is gone: %v", form)
		}
		form.Set("ten", "Trường Tiểu học Bần Yên Nhân")
		form.Set("loai", "school")
		form.Set("tu-ngay", "1/7/2025")
		if a = s.send(hoa, home+"/them", form); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text(".errors"))
		}
		page := s.send(hoa, home+"/"+s.bodyID("TH Bần"), nil)
		page.want(t, http.StatusOK, "h1", "Trường Tiểu học Bần Yên Nhân")
		page.want(t, http.StatusOK, ".history", "Hoa, Chuyên viên thêm cơ quan")
		form.Set("once", "")
		s.send(hoa, home+"/them", form).want(t, http.StatusUnprocessableEntity, ".errors", "Máy đã nhận ra tên này")
	})
}

func TestTwoPeopleEditOneBody(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		address := home + "/" + s.bodyID("Trạm Y tế")
		mine, theirs := s.send(hoa, address+"/sua", nil).fields("main form"), s.send(phong, address+"/sua", nil).fields("main form")
		theirs.Set("can-cu", "QĐ 12/QĐ-UBND")
		theirs.Set("doi-chieu", "1")
		if a := s.send(phong, address+"/sua", theirs); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text("main"))
		}
		mine.Set("ten", "Trạm Y tế phường Mỹ Hào")
		mine.Set("loai", "centre")
		a := s.send(hoa, address+"/sua", mine)
		a.want(t, http.StatusConflict, ".conflict", "Phong đã sửa")
		a.want(t, http.StatusConflict, "tr:contains('Loại')", "Trung tâm, đơn vị sự nghiệp")
		a.want(t, http.StatusConflict, "tr:contains('Căn cứ')", "QĐ 12/QĐ-UBND")
		if a.doc.Find("tr:contains('Cách giao')").Length() != 0 {
			t.Error("what nobody changed is asked")
		}
		choice := a.fields("main form")
		choice.Set("chon-ten", "mine")
		if a = s.send(hoa, address+"/sua", choice); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text("main"))
		}
		page := s.send(hoa, address, nil)
		page.want(t, http.StatusOK, "h1", "Trạm Y tế phường Mỹ Hào")
		page.want(t, http.StatusOK, ".facts", "QĐ 12/QĐ-UBND")
		page.want(t, http.StatusOK, ".facts", "đã đối chiếu")
		page.want(t, http.StatusOK, ".facts", "LoạiTrạm Y tế")
		if n := page.doc.Find(".history li").Length(); n != 3 {
			t.Errorf("the history has %d lines, want 3", n)
		}
	})
}

func TestARenamingNeedsADayAfterTheFirst(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	address := home + "/" + s.bodyID("Trạm Y tế")
	form := s.send(hoa, address+"/sua", nil).fields("main form")
	form.Set("ten", "Trung tâm Y tế cơ sở")
	for typed, words := range map[string]string{"1/7/2025": "sau ngày bắt đầu hoạt động 01/07/2025", "hôm qua": "ngày/tháng/năm"} {
		form.Set("doi-ten-tu", typed)
		a := s.send(hoa, address+"/sua", form)
		a.want(t, http.StatusUnprocessableEntity, ".errors", words)
		if got := a.fields("main form").Get("doi-ten-tu"); got != typed {
			t.Errorf("what was typed is %q", got)
		}
	}
	form.Set("doi-ten-tu", "1/4/2026")
	if a := s.send(hoa, address+"/sua", form); a.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", a.Code, a.text(".errors"))
	}
	page := s.send(hoa, address, nil)
	page.want(t, http.StatusOK, "tr:contains('Trạm Y tế phường')", "31/03/2026")
	page.want(t, http.StatusOK, ".history", "đổi tên cơ quan từ 01/04/2026")
}

func TestTheLastDayOfABody(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		address := home + "/" + s.bodyID("Trạm Y tế")
		form := s.send(hoa, address, nil).fields("form[action$='/den-ngay']")
		other := s.send(phong, address, nil).fields("form[action$='/den-ngay']")
		form.Set("den-ngay", "x")
		s.send(hoa, address+"/den-ngay", form).want(t, http.StatusUnprocessableEntity, ".errors", "ngày/tháng/năm")
		form.Set("den-ngay", "31/12/2025")
		if a := s.send(hoa, address+"/den-ngay", form); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text("main"))
		}
		s.send(hoa, home, nil).want(t, http.StatusOK, ".lead", "17 cơ quan")
		s.send(hoa, home+"?da-ket-thuc=1", nil).want(t, http.StatusOK, "tbody", "Trạm Y tế phường")

		other.Set("den-ngay", "30/06/2026")
		a := s.send(phong, address+"/den-ngay", other)
		a.want(t, http.StatusConflict, "tr:contains('Hoạt động đến hết ngày')", "30/06/2026")
		a.want(t, http.StatusConflict, "tr:contains('Hoạt động đến hết ngày')", "31/12/2025")
		choice := a.fields("form[action$='/den-ngay']")
		choice.Set("chon-den-ngay", "mine")
		s.send(phong, address+"/den-ngay", choice)
		s.send(hoa, address, nil).want(t, http.StatusOK, ".facts", "30/06/2026")

		form = s.send(hoa, address, nil).fields("form[action$='/den-ngay']")
		form.Set("den-ngay", "")
		s.send(hoa, address+"/den-ngay", form)
		s.send(hoa, address, nil).want(t, http.StatusOK, ".facts", "đang hoạt động")
	})
}

func TestAliasesOnThePage(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		address := home + "/" + s.bodyID("Trạm Y tế")
		s.send(hoa, address+"/ten-khac", url.Values{"ten-khac": {"Công an phường"}}).want(t, http.StatusUnprocessableEntity, ".errors", "Máy đã nhận ra tên này")
		s.send(hoa, address+"/ten-khac", url.Values{"ten-khac": {"Trạm xá"}})
		page := s.send(hoa, address, nil)
		row := page.doc.Find("tr:contains('Trạm xá')")
		end, ok := row.Find("form").Attr("action")
		if !ok {
			t.Fatalf("the alias cannot be ended: %s", page.text("main"))
		}
		s.send("leader/", end, url.Values{}).want(t, http.StatusForbidden, "h1", "Chưa được giao quyền")
		s.send(hoa, end, url.Values{})
		s.send(hoa, address, nil).want(t, http.StatusOK, "tr:contains('Trạm xá')", "11/05/2026")
		if a := s.send(hoa, end, url.Values{}); a.Code != http.StatusConflict {
			t.Errorf("ended twice: %d", a.Code)
		}
		official := page.doc.Find("tr:contains('tên chính thức') form").Length()
		if official != 0 {
			t.Error("the official name can be thrown away")
		}
	})
}
