package docx

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func lvl(i, format, text, more string) string {
	return `<w:lvl w:ilvl="` + i + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/>` + more + `<w:lvlText w:val="` + text + `"/></w:lvl>`
}

func TestNumbering(t *testing.T) {
	outline := `<w:abstractNum w:abstractNumId="0">` + lvl("0", "upperRoman", "%1.", "") + lvl("1", "decimal", "%2.", "") +
		lvl("2", "decimal", "%2.%3.", "") + lvl("3", "lowerLetter", "%4)", "") + lvl("4", "bullet", "\uf0b7", "") + `</w:abstractNum>`
	use := `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	tests := []struct {
		name, numbering, body string
		want                  []string
	}{
		{"outline of a plan", outline + use,
			numbered("1", "0", "MỤC ĐÍCH") + numbered("1", "1", "a") + numbered("1", "1", "b") + numbered("1", "2", "c") + numbered("1", "3", "d") +
				numbered("1", "3", "e") + numbered("1", "4", "f") + numbered("1", "2", "g") + numbered("1", "3", "h") + numbered("1", "0", "NHIỆM VỤ") + numbered("1", "1", "i"),
			[]string{"I. MỤC ĐÍCH", "1. a", "2. b", "2.1. c", "a) d", "b) e", "- f", "2.2. g", "a) h", "II. NHIỆM VỤ", "1. i"}},
		{"two uses of a list count on", outline + use + `<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>`,
			numbered("1", "1", "a") + p(r("xen")) + numbered("2", "1", "b"), []string{"1. a", "xen", "2. b"}},
		{"a use that starts anew does so once", outline + use + `<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`,
			numbered("1", "1", "a") + numbered("2", "1", "b") + numbered("2", "1", "c"), []string{"1. a", "5. b", "6. c"}},
		{"a use with its own level", outline + `<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">` + lvl("0", "upperLetter", "Phần %1", "") + `</w:lvlOverride></w:num>`,
			numbered("3", "0", "a") + numbered("3", "0", "b"), []string{"Phần A a", "Phần B b"}},
		{"a level that never starts anew", `<w:abstractNum w:abstractNumId="0">` + lvl("0", "decimal", "Điều %1.", "") + lvl("1", "decimal", "%2.", `<w:lvlRestart w:val="0"/>`) + `</w:abstractNum>` + use,
			numbered("1", "0", "a") + numbered("1", "1", "b") + numbered("1", "0", "c") + numbered("1", "1", "d"), []string{"Điều 1. a", "1. b", "Điều 2. c", "2. d"}},
		{"a level above that was left out", outline + use, numbered("1", "2", "a") + numbered("1", "1", "b"), []string{"1.1. a", "1. b"}},
		{"legal numbers", `<w:abstractNum w:abstractNumId="0">` + lvl("0", "upperRoman", "%1.", "") + lvl("1", "decimal", "%1.%2.", `<w:isLgl/>`) + `</w:abstractNum>` + use,
			numbered("1", "0", "a") + numbered("1", "1", "b"), []string{"I. a", "1.1. b"}},
		{"formats", `<w:abstractNum w:abstractNumId="0">` + lvl("0", "decimalZero", "%1", "") + lvl("1", "lowerRoman", "%2.", "") + lvl("2", "upperLetter", "%3.", `<w:suff w:val="nothing"/>`) +
			lvl("3", "none", "", "") + lvl("4", "bullet", "+", "") + lvl("5", "chicago", "%6.", "") + `</w:abstractNum>` + use,
			numbered("1", "0", "a") + numbered("1", "1", "b") + numbered("1", "2", "c") + numbered("1", "3", "d") + numbered("1", "4", "e") + numbered("1", "5", "f"),
			[]string{"01 a", "i. b", "A.c", "d", "+ e", "1. f"}},
		{"no number, unknown list, empty item", outline + use,
			numbered("0", "0", "a") + numbered("77", "0", "b") + numbered("1", "4", "") + numbered("1", "1", "") + p(r("c")), []string{"a", "b", "", "1.", "c"}},
		{"levels given by a numbering style", outline + use + `<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="DS"/></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>`,
			numbered("9", "0", "a"), []string{"I. a"}},
	}
	styles := `<w:style w:type="numbering" w:styleId="DS"><w:name w:val="DS"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Read(testDoc{body: tt.body, numbering: tt.numbering, styles: styles}.bytes(t))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, doc.Text()); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNumberingByStyle(t *testing.T) {
	numbering := `<w:abstractNum w:abstractNumId="0">` + lvl("0", "upperRoman", "%1.", `<w:pStyle w:val="H1"/>`) + lvl("1", "decimal", "%2.", `<w:pStyle w:val="H2"/>`) + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	styles := `<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>`
	styled := func(id, text string) string { return p(`<w:pPr><w:pStyle w:val="`+id+`"/></w:pPr>`, r(text)) }
	off := p(`<w:pPr><w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>`, r("không số"))
	doc, err := Read(testDoc{body: styled("H1", "a") + styled("H2", "b") + styled("H2", "c") + off + styled("H1", "d"), styles: styles, numbering: numbering}.bytes(t))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"I. a", "1. b", "2. c", "không số", "II. d"}, doc.Text()); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestFormatNumber(t *testing.T) {
	for _, tt := range []struct {
		n            int
		format, want string
	}{
		{4, "upperRoman", "IV"}, {1994, "lowerRoman", "mcmxciv"}, {0, "upperRoman", "0"}, {4000, "upperRoman", "4000"},
		{1, "lowerLetter", "a"}, {26, "lowerLetter", "z"}, {27, "lowerLetter", "aa"}, {53, "upperLetter", "AAA"}, {-3, "lowerLetter", "-3"}, {1 << 40, "lowerLetter", "1099511627776"},
		{10, "decimalZero", "10"}, {9, "decimalZero", "09"}, {-1, "decimalZero", "-1"},
	} {
		if got := formatNumber(tt.n, tt.format); got != tt.want {
			t.Errorf("formatNumber(%d, %s) = %q, want %q", tt.n, tt.format, got, tt.want)
		}
	}
}
