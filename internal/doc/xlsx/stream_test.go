package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// planted are texts that a table program would carry out if they came to it as they are.
var planted = []string{"=1+1", "=cmd|' /C calc'!A0", "+84 912", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "=" + strings.Repeat("A", 300)}

func plantedBook(t *testing.T, password string) []byte {
	t.Helper()
	b, err := NewBook("Sổ")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	first, err := b.Sheet(Table{Sheet: "Một", Title: "=TITLE()", Subtitle: []string{"=A1"}, Columns: []Column{{Head: "=HEAD()"}, {Head: "Số", Kind: Number}}, Mark: "Lần xuất 7 & hơn"})
	if err != nil {
		t.Fatal(err)
	}
	second, err := b.Sheet(Table{Sheet: "Hai", Columns: []Column{{Head: "Dòng"}}})
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range planted { // the sheets grow together
		for _, err := range []error{first.Row([]any{s, i}), second.Row([]any{s})} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	first.Foot("=FOOT()")
	var out bytes.Buffer
	if err := b.WriteTo(&out, password); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestNoTextBecomesAFormula(t *testing.T) {
	raw := plantedBook(t, "")
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil || strings.Contains(part.Name, "worksheets/") && regexp.MustCompile(`<f[ >]`).Match(text) {
			t.Errorf("%s has a formula: %v", part.Name, err)
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range []string{"Một", "Hai"} {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x, text := range row {
				if text == "" || strings.Trim(text, "0123456789") == "" {
					continue
				}
				at := cellAt(x+1, y+1)
				kind, err := book.GetCellType(sheet, at)
				if err != nil || kind != excelize.CellTypeInlineString {
					t.Errorf("%s!%s %q is of type %v: %v", sheet, at, text, kind, err)
				}
				id, _ := book.GetCellStyle(sheet, at)
				if q := book.Styles.CellXfs.Xf[id].QuotePrefix; q == nil || !*q {
					t.Errorf("%s!%s %q becomes a formula when somebody edits it", sheet, at, text)
				}
			}
		}
	}
	sheets, err := ReadSheets(raw)
	if err != nil || len(sheets) != 2 || len(sheets[1].Rows) != len(planted)+1 {
		t.Fatalf("the workbook comes back as %v: %v", sheets, err)
	}
	for i, s := range planted {
		if got := sheets[1].Rows[i+1][0]; got != strings.TrimSpace(s) {
			t.Errorf("%q comes back as %q", s, got)
		}
	}
}

func TestABookIsMarkedAndAlwaysTheSame(t *testing.T) {
	raw := plantedBook(t, "")
	if !bytes.Equal(raw, plantedBook(t, "")) {
		t.Error("the same rows give other bytes")
	}
	book, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	hf, err := book.GetHeaderFooter("Một")
	if want := "Lần xuất 7 && hơn"; err != nil || !strings.Contains(hf.OddHeader, want) || !strings.Contains(hf.OddFooter, want) {
		t.Errorf("head and foot of the page are %+v: %v", hf, err)
	}
}

func TestALockedBookOpensWithItsPasswordAlone(t *testing.T) {
	raw := plantedBook(t, "mang non 2026")
	for password, opens := range map[string]bool{"mang non 2026": true, "": false, "mang non 2025": false} {
		book, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{Password: password})
		if (err == nil) != opens {
			t.Errorf("with %q it opens: %v", password, err)
		}
		if err == nil {
			if text, _ := book.GetCellValue("Hai", "A2"); text != planted[0] {
				t.Errorf("it says %q", text)
			}
		}
	}
	if bytes.Contains(raw, []byte("worksheets")) {
		t.Error("the bytes tell what is in it")
	}
}

// BenchmarkBook writes a register of 100,000 children with 24 columns.
func BenchmarkBook(b *testing.B) {
	for b.Loop() {
		book, _ := NewBook("Sổ")
		columns := make([]Column, 24)
		for i := range columns {
			columns[i].Head = fmt.Sprint("Cột ", i)
		}
		s, err := book.Sheet(Table{Sheet: "Một", Columns: columns})
		if err != nil {
			b.Fatal(err)
		}
		row := make([]any, len(columns))
		for i := range 100_000 {
			for j := range row {
				row[j] = "Nguyễn Minh Anh"
			}
			row[0] = i
			if err := s.Row(row); err != nil {
				b.Fatal(err)
			}
		}
		if err := book.WriteTo(io.Discard, ""); err != nil {
			b.Fatal(err)
		}
		_ = book.Close()
	}
}
