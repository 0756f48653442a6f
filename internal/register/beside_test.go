package register_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/store"
)

// aPhoto is a picture as a telephone takes it, with a note of where it was.
func aPhoto(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 300)), nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00nha-ba-Bay"
	return b.String()[:2] + "\xFF\xE1\x00" + string(rune(len(exif)+2)) + exif + b.String()[2:]
}

func TestFilesOfARecord(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		id := s.add()
		one := "so-thu/" + id
		add := func(as, field string, files ...file) answer {
			for i := range files {
				files[i].field = field
			}
			return s.send(as, one+"/them-tep/"+field, form(), files...)
		}
		add(hoa, "anh-truoc", file{name: "ao.jpg", content: aPhoto(t)}).id(t)
		add(hoa, "anh-sau", file{name: "ao-sau.jpg", content: aPhoto(t)}).id(t)
		add(hoa, "ho-so", file{name: "bien-ban.txt", content: "Biên bản"}).id(t)
		page := s.send(member, one, nil)
		page.want(t, http.StatusOK, ".reg-beside", "ao-sau.jpg")
		if n := page.doc.Find(".reg-beside section").Length(); n != 2 {
			t.Errorf("%d pictures stand side by side", n)
		}
		page.want(t, http.StatusOK, ".reg-files:not(.reg-beside)", "bien-ban.txt")
		if page.doc.Find("form[action*='them-tep']").Length() > 0 {
			t.Error("a reader is offered to add files")
		}
		at := strings.TrimPrefix(page.doc.Find(".reg-beside a").AttrOr("href", ""), "/u/"+s.units[0].Slug+"/2026/")
		got := s.send(member, at, nil)
		if got.Code != http.StatusOK || strings.Contains(got.Body.String(), "nha-ba-Bay") || !strings.HasPrefix(got.Body.String(), "\xFF\xD8") {
			t.Errorf("the picture comes with %d, its place in it: %v", got.Code, strings.Contains(got.Body.String(), "nha-ba-Bay"))
		}
		if small := s.send(member, at+"/anh-nho", nil); small.Code != http.StatusOK || small.Header().Get("Content-Type") != "image/jpeg" {
			t.Errorf("the small picture: %d", small.Code)
		}
		for _, path := range []string{at, at + "/anh-nho"} {
			if a := s.send(other, path, nil); a.Code != http.StatusNotFound {
				t.Errorf("another unit reads %s: %d", path, a.Code)
			}
			if a := s.send(admin, path, nil); a.Code != http.StatusForbidden {
				t.Errorf("who may not read the register reads %s: %d", path, a.Code)
			}
		}
		if a := add(member, "anh-truoc", file{name: "x.jpg", content: aPhoto(t)}); a.Code != http.StatusForbidden {
			t.Errorf("a reader adds a picture: %d", a.Code)
		}
		add(hoa, "anh-truoc", file{name: "2.jpg", content: aPhoto(t)}, file{name: "3.jpg", content: aPhoto(t)}).want(t, http.StatusUnprocessableEntity, "#loi", "nhiều nhất 2 tệp, đang có 1")

		fileID := at[strings.LastIndex(at, "/")+1:]
		s.send(hoa, one+"/tep/"+fileID+"/go", form()).id(t)
		if a := s.send(hoa, one, nil); strings.Contains(a.text(".reg-files"), "ao.jpg") {
			t.Error("a picture that was taken back is shown")
		}
		add(hoa, "anh-truoc", file{name: "2.jpg", content: aPhoto(t)}, file{name: "3.jpg", content: aPhoto(t)}).id(t)
		s.send(hoa, one+"/tep/"+fileID+"/lay-lai", form()).want(t, http.StatusConflict, "main", "đã đủ số tệp")
		second := s.send(hoa, one, nil).doc.Find(".reg-beside section:first-child form[action$='/go']").First().AttrOr("action", "")
		s.send(hoa, strings.TrimPrefix(second, "/u/"+s.units[0].Slug+"/2026/"), form()).id(t)
		s.send(hoa, one+"/tep/"+fileID+"/lay-lai", form()).id(t)
		last := s.send(hoa, one, nil)
		last.want(t, http.StatusOK, ".reg-files", "ao.jpg")
		last.want(t, http.StatusOK, "ol.history", "gỡ tệp. Ảnh trước: ao.jpg")

		s.send(hoa, one+"/bo", form()).id(t)
		if a := add(hoa, "ho-so", file{name: "b.txt", content: "b"}); a.Code != http.StatusConflict {
			t.Errorf("a record in the trash takes a file: %d", a.Code)
		}
	})
}

