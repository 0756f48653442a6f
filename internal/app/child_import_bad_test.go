package app_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/web"
)

const badHeads = "Họ và tên\tNgày sinh\tGiới tính\tSố định danh\n"

// book is a workbook of one list, with something done to it.
func book(t *testing.T, do func(f *excelize.File, sheet string)) request {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"Họ và tên", "Ngày sinh", "Giới tính", "Địa chỉ"}, {"Lê Văn Khôi", "15/06/2018", "Nam", "12 Lê Lợi"}, {"Trần Thị Mây", "16/07/2019", "Nữ", "13 Lê Lợi"}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	do(f, "Sheet1")
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return request{Files: []upload{{"tep", "t.xlsx", buf.String()}}}
}

// withRows is a workbook whose sheet was widened by empty rows that somebody formatted.
func withRows(t *testing.T, r request, n int) request {
	t.Helper()
	raw := []byte(r.Files[0].Content)
	in, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	out := zip.NewWriter(&buf)
	for _, f := range in.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var content bytes.Buffer
		if _, err := content.ReadFrom(part); err != nil {
			t.Fatal(err)
		}
		text := content.String()
		if strings.HasSuffix(f.Name, "sheet1.xml") {
			var rows strings.Builder
			for i := 4; i <= n; i++ {
				fmt.Fprintf(&rows, `<row r="%d"/>`, i)
			}
			text = strings.Replace(text, "</sheetData>", rows.String()+"</sheetData>", 1)
		}
		to, err := out.Create(f.Name)
		if err == nil {
			_, err = to.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return request{Files: []upload{{"tep", "t.xlsx", buf.String()}}}
}

// What a workbook has besides its cells is said, and what it means for the rows.
func TestWorkbooksThatAreNotWhatTheySeem(t *testing.T) {
	for name, x := range map[string]struct {
		r    request
		has  []string
		rows int
	}{
		"a million empty rows": {withRows(t, book(t, func(*excelize.File, string) {}), 1_000_000), []string{"2 thêm mới", "Trang có 1.000.000 dòng, từ dòng 4 trở đi đều trống"}, 2},
		"a formula with its result": {book(t, func(f *excelize.File, s string) {
			_ = f.SetCellFormula(s, "D2", `"12 "&"Lê Lợi"`)
			_ = f.SetCellValue(s, "D2", "12 Lê Lợi")
			_ = f.SetCellFormula(s, "D2", `"12 "&"Lê Lợi"`)
		}), []string{"2 thêm mới", "1 ô là công thức: lấy kết quả đã lưu"}, 2},
		"a formula without one": {book(t, func(f *excelize.File, s string) {
			_ = f.SetCellValue(s, "B3", nil)
			_ = f.SetCellFormula(s, "B3", "TODAY()")
		}), []string{"1 thêm mới", "1 lỗi", "công thức chưa có kết quả"}, 2},
		"a hidden sheet": {book(t, func(f *excelize.File, _ string) {
			_, _ = f.NewSheet("Cũ")
			_ = f.SetCellValue("Cũ", "A1", "Họ và tên")
			_ = f.SetSheetVisible("Cũ", false)
		}), []string{"2 thêm mới", "Không đọc 1 trang tính đang ẩn: “Cũ”"}, 2},
		"another sheet": {book(t, func(f *excelize.File, _ string) {
			_, _ = f.NewSheet("Tổ 4")
			_ = f.SetCellValue("Tổ 4", "A1", "Họ và tên")
		}), []string{"2 thêm mới", "không đọc trang “Tổ 4”"}, 2},
		"hidden rows": {book(t, func(f *excelize.File, s string) { _ = f.SetRowVisible(s, 3, false) }), []string{"2 thêm mới", "Đọc cả 1 dòng đang ẩn (dòng 3)"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, template.SQLite(t))
			text := squash(w.bringChildren("hoa.tt", x.r).doc.Find("main").Text())
			for _, has := range x.has {
				if !strings.Contains(text, has) {
					t.Errorf("the preview does not say %q: %s", has, text[:min(len(text), 900)])
				}
			}
		})
	}
}

