package picture

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/draw"
)

// FlowBand is one holder on one side of a Flow: a body before or after a change. The nameless id "" is nobody, which stands
// last.
type FlowBand struct{ ID, Name string }

// Ribbon is one thing that a holder had before and a holder has after: a function.
type Ribbon struct {
	Name     string
	From, To string // ids of bands
}

// Moved reports whether the thing has another holder than before.
func (r Ribbon) Moved() bool { return r.From != r.To }

const (
	flowSide   = 262.0 // room for names on each side
	flowBar    = 10.0
	flowMiddle = 316.0
	flowWidth  = 2*flowSide + 2*flowBar + flowMiddle
	flowThick  = 7.0 // of one ribbon
	flowLeast  = 18.0
	flowGap    = 8.0
	flowTop    = 26.0
)

// Flow draws who held what before and after as bands with ribbons between them. What stays is a pale ribbon; what moves has a
// dark edge and its words on it, what nobody takes a broken one, what comes from nobody a bright one: told apart in grey
// too. before and after are the words above the two sides.
func Flow(h Head, before, after string, left, right []FlowBand, ribbons []Ribbon) Picture {
	f := flow{left: side(left, ribbons, Ribbon.from), right: side(right, ribbons, Ribbon.to)}
	strands := f.strands(ribbons)
	d := draw.Drawing{ID: h.ID, Width: flowWidth, Height: max(f.left.height(), f.right.height()), Title: h.Title(), Desc: flowWords(before, after, left, right, ribbons)}
	d.Items = []draw.Item{
		draw.Text{X: flowSide, Y: 12, S: before, Anchor: draw.End, Class: draw.Head},
		draw.Text{X: flowWidth - flowSide, Y: 12, S: after, Class: draw.Head},
	}
	for _, s := range strands { // those that stay lie below
		if s.from == s.to {
			d.Items = append(d.Items, s.item())
		}
	}
	for _, s := range strands {
		if s.from != s.to {
			d.Items = append(d.Items, s.item())
		}
	}
	for _, b := range f.left.bars {
		d.Items = append(d.Items, b.items(flowSide, flowSide-8, draw.End)...)
	}
	for _, b := range f.right.bars {
		d.Items = append(d.Items, b.items(flowSide+flowBar+flowMiddle, flowWidth-flowSide+8, draw.Start)...)
	}
	for _, s := range strands {
		d.Items = append(d.Items, s.label()...)
	}
	under := h.Under("Mỗi dải là các chức năng; dải nhạt giữ nguyên, dải viền đậm chuyển cơ quan, viền đứt chưa ai nhận")
	return Picture{d, under, flowTable(before, after, left, right, ribbons)}
}

func (r Ribbon) from() string { return r.From }
func (r Ribbon) to() string   { return r.To }

// bar is a band with its place on the drawing.
type bar struct {
	FlowBand
	y, h float64
	n    int     // ribbons that end here
	used float64 // height that strands have taken
}

type column struct {
	bars  []*bar
	order map[string]int
}

// side stacks the bands of one side; a band is as high as its ribbons, and high enough for its name.
func side(bands []FlowBand, ribbons []Ribbon, end func(Ribbon) string) column {
	c, y := column{order: map[string]int{}}, flowTop
	for _, band := range bands {
		b := &bar{FlowBand: band, y: y}
		for _, r := range ribbons {
			if end(r) == band.ID {
				b.n++
			}
		}
		b.h = max(flowLeast, float64(b.n)*flowThick)
		y += b.h + flowGap
		c.order[band.ID] = len(c.bars)
		c.bars = append(c.bars, b)
	}
	return c
}

func (c column) height() float64 {
	if len(c.bars) == 0 {
		return flowTop
	}
	last := c.bars[len(c.bars)-1]
	return last.y + last.h + 2
}

func (b *bar) items(x, at float64, anchor draw.Anchor) []draw.Item {
	class, name := draw.Block, b.Name
	if b.ID == "" {
		class = draw.Ground
	}
	return []draw.Item{
		draw.Rect{X: x, Y: b.y, W: flowBar, H: b.h, R: 2, Class: class},
		draw.Text{X: at, Y: b.y + b.h/2 + 4.5, S: draw.Fit(name, draw.Name, flowSide-12), Anchor: anchor, Class: draw.Name},
	}
}

// take gives the next stretch of the bar to n ribbons, in the middle of the bar when they fill it not.
func (b *bar) take(n int) (y float64) {
	y = b.y + (b.h-float64(b.n)*flowThick)/2 + b.used
	b.used += float64(n) * flowThick
	return y
}

// strand is the ribbons between one band and another.
type strand struct {
	from, to string
	names    []string
	y1, y2   float64
	fromName string
	toName   string
}

type flow struct{ left, right column }

