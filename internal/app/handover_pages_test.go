package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// actForm is a whole form of an act; pairs go over it.
func actForm(pairs ...string) url.Values {
	v := url.Values{"loai": {"abolish"}, "pham-vi": {"co-quan"}, "ngay": {"12/05/2026"}, "can-cu": {"Quyết định 12/QĐ-UBND"}, "nguoi-ky": {"Lê Văn Ký"}, "chuc-danh": {"Chủ tịch UBND"}}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// What was typed stays on the page, and the words say what to do.
func TestAnActThatCannotBeIsRefusedInWords(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	room := w.bodyNamed(w.unit(w.samples["unit"]), "Phòng Kinh tế").ID
	for name, c := range map[string]struct {
		form url.Values
		has  string
	}{
		"no ground":                 {actForm("co-quan", room, "can-cu", ""), "Ghi căn cứ"},
		"no body":                   {actForm(), "Chọn cơ quan kết thúc"},
		"before the body began":     {actForm("co-quan", room, "ngay", "01/07/2025"), "bắt đầu hoạt động ngày 01/07/2025"},
		"no such day":               {actForm("co-quan", room, "ngay", "31/02/2026"), "Có lỗi cần sửa"},
		"no day":                    {actForm("co-quan", room, "ngay", ""), "Ghi ngày đầu tiên"},
		"no signer":                 {actForm("co-quan", room, "nguoi-ky", ""), "người ký"},
		"a kind that is none":       {actForm("co-quan", room, "loai", "x"), "Chọn loại thay đổi"},
		"a whole unit to nowhere":   {actForm("pham-vi", "don-vi"), "không thấy đơn vị nào tiếp nối"},
		"a unit that is none":       {actForm("pham-vi", "don-vi", "noi-nhan", "99999"), "không có xã, phường mang mã"},
		"a rename without a name":   {actForm("co-quan", room, "loai", "rename"), "Ghi tên mới"},
		"functions of a whole unit": {actForm("pham-vi", "don-vi", "loai", "functions", "noi-nhan", "12133"), "chọn “Một số cơ quan”"},
	} {
		a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ban-giao/lap", Form: c.form})
		if a.Code != http.StatusUnprocessableEntity || !strings.Contains(squash(a.doc.Find("main").Text()), c.has) {
			t.Errorf("%s: %d %s", name, a.Code, words(a.doc))
		}
		if got := a.doc.Find("input[name=can-cu]").AttrOr("value", ""); got != c.form.Get("can-cu") {
			t.Errorf("%s: the ground that was typed is now %q", name, got)
		}
	}
}

// A room is abolished: prepared by the officer, signed by the leader, passed on in the background, taken back.
func TestARoomIsAbolished(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		u := w.unit(w.samples["unit"])
		room, heir := w.bodyNamed(u, "Phòng Kinh tế"), w.bodyNamed(u, "Văn phòng")
		made := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ban-giao/lap", Form: actForm("co-quan", room.ID)})
		if made.Code != http.StatusSeeOther {
			t.Fatalf("the act answers %d: %s", made.Code, words(made.doc))
		}
		act := made.Header().Get("Location")
		page := w.do(request{As: "hoa.tt", Path: act})
		lines := page.doc.Find("tr[id^=dong-]")
		first := strings.TrimPrefix(lines.First().AttrOr("id", ""), "dong-")
		w.samples["act"], w.samples["line"] = act, first
		w.run([]scenario{
			{Name: "the body itself", request: request{As: "hoa.tt", Path: "{act}/dong/{line}", Form: form("nhan", w.heirRow(act, room.ID), "can-cu", "x")}, Want: 422, Has: "Chọn nơi nhận"},
			{Name: "nobody", request: request{As: "hoa.tt", Path: "{act}/dong/{line}", Form: form("nhan", "", "can-cu", "x")}, Want: 422, Has: "Chọn nơi nhận"},
			{Name: "no ground", request: request{As: "hoa.tt", Path: "{act}/dong/{line}", Form: form("nhan", "chua-ro", "can-cu", "")}, Want: 422, Has: "Ghi căn cứ"},
			{Name: "the officer does not sign", request: request{As: "hoa.tt", Path: "{act}/ky"}, Want: 403},
			{Name: "not before all is decided", request: request{As: "dat.lq", Path: "{act}/ky", Form: form("da-doc", "x")}, Want: 409},
		})
		all := w.do(request{As: "hoa.tt", Path: act + "/dong/" + first, Form: form("nhan", w.heirRow(act, heir.ID), "can-cu", "Quyết định 12/QĐ-UBND, Điều 2", "ca-co-quan", "1")})
		if all.Code != http.StatusSeeOther {
			t.Fatalf("the lines answer %d: %s", all.Code, words(all.doc))
		}
		if left := w.do(request{As: "hoa.tt", Path: act}).doc.Find("tr[id^=dong-] .tag-late").Length(); left != 0 || lines.Length() < 2 {
			t.Fatalf("%d of %d lines are open", left, lines.Length())
		}
		seen := w.do(request{As: "dat.lq", Path: act + "/ky"}).doc.Find("input[name=da-doc]").AttrOr("value", "")
		if seen == "" {
			t.Fatal("the preview cannot be signed")
		}
		again := w.do(request{As: "hoa.tt", Path: act + "/dong/" + first, Form: form("nhan", "chua-ro", "can-cu", "chưa có quyết định")})
		if again.Code != http.StatusSeeOther {
			t.Fatalf("the correction answers %d: %s", again.Code, words(again.doc))
		}
		w.run([]scenario{{Name: "what was read has changed", request: request{As: "dat.lq", Path: "{act}/ky", Form: form("da-doc", seen)}, Want: 409, Has: "Bảng bàn giao đã được sửa"}})
		fresh := w.do(request{As: "dat.lq", Path: act + "/ky"}).doc.Find("input[name=da-doc]").AttrOr("value", "")
		w.run([]scenario{
			{Name: "signed", request: request{As: "dat.lq", Path: "{act}/ky", Form: form("da-doc", fresh)}, Want: 303, Leads: "{act}", Audit: "Ký bàn giao"},
			{Name: "twice", request: request{As: "dat.lq", Path: "{act}/ky", Form: form("da-doc", fresh)}, Want: 409},
			{Name: "under way", request: request{As: "hoa.tt", Path: "{act}"}, Want: 200, Selector: ".tag", Has: "đang bàn giao"},
		})
		w.overnight()
		w.run([]scenario{
			{Name: "passed on", request: request{As: "hoa.tt", Path: "{act}"}, Want: 200, Selector: ".tag", Has: "đã bàn giao"},
			{Name: "no corrections after it", request: request{As: "hoa.tt", Path: "{act}/dong/{line}"}, Want: 409},
			{Name: "what is unknown stays listed", request: request{As: "hoa.tt", Path: "{act}"}, Want: 200, Selector: "table", Has: "chưa rõ"},
			{Name: "taken back", request: request{As: "dat.lq", Path: "{act}/thu-hoi", Form: url.Values{}}, Want: 303, Audit: "Thu hồi bàn giao"},
		})
		w.overnight()
		w.run([]scenario{{Name: "as before", request: request{As: "hoa.tt", Path: "{act}"}, Want: 200, Selector: ".tag", Has: "đã thu hồi"}})
		bodies, err := w.app.Org.Bodies(t.Context(), w.app.DB.Reader(actor.Actor{UnitID: u.ID}), lastDay.Add(30))
		if err != nil {
			t.Fatal(err)
		}
		there := false
		for _, b := range bodies {
			there = there || b.ID == room.ID
		}
		if !there {
			t.Error("the room is gone after the act was taken back")
		}
	})
}