func TestWhatNoRecordHoldsIsRefusedInWords(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	one := "so-thu/" + s.add()
	page := "<!DOCTYPE html><script>alert(1)</script>"
	for _, tt := range []struct{ field, name, content, words string }{
		{"anh-truoc", "anh.jpg", page, "Đây là một trang web"},
		{"anh-truoc", "hinh.svg", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "SVG có thể mang mã lệnh"},
		{"anh-truoc", "hinh.png", `<svg onload="alert(1)"/>`, "SVG có thể mang mã lệnh"},
		{"anh-truoc", "to-trinh.pdf", "%PDF-1.7", "Đây không phải ảnh"},
		{"anh-truoc", "vo.jpg", "\xFF\xD8\xFF\xE0 chỉ có đầu", "Ảnh này bị hỏng"},
		{"anh-truoc", "lon.jpg", aPhoto(t) + strings.Repeat("x", store.MaxFile), "lớn hơn 20 MB"},
		{"anh-truoc", "rong.jpg", "", "Đây không phải ảnh"},
		{"ho-so", "to-trinh.pdf", "MZ\x90\x00", "Đây là một chương trình"},
		{"ho-so", "to-trinh.pdf", "không phải PDF", "đuôi .pdf"},
		{"ho-so", "anh.png", "GIF89a", "đuôi .png"},
		{"ho-so", "ke-hoach.docx", page, "Đây là một trang web"},
	} {
		a := s.send(hoa, one+"/them-tep/"+tt.field, form(), file{tt.field, tt.name, tt.content})
		if a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.text("#loi"), tt.words) {
			t.Errorf("%s: %d, %q, want words with %q", tt.name, a.Code, a.text("#loi"), tt.words)
		}
	}
	if n := len(rawRows(t, s.db, "SELECT id FROM register_file")); n != 0 {
		t.Errorf("%d refused files were kept", n)
	}
	// Beside a file that is too large, what was typed into the form of a move stays.
	a := s.send(hoa, one+"/buoc/xong", form("ban", "1", "dien-bien", "Đã rào xong"), file{"anh-sau", "lon.jpg", aPhoto(t) + strings.Repeat("x", store.MaxFile)})
	a.want(t, http.StatusUnprocessableEntity, "#loi", "“lon.jpg”: Tệp lớn hơn 20 MB")
	if got := a.fields("main form.form").Get("dien-bien"); got != "Đã rào xong" {
		t.Errorf("what was typed is lost: %q", got)
	}
}

func TestAMoveMayNeedAPicture(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		id := s.add()
		step := "so-thu/" + id + "/buoc/xong"
		s.send(hoa, step, nil).want(t, http.StatusOK, "main form.form", "Ảnh sau")
		bare := s.send(hoa, step, form("ban", "1", "dien-bien", "Đã rào"))
		bare.want(t, http.StatusUnprocessableEntity, "#loi", "Chọn ảnh sau trước khi ghi đã xong")
		if got := bare.fields("main form.form").Get("dien-bien"); got != "Đã rào" {
			t.Errorf("what was typed is lost: %q", got)
		}
		s.send(hoa, step, form("ban", "7"), file{"anh-sau", "sau.jpg", aPhoto(t)}).want(t, http.StatusConflict, "main", "")
		if n := len(rawRows(t, s.db, "SELECT id FROM register_file")); n != 0 {
			t.Errorf("a move that was not made left %d files", n)
		}
		s.send(hoa, step, form("ban", "1", "dien-bien", "Đã rào"), file{"anh-sau", "sau.jpg", aPhoto(t)}).id(t)
		page := s.send(hoa, "so-thu/"+id, nil)
		page.want(t, http.StatusOK, ".state-line", "đã duyệt")
		page.want(t, http.StatusOK, ".reg-files", "sau.jpg")
	})
}

func TestTalkAboutARecord(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		id := s.add()
		one := "so-thu/" + id
		s.send(member, one+"/trao-doi", form("trao-doi", "")).want(t, http.StatusUnprocessableEntity, "#loi", "Viết điều muốn trao đổi")
		long := s.send(member, one+"/trao-doi", form("trao-doi", strings.Repeat("á", 2001)))
		long.want(t, http.StatusUnprocessableEntity, "#loi", "2.000 ký tự")
		if got := long.doc.Find(`textarea[name="trao-doi"]`).Text(); got != strings.Repeat("á", 2001) {
			t.Error("what was typed is lost")
		}
		s.send(member, one+"/trao-doi", form("trao-doi", "Đã đến xem, còn nước")).id(t)
		s.send(leader, one, nil).want(t, http.StatusOK, "#trao-doi-phan", "Đã đến xem, còn nước")
		if a := s.send(other, one+"/trao-doi", form("trao-doi", "x")); a.Code != http.StatusNotFound {
			t.Errorf("another unit talks: %d", a.Code)
		}
		said := rawRows(t, db, "SELECT id FROM register_comment")[0][0].(string)
		if a := s.send(hoa, one+"/trao-doi/"+said+"/rut", form()); a.Code != http.StatusConflict {
			t.Errorf("somebody withdraws another's words: %d", a.Code)
		}
		s.send(member, one+"/trao-doi/"+said+"/rut", form()).id(t)
		s.send(leader, one, nil).want(t, http.StatusOK, "#trao-doi-phan", "đã rút")
		s.send(member, one+"/trao-doi", form("trao-doi", "Lời thứ hai")).id(t)
		db.Clock = func() store.Instant { return store.Instant{Time: noon.Add(16 * time.Minute)} }
		said = rawRows(t, db, "SELECT id FROM register_comment WHERE withdrawn_at = 0")[0][0].(string)
		if a := s.send(member, one+"/trao-doi/"+said+"/rut", form()); a.Code != http.StatusConflict {
			t.Errorf("withdrawn after 16 minutes: %d", a.Code)
		}
	})
}

// A record that came with a table and has a picture or words of people since is more than a row of that table.
func TestTakingATableBackKeepsWhatPeopleAddedTo(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	batch := s.send(hoa, "nhap-so-thu", form("bang", "Tên mục\tCấp độ\nBến một\tCao\nBến hai\tCao\n")).id(t)
	s.send(hoa, "nhap-so-thu/"+batch+"/ghi", form()).id(t)
	id := rawRows(t, s.db, "SELECT id FROM trial WHERE name = 'Bến một'")[0][0].(string)
	s.send(hoa, "so-thu/"+id+"/them-tep/ho-so", form(), file{"ho-so", "a.txt", "a"}).id(t)
	s.send(hoa, "nhap-so-thu/"+batch+"/hoan-tac", form()).id(t)
	s.send(hoa, "so-thu", nil).want(t, http.StatusOK, "tbody", "Bến một")
	if n := len(rawRows(t, s.db, "SELECT id FROM trial")); n != 1 {
		t.Errorf("%d records are left, want one", n)
	}
}
