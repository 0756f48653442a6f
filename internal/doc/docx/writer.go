package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
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
