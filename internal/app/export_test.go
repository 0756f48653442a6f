package app_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const (
	leaving    = "/u/{unit}/{year}/xuat-tre-em"
	homeLeaves = "/u/{unit}/{year}/xuat-ho-gia-dinh"
)

// wanted is the form of an export as somebody fills it in, with some answers changed.
func wanted(changed ...string) url.Values {
	f := form("muc-dich", "bao-cao", "ly-do", "Công văn 12/UBND", "dang", "csv", "nhom", "tre-em", "once", web.NewKey())
	for i := 0; i+1 < len(changed); i += 2 {
		if changed[i] == "nhom" {
			f["nhom"] = strings.Split(changed[i+1], " ")
			continue
		}
		f.Set(changed[i], changed[i+1])
	}
	return f
}

// leaves sends the form and gives the address of the export.
func (w *world) leaves(who, query string, changed ...string) string {
	w.t.Helper()
	a := w.do(request{As: who, Path: leaving + query, Form: wanted(changed...)})
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("the export answers %d: %s", a.Code, said(a.doc))
	}
	return a.Header().Get("Location")
}

// fetched is the file of an export.
func (w *world) fetched(who, at string) []byte {
	w.t.Helper()
	a := w.send(request{As: who, Path: at + "/tep", Form: form("once", web.NewKey())})
	if a.Code != http.StatusOK {
		w.t.Fatalf("the file answers %d: %s", a.Code, a.Body)
	}
	return a.Body.Bytes()
}

func (w *world) taken(who, query string, changed ...string) []byte {
	w.t.Helper()
	return w.fetched(who, w.leaves(who, query, changed...))
}

// Nobody takes children along without saying for what; who does leaves a row, a mark in the file and its fingerprint.
func TestChildrenLeaveWithAPurpose(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) { exportStory(t, newWorld(t, db)) })
}

