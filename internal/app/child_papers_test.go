package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

// Papers that prove a circumstance are seen by who sees circumstances: no page, file, count, history or program of others tells that
// they are there. Who opens one leaves a trace.
func TestPapersOfACircumstanceAreNowhereForThoseWithoutTheRight(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	w.samples["child"] = w.addChild("g", "ho-ten", "Nguyễn Hải Đăng")
	one := children + "/{child}"
	add := func(who, field, name string, want int) {
		t.Helper()
		if a := w.do(request{As: who, Path: one + "/them-tep/" + field, Form: form("once", web.NewKey()), Files: []upload{{field, name, "%PDF-1.4 " + name}}}); a.Code != want {
			t.Fatalf("%s adds %s and gets %d, not %d\n%s", who, name, a.Code, want, words(a.doc))
		}
	}
	add("hoa.tt", "giay-to", "khai-sinh.pdf", http.StatusSeeOther)
	openFile := w.asked("SELECT id FROM register_file WHERE name = 'khai-sinh.pdf'")

	hidden := []string{"dat.lq", "van.pt", "thinh.vv", "cuc.nt", "phong.lh", "tinh.lx"}
	before := map[string]map[string]string{}
	for _, who := range hidden {
		w.programsOf(who)
	}
	for _, who := range hidden {
		before[who] = w.everyPage(who, w.samples, "")
	}
	a := w.do(request{As: "hoa.tt", Path: one + "/buoc/hoan-canh", Form: form("qua-trinh-hoan-canh", "", "ban", w.asked("SELECT version FROM child WHERE id = '"+w.samples["child"]+"'"), "once", web.NewKey()),
		Files: []upload{{"giay-to-hoan-canh", "xac-nhan-khuyet-tat.pdf", "%PDF-1.4 xac nhan"}}})
	if a.Code != http.StatusSeeOther {
		t.Fatalf("the paper with the form of a circumstance answers %d\n%s", a.Code, words(a.doc))
	}
	secretFile := w.asked("SELECT id FROM register_file WHERE name = 'xac-nhan-khuyet-tat.pdf'")
	for _, who := range hidden {
		for address, page := range w.everyPage(who, w.samples, "") {
			if was := before[who][address]; was != page {
				t.Errorf("%s sees at %s that a paper was added: %s", who, address, difference(was, page))
			}
		}
		for _, to := range []string{"/u/{unit}/{year}/tep-tre-em/" + secretFile, "/u/{unit}/{year}/tep-tre-em/" + secretFile + "/anh-nho"} {
			if a := w.do(request{As: who, Path: to}); a.Code == http.StatusOK {
				t.Errorf("%s opens %s", who, to)
			}
		}
		if a := w.do(request{As: who, Path: one + "/tep/" + secretFile + "/go", Form: form("once", web.NewKey())}); a.Code < http.StatusBadRequest {
			t.Errorf("%s takes the paper off: %d", who, a.Code)
		}
		if a := w.do(request{As: who, Path: one + "/them-tep/giay-to-hoan-canh", Form: form("once", web.NewKey()), Files: []upload{{"giay-to-hoan-canh", "a.pdf", "%PDF-1.4"}}}); a.Code < http.StatusBadRequest {
			t.Errorf("%s adds such a paper: %d", who, a.Code)
		}
	}

	var listed struct{ Items []struct{ Name string } }
	token := w.programOf("hoa.tt", actor.ChildRead)
	if code := w.call(token, "/api/v1/u/{unit}/tre-em/{child}/tep", &listed); code != http.StatusOK || len(listed.Items) != 1 || listed.Items[0].Name != "khai-sinh.pdf" {
		t.Errorf("a program gets %d files (%d)", len(listed.Items), code)
	}
	if rec := w.called(token, http.MethodGet, "/api/v1/u/{unit}/tep-tre-em/"+secretFile, "", nil); rec.Code == http.StatusOK {
		t.Error("a program opens the paper")
	}
	if rec := w.called(token, http.MethodGet, "/api/v1/u/{unit}/tep-tre-em/"+openFile, "", nil); rec.Code != http.StatusOK {
		t.Errorf("a program does not get the open file: %d", rec.Code)
	}

	traced := func() string {
		return w.asked("SELECT COUNT(*) FROM read_trace WHERE route LIKE '%tep-tre-em%' AND ids LIKE '%" + w.samples["child"] + "%'")
	}
	was := traced()
	if a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/tep-tre-em/" + secretFile}); a.Code != http.StatusOK || !strings.HasPrefix(a.Body.String(), "%PDF") {
		t.Errorf("the officer opens the paper and gets %d", a.Code)
	}
	if is := traced(); is == was {
		t.Errorf("opening the paper leaves no trace: %s", is)
	}
	if page := w.readable("hoa.tt", one); !strings.Contains(page, "xac-nhan-khuyet-tat.pdf") || !strings.Contains(page, "khai-sinh.pdf") {
		t.Error("the officer does not see both papers")
	}
}

