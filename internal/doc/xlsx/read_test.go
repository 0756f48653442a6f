package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// bookOf is a workbook made with excelize, so that reader and writer are not only right about each other.
func bookOf(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// emptyParts are the parts of an empty workbook but for its sheet.
var emptyParts = sync.OnceValue(func() map[string][]byte {
	var out bytes.Buffer
	if err := excelize.NewFile().Write(&out); err != nil {
		panic(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		panic(err)
	}
	parts := map[string][]byte{}
	for _, part := range z.File {
		if parts[part.Name], err = fs.ReadFile(z, part.Name); err != nil {
			panic(err)
		}
	}
	delete(parts, "xl/worksheets/sheet1.xml")
	return parts
})

// withSheet is a workbook whose one sheet has the given markup for its rows, and more markup after them.
func withSheet(t testing.TB, rows, after string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	add := func(name string, text []byte) {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range emptyParts() {
		add(name, text)
	}
	add("xl/worksheets/sheet1.xml", []byte(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+rows+`</sheetData>`+after+`</worksheet>`))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReadNumbersAndDates(t *testing.T) {
	formats := []struct {
		code  string
		value any
		want  string
	}{
		{"General", 1234567, "1234567"}, {"#,##0", 1234567, "1234567"}, {"0.00", 12.5, "12,5"}, {"General", 0.30000000000000004, "0,3"},
		{"General", 33218001234.0, "33218001234"}, {"000000000000", 33218001234.0, "033218001234"}, {"0.0%", 0.07, "7%"}, {"General", -3.5, "-3,5"},
		{"dd/mm/yyyy", 43256, "05/06/2018"}, {"d-mmm-yy", 43256, "05/06/2018"}, {"[$-42A]dd mmmm yyyy;@", 43256, "05/06/2018"}, {`"ngày" dd "tháng" mm`, 43256, "05/06/2018"},
		{"mm/yyyy", 43256, "06/2018"}, {"yyyy", 43256, "2018"}, {"dd/mm/yyyy hh:mm", 43256.75, "05/06/2018 18:00"}, {"hh:mm", 0.3125, "07:30"}, {"[h]:mm", 0.5, "12:00"},
		{"dd/mm/yyyy", 59, "28/02/1900"}, {"dd/mm/yyyy", 61, "01/03/1900"}, {"dd/mm/yyyy", -5, "-5"}, {"dd/mm/yyyy", 99999999, "99999999"},
		{`#,##0 "đ"`, 5000, "5000"}, {"[Red]0", 7, "7"}, {"dd/mm/yyyy", "chưa rõ", "chưa rõ"},
	}
	raw := bookOf(t, func(f *excelize.File) {
		for i, tt := range formats {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &tt.code})
			if err != nil {
				t.Fatal(err)
			}
			cell := cellAt(1, i+1)
			_ = f.SetCellValue("Sheet1", cell, tt.value)
			_ = f.SetCellStyle("Sheet1", cell, cell, style)
		}
	})
	rows, err := ReadTable(raw)
	if err != nil {
		t.Fatal(err)
	}
	for i, tt := range formats {
		if got := rows[i][0]; got != tt.want {
			t.Errorf("%v as %q gave %q, want %q", tt.value, tt.code, got, tt.want)
		}
	}
}

func TestBuiltInFormats(t *testing.T) {
	for id, want := range map[int]string{0: "43256,75", 1: "43256,75", 9: "4325675%", 14: "05/06/2018", 17: "06/2018", 20: "18:00", 22: "05/06/2018 18:00", 49: "43256,75", 57: "05/06/2018"} {
		if got := formatOf(id, "").show("43256.75", false, dateLayout); got != want {
			t.Errorf("format %d gave %q, want %q", id, got, want)
		}
	}
}

func TestReadTable(t *testing.T) {
	tests := []struct {
		name string
		fill func(f *excelize.File)
		want [][]string
	}{
		{"blank rows and cells stay", func(f *excelize.File) {
			_ = f.SetCellValue("Sheet1", "B2", "Họ tên")
			_ = f.SetCellValue("Sheet1", "D4", " An\u00a0 ")
		}, [][]string{nil, {"", "Họ tên"}, nil, {"", "", "", "An"}}},
		{"merged cells", func(f *excelize.File) {
			_ = f.SetSheetRow("Sheet1", "A1", &[]any{"Trẻ em", nil, "Tổ 1"})
			_ = f.SetSheetRow("Sheet1", "A2", &[]any{"Tên", "Năm sinh"})
			_ = f.MergeCell("Sheet1", "A1", "B1")
			_ = f.MergeCell("Sheet1", "C1", "C2")
			_ = f.MergeCell("Sheet1", "E1", "XFD9")
		}, [][]string{{"Trẻ em", "Trẻ em", "Tổ 1"}, {"Tên", "Năm sinh", "Tổ 1"}}},
		{"first visible sheet with contents", func(f *excelize.File) {
			for _, name := range []string{"Ẩn", "Bảng"} {
				_, _ = f.NewSheet(name)
				_ = f.SetCellValue(name, "A1", name)
			}
			_ = f.SetSheetVisible("Ẩn", false)
		}, [][]string{{"Bảng"}}},
		{"results of formulas, truth, errors, rich text", func(f *excelize.File) {
			_ = f.SetCellValue("Sheet1", "A1", 5)
			_ = f.SetCellFormula("Sheet1", "A1", "2+3")
			_ = f.SetCellValue("Sheet1", "B1", true)
			_ = f.SetCellRichText("Sheet1", "C1", []excelize.RichTextRun{{Text: "Nguyễn "}, {Text: "An", Font: &excelize.Font{Bold: true}}})
			_ = f.SetCellValue("Sheet1", "D1", "một\r\n hai\t ba")
		}, [][]string{{"5", "TRUE", "Nguyễn An", "một\nhai  ba"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadTable(bookOf(t, tt.fill))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("cells (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadMarkup(t *testing.T) {
	rows := `<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row r="3"><c r="B3" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c><c t="str"><f>"q"</f><v>q</v></c></row>` +
		`<row r="4"><c r="A4" t="d"><v>2018-06-05T07:30:00</v></c><c t="s"><v>999</v></c><c t="b"><v>0</v></c></row>`
	got, err := ReadTable(withSheet(t, rows, ""))
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"1", "#N/A"}, nil, {"", "ab", "q"}, {"05/06/2018 07:30", "", "FALSE"}}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

func TestCellOutsideOfARow(t *testing.T) {
	got, err := ReadTable(withSheet(t, `<c><v>1</v></c>`, ""))
	if err != nil || len(got) != 1 || got[0][0] != "1" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestDatesOf1904(t *testing.T) {
	raw := bookOf(t, func(f *excelize.File) {
		yes, code := true, "dd/mm/yyyy"
		_ = f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
		style, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		_ = f.SetCellValue("Sheet1", "A1", 41794)
		_ = f.SetCellStyle("Sheet1", "A1", "A1", style)
	})
	got, err := ReadTable(raw)
	if err != nil || got[0][0] != "05/06/2018" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestReadTableRefuses(t *testing.T) {
	var wide strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&wide, `<row r="%d"><c r="IV%d"><v>1</v></c></row>`, i+1, i+1)
	}
	deep := strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300)
	tests := []struct {
		name string
		raw  []byte
		kind errs.Kind
		says string
	}{
		{"empty workbook", bookOf(t, func(*excelize.File) {}), errs.Invalid, "không có dữ liệu"},
		{"nothing", nil, errs.Invalid, "hỏng"},
		{"old Excel", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), errs.Invalid, ".xls"},
		{"a text", []byte("a;b"), errs.Invalid, "hỏng"},
		{"a far row", withSheet(t, `<row r="1048576"><c r="A1048576"><v>1</v></c></row>`, ""), errs.TooLarge, "1.048.576"},
		{"a far column", withSheet(t, `<row r="1"><c r="XFD1"><v>1</v></c></row>`, ""), errs.TooLarge, "16.384"},
		{"few cells, far to the right", withSheet(t, wide.String(), ""), errs.TooLarge, "quá nhiều ô"},
		{"broken markup", withSheet(t, `<row><c>`, ""), errs.Invalid, "hỏng"},
		{"nested too deep", withSheet(t, deep, ""), errs.Invalid, "hỏng"},
		{"nested too deep in a cell", withSheet(t, `<row><c><v>`+deep+`</v></c></row>`, ""), errs.Invalid, "hỏng"},
		{"bomb", withSheet(t, `<row><c t="str"><v>`+strings.Repeat("a", 70<<20)+`</v></c></row>`, ""), errs.TooLarge, "phình"},
		{"too large", make([]byte, MaxBytes+1), errs.TooLarge, "20 MB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadTable(tt.raw)
			if errs.KindOf(err) != tt.kind || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %v saying %q", err, tt.kind, tt.says)
			}
		})
	}
}

// A merged range over the whole sheet, or many of them, must not multiply a small table.
func TestMergedRangesStayInTheTable(t *testing.T) {
	ranges := strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 2000)
	many := strings.Repeat(`<mergeCell ref="A1:IV9999"/>`, 9000)
	if _, err := ReadTable(withSheet(t, `<row><c><v>1</v></c></row><row r="9999"><c r="IV9999"><v>1</v></c></row>`, `<mergeCells>`+many+`</mergeCells>`)); errs.KindOf(err) != errs.TooLarge {
		t.Errorf("many wide ranges: got %v, want too large", err)
	}
	got, err := ReadTable(withSheet(t, `<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, `<mergeCells>`+ranges+`</mergeCells>`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"1", "1"}, {"1", "1"}}, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add(written(f, report()))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, raw []byte) { checkTable(t, raw) })
}

func FuzzReadSheet(f *testing.F) {
	f.Add(`<row r="2"><c r="B2" s="1" t="inlineStr"><is><t>a</t></is></c><c><v>1.5E3</v></c></row>`, `<mergeCells><mergeCell ref="A1:B2"/></mergeCells>`)
	f.Add(`<row><c t="d"><v>2018-06-05</v></c><c t="b"><v>1</v></c></row>`, "")
	f.Fuzz(func(t *testing.T, rows, after string) { checkTable(t, withSheet(t, rows, after)) })
}

func checkTable(t *testing.T, raw []byte) {
	rows, err := ReadTable(raw)
	if err != nil {
		if errs.KindOf(err) == errs.Internal {
			t.Fatalf("no words for a person: %v", err)
		}
		return
	}
	if len(rows) == 0 || len(rows) > MaxTableRow {
		t.Fatalf("%d rows without an error", len(rows))
	}
	for i, row := range rows {
		if len(row) > MaxTableCol {
			t.Fatalf("row %d has %d cells", i+1, len(row))
		}
	}
}

func BenchmarkReadTable(b *testing.B) {
	t := Table{Columns: []Column{{Head: "TT", Kind: Number}, {Head: "Họ tên"}, {Head: "Địa chỉ"}}}
	for i := range 20_000 {
		t.Rows = append(t.Rows, []any{i, "Nguyễn Thị Bình Minh", "Tổ dân phố Phố Nối, phường Mỹ Hào"})
	}
	raw := written(b, t)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadTable(raw); err != nil {
			b.Fatal(err)
		}
	}
}
