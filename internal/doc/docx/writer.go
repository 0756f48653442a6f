package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

const (
	pageShort, pageLong = Length(11906), Length(16838) // A4
	defaultSize         = 14
)

// DefaultMargins are those of NĐ 30/2020, Phụ lục I, that the program uses.
var DefaultMargins = Margins{Top: MM(20), Right: MM(15), Bottom: MM(20), Left: MM(30)}

// TextWidth is the width between the margins of a section.
func (s Section) TextWidth() Length {
	m := s.margins()
	if s.Landscape {
		return pageLong - m.Left - m.Right
	}
	return pageShort - m.Left - m.Right
}

func (s Section) margins() Margins {
	if s.Margins == (Margins{}) {
		return DefaultMargins
	}
	return s.Margins
}

// Write writes the document. The same document gives the same bytes. Errors are those of out.
func Write(out io.Writer, d Document) error {
	if d.Size == 0 {
		d.Size = defaultSize
	}
	z := zip.NewWriter(out)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"word/document.xml", d.body()},
		{"word/_rels/document.xml.rels", documentRels},
		{"word/styles.xml", fmt.Sprintf(stylesPart, halfPoints(d.Size))},
		{"word/settings.xml", settingsPart},
		{"word/header1.xml", fmt.Sprintf(headerPart, halfPoints(d.Size))},
		{"docProps/core.xml", fmt.Sprintf(corePart, escape(d.Title), escape(d.Author))},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, xmlHead+part.text); err != nil {
			return err
		}
	}
	return z.Close()
}

// writer collects the main part.
type writer struct {
	bytes.Buffer
	section string // properties that the next paragraph carries as the last one of its section
}

func (w *writer) printf(format string, args ...any) { fmt.Fprintf(w, format, args...) }

func (d Document) body() string {
	w := &writer{}
	w.WriteString(documentHead)
	for i, s := range d.Sections {
		last := i == len(d.Sections)-1
		blocks := endInParagraph(s.Blocks)
		for j, b := range blocks {
			if !last && j == len(blocks)-1 {
				w.section = s.properties(i)
			}
			b.writeTo(w)
		}
		if last {
			w.WriteString(s.properties(i))
		}
	}
	w.WriteString("</w:body></w:document>")
	return w.String()
}

// endInParagraph puts a paragraph of no height between two tables, which Word would join, and after a last one, where
// Word demands one.
func endInParagraph(blocks []Block) []Block {
	var out []Block
	for i, b := range blocks {
		out = append(out, b)
		if _, table := b.(Table); !table {
			continue
		}
		if i+1 < len(blocks) {
			if _, table := blocks[i+1].(Table); !table {
				continue
			}
		}
		out = append(out, Paragraph{Runs: []Run{{Size: 1}}})
	}
	if len(out) == 0 {
		return []Block{Paragraph{}}
	}
	return out
}

// properties is w:sectPr of the i-th section.
func (s Section) properties(i int) string {
	var b strings.Builder
	b.WriteString(`<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>`)
	if i > 0 {
		b.WriteString(`<w:type w:val="nextPage"/>`)
	}
	m := s.margins()
	if s.Landscape {
		fmt.Fprintf(&b, `<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, pageLong, pageShort)
	} else {
		fmt.Fprintf(&b, `<w:pgSz w:w="%d" w:h="%d"/>`, pageShort, pageLong)
	}
	fmt.Fprintf(&b, `<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		m.Top, m.Right, m.Bottom, m.Left, m.Top/2, m.Bottom/2)
	if s.OwnPages {
		b.WriteString(`<w:pgNumType w:start="1"/>`)
	}
	if i == 0 || s.OwnPages {
		b.WriteString(`<w:titlePg/>`)
	}
	b.WriteString(`</w:sectPr>`)
	return b.String()
}

func (p Paragraph) writeTo(w *writer) {
	w.WriteString("<w:p><w:pPr>")
	p.writeProps(w)
	w.WriteString(w.section)
	w.section = ""
	w.WriteString("</w:pPr>")
	for _, r := range p.Runs {
		r.writeTo(w)
	}
	w.WriteString("</w:p>")
}

// writeProps keeps the order of elements that the schema demands.
func (p Paragraph) writeProps(w *writer) {
	if p.KeepNext {
		w.WriteString("<w:keepNext/>")
	}
	if p.NewPage {
		w.WriteString("<w:pageBreakBefore/>")
	}
	if p.rule {
		w.WriteString(`<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr><w:spacing w:before="60" w:after="0" w:line="20" w:lineRule="exact"/>`)
	} else if line := Length(p.Spacing * 240); p.Before > 0 || p.After > 0 || line > 0 {
		if line == 0 {
			line = 240
		}
		w.printf(`<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="auto"/>`, p.Before, p.After, line)
	}
	if p.Indent != 0 || p.RightIndent != 0 || p.First != 0 {
		w.printf(`<w:ind w:left="%d" w:right="%d"`, p.Indent, p.RightIndent)
		switch {
		case p.First > 0:
			w.printf(` w:firstLine="%d"`, p.First)
		case p.First < 0:
			w.printf(` w:hanging="%d"`, -p.First)
		}
		w.WriteString("/>")
	}
	if p.Align != Left {
		w.printf(`<w:jc w:val="%s"/>`, p.Align)
	}
	if p.Level > 0 {
		w.printf(`<w:outlineLvl w:val="%d"/>`, min(p.Level, 9)-1)
	}
	if size := p.endSize(); size > 0 {
		w.printf(`<w:rPr><w:sz w:val="%d"/><w:szCs w:val="%[1]d"/></w:rPr>`, halfPoints(size))
	}
}

// endSize is the size of the mark that ends the paragraph: an empty line is as high as its mark.
func (p Paragraph) endSize() float64 {
	if p.rule {
		return 1
	}
	if len(p.Runs) > 0 {
		return p.Runs[len(p.Runs)-1].Size
	}
	return 0
}

func (r Run) writeTo(w *writer) {
	if r.Text == "" {
		return
	}
	w.WriteString("<w:r>")
	if r.Bold || r.Italic || r.Size > 0 {
		w.WriteString("<w:rPr>")
		if r.Bold {
			w.WriteString("<w:b/><w:bCs/>")
		}
		if r.Italic {
			w.WriteString("<w:i/><w:iCs/>")
		}
		if r.Size > 0 {
			w.printf(`<w:sz w:val="%d"/><w:szCs w:val="%[1]d"/>`, halfPoints(r.Size))
		}
		w.WriteString("</w:rPr>")
	}
	for i, line := range strings.Split(norm.NFC.String(r.Text), "\n") {
		if i > 0 {
			w.WriteString("<w:br/>")
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				w.WriteString("<w:tab/>")
			}
			if piece != "" {
				w.WriteString(`<w:t xml:space="preserve">` + escape(piece) + `</w:t>`)
			}
		}
	}
	w.WriteString("</w:r>")
}

// halfPoints is a size as Word counts it.
func halfPoints(pt float64) int { return int(pt*2 + 0.5) }

// escape makes text fit for XML; characters that XML cannot hold become U+FFFD.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder never fails
	return b.String()
}
