package app_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// there is a page of the other unit.
func (w *world) there(path string) string { return "/u/{other}/{year}/" + path }

// arrivalID is the newest arrival of the other unit.
func (w *world) arrivalID() string {
	w.t.Helper()
	a, found, err := store.Find[string](w.t.Context(), w.app.DB.Reader(actor.System("test")), newestArrival)
	if err != nil || !found {
		w.t.Fatalf("no arrival: %v", err)
	}
	return a
}

var newestArrival = store.Query("test.arrival.newest", `SELECT a.id FROM child_arrival a WHERE {scope:a} ORDER BY a.id DESC LIMIT 1`, store.Whole("a test"))

// propose proposes a child to a place and gives the id of what the other unit sees.
func (w *world) propose(place string, changed ...string) answer {
	w.t.Helper()
	page := w.do(request{As: "hoa.tt", Path: children + "/{child}/chuyen?den=" + url.QueryEscape(place)})
	noi := page.doc.Find("input[name=noi]").First().AttrOr("value", "")
	typed := append(changed, "den", place, "noi", noi, "vi-sao", "theo cha mẹ đổi chỗ ở", "ngay", "10/05/2026", "once", web.NewKey())
	return w.do(request{As: "hoa.tt", Path: children + "/{child}/chuyen", Form: form(typed...)})
}

func (w *world) accept(who string, changed ...string) answer {
	w.t.Helper()
	typed := append(changed, "dia-chi", "Ngõ 7", "cu-tru", "thuong-tru", "ngay", "10/05/2026", "ho", "moi", "chu-ho", "Nguyễn Văn Cha", "trung", "khong", "once", web.NewKey())
	return w.do(request{As: who, Path: w.there("tiep-nhan/{arrival}/nhan"), Form: form(typed...)})
}

