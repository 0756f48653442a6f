package docx

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/doc/safezip"
)

func written(t testing.TB, d Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// report is a document with everything that the writer can do.
func report() Document {
	portrait := Section{}
	half := portrait.TextWidth() / 2
	head := Table{Widths: []Length{half, half}, Rows: []Row{{
		{Paragraphs: []Paragraph{{Align: Centre, Runs: []Run{{Text: "ỦY BAN NHÂN DÂN", Bold: true}}}, Rule(half, MM(25))}},
		{Paragraphs: []Paragraph{{Align: Centre, Runs: []Run{{Text: "Độc lập - Tự do - Hạnh phúc", Bold: true, Size: 13}}}}},
	}}}
	portrait.Blocks = []Block{
		head,
		Paragraph{Align: Centre, Level: 1, KeepNext: true, Runs: []Run{{Text: "BÁO CÁO", Bold: true}}},
		Paragraph{Align: Justify, First: MM(12.7), Before: Pt(6), Spacing: 1.2, Runs: []Run{{Text: "Trẻ em "}, {Text: "dưới 16 tuổi", Italic: true}, {Text: " & gia đình <ổn định>."}}},
		Paragraph{Indent: MM(20), First: -MM(10), Runs: []Run{{Text: "a)\tdòng một\ndòng hai"}}},
		Paragraph{NewPage: true, Align: Right, Runs: []Run{{Text: "Trang sau"}}},
	}
	annex := Section{Landscape: true, OwnPages: true}
	rows := []Row{
		{{Span: 2, Middle: true, Paragraphs: []Paragraph{{Align: Centre, Runs: []Run{{Text: "Nhiệm vụ", Bold: true}}}}}, {Paragraphs: []Paragraph{{Runs: []Run{{Text: "Hạn", Bold: true}}}}}},
	}
	for range 60 {
		rows = append(rows, Row{{Paragraphs: []Paragraph{Text("1")}}, {Paragraphs: []Paragraph{Text("Dạy bơi"), Text("an toàn")}}})
	}
	annex.Blocks = []Block{Table{Widths: []Length{MM(15), MM(150), MM(60)}, Bordered: true, Header: 1, Rows: rows}}
	return Document{Title: "Báo cáo", Author: "UBND phường", Sections: []Section{portrait, annex}}
}

func TestWrittenDocumentReadsBack(t *testing.T) {
	doc, err := Read(written(t, report()))
	if err != nil {
		t.Fatal(err)
	}
	want := []doctext.Line{
		{Text: "ỦY BAN NHÂN DÂN", Bold: true, Centre: true}, {},
		{Text: "Độc lập - Tự do - Hạnh phúc", Bold: true, Centre: true},
		{Text: "BÁO CÁO", Bold: true, Centre: true, Level: 1},
		{Text: "Trẻ em dưới 16 tuổi & gia đình <ổn định>."},
		{Text: "a)\tdòng một"}, {Text: "dòng hai"},
		{Text: "Trang sau"},
		{Text: "Nhiệm vụ\t\tHạn", Cells: []string{"Nhiệm vụ", "", "Hạn"}, Table: 1, Bold: true},
		{Text: "1\tDạy bơi an toàn", Cells: []string{"1", "Dạy bơi\nan toàn", ""}, Table: 1},
	}
	if diff := cmp.Diff(want, doc.Lines[:len(want)]); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if len(doc.Lines) != 69 {
		t.Errorf("%d lines, want 69", len(doc.Lines))
	}
}

func TestWriteIsDeterministic(t *testing.T) {
	if !bytes.Equal(written(t, report()), written(t, report())) {
		t.Error("the same document gave different bytes")
	}
}

// Whatever is written comes back, and every part is well-formed.
func TestWriteReadProperty(t *testing.T) {
	words := rapid.StringOf(rapid.SampledFrom([]rune("aăâđêôơưếợẢ 12&<>\"'\t-–“”\x01\u200b")))
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(words, 1, 6).Draw(t, "texts")
		var d Document
		var want []string
		var blocks []Block
		for _, s := range texts {
			blocks = append(blocks, Paragraph{Runs: []Run{{Text: s}, {Text: "·"}}})
			want = append(want, strings.TrimSpace(doctext.Clean(strings.ReplaceAll(s, "\x01", "\ufffd")+"·")))
		}
		d.Sections = []Section{{Blocks: blocks}}
		var out bytes.Buffer
		if err := Write(&out, d); err != nil {
			t.Fatal(err)
		}
		doc, err := Read(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, doc.Text()); diff != "" {
			t.Fatalf("lines (-want +got):\n%s", diff)
		}
	})
}