// The bytes of an erased child's papers are on no disk any more, those that another record also keeps stay.
func TestPapersOfAnErasedChildAreGone(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		files := func() (out map[string]bool) {
			out = map[string]bool{}
			if err := w.app.Site.Files.Walk(func(hash string, _ int64) error { out[hash] = true; return nil }); err != nil {
				t.Fatal(err)
			}
			return out
		}
		stays := w.addChild("h", "ho-ten", "Lò Văn Ở", "ngay-sinh", "01/02/2015")
		w.samples["child"] = w.addChild("i", "ho-ten", "Quàng Thị Đi", "ngay-sinh", "07/08/2019")
		keep := files()
		add := func(id, field, content string) {
			t.Helper()
			if a := w.do(request{As: "hoa.tt", Path: children + "/" + id + "/them-tep/" + field, Form: form("once", web.NewKey()), Files: []upload{{field, "a" + map[bool]string{true: ".pdf", false: ".jpg"}[strings.HasPrefix(content, "%PDF")], content}}}); a.Code != http.StatusSeeOther {
				t.Fatalf("adding answers %d\n%s", a.Code, words(a.doc))
			}
		}
		// Of one engine alone: the bytes of both are kept in one folder.
		engine := w.app.DB.Engine.Name()
		shared, own, secret := "%PDF-1.4 hai người "+engine, "%PDF-1.4 một người "+engine, grayJPEG(t, byte(len(engine)*9))
		add(stays, "giay-to", shared)
		for hash := range files() {
			keep[hash] = true
		}
		add(w.samples["child"], "giay-to", shared)
		add(w.samples["child"], "giay-to", own)
		add(w.samples["child"], "giay-to-hoan-canh", secret)
		w.post("hoa.tt", children+"/{child}/tep/"+w.asked("SELECT MAX(id) FROM register_file")+"/go", form("once", web.NewKey())) // taken off is not gone
		if n := len(files()) - len(keep); n < 3 {
			t.Fatalf("%d files are more on the disk, not the paper, the picture and its small one", n)
		}
		w.post("hoa.tt", children+"/{child}/bo", form("once", web.NewKey()))
		w.exec2(fmt.Sprintf("UPDATE child SET updated_at = %d WHERE id = '%s'", today.Add(-31*24*time.Hour).UnixMilli(), w.samples["child"]))
		order := func() int {
			return w.do(request{As: "hoa.tt", Path: children + "/{child}/xoa-theo-van-ban", Form: form("van-ban", "QĐ 15/QĐ-UBND ngày 11/05/2026", "once", web.NewKey())}).Code
		}
		if code := order(); code != http.StatusConflict || w.asked("SELECT COUNT(*) FROM child WHERE id = '"+w.samples["child"]+"'") != "1" {
			t.Errorf("erasing what is not sealed yet answers %d", code)
		}
		if _, err := w.app.Chain.SealAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if code := order(); code != http.StatusSeeOther {
			t.Fatalf("erasing answers %d", code)
		}
		is := files()
		for hash := range keep {
			if !is[hash] {
				t.Error("a file that another record keeps is gone")
			}
		}
		if len(is) != len(keep) {
			t.Errorf("%d files of the child are still on the disk", len(is)-len(keep))
		}
		if n := w.asked("SELECT COUNT(*) FROM file k WHERE NOT EXISTS (SELECT 1 FROM register_file f WHERE f.hash = k.hash) AND NOT EXISTS (SELECT 1 FROM plan p WHERE p.source_hash = k.hash) AND NOT EXISTS (SELECT 1 FROM result_file f WHERE f.hash = k.hash) AND NOT EXISTS (SELECT 1 FROM work_list l WHERE l.hash = k.hash) AND NOT EXISTS (SELECT 1 FROM file_thumb m WHERE m.thumb_hash = k.hash)"); n != "0" {
			t.Errorf("%s rows of files belong to nothing", n)
		}
	})
}

// grayJPEG is a picture of one shade.
func grayJPEG(t *testing.T, shade byte) string {
	t.Helper()
	var b bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 600, 300))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
