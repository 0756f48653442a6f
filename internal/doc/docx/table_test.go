package docx

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func grid(rows ...string) string { return `<w:tbl>` + drawn + strings.Join(rows, "") + `</w:tbl>` }

func TestReadTables(t *testing.T) {
	bold := `<w:r><w:rPr><w:b/></w:rPr><w:t>TT</w:t></w:r>`
	nested := grid(tr(cellOf("", p(r("x1"))), cellOf("", p(r("x2")))), tr(cellOf("", p(r("x3")))))
	tests := []struct {
		name, body string
		want       []doctext.Line
	}{
		{"rows and cells", p(r("trước")) + grid(tr(cellOf("", p(bold)), cellOf("", p(bold))), tr(cellOf("", p(r("1"))), cellOf("", p(r("Dạy\u00a0bơi"))))) + p(r("sau")),
			[]doctext.Line{{Text: "trước"}, {Text: "TT\tTT", Cells: []string{"TT", "TT"}, Table: 1, Bold: true}, {Text: "1\tDạy bơi", Cells: []string{"1", "Dạy bơi"}, Table: 1}, {Text: "sau"}}},
		{"merged cells repeat nothing", grid(
			tr(cellOf(`<w:gridSpan w:val="2"/>`, p(r("Nhiệm vụ"))), cellOf(`<w:vMerge w:val="restart"/>`, p(r("Hạn")))),
			tr(cellOf("", p(r("a"))), cellOf("", p(r("b"))), cellOf(`<w:vMerge/>`, p(r("lặp"))))),
			[]doctext.Line{{Text: "Nhiệm vụ\t\tHạn", Cells: []string{"Nhiệm vụ", "", "Hạn"}, Table: 1}, {Text: "a\tb", Cells: []string{"a", "b", ""}, Table: 1}}},
		{"paragraphs, breaks and tabs in a cell", grid(tr(cellOf("", p(r("một")), p(), p(`<w:r><w:t>hai</w:t><w:br/><w:t>ba</w:t><w:tab/><w:t>bốn</w:t></w:r>`)), cellOf("", p(r("c"))))),
			[]doctext.Line{{Text: "một hai ba bốn\tc", Cells: []string{"một\nhai\nba bốn", "c"}, Table: 1}}},
		{"row that begins later", grid(`<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>` + cellOf("", p(r("c"))) + `</w:tr>`),
			[]doctext.Line{{Text: "\t\tc", Cells: []string{"", "", "c"}, Table: 1}}},
		{"deleted row", grid(tr(cellOf("", p(r("giữ")))), `<w:tr><w:trPr><w:del/></w:trPr>`+cellOf("", p(r("bỏ")))+`</w:tr>`),
			[]doctext.Line{{Text: "giữ", Cells: []string{"giữ"}, Table: 1}}},
		{"table in a cell becomes its text; tables are counted without it", grid(tr(cellOf("", p(r("a")), nested, p()), cellOf("", p(r("b"))))) + p(r("giữa")) + grid(tr(cellOf("", p(r("c"))))),
			[]doctext.Line{{Text: "a x1 x2 x3\tb", Cells: []string{"a\nx1 x2\nx3", "b"}, Table: 1}, {Text: "giữa"}, {Text: "c", Cells: []string{"c"}, Table: 2}}},
		{"form fields around rows and cells", grid(`<w:sdt><w:sdtContent>` + tr(`<w:sdt><w:sdtContent>`+cellOf("", p(r("a")))+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`),
			[]doctext.Line{{Text: "a", Cells: []string{"a"}, Table: 1}}},
		{"head of an official document", `<w:tbl><w:tblPr/>` + tr(cellOf("", p(r("ỦY BAN NHÂN DÂN")), p(r("PHƯỜNG MỸ HÀO"))), cellOf("", p(r("CỘNG HÒA")), p(r("Độc lập")))) + tr(cellOf("", p(r("Số: 18"))), cellOf("", p(r("Mỹ Hào")))) + `</w:tbl>`,
			[]doctext.Line{{Text: "ỦY BAN NHÂN DÂN"}, {Text: "PHƯỜNG MỸ HÀO"}, {Text: "CỘNG HÒA"}, {Text: "Độc lập"}, {Text: "Số: 18"}, {Text: "Mỹ Hào"}}},
		{"without borders but long", `<w:tbl>` + strings.Repeat(tr(cellOf("", p(r("a"))), cellOf("", p(r("b")))), 5) + `</w:tbl>`,
			[]doctext.Line{{Text: "a\tb", Cells: []string{"a", "b"}, Table: 1}, {Text: "a\tb", Cells: []string{"a", "b"}, Table: 1}, {Text: "a\tb", Cells: []string{"a", "b"}, Table: 1}, {Text: "a\tb", Cells: []string{"a", "b"}, Table: 1}, {Text: "a\tb", Cells: []string{"a", "b"}, Table: 1}}},
		{"borders by style", `<w:tbl><w:tblPr><w:tblStyle w:val="Luoi2"/></w:tblPr>` + tr(cellOf("", p(r("a")))) + `</w:tbl>`, []doctext.Line{{Text: "a", Cells: []string{"a"}, Table: 1}}},
		{"borders of the cells", `<w:tbl>` + tr(cellOf(`<w:tcBorders><w:top w:val="single"/><w:left w:val="single"/></w:tcBorders>`, p(r("a")))) + `</w:tbl>`, []doctext.Line{{Text: "a", Cells: []string{"a"}, Table: 1}}},
		{"borders taken off a style", `<w:tbl><w:tblPr><w:tblStyle w:val="Luoi2"/><w:tblBorders><w:top w:val="nil"/><w:left w:val="none"/></w:tblBorders></w:tblPr>` + tr(cellOf("", p(r("a")))) + `</w:tbl>`, []doctext.Line{{Text: "a"}}},
	}
	styles := `<w:style w:type="table" w:styleId="Luoi"><w:name w:val="Table Grid"/>` + drawn + `</w:style><w:style w:type="table" w:styleId="Luoi2"><w:name w:val="x"/><w:basedOn w:val="Luoi"/></w:style>`
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Read(testDoc{body: tt.body, styles: styles}.bytes(t))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, doc.Lines); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTextBoxInACellFollowsItsRow(t *testing.T) {
	box := `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>` + p(r("hộp")) + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
	doc, err := Read(testDoc{body: grid(tr(cellOf("", p(r("a"), box)), cellOf("", p(r("b")))))}.bytes(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []doctext.Line{{Text: "a\tb", Cells: []string{"a", "b"}, Table: 1}, {Text: "hộp", Box: true}}
	if diff := cmp.Diff(want, doc.Lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// A hostile table may ask for far more columns than it has bytes.
func TestWideTablesStopAtALimit(t *testing.T) {
	wide := tr(strings.Repeat(cellOf(`<w:gridSpan w:val="999999999"/>`, p(r("a"))), 400))
	_, err := Read(testDoc{body: grid(strings.Repeat(wide, 150))}.bytes(t))
	if errs.KindOf(err) != errs.TooLarge {
		t.Errorf("got %v, want too large", err)
	}
}
