package docx

import (
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
)

// isLayout reports whether a table only places blocks side by side: no borders, few rows, at most three cells in each.
func (r *reader) isLayout(t *table) bool {
	if len(t.rows) > 4 {
		return false
	}
	cells, drawn := 0, 0
	for _, w := range t.rows {
		if len(w.cells) > 3 {
			return false
		}
		for _, c := range w.cells {
			cells++
			if c.bordered == on {
				drawn++
			}
		}
	}
	bordered := t.bordered
	if bordered == unset && r.styles.hasBorders(t.style) {
		bordered = on
	}
	return bordered != on && drawn*2 < cells
}

func (r *reader) addLayout(f *flow, t *table) error {
	for _, w := range t.rows {
		for _, c := range w.cells {
			f.lines = append(f.lines, c.lines...) // counted when they were read
		}
		f.boxes = append(f.boxes, w.boxes...)
	}
	return r.release(f)
}

// rowLine makes one line of a table row. A row of a table inside a cell becomes plain text of that cell.
func rowLine(w row, nested bool) doctext.Line {
	cells := make([]string, w.before, w.before+len(w.cells))
	bold, italic, some := true, true, false
	for _, c := range w.cells {
		text := ""
		if !c.goesOn {
			text = cellText(c.lines)
		}
		cells = append(cells, text)
		for range c.span - 1 {
			cells = append(cells, "")
		}
		for _, l := range c.lines {
			if l.Text != "" {
				bold, italic, some = bold && l.Bold, italic && l.Italic, true
			}
		}
	}
	flat := make([]string, len(cells))
	for i, text := range cells {
		flat[i] = strings.ReplaceAll(text, "\n", " ")
	}
	if nested {
		return doctext.Line{Text: strings.Join(strings.Fields(strings.Join(flat, " ")), " "), Bold: bold && some, Italic: italic && some}
	}
	return doctext.Line{Text: strings.TrimRight(strings.Join(flat, "\t"), "\t"), Cells: cells, Bold: bold && some, Italic: italic && some}
}

// cellText joins the paragraphs of a cell, without the blank ones.
func cellText(lines []doctext.Line) string {
	var texts []string
	for _, l := range lines {
		if l.Text != "" {
			texts = append(texts, l.Text)
		}
	}
	return strings.Join(texts, "\n")
}
