package docx

func (t Table) writeTo(w *writer) {
	var width Length
	for _, c := range t.Widths {
		width += c
	}
	w.printf(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/>`, width)
	side := 0
	if t.Bordered {
		side = 85
		w.WriteString(`<w:tblBorders>`)
		for _, edge := range [...]string{"top", "left", "bottom", "right", "insideH", "insideV"} {
			w.printf(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, edge)
		}
		w.WriteString(`</w:tblBorders>`)
	}
	w.printf(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="%d" w:type="dxa"/><w:right w:w="%[1]d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, side)
	for _, c := range t.Widths {
		w.printf(`<w:gridCol w:w="%d"/>`, c)
	}
	w.WriteString(`</w:tblGrid>`)
	for i, row := range t.Rows {
		w.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if i < t.Header {
			w.WriteString(`<w:tblHeader/>`)
		}
		w.WriteString(`</w:trPr>`)
		row.writeTo(w, t.Widths)
		w.WriteString(`</w:tr>`)
	}
	w.WriteString(`</w:tbl>`)
}

// writeTo writes the cells of a row and fills up the columns that it leaves out.
func (row Row) writeTo(w *writer, widths []Length) {
	at := 0
	for _, c := range row {
		if at < len(widths) {
			at += c.writeTo(w, widths[at:])
		}
	}
	for at < len(widths) {
		at += Cell{}.writeTo(w, widths[at:])
	}
}

// writeTo writes a cell into the first of the columns that are left and gives how many it takes.
func (c Cell) writeTo(w *writer, left []Length) int {
	span := min(max(c.Span, 1), len(left))
	var width Length
	for _, l := range left[:span] {
		width += l
	}
	w.printf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	if span > 1 {
		w.printf(`<w:gridSpan w:val="%d"/>`, span)
	}
	if c.Middle {
		w.WriteString(`<w:vAlign w:val="center"/>`)
	}
	w.WriteString(`</w:tcPr>`)
	for _, p := range c.Paragraphs {
		p.writeTo(w)
	}
	if len(c.Paragraphs) == 0 {
		Paragraph{}.writeTo(w)
	}
	w.WriteString(`</w:tc>`)
	return span
}