// strands bundles the ribbons by their two ends, in an order in which they cross least, and lays them against the bars.
func (f flow) strands(ribbons []Ribbon) []*strand {
	by := map[[2]string]*strand{}
	var out []*strand
	for _, r := range ribbons {
		if !f.knows(r) {
			continue
		}
		s := by[[2]string{r.From, r.To}]
		if s == nil {
			s = &strand{from: r.From, to: r.To, fromName: f.left.bars[f.left.order[r.From]].Name, toName: f.right.bars[f.right.order[r.To]].Name}
			by[[2]string{r.From, r.To}], out = s, append(out, s)
		}
		s.names = append(s.names, r.Name)
	}
	byEnds := func(a, b *strand) int {
		return cmp.Or(cmp.Compare(f.left.order[a.from], f.left.order[b.from]), cmp.Compare(f.right.order[a.to], f.right.order[b.to]))
	}
	slices.SortStableFunc(out, byEnds)
	for _, s := range out {
		s.y1 = f.left.bars[f.left.order[s.from]].take(len(s.names))
	}
	right := slices.Clone(out)
	slices.SortStableFunc(right, func(a, b *strand) int {
		return cmp.Or(cmp.Compare(f.right.order[a.to], f.right.order[b.to]), cmp.Compare(f.left.order[a.from], f.left.order[b.from]))
	})
	for _, s := range right {
		s.y2 = f.right.bars[f.right.order[s.to]].take(len(s.names))
	}
	return out
}

// knows reports whether both ends of a ribbon are among the bands.
func (f flow) knows(r Ribbon) bool {
	_, from := f.left.order[r.From]
	_, to := f.right.order[r.To]
	return from && to
}

func (s *strand) height() float64 { return float64(len(s.names)) * flowThick }

func (s *strand) class() draw.Class {
	switch {
	case s.from == s.to:
		return draw.Stay
	case s.to == "":
		return draw.Lost
	case s.from == "":
		return draw.Come
	}
	return draw.Move
}

// item is the strand as an outline between the two sides; a pointer shows what is in it.
func (s *strand) item() draw.Item {
	x1, x2 := flowSide+flowBar, flowSide+flowBar+flowMiddle
	mid, h := (x1+x2)/2, s.height()-1
	d := fmt.Sprintf("M%s %sC%s %s %s %s %s %sV%sC%s %s %s %s %s %sZ", px(x1), px(s.y1), px(mid), px(s.y1), px(mid), px(s.y2), px(x2), px(s.y2),
		px(s.y2+h), px(mid), px(s.y2+h), px(mid), px(s.y1+h), px(x1), px(s.y1+h))
	return draw.Group{Title: s.words(), Items: []draw.Item{draw.Path{D: d, Class: s.class()}}}
}

// words tell the strand to who points at it.
func (s *strand) words() string {
	if s.from == s.to {
		return s.fromName + " giữ nguyên: " + strings.Join(s.names, "; ")
	}
	return s.fromName + " sang " + s.toName + ": " + strings.Join(s.names, "; ")
}

// label says on a strand that moves what it is, at the end where it arrives.
func (s *strand) label() []draw.Item {
	if s.from == s.to {
		return nil
	}
	words := s.names[0]
	if len(s.names) > 1 {
		words = strconv.Itoa(len(s.names)) + " chức năng"
	}
	x, y := flowSide+flowBar+flowMiddle-6, s.y2+s.height()/2+4
	words = draw.Fit(words, draw.Label, flowMiddle*.55)
	return []draw.Item{
		draw.Rect{X: x - draw.TextWidth(words, draw.Label) - 4, Y: y - 10.5, W: draw.TextWidth(words, draw.Label) + 8, H: 14, R: 3, Class: draw.Plate},
		draw.Text{X: x, Y: y, S: words, Anchor: draw.End, Class: draw.Label},
	}
}

// px is a length with at most one place.
func px(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }

func nameOf(bands []FlowBand, id string) string {
	for _, b := range bands {
		if b.ID == id {
			return b.Name
		}
	}
	return ""
}

// flowWords tell the picture by a template: what each side has, then every thing that moves.
func flowWords(before, after string, left, right []FlowBand, ribbons []Ribbon) string {
	moved := 0
	var words []string
	for _, r := range ribbons {
		if r.Moved() {
			moved++
			words = append(words, fmt.Sprintf("%s: từ %s sang %s.", r.Name, orNobody(nameOf(left, r.From)), orNobody(nameOf(right, r.To))))
		}
	}
	head := fmt.Sprintf("%s và %s: %d chức năng, %d giữ nguyên nơi giữ, %d đổi.", before, after, len(ribbons), len(ribbons)-moved, moved)
	return join(" ", head, strings.Join(words, " "))
}

func orNobody(name string) string {
	if name == "" {
		return "chưa ai"
	}
	return name
}

// flowTable is the ribbons as rows, those that move first.
func flowTable(before, after string, left, right []FlowBand, ribbons []Ribbon) [][]string {
	table := [][]string{{"Chức năng", before, after, "Thay đổi"}}
	rows := slices.Clone(ribbons)
	slices.SortStableFunc(rows, func(a, b Ribbon) int { return cmp.Compare(rank(a), rank(b)) })
	for _, r := range rows {
		table = append(table, []string{r.Name, orNobody(nameOf(left, r.From)), orNobody(nameOf(right, r.To)), r.change()})
	}
	return table
}

func rank(r Ribbon) int {
	if r.Moved() {
		return 0
	}
	return 1
}

func (r Ribbon) change() string {
	switch {
	case !r.Moved():
		return "giữ nguyên"
	case r.To == "":
		return "chưa ai nhận"
	case r.From == "":
		return "mới có cơ quan giữ"
	}
	return "chuyển cơ quan"
}
