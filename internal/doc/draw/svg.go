package draw

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// SVG is the drawing as an element that stands in a page. It has neither style nor script.
func (d Drawing) SVG() string {
	w := &svgWriter{}
	title, desc := d.ID+"-ten", d.ID+"-ta"
	w.open("svg", "class", "fig", "viewBox", "0 0 "+number(d.Width)+" "+number(d.Height), "width", number(d.Width), "height", number(d.Height),
		"role", "img", "aria-labelledby", title+" "+desc)
	w.element("title", d.Title, "id", title)
	w.element("desc", d.Desc, "id", desc)
	for _, item := range d.Items {
		item.svg(w)
	}
	w.close("svg")
	return w.b.String()
}

// svgWriter writes elements; attributes are pairs of name and value, of which empty values are left out.
type svgWriter struct{ b strings.Builder }

func (w *svgWriter) open(name string, attributes ...string) {
	w.b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.b.WriteString(" " + attributes[i] + `="`)
			w.text(attributes[i+1])
			w.b.WriteString(`"`)
		}
	}
	w.b.WriteString(">")
}

func (w *svgWriter) close(name string) { w.b.WriteString("</" + name + ">") }

func (w *svgWriter) element(name, words string, attributes ...string) {
	w.open(name, attributes...)
	w.text(words)
	w.close(name)
}

// text escapes words; what XML cannot hold becomes the mark of a lost character.
func (w *svgWriter) text(s string) {
	_ = xml.EscapeText(&w.b, []byte(norm.NFC.String(s))) // a strings.Builder never fails
}

// number has at most two places.
func number(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		f = 0
	}
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}

func (r Rect) svg(w *svgWriter) {
	round := ""
	if r.R > 0 {
		round = number(r.R)
	}
	w.element("rect", "", "class", r.Class.css(), "x", number(r.X), "y", number(r.Y), "width", number(max(r.W, 0)), "height", number(max(r.H, 0)), "rx", round)
}

func (l Line) svg(w *svgWriter) {
	w.element("line", "", "class", l.Class.css(), "x1", number(l.X1), "y1", number(l.Y1), "x2", number(l.X2), "y2", number(l.Y2))
}

func (p Polyline) svg(w *svgWriter) {
	pairs := make([]string, len(p.Points))
	for i, at := range p.Points {
		pairs[i] = number(at.X) + "," + number(at.Y)
	}
	w.element("polyline", "", "class", p.Class.css(), "points", strings.Join(pairs, " "))
}

func (p Path) svg(w *svgWriter) { w.element("path", "", "class", p.Class.css(), "d", p.D) }

func (c Circle) svg(w *svgWriter) {
	w.element("circle", "", "class", c.Class.css(), "cx", number(c.X), "cy", number(c.Y), "r", number(max(c.R, 0)))
}

func (t Text) svg(w *svgWriter) {
	w.element("text", t.S, "class", t.Class.css(), "x", number(t.X), "y", number(t.Y), "text-anchor", [...]string{"", "middle", "end"}[t.Anchor])
}

func (g Group) svg(w *svgWriter) {
	move := "translate(" + number(g.X) + " " + number(g.Y) + ")"
	if g.Scale != 0 && g.Scale != 1 {
		move += " scale(" + number(g.Scale) + ")"
	}
	w.open("g", "class", g.Class.css(), "transform", move)
	if g.Title != "" {
		w.element("title", g.Title)
	}
	for _, item := range g.Items {
		item.svg(w)
	}
	w.close("g")
}
