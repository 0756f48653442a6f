package pdfwrite

// A4, upright, in millimetres.
const (
	a4Width  = 210.0
	a4Height = 297.0
)

// Sheet is the paper with the margins that text keeps; shapes may stand in them.
type Sheet struct {
	Width, Height            float64
	Top, Right, Bottom, Left float64
}

// A4 is an upright sheet with the same margin on all sides.
func A4(margin float64) Sheet { return A4Margins(margin, margin, margin, margin) }

// A4Margins is an upright sheet.
func A4Margins(top, right, bottom, left float64) Sheet {
	return Sheet{a4Width, a4Height, top, right, bottom, left}
}

// Lying is the sheet turned to landscape; the margins keep their names.
func (s Sheet) Lying() Sheet {
	s.Width, s.Height = s.Height, s.Width
	return s
}

// TextWidth is the width between the margins.
func (s Sheet) TextWidth() float64 { return s.Width - s.Left - s.Right }

// Align is where text stands on its line or around its point.
type Align int

// The alignments. Justify fills the line, except the last one of a paragraph.
const (
	Left Align = iota
	Centre
	Right
	Justify
)

// Page is one sheet. What is drawn later lies above.
type Page struct {
	Sheet Sheet
	marks []func(*pen)
}

// Text writes one line with its baseline at y. X is its left end, middle or right end.
func (p *Page) Text(x, y float64, s string, l Letters, at Align) {
	if s = Clean(s); s == "" {
		return
	}
	switch at {
	case Centre:
		x -= l.Width(s) / 2
	case Right:
		x -= l.Width(s)
	}
	p.marks = append(p.marks, func(pen *pen) {
		pen.letters(l)
		pen.pdf.Text(x, y, s)
	})
}

// Line draws a straight line.
func (p *Page) Line(x1, y1, x2, y2 float64, l Look) {
	p.draw(l, func(pen *pen, _ string) { pen.pdf.Line(x1, y1, x2, y2) })
}

// Rect draws a rectangle; its corners are round by a radius.
func (p *Page) Rect(x, y, width, height, radius float64, l Look) {
	p.draw(l, func(pen *pen, style string) {
		if radius > 0 {
			pen.pdf.RoundedRect(x, y, width, height, radius, "1234", style)
		} else {
			pen.pdf.Rect(x, y, width, height, style)
		}
	})
}

// Circle draws a circle around a point.
func (p *Page) Circle(x, y, radius float64, l Look) {
	p.draw(l, func(pen *pen, style string) { pen.pdf.Circle(x, y, radius, style) })
}

// Path draws what trace goes along.
func (p *Page) Path(l Look, trace func(Tracer)) {
	p.draw(l, func(pen *pen, style string) {
		trace(pen.pdf)
		pen.pdf.DrawPath(style)
	})
}

// Tracer goes along a path. CurveBezierCubicTo names its two control points first.
type Tracer interface {
	MoveTo(x, y float64)
	LineTo(x, y float64)
	CurveBezierCubicTo(cx0, cy0, cx1, cy1, x, y float64)
	ClosePath()
}

func (p *Page) draw(l Look, mark func(*pen, string)) {
	if l.style() == "" {
		return
	}
	p.marks = append(p.marks, func(pen *pen) { mark(pen, pen.shape(l)) })
}
