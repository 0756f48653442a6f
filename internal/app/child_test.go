package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/web"
)

func TestWhatAChildCannotBe(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.addChild("first", "so-dinh-danh", "033318000123")
	for name, tt := range map[string]struct{ field, value, says string }{
		"born tomorrow":        {"ngay-sinh", "13/05/2026", "không được sau hôm nay"},
		"aged 17":              {"ngay-sinh", "01/02/2009", "Đã đủ 16 tuổi"},
		"born when":            {"ngay-sinh", "", "vì sao chưa rõ"},
		"11 digits":            {"so-dinh-danh", "33318000123", "cần đúng 12 chữ số, đang có 11"},
		"a number of another":  {"so-dinh-danh", "0333 1800 0123", "Số này đang ghi cho TE-0061 Nguyễn Minh Anh"},
		"letters for a number": {"so-dinh-danh", "03331800012O", "chỉ gồm 12 chữ số"},
		"a name of digits":     {"ho-ten", "12 34", "phải có chữ"},
		"nobody's household":   {"ho", "HO-0999", "không có hộ gia đình số HO-0999"},
	} {
		a := w.do(request{As: "hoa.tt", Path: children + "/them", Form: form(aChild(name, tt.field, tt.value)...)})
		if page := squash(a.doc.Find("main").Text()); a.Code != http.StatusUnprocessableEntity || !strings.Contains(page, tt.says) {
			t.Errorf("%s answers %d without %q", name, a.Code, tt.says)
		}
		if typed := a.doc.Find("input[name="+tt.field+"]").AttrOr("value", ""); typed != tt.value {
			t.Errorf("%s: typed %q is lost, the form has %q", name, tt.value, typed)
		}
	}
}

// Who changes a name, a date of birth, a sex or a number says why and on which paper; every field keeps its history with the
// reason.
func TestWhoAChildIsChangesWithAReason(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.samples["child"] = w.addChild("r", "so-dinh-danh", "033318000123")
	edit := children + "/{child}/sua"
	with := func(changed ...string) request {
		return request{As: "hoa.tt", Path: edit, Form: form(append(aChild("e", changed...), "ban", "1", "once", web.NewKey())...)}
	}
	w.run([]scenario{
		{Name: "no reason", request: with("so-dinh-danh", "033318000123", "ho-ten", "Nguyễn Minh Ánh"), Want: 422, Selector: "main", Has: "Ghi lý do sửa họ và tên"},
		{Name: "no paper", request: with("so-dinh-danh", "033318000123", "ho-ten", "Nguyễn Minh Ánh", "ly-do", "Ghi nhầm dấu"), Want: 422, Selector: "main", Has: "Ghi giấy tờ làm căn cứ"},
		{Name: "what is filled in needs none", request: with("so-dinh-danh", "033318000123", "me", "từ chối"), Want: 303},
	})
	after := with("so-dinh-danh", "033318000456", "me", "từ chối", "ho-ten", "Nguyễn Minh Ánh", "ly-do", "Ghi nhầm dấu, số cấp lại", "can-cu", "Giấy khai sinh số 15/2019", "ban", "2")
	w.run([]scenario{
		{Name: "with both", request: after, Want: 303},
		{Name: "field by field", request: request{As: "hoa.tt", Path: children + "/{child}/lich-su-muc"}, Want: 200, Selector: "main", Has: "Ghi nhầm dấu, số cấp lại. Căn cứ: Giấy khai sinh số 15/2019"},
		{Name: "a refusal is an answer", request: request{As: "dat.lq", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "MẹTừ chối trả lời"},
		{Name: "the number that it had", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "033318000123"},
	})
}

// Marks and their lines say the same: marking opens a line, unmarking closes it, and a line written by itself marks.
func TestMarksAndTheirYearsAgree(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	id := w.addChild("m")
	w.samples["child"] = id
	w.editChild(id, map[string]string{"hoan-canh": "Trẻ em khuyết tật"})
	rows := func() string {
		page := w.do(request{As: "hoa.tt", Path: children + "/{child}"})
		return squash(page.doc.Find("main").Text())
	}
	if page := rows(); !strings.Contains(page, "Trẻ em khuyết tật12/05/2026") && !strings.Contains(page, "Trẻ em khuyết tật 12/05/2026") {
		t.Errorf("no line was opened: %s", page)
	}
	w.editChild(id, map[string]string{"hoan-canh": ""})
	if page := rows(); !strings.Contains(page, "12/05/202612/05/2026") && !strings.Contains(page, "12/05/2026 12/05/2026") {
		t.Errorf("the line was not closed: %s", page)
	}
	a := w.do(request{As: "hoa.tt", Path: children + "/{child}/buoc/tham", Form: form("lan-tham", "04/05/2026 | Phạm Thị Mến | Cháu khỏe", "ban", "3", "once", web.NewKey())})
	if a.Code != http.StatusSeeOther {
		t.Fatalf("the visit answers %d\n%s", a.Code, words(a.doc))
	}
	if page := rows(); !strings.Contains(page, "Lần thăm gần nhất04/05/2026") {
		t.Errorf("the visit is not the last one: %s", page)
	}
}
