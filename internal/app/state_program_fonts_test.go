package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
)

// mergedBook is a workbook of rows with merged ranges.
func mergedBook(t *testing.T, rows [][]string, merged ...string) string {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		for j, c := range row {
			at, _ := excelize.CoordinatesToCellName(j+1, i+1) // from 1
			if err := f.SetCellStr("Sheet1", at, c); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, area := range merged {
		from, to, _ := strings.Cut(area, ":")
		if err := f.MergeCell("Sheet1", from, to); err != nil {
			t.Fatal(err)
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// However the workbook of the software is written, the same children are read of it and written.
func TestTheTableOfTheSoftwareIsReadInEveryGuise(t *testing.T) {
	heads := []string{"Mã trẻ em", "Họ và tên trẻ em", "Ngày sinh", "Giới tính", "Họ và tên mẹ", "Số điện thoại"}
	kids := [][]string{
		{"G1", "Vừ Thị Cẩm Tú", "05/06/2018", "Nữ", "Vừ Thị Mỵ", "0912000111"},
		{"G2", "Lầu Bá Sơn", "17/09/2017", "Nam", "Giàng Thị Dở", "0912000222"},
		{"G3", "Hạng Seo Chứ", "21/02/2016", "Nam", "Sùng Thị Vàng", "0912000333"},
		{"G4", "Mùa Thị Hằng", "30/11/2019", "Nữ", "Lý Thị Mẩy", ""},
	}
	plain := append([][]string{{"danh sách trẻ em"}, heads}, kids...)
	two := append([][]string{{"danh sách trẻ em"}, {"Mã trẻ em", "Họ và tên trẻ em", "Ngày sinh", "Giới tính", "Mẹ", ""}, {"", "", "", "", "Họ và tên", "Số điện thoại"}}, kids...)
	over := append([][]string{{"Mã trẻ em", "Trẻ em", "", "", "Mẹ", ""}, {"", "Họ và tên", "Ngày sinh", "Giới tính", "Họ và tên", "Điện thoại"}, {"(1)", "(2)", "(3)", "(4)", "(5)", "(6)"}}, kids...)
	for name, book := range map[string]string{
		"as it is":                       mergedBook(t, plain),
		"TCVN3":                          mergedBook(t, typedIn(plain, oldfont.TCVN3)),
		"VNI":                            mergedBook(t, typedIn(plain, oldfont.VNI)),
		"two rows of head":               mergedBook(t, two, "A1:F1", "E2:F2"),
		"two rows of head, in VNI":       mergedBook(t, typedIn(two, oldfont.VNI), "A1:F1", "E2:F2"),
		"two rows, merged downwards too": mergedBook(t, two, "A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2"),
		"the upper row says whose":       mergedBook(t, over, "A1:A2", "B1:D1", "E1:F1"),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, template.SQLite(t))
			a := w.do(request{As: "hoa.tt", Path: software + "/nhap", Form: form("once", web.NewKey(), "ngay-xuat", day.At(today).String()), Files: []upload{{"tep", "t.xlsx", book}}})
			if a.Code != http.StatusSeeOther {
				t.Fatalf("the table answers %d: %s", a.Code, words(a.doc))
			}
			at := a.Header().Get("Location")
			if page := w.popPage("hoa.tt", at); !strings.Contains(page, "4 mới ở phần mềm") {
				t.Fatalf("the preview says %s", page)
			}
			w.software(at+"/chon", "moi", "phan-mem")
			w.software(at + "/ghi")
			if n := w.asked("SELECT COUNT(*) FROM child WHERE (name, birth, mother) IN (('Vừ Thị Cẩm Tú', '2018-06-05', 'Vừ Thị Mỵ'), ('Lầu Bá Sơn', '2017-09-17', 'Giàng Thị Dở'), ('Hạng Seo Chứ', '2016-02-21', 'Sùng Thị Vàng'), ('Mùa Thị Hằng', '2019-11-30', 'Lý Thị Mẩy'))"); n != "4" {
				t.Errorf("%s of 4 children are in the register as they were written: %s", n, w.asked("SELECT name, birth, sex, mother FROM child ORDER BY created_at DESC, id DESC LIMIT 4"))
			}
		})
	}
}