// A child goes to another unit in two steps. Until the other side accepts, it sees what it needs to decide and nothing more;
// afterwards it has the record with all answers, and the sender reads a closed copy.
func TestAChildMovesWhenTheOtherUnitAccepts(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.otherUnit("moi.nn")
		id := w.addChild("m", "ho-ten", "Lò Thị Khuê", "so-dinh-danh", "033318000123", "me", "Lò Thị Mẹ", "dien-thoai", "0912000111", "truong", "Tiểu học Sao Mai", "thon", "Tổ dân phố số 3")
		w.samples["child"] = id
		w.editChild(id, map[string]string{"hoan-canh": "Trẻ em khuyết tật", "dinh-duong": "Gầy còm"})
		w.post("hoa.tt", children+"/{child}/buoc/tham", form("lan-tham", "04/05/2026 | Phạm Thị Mến | Cháu khỏe", "ban", "2", "once", web.NewKey()))
		name := w.unit(w.samples["other"]).Name
		if a := w.propose(name); a.Code != http.StatusSeeOther {
			t.Fatalf("proposing answers %d\n%s", a.Code, words(a.doc))
		}
		w.samples["arrival"] = w.arrivalID()
		w.run([]scenario{
			{Name: "the sender keeps it", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "chờ nơi nhận trả lời"},
			{Name: "not twice", request: request{As: "hoa.tt", Path: children + "/{child}/chuyen", Form: form("den", name, "noi", "khac", "noi-khac", "Lào", "vi-sao", "x", "ngay", "", "once", web.NewKey())}, Want: 409},
			{Name: "the day of the receiver", request: request{As: "moi.nn", Path: w.there("viec")}, Want: 200, Selector: "main", Has: "chờ tiếp nhận", Hasnt: "Lò Thị Khuê"},
			{Name: "their list", request: request{As: "moi.nn", Path: w.there("tiep-nhan")}, Want: 200, Selector: "main", Has: "Lò Thị Khuê"},
			{Name: "what they need", request: request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}")}, Want: 200, Selector: "main", Has: "Lò Thị Mẹ"},
			{Name: "and the record is not theirs", request: request{As: "moi.nn", Path: w.there("tre-em/{child}")}, Want: 404},
		})
		page := words(w.do(request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}")}).doc)
		for _, more := range []string{"033318000123", "0912000111", "Sao Mai", "khuyết tật", "Gầy còm", "Cháu khỏe", "Tổ dân phố số 3"} {
			if strings.Contains(page, more) {
				t.Errorf("before it accepts the other unit reads %q", more)
			}
		}
		a := w.accept("moi.nn")
		if a.Code != http.StatusSeeOther {
			t.Fatalf("accepting answers %d\n%s", a.Code, words(a.doc))
		}
		w.samples["heir"] = lastPart(a.Header().Get("Location"))
		w.run([]scenario{
			{Name: "a number of its own", request: request{As: "moi.nn", Path: w.there("tre-em/{heir}")}, Want: 200, Selector: "main", Has: "033318000123"},
			{Name: "with its years", request: request{As: "moi.nn", Path: w.there("tre-em/{heir}")}, Want: 200, Selector: "main", Has: "Cháu khỏe"},
			{Name: "where it lived is words now", request: request{As: "moi.nn", Path: w.there("tre-em/{heir}")}, Want: 200, Selector: "main", Has: "Tổ dân phố số 3, " + w.unit(w.samples["unit"]).Name},
			{Name: "in a household", request: request{As: "moi.nn", Path: w.there("ho-gia-dinh")}, Want: 200, Selector: "main", Has: "Nguyễn Văn Cha"},
			{Name: "what is sensitive goes along", request: request{As: "moi.nn", Path: w.there("tre-em/{heir}")}, Want: 200, Selector: "main", Has: "Gầy còm"},
			{Name: "a closed copy", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "đã tiếp nhận", Hasnt: "Mở lại hồ sơ"},
			{Name: "the receipt", request: request{As: "hoa.tt", Path: children + "/{child}/chuyen"}, Want: 200, Selector: "main", Has: "đã tiếp nhận, Đỗ Thị Lạ"},
			{Name: "nothing of the new record", request: request{As: "hoa.tt", Path: children + "/{heir}"}, Want: 404},
			{Name: "it is not opened again", request: request{As: "hoa.tt", Path: children + "/{child}/buoc/mo-lai", Form: form("ban", "4", "once", web.NewKey())}, Want: 409},
			{Name: "nor changed", request: request{As: "hoa.tt", Path: children + "/{child}/sua", Form: form(append(aChild("z", "ho-ten", "Lò Thị Khuê", "truong", "Trường khác"), "ban", "4")...)}, Want: 409},
			{Name: "not accepted twice", request: request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}/nhan"), Form: form("cu-tru", "thuong-tru", "ngay", "10/05/2026", "ho", "khong", "trung", "khong", "once", web.NewKey())}, Want: 409},
		})
		if n := w.count(`SELECT COUNT(*) FROM child_arrival WHERE name <> '' OR mother <> ''`); n > 0 {
			t.Error("the answered arrival still names the child")
		}
	})
}

