package register

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/place/outline"
)

// drawing is a map as the server draws it, in units of its width: for paper, and for a browser without scripts.
type drawing struct {
	W, H  float64
	Own   string   // outline of the commune it is about
	Next  []string // those of its neighbours
	Names []drawn
	Spots []drawn // named places, such as hamlets
	Pins  []drawn
}

// drawn is something at a point of a drawing.
type drawn struct {
	X, Y  float64
	Glyph string
	Mark  string // number, empty for a record that is not in the list beside
	Words string
}

// pinned is a record on a drawing.
type pinned struct {
	At                 outline.Point
	Glyph, Mark, Words string
}

// Landmark is a named place that helps to find one's way on a map: a hamlet.
type Landmark struct {
	Name     string
	Lat, Lon float64
}

// frame turns degrees into units of a drawing. Inside a commune the earth is flat enough for that.
type frame struct {
	box   outline.Box
	w, h  float64
	scale float64 // units a degree of latitude
	cos   float64 // of the middle latitude: how much shorter a degree of longitude is
}

// Margins and shapes of drawings.
const (
	frameMargin  = 0.06   // of the larger side
	frameLeast   = 0.0045 // degrees: about 500 m, so that one point has surroundings
	flattest     = 0.55   // height by width
	tallest      = 1.1
	namesPerSide = 18 // how finely the room of a neighbour's name is looked for
	letterWidth  = 6.6
)

func frameOf(b outline.Box, width float64) frame {
	cos := math.Cos((b.South + b.North) / 2 * math.Pi / 180)
	pad := max((b.North-b.South)*frameMargin, (b.East-b.West)*cos*frameMargin, frameLeast/2)
	b = outline.Box{South: b.South - pad, North: b.North + pad, West: b.West - pad/cos, East: b.East + pad/cos}
	across, up := (b.East-b.West)*cos, b.North-b.South
	if up < across*flattest {
		more := (across*flattest - up) / 2
		b.South, b.North = b.South-more, b.North+more
	}
	if up > across*tallest {
		more := (up/tallest - across) / 2 / cos
		b.West, b.East = b.West-more, b.East+more
	}
	scale := width / ((b.East - b.West) * cos)
	return frame{box: b, w: width, h: (b.North - b.South) * scale, scale: scale, cos: cos}
}

func (f frame) at(p outline.Point) (x, y float64) {
	return (p.Lon - f.box.West) * f.cos * f.scale, (f.box.North - p.Lat) * f.scale
}

// from is at turned round.
func (f frame) from(x, y float64) outline.Point {
	return outline.Point{Lat: f.box.North - y/f.scale, Lon: f.box.West + x/f.scale/f.cos}
}

func (f frame) has(p outline.Point) bool {
	return p.Lat >= f.box.South && p.Lat <= f.box.North && p.Lon >= f.box.West && p.Lon <= f.box.East
}

// draw draws the commune of a code with its neighbours, or, when its outline is not known, the surroundings of the pins. Of
// nothing there is an empty drawing.
func draw(code string, pins []pinned, marks []Landmark, width float64) drawing {
	own, known := outline.Of(code)
	if !known && len(pins) == 0 {
		return drawing{}
	}
	box := own.Box
	if !known {
		box = boxOf(pins)
	}
	f := frameOf(box, width)
	d := drawing{W: f.w, H: f.h}
	for _, c := range outline.In(f.box) {
		if c.Code == code {
			d.Own = f.path(c)
			continue
		}
		d.Next = append(d.Next, f.path(c))
		if name, room := f.name(c); room {
			d.Names = append(d.Names, name)
		}
	}
	for _, m := range marks {
		if p := (outline.Point{Lat: m.Lat, Lon: m.Lon}); f.has(p) {
			x, y := f.at(p)
			d.Spots = append(d.Spots, drawn{X: x, Y: y, Words: m.Name})
		}
	}
	for _, p := range pins {
		if f.has(p.At) {
			x, y := f.at(p.At)
			d.Pins = append(d.Pins, drawn{X: x, Y: y, Glyph: p.Glyph, Mark: p.Mark, Words: p.Words})
		}
	}
	return d
}

// boxOf is around one point or more.
func boxOf(pins []pinned) outline.Box {
	at := pins[0].At
	b := outline.Box{South: at.Lat, West: at.Lon, North: at.Lat, East: at.Lon}
	for _, p := range pins {
		b = b.With(p.At)
	}
	return b
}

func (f frame) path(c outline.Commune) string {
	var b strings.Builder
	for _, ring := range c.Rings {
		for i, p := range ring {
			if i == 0 {
				b.WriteByte('M')
			} else {
				b.WriteByte('L')
			}
			x, y := f.at(p)
			b.WriteString(units(x) + " " + units(y))
		}
		b.WriteByte('Z')
	}
	return b.String()
}

// name is where the name of a neighbour stands: in the middle of what the drawing shows of it, when that has room for it.
func (f frame) name(c outline.Commune) (drawn, bool) {
	half := float64(len([]rune(c.Name))) * letterWidth / 2
	var room []drawn
	var x, y float64
	for i := range namesPerSide * namesPerSide {
		n := drawn{X: f.w * (float64(i%namesPerSide) + 0.5) / namesPerSide, Y: f.h * (float64(i/namesPerSide) + 0.5) / namesPerSide, Words: c.Name}
		if n.X > half && n.X < f.w-half && c.Has(f.from(n.X, n.Y)) && c.Has(f.from(n.X-half, n.Y)) && c.Has(f.from(n.X+half, n.Y)) {
			room = append(room, n)
			x, y = x+n.X, y+n.Y
		}
	}
	if len(room) == 0 {
		return drawn{}, false
	}
	x, y = x/float64(len(room)), y/float64(len(room))
	return slices.MinFunc(room, func(a, b drawn) int {
		return cmp.Compare(math.Hypot(a.X-x, a.Y-y), math.Hypot(b.X-x, b.Y-y))
	}), true
}

// units is a length of a drawing with one place.
func units(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// Sides of the glyphs on a drawing: of a record in the list beside, and of another.
const (
	pinSide = 24
	dotSide = 14
)

// move puts the glyph of a pin, which is drawn in a box of 20, to its place and size.
func (p drawn) move() string {
	s := float64(dotSide)
	if p.Mark != "" {
		s = pinSide
	}
	return "translate(" + units(p.X-s/2) + " " + units(p.Y-s/2) + ") scale(" + units(s/20) + ")"
}