var heirRowOf = store.Query("test.handover.heir", `SELECT h.id FROM handover_heir h WHERE h.act_id = $1 AND h.body_id = $2`, store.Unscoped("a test"))

// heirRow is the choice of a form for a body; text that is none for one that is not offered.
func (w *world) heirRow(act, bodyID string) string {
	w.t.Helper()
	id, _, err := store.Find[string](w.t.Context(), w.app.DB.Reader(actor.System("test")), heirRowOf, act[strings.LastIndex(act, "/")+1:], bodyID)
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// A body takes a new name; papers keep the old one, and taking back gives it back.
func TestABodyIsRenamed(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	room := w.bodyNamed(w.unit(w.samples["unit"]), "Phòng Kinh tế")
	made := w.do(request{As: "dat.lq", Path: "/u/{unit}/{year}/ban-giao/lap", Form: actForm("loai", "rename", "co-quan", room.ID, "ten-moi", "Phòng Kinh tế và Đô thị")})
	act := made.Header().Get("Location")
	seen := w.do(request{As: "dat.lq", Path: act + "/ky"}).doc.Find("input[name=da-doc]").AttrOr("value", "")
	if a := w.do(request{As: "dat.lq", Path: act + "/ky", Form: form("da-doc", seen)}); a.Code != http.StatusSeeOther {
		t.Fatalf("signing answers %d: %s", a.Code, words(a.doc))
	}
	w.overnight()
	if got := w.bodyNamed(w.unit(w.samples["unit"]), "Phòng Kinh tế").Name; got != "Phòng Kinh tế và Đô thị" {
		t.Errorf("the body is called %q", got)
	}
	if a := w.do(request{As: "dat.lq", Path: act + "/thu-hoi", Form: url.Values{}}); a.Code != http.StatusSeeOther {
		t.Fatalf("taking back answers %d: %s", a.Code, words(a.doc))
	}
	w.overnight()
	if got := w.bodyNamed(w.unit(w.samples["unit"]), "Phòng Kinh tế").Name; got != room.Name {
		t.Errorf("taken back, the body is called %q", got)
	}
}

// overnight does all background work; what tidies up ends the sessions of the tests too.
func (w *world) overnight() {
	w.t.Helper()
	w.drain()
	w.tokens = map[string]string{}
}
