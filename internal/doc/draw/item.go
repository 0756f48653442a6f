package draw

import "github.com/mangnon/mangnon/internal/doc/draw/glyph"

// Drawing is a picture. ID is unique on its page: the names of title and description are made of it.
type Drawing struct {
	ID            string
	Width, Height float64
	Title, Desc   string
	Items         []Item
}

// Item is a Rect, Line, Polyline, Path, Circle, Text, Group or State. Later items lie above.
type Item interface {
	svg(*svgWriter)
	pdf(*canvas)
}

// Anchor is where a text stands on its point.
type Anchor int

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Point is a place on the drawing.
type Point struct{ X, Y float64 }

// Rect is a rectangle with round corners of a radius R.
type Rect struct {
	X, Y, W, H, R float64
	Class         Class
}

// Line is a straight line.
type Line struct {
	X1, Y1, X2, Y2 float64
	Class          Class
}

// Polyline is an open line through points.
type Polyline struct {
	Points []Point
	Class  Class
}

// Path is an outline in the syntax of SVG with the absolute commands M, L, H, V, C and Z.
type Path struct {
	D     string
	Class Class
}

// Circle is a circle.
type Circle struct {
	X, Y, R float64
	Class   Class
}

// Text is one line of text with its baseline at Y.
type Text struct {
	X, Y   float64
	S      string
	Anchor Anchor
	Class  Class
}

// Group moves and scales its items; the zero Scale is 1. A title is what a pointer shows and a reader says of the group.
type Group struct {
	X, Y, Scale float64
	Title       string
	Class       Class // only for items that have none
	Items       []Item
}

// State is the glyph of a state in a box of a size; words say more than the state's own.
func State(x, y, size float64, key, words string) Item {
	s := glyph.Of(key)
	if words == "" {
		words = s.Words
	}
	items := outline(s.Shape)
	if s.Letter != "" {
		items = append(items, Text{X: 10, Y: 14, S: s.Letter, Anchor: Middle})
	}
	class := Class("gl-" + string(s.Tone))
	if s.Shape == glyph.Dashed {
		class += "-dashed"
	}
	return Group{X: x, Y: y, Scale: size / 20, Title: words, Class: class, Items: items}
}

// outline is a shape in a box of 20.
func outline(s glyph.Shape) []Item {
	switch s {
	case glyph.Cut:
		return []Item{Path{D: "M4 1H13L19 7V16C19 17.66 17.66 19 16 19H4C2.34 19 1 17.66 1 16V4C1 2.34 2.34 1 4 1Z"}}
	case glyph.Octagon:
		return []Item{Path{D: "M6.3 0.8H13.7L19.2 6.3V13.7L13.7 19.2H6.3L0.8 13.7V6.3Z"}}
	case glyph.Ring, glyph.Dashed:
		return []Item{Circle{X: 10, Y: 10, R: 8.5}}
	case glyph.Hexagon:
		return []Item{Path{D: "M5.5 1.5H14.5L19.2 10L14.5 18.5H5.5L0.8 10Z"}}
	case glyph.TabRight:
		return []Item{Path{D: "M1 2.5H13L19.2 10L13 17.5H1Z"}}
	case glyph.TabLeft:
		return []Item{Path{D: "M19 2.5H7L0.8 10L7 17.5H19Z"}}
	case glyph.Struck:
		return []Item{Rect{X: 1, Y: 1, W: 18, H: 18, R: 4}, Line{X1: 2.5, Y1: 17.5, X2: 17.5, Y2: 2.5}}
	case glyph.Dot:
		return []Item{Circle{X: 10, Y: 10, R: 2.5}}
	}
	return []Item{Rect{X: 1, Y: 1, W: 18, H: 18, R: 4}}
}