// The other unit gives a child back within thirty days; what it changed meanwhile goes back too.
func TestAChildIsGivenBack(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.otherUnit("moi.nn")
		id := w.addChild("b", "ho-ten", "Lò Văn Về", "thon", "Tổ dân phố số 3")
		w.samples["child"] = id
		w.propose(w.unit(w.samples["other"]).Name)
		w.samples["arrival"] = w.arrivalID()
		w.samples["heir"] = lastPart(w.accept("moi.nn").Header().Get("Location"))
		a := w.do(request{As: "moi.nn", Path: w.there("tre-em/{heir}/sua"), Form: form(append(aChild("y", "ho-ten", "Lò Văn Về", "truong", "Mầm non Ban Mai"), "ban", "1")...)})
		if a.Code != http.StatusSeeOther {
			t.Fatalf("editing answers %d\n%s", a.Code, words(a.doc))
		}
		back := func() request {
			return request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}/tra-lai"), Form: form("ly-do", "Cháu về lại với bà", "once", web.NewKey())}
		}
		w.run([]scenario{
			{Name: "with a reason", request: request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}/tra-lai"), Form: form("ly-do", "", "once", web.NewKey())}, Want: 422, Selector: "main", Has: "Ghi vì sao trả lại"},
			{Name: "given back", request: back(), Want: 303},
			{Name: "open with the sender", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "Mầm non Ban Mai"},
			{Name: "where it was", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "Tổ dân phố số 3"},
			{Name: "closed with the receiver", request: request{As: "moi.nn", Path: w.there("tre-em/{heir}")}, Want: 200, Selector: "h1 ~ *, main", Has: "đã chuyển đi"},
			{Name: "not twice", request: back(), Want: 409},
			{Name: "and it can be sent again", request: request{As: "hoa.tt", Path: children + "/{child}/buoc/tham", Form: form("lan-tham", "12/05/2026 | Mến | ", "ban", "3", "once", web.NewKey())}, Want: 303},
		})
	})
	t.Run("not after thirty days", func(t *testing.T) {
		w := newWorld(t, template.SQLite(t))
		w.otherUnit("moi.nn")
		w.samples["child"] = w.addChild("c")
		w.propose(w.unit(w.samples["other"]).Name)
		w.samples["arrival"] = w.arrivalID()
		w.accept("moi.nn")
		w.exec(`UPDATE child_arrival SET decided_at = ?`, today.Add(-31*24*time.Hour).UnixMilli())
		w.run([]scenario{{Name: "too late", request: request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}/tra-lai"), Form: form("ly-do", "về", "once", web.NewKey())}, Want: 409}})
	})
}

// Refused or withdrawn, the child stays where it was, and the other unit keeps no word of it.
func TestAChildStaysWhenItIsRefusedOrWithdrawn(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.otherUnit("moi.nn")
	w.samples["child"] = w.addChild("r", "ho-ten", "Lò Thị Ở", "me", "Quàng "+marker)
	name := w.unit(w.samples["other"]).Name
	w.propose(name)
	w.samples["arrival"] = w.arrivalID()
	w.run([]scenario{
		{Name: "a reason", request: request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}/tu-choi"), Form: form("ly-do", " ", "once", web.NewKey())}, Want: 422, Selector: "main", Has: "Ghi vì sao không tiếp nhận"},
		{Name: "refused", request: request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}/tu-choi"), Form: form("ly-do", "Không thấy trẻ ở địa bàn", "once", web.NewKey())}, Want: 303},
		{Name: "the sender reads why", request: request{As: "hoa.tt", Path: children + "/{child}/chuyen"}, Want: 200, Selector: "main", Has: "Không thấy trẻ ở địa bàn"},
		{Name: "no word is left", request: request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}")}, Want: 200, Selector: "main", Hasnt: marker},
	})
	w.propose(name)
	w.samples["arrival"] = w.arrivalID()
	w.run([]scenario{
		{Name: "withdrawn", request: request{As: "hoa.tt", Path: children + "/{child}/chuyen/rut", Form: form("once", web.NewKey())}, Want: 303},
		{Name: "too late to accept", request: request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}/nhan"), Form: form("cu-tru", "thuong-tru", "ngay", "10/05/2026", "ho", "khong", "once", web.NewKey())}, Want: 409},
		{Name: "open where it was", request: request{As: "hoa.tt", Path: children + "?tinh-trang=quan-ly&tim=Lò+Thị+Ở"}, Want: 200, Selector: "main", Has: "Lò Thị Ở"},
	})
	if n := w.count(`SELECT COUNT(*) FROM child_arrival WHERE name || birth || mother || father <> ''`); n > 0 {
		t.Error("an answered arrival still names the child")
	}
}

// A place that does not work in the installation is asked on paper, and confirms on paper.
func TestAChildMovesToAPlaceOutsideOnPaper(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.samples["child"] = w.addChild("o", "ho-ten", "Lò Thị Xa", "dan-toc", "Thái")
	if a := w.propose("Lào", "noi", "khac", "noi-khac", "bản Phôn, nước Lào"); a.Code != http.StatusSeeOther {
		t.Fatalf("proposing answers %d\n%s", a.Code, words(a.doc))
	}
	letter := w.do(request{As: "hoa.tt", Path: children + "/{child}/chuyen/cong-van", Form: form("once", web.NewKey())})
	z, err := zip.NewReader(bytes.NewReader(letter.Body.Bytes()), int64(letter.Body.Len()))
	if err != nil {
		t.Fatalf("the letter answers %d: %v", letter.Code, err)
	}
	var text bytes.Buffer
	for _, f := range z.File {
		if f.Name == "word/document.xml" {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := text.ReadFrom(r); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, has := range []string{"Kính gửi: bản Phôn, nước Lào", "Lò Thị Xa"} {
		if !strings.Contains(text.String(), has) {
			t.Errorf("the letter lacks %q", has)
		}
	}
	if strings.Contains(text.String(), "Thái") {
		t.Error("the letter tells what is sensitive")
	}
	w.run([]scenario{
		{Name: "which paper", request: request{As: "hoa.tt", Path: children + "/{child}/chuyen/xac-nhan", Form: form("giay", "", "once", web.NewKey())}, Want: 422, Selector: "main", Has: "Ghi số, ngày văn bản"},
		{Name: "confirmed", request: request{As: "hoa.tt", Path: children + "/{child}/chuyen/xac-nhan", Form: form("giay", "15/CV ngày 11/05/2026", "once", web.NewKey())}, Want: 303},
		{Name: "closed", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "15/CV ngày 11/05/2026"},
		{Name: "and open again when it comes back", request: request{As: "hoa.tt", Path: children + "/{child}/buoc/mo-lai", Form: form("ban", "2", "once", web.NewKey())}, Want: 303},
	})
}

// Nobody but the two officers sees anything of a move; a twin of the child is shown before it is written twice.
func TestWhoSeesAMovingChild(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	w.otherUnit("moi.nn")
	w.samples["child"] = w.addChild("t", "ho-ten", "Lò Thị Đôi", "ngay-sinh", "05/06/2018", "me", "Lò Thị Mẹ")
	w.propose(w.unit(w.samples["other"]).Name)
	w.samples["arrival"] = w.arrivalID()
	for _, who := range []string{"dat.lq", "van.pt", "thinh.vv", "cuc.nt", "phong.lh", "tinh.lx", "kiem.dv"} {
		for _, path := range []string{children + "/{child}/chuyen", "/u/{unit}/{year}/tiep-nhan", "/u/{unit}/{year}/tiep-nhan/{arrival}", w.there("tiep-nhan/{arrival}")} {
			if a := w.do(request{As: who, Path: path}); a.Code == http.StatusOK {
				t.Errorf("%s opens %s", who, path)
			}
		}
	}
	if a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/tiep-nhan/{arrival}"}); a.Code != http.StatusNotFound {
		t.Errorf("the sender opens the arrival of the other unit: %d", a.Code)
	}
	if a := w.do(request{As: "moi.nn", Path: w.there("tre-em/them"), Form: form(aChild("u", "ho-ten", "Lo Thi Doi", "ngay-sinh", "05/06/2018", "me", "Lò Thị Mẹ")...)}); a.Code != http.StatusSeeOther {
		t.Fatalf("the twin answers %d\n%s", a.Code, words(a.doc))
	}
	page := w.do(request{As: "moi.nn", Path: w.there("tiep-nhan/{arrival}")})
	twin := page.doc.Find("input[name=trung]").Last().AttrOr("value", "")
	if !strings.Contains(page.doc.Find("main").Text(), "có thể đã có hồ sơ ở đây") || twin == "" {
		t.Fatalf("the twin is not shown:\n%s", words(page.doc))
	}
	if a := w.accept("moi.nn", "trung", ""); a.Code != http.StatusUnprocessableEntity {
		t.Errorf("no choice answers %d", a.Code)
	}
	if a := w.accept("moi.nn", "trung", twin); !strings.Contains(a.Header().Get("Location"), "trung-tre-em/doi-chieu") {
		t.Errorf("accepting a twin answers %d and leads to %s", a.Code, a.Header().Get("Location"))
	}
}
