package register_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/store"
)

// workbook writes a first sheet of records and a second of their money.
func workbook(t *testing.T, records, money [][]any) string {
	t.Helper()
	columns := func(rows [][]any) (out []xlsx.Column) {
		for _, h := range rows[0] {
			out = append(out, xlsx.Column{Head: h.(string)})
		}
		return out
	}
	book := xlsx.Table{Sheet: "Sổ thử", Columns: columns(records), Rows: records[1:], More: []xlsx.Table{{Sheet: "Khoản chi", Columns: columns(money), Rows: money[1:]}}}
	var buf bytes.Buffer
	if err := xlsx.Write(&buf, book); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func TestLinesTravelOnASheetOfTheirOwn(t *testing.T) {
	for name, try := range map[string]func(*testing.T, *site){"export comes back": linesComeBack, "import and undo": linesImported, "mistakes": linesRefused, "template": linesTemplate} {
		t.Run(name, func(t *testing.T) {
			template.Each(t, func(t *testing.T, db *store.DB) { try(t, newSite(t, db)) })
		})
	}
}

func linesComeBack(t *testing.T, s *site) {
	s.add(joined(line(1, "Thuê loa", "quy", "500.000", "", "2/5/2026"), line(2, "Quà | bánh", "", "1", "2", ""))...)
	s.add("ten", "Không có khoản nào", "ngay", "1/5/2026")
	before := snapshot(t, s)
	book := s.send(member, "so-thu/danh-sach.xlsx", nil).Body.Bytes()
	sheets, err := xlsx.ReadSheets(book)
	if err != nil || len(sheets) != 2 || sheets[1].Name != "Khoản chi" {
		t.Fatalf("%d sheets: %v", len(sheets), err)
	}
	batch := s.send(hoa, "nhap-so-thu", form(), file{"tep", "so-thu.xlsx", string(book)}).id(t)
	page := s.send(hoa, "nhap-so-thu/"+batch, nil)
	page.want(t, http.StatusOK, "main", "2 dòng: 0 thêm mới, 0 cập nhật, 0 có thể trùng, 0 lỗi. Cả bảng giống hệt sổ")
	page.want(t, http.StatusOK, "tbody", "2 khoản chi")
	s.send(hoa, "nhap-so-thu/"+batch+"/ghi", form()).id(t)
	if got := snapshot(t, s); got != before {
		t.Errorf("the register's own workbook changed it:\n%s\n%s", before, got)
	}
}

func linesImported(t *testing.T, s *site) {
	s.add(line(1, "Cũ", "", "5", "", "")...)
	before := snapshot(t, s)
	book := workbook(t, [][]any{{"Tên mục", "Cấp độ"}, {"Bến mới", "Cao"}, {"Bến khác", "Vừa"}},
		[][]any{{"Mã mục thử", "Nội dung", "Dự kiến", "Nguồn"}, {"2", "Loa", 100, "Quỹ"}, {"2", "Quà", 200, ""}, {"3", "Nước", "mười", ""}, {"ST-0001", "Thay thế", 7, ""}})
	batch := "nhap-so-thu/" + s.send(hoa, "nhap-so-thu", form(), file{"tep", "so.xlsx", book}).id(t)
	s.send(hoa, batch, nil).want(t, http.StatusOK, "main", "3 dòng: 1 thêm mới, 1 cập nhật, 0 có thể trùng, 1 lỗi")
	wrong := s.send(hoa, batch+"?nhom=error", nil)
	wrong.want(t, http.StatusOK, "tbody", "Khoản chi, dòng 1: dự kiến:")
	typed := wrong.fields("main form")
	for name := range typed {
		if strings.Contains(typed.Get(name), "mười") {
			s.send(hoa, batch+"/sua", form(name, strings.ReplaceAll(typed.Get(name), "mười", "10"))).id(t)
		}
	}
	s.send(hoa, batch+"/ghi", form()).id(t)
	s.send(hoa, batch, nil).want(t, http.StatusOK, "main", "2 thêm mới, 1 cập nhật, 0 dòng không ghi")
	if got := strings.Join(lines(t, s), "; "); !strings.Contains(got, "Thay thế") || strings.Contains(got, "Cũ") || !strings.Contains(got, "Nước") || len(lines(t, s)) != 4 {
		t.Errorf("after the import the lines are %s", got)
	}
	s.send(hoa, batch+"/hoan-tac", form()).id(t)
	if got := snapshot(t, s); got != before {
		t.Errorf("taken back, the register is not what it was:\n%s\n%s", before, got)
	}
}

func linesRefused(t *testing.T, s *site) {
	records := [][]any{{"Tên mục", "Cấp độ"}, {"Bến mới", "Cao"}}
	for words, money := range map[string][][]any{
		"dòng 2: “9” không phải số dòng có ở trang đầu": {{"Mã mục thử", "Nội dung"}, {"9", "Loa"}},
		"dòng 2: “Bến” không phải số dòng":              {{"Mã mục thử", "Nội dung"}, {"Bến", "Loa"}},
		"ô đầu ghi “Mã mục thử”":                        {{"Cột lạ", "Nội dung"}, {"2", "Loa"}},
	} {
		s.send(hoa, "nhap-so-thu", form(), file{"tep", "so.xlsx", workbook(t, records, money)}).want(t, http.StatusUnprocessableEntity, "#loi", words)
	}
	unknown := workbook(t, records, [][]any{{"Mã mục thử", "Nội dung"}, {"ST-0099", "Loa"}})
	batch := s.send(hoa, "nhap-so-thu", form(), file{"tep", "so.xlsx", unknown}).id(t)
	s.send(hoa, "nhap-so-thu/"+batch, nil).want(t, http.StatusOK, "main", "2 dòng: 1 thêm mới, 0 cập nhật, 0 có thể trùng, 1 lỗi")
}

func linesTemplate(t *testing.T, s *site) {
	sheets, err := xlsx.ReadSheets(s.send(hoa, "so-thu/mau.xlsx", nil).Body.Bytes())
	if err != nil || len(sheets) != 2 {
		t.Fatalf("%d sheets: %v", len(sheets), err)
	}
	var all strings.Builder
	for _, row := range sheets[1].Rows {
		all.WriteString(strings.Join(row, " ") + "\n")
	}
	if !strings.Contains(all.String(), "Mã mục thử Nội dung Nguồn Dự kiến Đã chi Ngày chi Nơi chi\n") || strings.Contains(all.String(), "Còn lại") {
		t.Errorf("the second sheet says %s", all.String())
	}
}
