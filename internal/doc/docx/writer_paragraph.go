package docx

import (
	"encoding/xml"
	"strings"

	"golang.org/x/text/unicode/norm"
)

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
