package docx

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// FuzzRead varies the whole file; FuzzReadBody only the markup, which bytes of an archive seldom reach.
func FuzzRead(f *testing.F) {
	f.Add(testDoc{body: p(r("Một")) + grid(tr(cellOf("", p(r("a")))))}.bytes(f))
	f.Add(written(f, report()))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, raw []byte) { checkReading(t, raw) })
}

func FuzzReadBody(f *testing.F) {
	f.Add(p(r("Một"))+grid(tr(cellOf(`<w:gridSpan w:val="3"/>`, p(r("a"))))), "", "")
	f.Add(numbered("1", "2", "a"), `<w:abstractNum w:abstractNumId="0">`+lvl("2", "lowerLetter", "%1.%3)", "")+`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`, "")
	f.Add(p(`<w:pPr><w:pStyle w:val="A"/></w:pPr>`, r("a")), "", `<w:style w:styleId="A"><w:basedOn w:val="A"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>`)
	f.Add(p(`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>x</w:instrText><w:fldChar w:fldCharType="end"/></w:r>`, `<mc:AlternateContent><mc:Choice/></mc:AlternateContent>`), "", "")
	f.Fuzz(func(t *testing.T, body, numbering, styles string) {
		checkReading(t, testDoc{body: body, numbering: numbering, styles: styles}.bytes(t))
	})
}

func checkReading(t *testing.T, raw []byte) {
	doc, err := Read(raw)
	if err != nil {
		if errs.KindOf(err) == errs.Internal {
			t.Fatalf("no words for a person: %v", err)
		}
		return
	}
	tables := 0
	for i, l := range doc.Lines {
		switch {
		case !utf8.ValidString(l.Text) || !norm.NFC.IsNormalString(l.Text):
			t.Fatalf("line %d is no clean text: %q", i+1, l.Text)
		case strings.ContainsAny(l.Text, "\n\r"):
			t.Fatalf("line %d is more than one: %q", i+1, l.Text)
		case l.Level < 0 || l.Level > 9:
			t.Fatalf("line %d has level %d", i+1, l.Level)
		case l.Table > tables+1 || (l.Table == 0) != (l.Cells == nil):
			t.Fatalf("line %d: table %d after %d, cells %q", i+1, l.Table, tables, l.Cells)
		}
		tables = max(tables, l.Table)
	}
}