// Half a file is refused in words, and nothing is kept of it.
func TestHalfAnUpload(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	whole := book(t, func(*excelize.File, string) {}).Files[0].Content
	for name, content := range map[string]string{"half": whole[:len(whole)/2], "a few bytes": whole[:30], "nothing": ""} {
		a := w.do(request{As: "hoa.tt", Path: childImports, Form: form("once", web.NewKey()), Files: []upload{{"tep", "t.xlsx", content}}})
		if text := squash(a.doc.Find("main").Text()); a.Code != http.StatusUnprocessableEntity || !strings.Contains(text, "Tệp") {
			t.Errorf("%s: %d %s", name, a.Code, text[:min(len(text), 300)])
		}
	}
	if n := w.asked("SELECT COUNT(*) FROM register_import WHERE register = 'child'"); n != "0" {
		t.Errorf("%s tables are kept", n)
	}
}

// The same file again says so, and writes nothing twice.
func TestTheSameTableOfChildrenTwice(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	table := request{Form: form("bang", badHeads+"Lê Văn Khôi\t15/06/2018\tNam\t\nTrần Thị Mây\t16/07/2019\tNữ\t033319000102\n")}
	w.bringChildren("hoa.tt", table)
	w.writeChildren("hoa.tt")
	count := w.asked("SELECT COUNT(*) FROM child")
	again := squash(w.bringChildren("hoa.tt", request{Form: form("bang", table.Form.Get("bang"))}).doc.Find("main").Text())
	if !strings.Contains(again, "Tệp này đã được ghi vào sổ") || !strings.Contains(again, "0 thêm mới") {
		t.Errorf("the second preview says %s", again[:min(len(again), 600)])
	}
	w.writeChildren("hoa.tt")
	if now := w.asked("SELECT COUNT(*) FROM child"); now != count {
		t.Errorf("%s children, %s before the file came again", now, count)
	}
}

// Of two officers who bring the same children at once the second finds them asked about, not doubled; what was left waits to be decided.
func TestTwoOfficersImportAtOnce(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	const one = "Lê Văn Khôi\t15/06/2018\tNam\t\nTrần Thị Mây\t16/07/2019\tNữ\t\n"
	w.bringChildren("hoa.tt", request{Form: form("bang", badHeads+one)})
	first := w.samples["batch"]
	page := squash(w.bringChildren("hoa.tt", request{Form: form("bang", badHeads+"Lê Văn Khôi\t15/06/2018\tNam\t\nPhạm Văn Đá\t20/01/2017\tNam\t\n")}).doc.Find("main").Text())
	second := w.samples["batch"]
	if !strings.Contains(page, "2 thêm mới") {
		t.Fatalf("the second preview says %s", page[:min(len(page), 500)])
	}
	before := w.asked("SELECT COUNT(*) FROM child")
	w.samples["batch"] = first
	w.writeChildren("hoa.tt")
	w.samples["batch"] = second
	receipt := squash(w.writeChildren("hoa.tt").doc.Find("main").Text())
	if !strings.Contains(receipt, "1 thêm mới, 0 cập nhật, 1 dòng không ghi") || !strings.Contains(receipt, "có thể là TE-0061 Lê Văn Khôi") {
		t.Errorf("the second receipt says %s", receipt)
	}
	var n, was int
	_, _ = fmt.Sscan(before, &was)
	if _, _ = fmt.Sscan(w.asked("SELECT COUNT(*) FROM child"), &n); n != was+3 {
		t.Errorf("%d children more, want 3", n-was)
	}
	a := w.do(request{As: "hoa.tt", Path: childImports + "/{batch}/con-lai", Form: form("once", web.NewKey())})
	if a.Code != http.StatusSeeOther {
		t.Fatalf("the rest is answered with %d: %s", a.Code, words(a.doc))
	}
	w.samples["batch"] = id(t, a.Header().Get("Location"), "nhap-tre-em")
	rest := squash(w.carried("hoa.tt", "xem", "Đang xem từng dòng").doc.Find("main").Text())
	if !strings.Contains(rest, "1 dòng: 0 thêm mới, 0 cập nhật, 1 có thể trùng") || !strings.Contains(rest, "Là một trẻ em, cập nhật bản đã có") {
		t.Errorf("the rest says %s", rest[:min(len(rest), 500)])
	}
}

