package docx

import (
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
)

// Bounds of one table. Word itself allows 63 columns.
const (
	maxSpan = 63
	maxCols = 500
)

type cell struct {
	lines    []doctext.Line
	span     int
	goesOn   bool // a lower or later part of a merged cell
	bordered toggle
}

type row struct {
	cells  []cell
	before int // empty columns before the first cell
	boxes  []doctext.Line
}

type table struct {
	rows     []row
	bordered toggle
	style    string
}

// table reads w:tbl and leaves it.
func (r *reader) table(s *scanner, f *flow) error {
	t := &table{}
	if err := s.each(func(el element) error { return r.tableChild(s, el, t) }); err != nil {
		return err
	}
	if r.isLayout(t) {
		return r.addLayout(f, t)
	}
	r.tables++
	id := r.tables
	for _, row := range t.rows {
		line := rowLine(row, f.inCell)
		line.Table = id
		if err := r.add(f, append([]doctext.Line{line}, row.boxes...)...); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) tableChild(s *scanner, el element, t *table) (err error) {
	children := func(s *scanner) error {
		return s.each(func(el element) error { return r.tableChild(s, el, t) })
	}
	switch el.name {
	case "w:tblPr":
		t.bordered, t.style, err = s.tableProps()
		return err
	case "w:tr":
		return r.row(s, t)
	case "w:sdt":
		return r.content(s, children)
	case "w:customXml", "w:ins", "w:moveTo":
		return children(s)
	}
	return s.skip()
}

// tableProps reads w:tblPr and leaves it.
func (s *scanner) tableProps() (bordered toggle, style string, err error) {
	err = s.each(func(el element) (err error) {
		switch el.name {
		case "w:tblStyle":
			style = el.val()
		case "w:tblBorders":
			bordered, err = s.borders()
			return err
		}
		return s.skip()
	})
	return bordered, style, err
}

// borders reads a set of borders and leaves it: on when two sides or more are drawn.
func (s *scanner) borders() (toggle, error) {
	drawn := 0
	err := s.each(func(el element) error {
		if v := el.val(); v != "" && v != "nil" && v != "none" {
			drawn++
		}
		return s.skip()
	})
	if drawn >= 2 {
		return on, err
	}
	return off, err
}

func (r *reader) row(s *scanner, t *table) error {
	var w row
	deleted := false
	if err := s.each(func(el element) error { return r.rowChild(s, el, &w, &deleted) }); err != nil {
		return err
	}
	if deleted {
		r.saw.tracked = true
		return nil
	}
	t.rows = append(t.rows, w)
	return nil
}

func (r *reader) rowChild(s *scanner, el element, w *row, deleted *bool) error {
	children := func(s *scanner) error {
		return s.each(func(el element) error { return r.rowChild(s, el, w, deleted) })
	}
	switch el.name {
	case "w:trPr":
		return s.each(func(el element) error {
			switch el.name {
			case "w:gridBefore":
				w.before = min(max(el.number("val", 0), 0), maxSpan)
			case "w:del":
				*deleted = true
			case "w:ins":
				r.saw.tracked = true
			}
			return s.skip()
		})
	case "w:tc":
		return r.cell(s, w)
	case "w:sdt":
		return r.content(s, children)
	case "w:customXml":
		return children(s)
	}
	return s.skip()
}

func (r *reader) cell(s *scanner, w *row) error {
	c := cell{span: 1}
	f := &flow{inCell: true}
	err := s.each(func(el element) error {
		if el.name == "w:tcPr" {
			return c.readProps(s)
		}
		return r.block(s, el, f)
	})
	r.endFlow(f)
	c.lines = f.lines
	w.boxes = append(w.boxes, f.boxes...)
	if len(w.cells) < maxCols {
		w.cells = append(w.cells, c)
	}
	return err
}

func (c *cell) readProps(s *scanner) error {
	return s.each(func(el element) (err error) {
		switch el.name {
		case "w:gridSpan":
			c.span = min(max(el.number("val", 1), 1), maxSpan)
		case "w:vMerge", "w:hMerge":
			c.goesOn = el.val() != "restart"
		case "w:tcBorders":
			c.bordered, err = s.borders()
			return err
		}
		return s.skip()
	})
}

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
