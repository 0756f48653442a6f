package officialdoc

import "github.com/mangnon/mangnon/internal/doc/docx"

func (f frame) paragraph(runs ...docx.Run) docx.Paragraph {
	pg := f.Page
	return docx.Paragraph{Align: docx.Justify, First: docx.MM(pg.FirstLine.Use), Before: docx.Pt(pg.ParagraphGap.Use), Spacing: pg.LineSpacing.Use, Runs: runs}
}

func (f frame) body(blocks []Block, width docx.Length) []docx.Block {
	var out []docx.Block
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			out = append(out, f.heading(b))
		case Text:
			out = append(out, f.paragraph(f.run(Body, string(b))))
		case Table:
			out = append(out, f.table(b, width))
		}
	}
	return out
}

// heading is bold for parts and items; points stay upright.
func (f frame) heading(h Heading) docx.Paragraph {
	l := f.Of(Body)
	l.Bold, l.Upper = h.Level < Letter, h.Level == Roman
	p := f.paragraph(docx.Run{Text: h.Label + " " + l.shown(h.Text), Bold: l.Bold, Size: l.Size})
	p.KeepNext, p.Level = true, int(h.Level)
	return p
}

// annex is a section of its own that counts its pages from 1.
func (f frame) annex(a Annex) docx.Section {
	s := docx.Section{Landscape: a.Landscape, OwnPages: true, Margins: f.margins()}
	if a.Draft {
		s.Blocks = append(s.Blocks, docx.Paragraph{Align: docx.Right, Runs: []docx.Run{f.run(DraftMark, "Dự thảo")}})
	}
	for _, p := range []docx.Paragraph{f.centred(AnnexLabel, a.label()), f.centred(AnnexTitle, a.Title), f.centred(AnnexRef, a.Of.Words())} {
		p.KeepNext = true
		s.Blocks = append(s.Blocks, p)
	}
	s.Blocks = append(s.Blocks, f.rule(AnnexRef, line(a.Of.Words()), partOfLine, s.TextWidth()), docx.Paragraph{Runs: []docx.Run{{Text: "\u00a0", Size: 6}}})
	s.Blocks = append(s.Blocks, f.body(a.Body, s.TextWidth())...)
	return s
}

func (f frame) table(t Table, width docx.Length) docx.Table {
	total := 0.0
	for _, c := range t.Columns {
		total += c.Width
	}
	out := docx.Table{Bordered: true, Header: 1}
	var head docx.Row
	for _, c := range t.Columns {
		out.Widths = append(out.Widths, docx.Length(float64(width)*c.Width/total))
		head = append(head, docx.Cell{Middle: true, Paragraphs: []docx.Paragraph{{Align: docx.Centre, Before: docx.Pt(2), After: docx.Pt(2), Runs: []docx.Run{f.cell(c.Head, true)}}}})
	}
	out.Rows = append(out.Rows, head)
	for _, values := range t.Rows {
		var row docx.Row
		for i, v := range values {
			p := docx.Paragraph{Before: docx.Pt(2), After: docx.Pt(2), Runs: []docx.Run{f.cell(v, false)}}
			if i < len(t.Columns) && t.Columns[i].Centre {
				p.Align = docx.Centre
			}
			row = append(row, docx.Cell{Paragraphs: []docx.Paragraph{p}})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (f frame) cell(s string, bold bool) docx.Run {
	return docx.Run{Text: s, Bold: bold, Size: f.Of(AnnexTable).Size}
}