// Two rows of one table that may be one child are asked about; decided to be one they become one record, and go with the import.
func TestTwoRowsOfOneChild(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		const heads = "Họ và tên\tNgày sinh\tGiới tính\tHọ tên mẹ\tSĐT\tĐịa chỉ\tSố định danh\n"
		table := heads + "Nguyễn Thị Hồng Ánh\t15/06/2018\tNữ\tPhạm Thị Nụ\t0912333444\t\t033318000777\n" +
			"Nguyễn Hồng Ánh\t15/06/2018\tNữ\tPhạm Thị Nụ\t0912333444\t12 Lê Lợi\t\n" +
			"Lê Văn Một\t01/02/2016\tNam\tĐỗ Thị Na\t\t\t033216000888\n" +
			"Trần Văn Hai\t20/10/2012\tNam\tBùi Thị Tư\t\t\t033216000888\n"
		before := w.asked("SELECT COUNT(*) FROM child")
		page := squash(w.bringChildren("hoa.tt", request{Form: form("bang", table)}).doc.Find("main").Text())
		if !strings.Contains(page, "4 dòng: 2 thêm mới, 0 cập nhật, 1 có thể trùng, 1 lỗi") || !strings.Contains(page, "dòng 4 của bảng cũng ghi như vậy") {
			t.Fatalf("the preview says %s", page[:min(len(page), 400)])
		}
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: childImports + "/{batch}?nhom=twin"}, Name: "the twin names its row", Want: 200, Selector: "tbody", Has: "có thể là một với dòng 2 của bảng"},
			{request: request{As: "hoa.tt", Path: childImports + "/{batch}/quyet", Form: form("once", "q1", "chon", "them")}, Name: "asked once more", Want: 200, Selector: "h1", Has: "Tất cả dòng còn lại là trẻ em khác?"},
			{request: request{As: "thinh.vv", Path: childImports + "/{batch}/quyet", Form: form("once", "q2", "chon", "them")}, Name: "a body may not", Want: 403},
			{request: request{As: "hoa.tt", Path: childImports + "/{batch}/sua", Form: form("once", "q3", "chon-3", "ghi-de", "o-5-6", "033212000999")}, Name: "one child, and the number put right", Want: 303},
		})
		fixed := squash(w.carried("hoa.tt", "xem", "Đang xem từng dòng").doc.Find("main").Text())
		if !strings.Contains(fixed, "4 dòng: 3 thêm mới, 0 cập nhật, 1 có thể trùng, 0 lỗi") || !strings.Contains(fixed, "Ghi 4 dòng vào sổ") {
			t.Fatalf("corrected, the preview says %s", fixed[:min(len(fixed), 400)])
		}
		w.writeChildren("hoa.tt")
		if got := w.asked("SELECT name, address, person_number FROM child WHERE mother = 'Phạm Thị Nụ'"); got != "Nguyễn Hồng Ánh|12 Lê Lợi|033318000777" {
			t.Errorf("the child is %s", got)
		}
		w.undoChildren("hoa.tt")
		if after := w.asked("SELECT COUNT(*) FROM child"); after != before {
			t.Errorf("%s children after the undo, %s before", after, before)
		}
	})
}

// The template offers the answers of the lists, the hamlets of the unit among them, and comes back without a word about itself.
func TestTheTemplateOffersTheLists(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	a := w.send(request{As: "hoa.tt", Path: "/u/{unit}/{year}/tre-em/mau.xlsx"})
	f, err := excelize.OpenReader(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	head := 0
	for i, row := range rows {
		if len(row) > 3 && row[0] == "Họ và tên" {
			head = i
		}
	}
	offered := map[string]bool{}
	checks, err := f.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range checks {
		col, _, err := excelize.CellNameToCoordinates(strings.Split(v.Sqref, ":")[0])
		if err != nil {
			t.Fatal(err)
		}
		offered[rows[head][col-1]] = true
	}
	for _, want := range []string{"Giới tính", "Dân tộc", "Tổ dân phố, thôn", "Khuyết tật", "Có thẻ bảo hiểm y tế"} {
		if !offered[want] {
			t.Errorf("nothing is offered for %s", want)
		}
	}
	for i, h := range rows[head] {
		for want, value := range map[string]string{"Họ và tên": "Lê Văn Khôi", "Ngày sinh": "15/06/2018", "Giới tính": "Nam", "Tổ dân phố, thôn": "Tổ dân phố số 3"} {
			if h == want {
				cell, _ := excelize.CoordinatesToCellName(i+1, head+2)
				if err := f.SetCellValue(sheet, cell, value); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	page := squash(w.bringChildren("hoa.tt", request{Files: []upload{{"tep", "mau.xlsx", buf.String()}}}).doc.Find("main").Text())
	if !strings.Contains(page, "1 thêm mới") || strings.Contains(page, "đang ẩn") {
		t.Errorf("the filled template is read as %s", page[:min(len(page), 600)])
	}
}