func exportStory(t *testing.T, w *world) {
	w.addChild("a", "ho-ten", "Lò Thị Xuất", "dia-chi", "=1+1", "truong", "@SUM(A1)")
	frozen := w.addChild("b", "ho-ten", "Lò Thị Rút")
	w.editChild(frozen, map[string]string{"dong-y": "Đã rút"})
	for _, file := range []string{"xlsx", "csv", "docx"} {
		a := w.do(request{As: "hoa.tt", Path: children + "/danh-sach." + file + "?gioi=nu"})
		if to := a.Header().Get("Location"); a.Code != http.StatusSeeOther || !strings.Contains(to, "dang="+file) || !strings.Contains(to, "gioi=nu") {
			t.Errorf("%s answers %d and leads to %s", file, a.Code, to)
		}
	}
	w.run([]scenario{
		{Name: "no purpose", request: request{As: "hoa.tt", Path: leaving, Form: wanted("muc-dich", "")}, Want: 422, Selector: "#loi", Has: "Chọn mục đích"},
		{Name: "no words of one's own", request: request{As: "hoa.tt", Path: leaving, Form: wanted("muc-dich", "khac")}, Want: 422, Selector: "#loi", Has: "Ghi rõ việc"},
		{Name: "no reason", request: request{As: "hoa.tt", Path: leaving, Form: wanted("ly-do", "")}, Want: 422, Selector: "#loi", Has: "Ghi lý do"},
		{Name: "no fields", request: request{As: "hoa.tt", Path: leaving, Form: wanted("nhom", "")}, Want: 422, Selector: "#loi", Has: "ít nhất một nhóm"},
		{Name: "no such form", request: request{As: "hoa.tt", Path: leaving, Form: wanted("dang", "exe")}, Want: 422, Selector: "#loi", Has: "Chọn dạng tệp"},
		{Name: "a short password", request: request{As: "hoa.tt", Path: leaving, Form: wanted("dang", "xlsx-mat-khau", "mat-khau-tep", "1234567")}, Want: 422, Selector: "#loi", Has: "ít nhất 8 ký tự"},
		{Name: "two passwords", request: request{As: "hoa.tt", Path: leaving, Form: wanted("dang", "xlsx-mat-khau", "mat-khau-tep", "12345678", "mat-khau-lai", "12345679")}, Want: 422, Selector: "#loi", Has: "khác nhau"},
		{Name: "the form says what leaves", request: request{As: "hoa.tt", Path: leaving + "?gioi=nu"}, Want: 200, Selector: ".lead, main", Has: "đang lọc: giới tính nữ"},
	})
	at := w.leaves("hoa.tt", "?gioi=nu", "nhom", "tre-em noi-o hoc-tap-suc-khoe")
	raw := w.fetched("hoa.tt", at)
	text := string(raw)
	for _, has := range []string{"Lần xuất TE-X", "Trần Thu Hoa", "Mục đích: Lập báo cáo, thống kê theo quy định. Lý do: Công văn 12/UBND. Đang lọc: giới tính nữ.", "Lò Thị Xuất", "'=1+1", "'@SUM(A1)", "1 hồ sơ không đưa vào tệp"} {
		if !strings.Contains(text, has) {
			t.Errorf("the file lacks %q", has)
		}
	}
	for _, not := range []string{"Lò Thị Rút", "Điện thoại", "Hoàn cảnh"} {
		if strings.Contains(text, not) {
			t.Errorf("the file has %q", not)
		}
	}
	page := said(w.do(request{As: "dat.lq", Path: at}).doc)
	sum := sha256.Sum256(raw)
	for _, has := range []string{"Trần Thu Hoa", "Công văn 12/UBND", "không đưa vào 1", hex.EncodeToString(sum[:]), "Trẻ em; Nơi ở; Học tập, sức khỏe"} {
		if !strings.Contains(page, has) {
			t.Errorf("the leader does not read %q of the export: %s", has, page)
		}
	}
	if all := said(w.do(request{As: "dat.lq", Path: leaving + "/cac-lan"}).doc); !strings.Contains(all, "Công văn 12/UBND") || strings.Contains(all, "Lò Thị") {
		t.Error("the list of exports lacks it, or names a child")
	}
	if a := w.do(request{As: "dat.lq", Path: at + "/tep", Form: form("once", web.NewKey())}); a.Code != http.StatusNotFound {
		t.Errorf("somebody else's file answers %d", a.Code)
	}
	if history := said(w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/lich-su"}).doc); !strings.Contains(history, "Công văn 12/UBND") {
		t.Error("the history says nothing of it")
	}
}

// Every form opens, a locked one with its password alone; what the list of the address does not have is in none.
func TestTheFormsOfAnExport(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.addChild("a", "ho-ten", "Lò Thị Xuất", "truong", "=HYPERLINK(1)")
	groups := "tre-em giay-to gia-dinh noi-o hoc-tap-suc-khoe muc-rieng"
	open := func(raw []byte, password string) (*excelize.File, error) {
		return excelize.OpenReader(bytes.NewReader(raw), excelize.Options{Password: password})
	}
	plain := w.taken("hoa.tt", "?tim=xuất", "dang", "xlsx", "nhom", groups)
	locked := w.taken("hoa.tt", "?tim=xuất", "dang", "xlsx-mat-khau", "nhom", groups, "mat-khau-tep", "mang non 2026", "mat-khau-lai", "mang non 2026")
	if _, err := open(locked, ""); err == nil {
		t.Error("the locked file opens without its password")
	}
	for name, f := range map[string]struct {
		raw      []byte
		password string
	}{"plain": {plain, ""}, "locked": {locked, "mang non 2026"}} {
		book, err := open(f.raw, f.password)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, sheet := range book.GetSheetList() {
			if first, _ := book.GetCellValue(sheet, "A3"); !strings.HasPrefix(first, "Lần xuất TE-X") {
				t.Errorf("%s: the sheet %s begins with %q", name, sheet, first)
			}
			if hf, err := book.GetHeaderFooter(sheet); err != nil || !strings.Contains(hf.OddFooter, "Lần xuất TE-X") || !strings.Contains(hf.OddHeader, "Trần Thu Hoa") {
				t.Errorf("%s: the pages of %s are not marked: %v", name, sheet, err)
			}
		}
		rows, err := book.GetRows("Trẻ em")
		if err != nil {
			t.Fatal(err)
		}
		flat := fmt.Sprint(rows)
		if !strings.Contains(flat, "Lò Thị Xuất") || !strings.Contains(flat, "=HYPERLINK(1)") || !strings.Contains(flat, "Dinh dưỡng") || strings.Count(flat, "TE-00") != 1 {
			t.Errorf("%s: the sheet is %s", name, flat)
		}
	}
	if book, _ := open(plain, ""); len(book.GetSheetList()) != 3 { // circumstances and risks over time are lines
		t.Errorf("the sheets are %v", book.GetSheetList())
	}
	if raw := w.taken("hoa.tt", "", "dang", "docx"); !strings.Contains(unzipped(t, raw), "Lần xuất TE-X") {
		t.Error("the Word file is not marked")
	}
	table := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(w.taken("hoa.tt", "?tim=xuất", "nhom", groups), []byte("\uFEFF"))))
	table.FieldsPerRecord = -1
	rows, err := table.ReadAll()
	if err != nil || len(rows) != 6 || !slices.Contains(rows[5], "'=HYPERLINK(1)") {
		t.Errorf("the CSV is %v: %v", rows, err)
	}
}