func TestPartsAreWellFormed(t *testing.T) {
	d := report()
	d.Title, d.Author = `A & "B" <C>`, "\x02"
	archive, err := safezip.Open(written(t, d), safezip.Office)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml", "word/header1.xml", "docProps/core.xml"} {
		raw, err := archive.Read(name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for dec := xml.NewDecoder(bytes.NewReader(raw)); ; {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
			if bytes.Contains(raw, []byte("%!")) {
				t.Errorf("%s: a format has lost an argument", name)
				break
			}
		}
	}
}

func TestEmptyDocumentIsStillADocument(t *testing.T) {
	for _, d := range []Document{{Sections: []Section{{}}}, {Sections: []Section{{Blocks: []Block{Table{Widths: []Length{MM(10)}, Rows: []Row{{}}}}}, {}}}} {
		archive, err := safezip.Open(written(t, d), safezip.Office)
		if err != nil {
			t.Fatal(err)
		}
		raw, _ := archive.Read("word/document.xml")
		if !bytes.Contains(raw, []byte("</w:p>")) || bytes.Count(raw, []byte("<w:sectPr>")) != len(d.Sections) {
			t.Errorf("body: %s", raw)
		}
	}
}

// LibreOffice must open what is written, and what LibreOffice saves must read the same: the reader and the writer
// would otherwise only prove that they share a mistake.
func TestLibreOfficeReadsTheSame(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("needs soffice, and time")
	}
	dir := t.TempDir()
	ours := filepath.Join(dir, "report.docx")
	raw := written(t, report())
	if err := os.WriteFile(ours, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"docx:MS Word 2007 XML", "pdf"} {
		cmd := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", filepath.Join(dir, "out"), ours)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v\n%s", err, out)
		}
	}
	theirs, err := os.ReadFile(filepath.Join(dir, "out", "report.docx"))
	if err != nil {
		t.Fatal(err)
	}
	compareReadings(t, raw, theirs)
	comparePages(t, filepath.Join(dir, "out", "report.pdf"))
}

func compareReadings(t *testing.T, ours, theirs []byte) {
	t.Helper()
	want, err := Read(ours)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(theirs)
	if err != nil {
		t.Fatal(err)
	}
	drop := func(lines []doctext.Line) (out []doctext.Line) {
		for _, l := range lines {
			if l.Text != "" {
				l.Level = 0
				out = append(out, l)
			}
		}
		return out
	}
	if diff := cmp.Diff(drop(want.Lines), drop(got.Lines)); diff != "" {
		t.Errorf("our file (-) and LibreOffice's (+):\n%s", diff)
	}
}

// comparePages looks at the numbers on the pages: none on the first one of either section, counted anew in the annex.
func comparePages(t *testing.T, pdf string) {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("needs pdftotext")
	}
	out, err := exec.CommandContext(t.Context(), tool, "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	if len(pages) < 5 {
		t.Fatalf("%d pages, want two and an annex of three or more", len(pages))
	}
	for i, number := range []string{"", "2", "", "2", "3"} {
		first, _, _ := strings.Cut(strings.TrimSpace(pages[i]), "\n")
		if has := strings.Trim(first, "0123456789") == ""; has != (number != "") || has && first != number {
			t.Errorf("page %d begins with %q, want number %q", i+1, first, number)
		}
		if i >= 3 && !strings.Contains(pages[i], "Nhiệm vụ") {
			t.Errorf("page %d lacks the repeated head of the table", i+1)
		}
	}
}

// long is a document of about a hundred pages.
func long() Document {
	var blocks []Block
	for range 2000 {
		blocks = append(blocks, Paragraph{Align: Justify, First: MM(12.7), Runs: []Run{{Text: "Các đơn vị phân công người phụ trách, tổ chức thực hiện đúng thời hạn và chịu trách nhiệm về "}, {Text: "số liệu đã báo cáo.", Italic: true}}})
	}
	return Document{Sections: []Section{{Blocks: blocks}}}
}

func BenchmarkRead(b *testing.B) {
	raw := written(b, long())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	d := long()
	for b.Loop() {
		if err := Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
