package pdfwrite

import "strings"

// Table is a table whose head returns on every page. A row is split only when it is higher than a page.
type Table struct {
	Columns []Column
	Rows    [][]string
	Letters Letters
	Head    Letters
	Pad     float64 // between a rule and the words, millimetres
	Rule    Look    // around the cells; none leaves them open
	Shade   Colour  // behind the head
}

// Column is one column. Width is its share of the table.
type Column struct {
	Head  string
	Width float64
	Align Align
}

func (t Table) height(width float64) float64 {
	widths := t.widths(width)
	sum := t.head(widths).high(t.Pad)
	for _, r := range t.Rows {
		sum += t.row(r, widths).high(t.Pad)
	}
	return sum
}

func (t Table) draw(p *Page, x, y, width float64) {
	widths := t.widths(width)
	y += t.drawRow(p, x, y, widths, t.head(widths), true)
	for _, r := range t.Rows {
		y += t.drawRow(p, x, y, widths, t.row(r, widths), false)
	}
}

func (t Table) flow(f *Flow) {
	width := f.sheet.TextWidth()
	widths := t.widths(width)
	head := t.head(widths)
	begin := func() {
		p, y := f.Page()
		f.y += t.drawRow(p, f.sheet.Left, y, widths, head, true)
	}
	if len(t.Rows) > 0 {
		f.Keep(head.high(t.Pad) + t.row(t.Rows[0], widths).high(t.Pad))
	}
	begin()
	top := f.sheet.Top + head.high(t.Pad)
	for _, values := range t.Rows {
		rest := t.row(values, widths)
		for !rest.empty() {
			if rest.high(t.Pad) > f.Room() && f.y > top {
				f.Break()
				begin()
			}
			part := rest.take(max(1, int((f.Room()-2*t.Pad)/rest.line)))
			p, y := f.Page()
			f.y += t.drawRow(p, f.sheet.Left, y, widths, part, false)
		}
	}
}

// widths share a width out as the columns ask, but none gets less than its longest word needs: a date is not cut in two.
func (t Table) widths(width float64) []float64 {
	out, fixed := make([]float64, len(t.Columns)), make([]bool, len(t.Columns))
	least := t.least(width / 4)
	for range t.Columns { // raising one column may bring another below what it needs
		room, shares := width, 0.0
		for i, c := range t.Columns {
			if fixed[i] {
				room -= out[i]
			} else {
				shares += c.Width
			}
		}
		raised := false
		for i, c := range t.Columns {
			if fixed[i] {
				continue
			}
			if out[i] = room * c.Width / shares; out[i] < least[i] {
				out[i], fixed[i], raised = least[i], true, true
			}
		}
		if !raised {
			break
		}
	}
	return out
}

// least is what the longest word of each column needs, but not more than a bound.
func (t Table) least(bound float64) []float64 {
	out := make([]float64, len(t.Columns))
	grow := func(i int, cell string, l Letters) {
		for word := range strings.FieldsSeq(cell) {
			out[i] = min(bound, max(out[i], l.Width(word)+2*t.Pad+0.1))
		}
	}
	for i, c := range t.Columns {
		grow(i, c.Head, t.Head)
		for _, r := range t.Rows {
			if i < len(r) {
				grow(i, r[i], t.Letters)
			}
		}
	}
	return out
}

// row is the wrapped cells of one row; line is the height of a line.
type row struct {
	cells [][]string
	line  float64
}

func (t Table) head(widths []float64) *row {
	values := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		values[i] = c.Head
	}
	return t.wrapped(values, widths, t.Head)
}

func (t Table) row(values []string, widths []float64) *row {
	return t.wrapped(values, widths, t.Letters)
}

func (t Table) wrapped(values []string, widths []float64, l Letters) *row {
	r := &row{cells: make([][]string, len(widths)), line: l.line(1)}
	for i := range widths {
		value := ""
		if i < len(values) {
			value = values[i]
		}
		r.cells[i] = l.Wrap(value, widths[i]-2*t.Pad, 0)
	}
	return r
}

func (r *row) lines() int {
	most := 0
	for _, c := range r.cells {
		most = max(most, len(c))
	}
	return most
}

func (r *row) empty() bool { return r.lines() == 0 }

func (r *row) high(pad float64) float64 { return float64(r.lines())*r.line + 2*pad }

// take cuts the first n lines off.
func (r *row) take(n int) *row {
	part := &row{cells: make([][]string, len(r.cells)), line: r.line}
	for i, c := range r.cells {
		k := min(n, len(c))
		part.cells[i], r.cells[i] = c[:k], c[k:]
	}
	return part
}

func (t Table) drawRow(p *Page, x, y float64, widths []float64, r *row, head bool) float64 {
	high := r.high(t.Pad)
	letters, look := t.Letters, t.Rule
	if head {
		letters, look.Fill = t.Head, t.Shade
	}
	for i, lines := range r.cells {
		p.Rect(x, y, widths[i], high, 0, look)
		align, top := t.Columns[i].Align, y+t.Pad
		if head {
			align, top = Centre, y+(high-float64(len(lines))*r.line)/2
		}
		for n, s := range lines {
			at := map[Align]float64{Centre: x + widths[i]/2, Right: x + widths[i] - t.Pad}[align]
			if at == 0 {
				at = x + t.Pad
			}
			p.Text(at, top+float64(n)*r.line+letters.baseline(r.line), s, letters, align)
		}
		x += widths[i]
	}
	return high
}