// The printed list asks for its purpose only, once a time; the paper says which time it is.
func TestAPaperAsksForItsPurpose(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.addChild("a", "ho-ten", "Lò Thị Giấy")
	paper := children + "/in?tim=giấy"
	if page := said(w.do(request{As: "hoa.tt", Path: paper}).doc); strings.Contains(page, "Lò Thị Giấy") || !strings.Contains(page, "Mục đích") {
		t.Errorf("without a purpose the paper says %s", page)
	}
	a := w.do(request{As: "hoa.tt", Path: paper, Form: form("muc-dich", "tham", "once", web.NewKey())})
	to := a.Header().Get("Location")
	page := said(w.do(request{As: "hoa.tt", Path: to}).doc)
	if a.Code != http.StatusSeeOther || !strings.Contains(page, "Lò Thị Giấy") || !strings.Contains(page, "Lần xuất TE-X") || !strings.Contains(page, "Giao tổ trưởng") {
		t.Errorf("the paper answers %d: %s", a.Code, page)
	}
	if page := said(w.do(request{As: "hoa.tt", Path: to + "&tim="}).doc); strings.Count(page, "TE-00") != 1 {
		t.Error("the address opens more than was asked for")
	}
	for _, who := range []string{"dat.lq"} {
		if a := w.do(request{As: who, Path: to}); a.Code != http.StatusNotFound {
			t.Errorf("%s opens somebody else's paper: %d", who, a.Code)
		}
	}
	if all := said(w.do(request{As: "dat.lq", Path: leaving + "/cac-lan"}).doc); !strings.Contains(all, "Bản in, chép bảng") {
		t.Error("the paper is not among the exports")
	}
}

