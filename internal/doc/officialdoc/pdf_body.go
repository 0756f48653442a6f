package officialdoc

import "github.com/mangnon/mangnon/internal/doc/pdfwrite"

// paragraph is a text of the body: justified, first line set in.
func (s sheets) paragraph(p pdfwrite.Paragraph) pdfwrite.Paragraph {
	pg := s.Page
	p.Align, p.First, p.Before, p.Spacing = pdfwrite.Justify, pg.FirstLine.Use, pg.ParagraphGap.Use, pg.LineSpacing.Use
	return p
}

func (s sheets) body(blocks []Block) []pdfwrite.Block {
	var out []pdfwrite.Block
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			out = append(out, s.heading(b))
		case Text:
			out = append(out, s.paragraph(s.text(Body, string(b))))
		case Table:
			out = append(out, s.table(b))
		}
	}
	return out
}

// heading is bold for parts and items; points stay upright.
func (s sheets) heading(h Heading) pdfwrite.Paragraph {
	l := s.Of(Body)
	l.Upper = h.Level == Roman
	p := s.paragraph(pdfwrite.Paragraph{Text: h.Label + " " + l.shown(h.Text),
		Letters: pdfwrite.Letters{Face: pdfwrite.SerifOf(h.Level < Letter, false), Size: l.Size}})
	p.KeepNext = true
	return p
}

// annex is a run of pages of its own that counts from 1.
func (s sheets) annex(a Annex) {
	flow := s.file.Flow(s.sheet(a.Landscape))
	if a.Draft {
		mark := s.text(DraftMark, "Dự thảo")
		mark.Align = pdfwrite.Right
		flow.Add(mark)
	}
	flow.Add(s.centred(AnnexLabel, a.label()), s.centred(AnnexTitle, a.Title), s.centred(AnnexRef, a.Of.Words()), s.rule(AnnexRef, line(a.Of.Words()), partOfLine))
	flow.Space(2.5)
	flow.Add(s.body(a.Body)...)
	s.numbered(flow.Pages())
}

func (s sheets) table(t Table) pdfwrite.Table {
	l := s.letters(AnnexTable)
	out := pdfwrite.Table{Rows: t.Rows, Letters: l, Head: pdfwrite.Letters{Face: pdfwrite.SerifBold, Size: l.Size}, Pad: 0.8, Rule: thin}
	for _, c := range t.Columns {
		column := pdfwrite.Column{Head: c.Head, Width: c.Width}
		if c.Centre {
			column.Align = pdfwrite.Centre
		}
		out.Columns = append(out.Columns, column)
	}
	return out
}
