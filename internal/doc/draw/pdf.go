package draw

import (
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
)

// On draws on a page of paper with the top left corner at x and y and a width, all in millimetres, and gives the height
// that it took.
func (d Drawing) On(p *pdfwrite.Page, x, y, width float64) (height float64) {
	c := &canvas{page: p, x: x, y: y, scale: width / d.Width}
	for _, item := range d.Items {
		item.pdf(c)
	}
	return d.Height * c.scale
}

// canvas is a place on a page: its origin in millimetres, the millimetres of a pixel and the class of what has none.
type canvas struct {
	page        *pdfwrite.Page
	x, y, scale float64
	class       Class
}

func (c *canvas) at(x, y float64) (float64, float64) { return c.x + x*c.scale, c.y + y*c.scale }

func (c *canvas) look(class Class) pdfwrite.Look {
	if class == "" {
		class = c.class
	}
	l := looks[class]
	out := pdfwrite.Look{Fill: Paper(l.fill), Stroke: Paper(l.stroke), Width: l.width * c.scale}
	for _, d := range l.dash {
		out.Dash = append(out.Dash, d*c.scale)
	}
	return out
}

func (c *canvas) letters(class Class) pdfwrite.Letters {
	points := c.scale / perPoint
	if class != "" {
		return looks[class].letters(points)
	}
	return pdfwrite.Letters{Face: pdfwrite.SansBold, Size: letterSize * points, Colour: Paper(letterInks[c.class])}
}

func (r Rect) pdf(c *canvas) {
	x, y := c.at(r.X, r.Y)
	c.page.Rect(x, y, max(r.W, 0)*c.scale, max(r.H, 0)*c.scale, r.R*c.scale, c.look(r.Class))
}

func (l Line) pdf(c *canvas) {
	x1, y1 := c.at(l.X1, l.Y1)
	x2, y2 := c.at(l.X2, l.Y2)
	c.page.Line(x1, y1, x2, y2, c.look(l.Class))
}

func (p Polyline) pdf(c *canvas) {
	look := c.look(p.Class)
	look.Fill = 0
	c.page.Path(look, func(t pdfwrite.Tracer) {
		for i, at := range p.Points {
			if x, y := c.at(at.X, at.Y); i == 0 {
				t.MoveTo(x, y)
			} else {
				t.LineTo(x, y)
			}
		}
	})
}

func (k Circle) pdf(c *canvas) {
	x, y := c.at(k.X, k.Y)
	c.page.Circle(x, y, max(k.R, 0)*c.scale, c.look(k.Class))
}

func (t Text) pdf(c *canvas) {
	x, y := c.at(t.X, t.Y)
	c.page.Text(x, y, t.S, c.letters(t.Class), [...]pdfwrite.Align{pdfwrite.Left, pdfwrite.Centre, pdfwrite.Right}[t.Anchor])
}

func (g Group) pdf(c *canvas) {
	inner := *c
	inner.x, inner.y = c.at(g.X, g.Y)
	if g.Scale != 0 {
		inner.scale *= g.Scale
	}
	if g.Class != "" {
		inner.class = g.Class
	}
	for _, item := range g.Items {
		item.pdf(&inner)
	}
}

func (p Path) pdf(c *canvas) {
	steps := parsePath(p.D)
	c.page.Path(c.look(p.Class), func(t pdfwrite.Tracer) {
		var here Point
		for _, s := range steps {
			here = s.trace(t, c, here)
		}
	})
}

// step is one command of a path with its numbers.
type step struct {
	command byte
	n       []float64
}

func (s step) trace(t pdfwrite.Tracer, c *canvas, here Point) Point {
	switch s.command {
	case 'M':
		here = Point{s.n[0], s.n[1]}
		t.MoveTo(c.at(here.X, here.Y))
		return here
	case 'C':
		x0, y0 := c.at(s.n[0], s.n[1])
		x1, y1 := c.at(s.n[2], s.n[3])
		here = Point{s.n[4], s.n[5]}
		x, y := c.at(here.X, here.Y)
		t.CurveBezierCubicTo(x0, y0, x1, y1, x, y)
		return here
	case 'Z':
		t.ClosePath()
		return here
	case 'H':
		here.X = s.n[0]
	case 'V':
		here.Y = s.n[0]
	default:
		here = Point{s.n[0], s.n[1]}
	}
	t.LineTo(c.at(here.X, here.Y))
	return here
}

var numbersOf = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'Z': 0}

// parsePath reads the outline of a shape. Outlines are written in this program: one that cannot be read panics.
func parsePath(d string) []step {
	var out []step
	for d != "" {
		want, ok := numbersOf[d[0]]
		end := strings.IndexFunc(d[1:], func(r rune) bool { return r >= 'A' && r <= 'Z' }) + 1
		if end == 0 {
			end = len(d)
		}
		s := step{command: d[0]}
		for field := range strings.FieldsSeq(d[1:end]) {
			n, err := strconv.ParseFloat(field, 64)
			ok = ok && err == nil
			s.n = append(s.n, n)
		}
		if !ok || len(s.n) != want {
			panic("draw: path " + d)
		}
		out, d = append(out, s), d[end:]
	}
	return out
}