// Who may not take data out gets neither form nor file; who may not see an answer has it in no file, and cannot see from a file that
// it changed.
func TestAnExportHasWhatItsMakerMaySee(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	w.samples["child"] = w.addChild("a", "ho-ten", "Lò Thị Riêng")
	for _, who := range []string{"thinh.vv", "cuc.nt", "phong.lh", "tinh.lx", "kiem.dv"} {
		for _, path := range []string{leaving, leaving + "/cac-lan", leaving + "/{child_export}", children + "/in", children + "/danh-sach.xlsx", homeLeaves} {
			if a := w.do(request{As: who, Path: path}); a.Code != http.StatusForbidden && a.Code != http.StatusNotFound {
				t.Errorf("%s: %s answers %d", who, path, a.Code)
			}
		}
		if a := w.do(request{As: who, Path: leaving, Form: wanted()}); a.Code != http.StatusForbidden && a.Code != http.StatusNotFound {
			t.Errorf("%s: the export answers %d", who, a.Code)
		}
	}
	all := "tre-em giay-to gia-dinh noi-o hoc-tap-suc-khoe hoan-canh-cham-soc qua-trinh muc-rieng"
	took := func(format string) string {
		return marks.ReplaceAllString(text(t, "", &http.Response{Body: bodyOf(w.taken("dat.lq", "", "dang", format, "nhom", all))}), "…")
	}
	before := map[string]string{}
	for _, format := range []string{"xlsx", "csv", "docx"} {
		before[format] = took(format)
	}
	w.editChild(w.samples["child"], map[string]string{"dinh-duong": "Gầy còm", "khuyet-tat": "Khuyết tật nhẹ", "hoan-canh": "Trẻ em khuyết tật"})
	for format, was := range before {
		is := took(format)
		if was != is {
			t.Errorf("%s: the leader sees that an answer changed: %s", format, difference(was, is))
		}
		for _, word := range []string{"Dinh dưỡng", "Dân tộc", "Nguy cơ", "Gầy còm", "Hoàn cảnh đặc biệt các thời kỳ"} {
			if strings.Contains(is, word) {
				t.Errorf("%s: the leader's file has %q", format, word)
			}
		}
	}
	if is := string(w.taken("hoa.tt", "", "nhom", all)); !strings.Contains(is, "Gầy còm") {
		t.Error("the officer's file lacks what the officer sees")
	}
	at := w.leaves("hoa.tt", "?xem=hoan-canh", "ly-do", "Danh sách riêng")
	if page := said(w.do(request{As: "dat.lq", Path: at}).doc); !strings.Contains(page, "không nêu số") || strings.Contains(page, "Hoàn cảnh đặc biệt") {
		t.Errorf("the leader learns how many children are in special circumstances: %s", page)
	}
	if page := said(w.do(request{As: "hoa.tt", Path: at}).doc); !strings.Contains(page, "đang lọc: hoàn cảnh đặc biệt") {
		t.Error("the officer does not read what the export was narrowed by")
	}
}

// marks are what differs from one export to the next: its number and its time.
var marks = regexp.MustCompile(`TE-X\d+|\d\d:\d\d \d\d/\d\d/\d{4}`)

type closer struct{ *bytes.Reader }

func (closer) Close() error { return nil }

func bodyOf(raw []byte) closer { return closer{bytes.NewReader(raw)} }

