package app_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
)

// At sixteen a record closes by itself and is kept; one closed by mistake is opened again by a better date of birth.
func TestARecordClosesAtSixteen(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.samples["child"] = w.addChild("s", "ngay-sinh", "13/05/2010")
	unit := w.unitOf(w.samples["unit"])
	for _, tt := range []struct {
		on   day.Day
		says string
	}{{day.Must(2026, 5, 12), "đang quản lý"}, {day.Must(2026, 5, 13), "đủ 16 tuổi, đã đóng"}} {
		if err := child.Children.ExpireAll(t.Context(), w.app.DB, unit, tt.on); err != nil {
			t.Fatal(err)
		}
		if page := words(w.do(request{As: "hoa.tt", Path: children + "/{child}"}).doc); !strings.Contains(page, tt.says) {
			t.Errorf("on %s the record is not %q", tt.on, tt.says)
		}
	}
	if page := w.readable("hoa.tt", children+"?tinh-trang=du-16"); !strings.Contains(page, "Nguyễn Minh Anh") {
		t.Error("a closed record is not found among the closed ones")
	}
	w.editChild(w.samples["child"], map[string]string{"ngay-sinh": "13/05/2011", "ly-do": "Ghi nhầm năm", "can-cu": "Giấy khai sinh"})
	if page := words(w.do(request{As: "hoa.tt", Path: children + "/{child}"}).doc); !strings.Contains(page, "đang quản lý") {
		t.Error("the record stays closed though the child is 15")
	}
}

// Who withdraws consent takes the record out of files and papers, and the page says why; the record itself stays for duties of law.
func TestAWithdrawnConsentKeepsTheRecordOutOfFiles(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.samples["child"] = w.addChild("c", "ho-ten", "Lò Văn Khôi")
	book := "/u/{unit}/{year}/so-theo-doi-tre-em"
	files := map[string]func() string{
		"the book on the screen": func() string { return w.readable("hoa.tt", book) },
		"a file of the list":     func() string { return string(w.taken("hoa.tt", "")) },
	}
	for _, as := range []string{"xlsx", "pdf"} {
		files["the book as "+as] = func() string {
			return text(t, as, w.do(request{As: "hoa.tt", Path: book, Form: form("muc-dich", "tham", "ly-do", "Thăm đầu năm", "dang", as)}).Result())
		}
	}
	in := func(file string) bool { return strings.Contains(files[file](), "Lò Văn Khôi") }
	for f := range files {
		if !in(f) {
			t.Errorf("%s lacks the child", f)
		}
	}
	w.editChild(w.samples["child"], map[string]string{"dong-y": "Đã rút"})
	for f := range files {
		if in(f) {
			t.Errorf("%s has a child whose consent was withdrawn", f)
		}
	}
	if page := words(w.do(request{As: "hoa.tt", Path: children + "/{child}"}).doc); !strings.Contains(page, "Đã rút đồng ý") {
		t.Error("the page does not say why")
	}
}

// A record is erased when a document orders it and it lay in the trash for thirty days. No word of it stays in the database; that
// it was, and by which document it went, does.
func TestAChildIsErasedByLaw(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	id := w.addChild("x", "ho-ten", "Lò "+marker, "me", "Quàng "+marker)
	w.samples["child"] = id
	w.editChild(id, map[string]string{"hoan-canh": "Trẻ em khuyết tật"})
	page := children + "/{child}/xoa-theo-van-ban"
	erase := func(document string) int {
		return w.do(request{As: "hoa.tt", Path: page, Form: form("van-ban", document, "once", web.NewKey())}).Code
	}
	if got := erase("QĐ 15"); got != http.StatusConflict {
		t.Fatalf("a record that is not in the trash answers %d", got)
	}
	w.post("hoa.tt", children+"/{child}/bo", form("once", web.NewKey()))
	if got := erase("QĐ 15"); got != http.StatusConflict {
		t.Fatalf("a record that went into the trash today answers %d", got)
	}
	w.exec(`UPDATE child SET updated_at = ? WHERE id = ?`, today.Add(-31*24*time.Hour).UnixMilli(), id)
	if _, err := w.app.Chain.SealAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := erase(""); got != http.StatusUnprocessableEntity {
		t.Fatalf("no document answers %d", got)
	}
	if got := erase("QĐ 15/QĐ-UBND ngày 11/05/2026"); got != http.StatusSeeOther {
		t.Fatalf("erasing answers %d\n%s", got, w.log)
	}
	if got := w.do(request{As: "hoa.tt", Path: children + "/" + id}).Code; got != http.StatusNotFound {
		t.Errorf("the erased record answers %d", got)
	}
	for _, query := range []string{`SELECT COUNT(*) FROM child WHERE name LIKE ?`, `SELECT COUNT(*) FROM register_word WHERE word LIKE ?`, `SELECT COUNT(*) FROM register_draft WHERE typed LIKE ?`,
		`SELECT COUNT(*) FROM audit WHERE before || after || note LIKE ?`} {
		if n := w.count(query, "%"+marker+"%"); n > 0 {
			t.Errorf("%s: %d", query, n)
		}
	}
	if n := w.count(`SELECT COUNT(*) FROM audit WHERE record_id = ? AND note LIKE '%QĐ 15/QĐ-UBND%'`, id); n != 1 {
		t.Errorf("%d rows tell of the erasing", n)
	}
	if n := w.count(`SELECT COUNT(*) FROM child_circumstance_log WHERE record_id = ?`, id); n > 0 {
		t.Errorf("%d lines stay", n)
	}
}

// count runs a counting query on the database itself.
func (w *world) count(query string, args ...any) (n int) {
	w.t.Helper()
	_, reader := w.app.DB.Raw()
	if err := reader.QueryRow(query, args...).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// "Tải toàn bộ dữ liệu" is narrowed by level: who does not see sensitive answers does not carry them away, on no sheet.
func TestTheFileOfEverythingLacksWhatItsReaderMayNotSee(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	id := w.addChild("f", "ho-ten", "Lò Văn Khôi")
	w.editChild(id, map[string]string{"hoan-canh": "Trẻ em khuyết tật", "khuyet-tat": "Khuyết tật nhẹ"})
	for _, tt := range []struct {
		role actor.Role
		sees bool
	}{{actor.RoleOfficer, true}, {actor.RoleLeader, false}, {actor.RoleOffice, false}} {
		var file bytes.Buffer
		by := actor.Actor{AccountID: "x", Name: "Người tải", UnitID: w.unitOf(w.samples["unit"]), Posts: []actor.Post{{Role: tt.role}}}
		if _, err := backup.Export(t.Context(), w.app.DB, w.app.Files, by, &file, nil); err != nil {
			t.Fatal(err)
		}
		all := unzipped(t, file.Bytes())
		if !strings.Contains(all, "Lò Văn Khôi") {
			t.Errorf("%s: the file lacks the child", tt.role)
		}
		for _, secret := range []string{"|HCDB04|", "HCDB04", "Khuyết tật nhẹ"} {
			if got := strings.Contains(all, secret); got != tt.sees {
				t.Errorf("%s: the file has %q: %v", tt.role, secret, got)
			}
		}
	}
}
