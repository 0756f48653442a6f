package docx

import "github.com/mangnon/mangnon/internal/doc/doctext"

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