// A list longer than a page can wait for is made beside it; its file is there for an hour.
func TestALongExportIsMadeBesideThePage(t *testing.T) {
	now := today
	w := newWorldWith(t, template.SQLite(t), app.Config{Clock: func() store.Instant { return store.Instant{Time: now} }})
	w.manyChildren(2100)
	at := w.leaves("hoa.tt", "")
	if a := w.do(request{As: "hoa.tt", Path: at}); a.Header().Get("Refresh") == "" || !strings.Contains(said(a.doc), "Đang làm tệp: 0/2.") {
		t.Errorf("the page does not say how far it is: %s", said(a.doc))
	}
	for worked := true; worked; {
		var err error
		if worked, err = w.app.Jobs.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	page := w.do(request{As: "hoa.tt", Path: at})
	if page.Header().Get("Refresh") != "" || !strings.Contains(said(page.doc), "Tệp đã xong: 2.1") {
		t.Fatalf("the finished export says %s", said(page.doc))
	}
	raw := w.fetched("hoa.tt", at)
	if n := bytes.Count(raw, []byte("TE-")); n < 2100 {
		t.Errorf("the file has %d records", n)
	}
	sum := sha256.Sum256(raw)
	now = now.Add(time.Hour + time.Minute)
	for worked := true; worked; {
		var err error
		if worked, err = w.app.Jobs.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if w.app.Files.Has(hex.EncodeToString(sum[:])) {
		t.Error("the file is still on the disk")
	}
	if a := w.do(request{As: "hoa.tt", Path: at + "/tep", Form: form("once", web.NewKey())}); a.Code != http.StatusNotFound || !strings.Contains(said(a.doc), "sau một giờ") {
		t.Errorf("the file that is gone answers %d: %s", a.Code, said(a.doc))
	}
	if page := said(w.do(request{As: "hoa.tt", Path: at}).doc); !strings.Contains(page, hex.EncodeToString(sum[:])) {
		t.Error("the fingerprint went with the file")
	}
}

// A program that reads children is counted by token and day.
func TestAProgramThatReadsChildrenIsCounted(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	token := w.program("hoa.tt", actor.ChildRead)
	for range 3 {
		rec := w.send(request{Path: "/api/v1/u/{unit}/tre-em?limit=20", Header: http.Header{"Authorization": {"Bearer " + token}}})
		if rec.Code != http.StatusOK {
			t.Fatalf("the program gets %d", rec.Code)
		}
	}
	if page := said(w.do(request{As: "dat.lq", Path: leaving + "/cac-lan"}).doc); !strings.Contains(page, "khóa của Trần Thu Hoa đọc 60 lượt hồ sơ, 3 lần gọi") {
		t.Errorf("the leader does not read it: %s", page)
	}
}

// manyChildren enters so many children in one change.
func (w *world) manyChildren(n int) {
	w.t.Helper()
	unit := w.unitOf(w.samples["unit"])
	err := w.app.DB.Write(w.t.Context(), actor.ForUnit(unit), func(tx *store.Tx) error {
		for i := range n {
			if _, err := child.Children.Add(w.t.Context(), tx, unit, map[string]string{"ho-ten": fmt.Sprint("Lò Thị Số ", i), "ngay-sinh": "05/06/2018", "gioi": "Nữ"}, day.At(today)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// said is all that a page says.
func said(doc *goquery.Document) string { return squash(doc.Find("main").Text()) }

// A unit takes its own children along and no others, and knows of no other unit's exports.
func TestAnExportIsOfOneUnit(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.addChild("a", "ho-ten", "Lò Thị Nơi Này")
	at := w.leaves("hoa.tt", "")
	w.otherUnit("la.dt")
	theirs := "/u/{other}/{year}"
	if a := w.do(request{As: "la.dt", Path: theirs + "/tre-em/them", Form: form(aChild("o", "ho-ten", "Lò Thị Nơi Khác")...)}); a.Code != http.StatusSeeOther {
		t.Fatalf("the other unit's child answers %d", a.Code)
	}
	a := w.do(request{As: "la.dt", Path: theirs + "/xuat-tre-em", Form: wanted()})
	own := string(w.fetched("la.dt", a.Header().Get("Location")))
	if !strings.Contains(own, "Lò Thị Nơi Khác") || strings.Contains(own, "Lò Thị Nơi Này") || !strings.Contains(own, "TE-X0001") {
		t.Errorf("the other unit's file is %s", own)
	}
	if ours := string(w.taken("hoa.tt", "")); strings.Contains(ours, "Lò Thị Nơi Khác") {
		t.Error("the unit's file has the other unit's child")
	}
	for _, path := range []string{at, strings.Replace(at, w.samples["unit"], w.samples["other"], 1)} {
		if a := w.do(request{As: "la.dt", Path: path}); a.Code != http.StatusNotFound && a.Code != http.StatusForbidden {
			t.Errorf("the other unit opens %s: %d", path, a.Code)
		}
		if a := w.do(request{As: "la.dt", Path: path + "/tep", Form: form("once", web.NewKey())}); a.Code != http.StatusNotFound && a.Code != http.StatusForbidden {
			t.Errorf("the other unit fetches %s: %d", path, a.Code)
		}
	}
	if all := said(w.do(request{As: "la.dt", Path: theirs + "/xuat-tre-em/cac-lan"}).doc); strings.Contains(all, "Trần Thu Hoa") {
		t.Error("the other unit knows of the export")
	}
}
