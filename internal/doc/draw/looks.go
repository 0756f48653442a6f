package draw

import (
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
)

// Class names how a shape or a text looks.
type Class string

// The classes of pictures. Those of states are "gl-" and a tone.
const (
	Name   Class = "fig-name"   // of a row
	Strong Class = "fig-strong" // a figure that matters
	Code   Class = "fig-code"   // of a part of the plan
	Head   Class = "fig-head"   // of a column
	Note   Class = "fig-note"
	Tick   Class = "fig-tick"   // on an axis
	Num    Class = "fig-num"    // in a column
	Bad    Class = "fig-bad"    // a figure that says late
	Edge   Class = "fig-edge"   // between rows
	Edge2  Class = "fig-edge2"  // around a picture
	Peak   Class = "fig-peak"   // time of much work
	Today  Class = "fig-today"  // the day of the picture
	Ground Class = "fig-ground" // below a bar
	Bar    Class = "fig-bar"    // a value
	Target Class = "fig-target" // what it should be
	Before Class = "fig-before" // what it was a year ago
	Trend  Class = "fig-trend"  // a line through values
	Last   Class = "fig-last"   // its last point
	Drop   Class = "fig-drop"   // one sad event
	Quiet  Class = "fig-quiet"  // the time since
	Block  Class = "fig-block"  // a holder of ribbons
	Stay   Class = "fig-stay"   // a ribbon that keeps its holder
	Move   Class = "fig-move"   // one that changes it
	Lost   Class = "fig-lost"   // one that nobody takes
	Come   Class = "fig-come"   // one that nobody had
	Plate  Class = "fig-plate"  // below words on a ribbon
	Label  Class = "fig-label"  // words on a ribbon
)

// look is a class in tokens of the stylesheet. Size makes it a text.
type look struct {
	fill, stroke string
	width        float64
	dash         []float64
	size         float64
	bold         bool
}

var looks = map[Class]look{
	Name: {fill: "ink", size: 13}, Strong: {fill: "ink", size: 13, bold: true}, Code: {fill: "ink-3", size: 13},
	Head: {fill: "ink-2", size: 12, bold: true}, Note: {fill: "ink-2", size: 12}, Tick: {fill: "ink-3", size: 11},
	Num: {fill: "ink", size: 13}, Bad: {fill: "over-ink", size: 13, bold: true},
	Edge: {stroke: "line", width: 1}, Edge2: {stroke: "line-2", width: 1}, Peak: {fill: "accent-soft", stroke: "accent-line", width: 1},
	Today: {stroke: "ink", width: 1.5, dash: []float64{2, 2}}, Ground: {fill: "sunken"}, Bar: {fill: "c1"},
	Target: {stroke: "ink", width: 2}, Before: {stroke: "field", width: 1.5, dash: []float64{3, 2}},
	Trend: {stroke: "c1", width: 2}, Last: {fill: "c1"}, Drop: {fill: "ink"}, Quiet: {fill: "accent-soft"},
	Block: {fill: "ink-2"}, Stay: {fill: "sunken", stroke: "line-2", width: 1}, Move: {fill: "wait-bg", stroke: "c1", width: 2},
	Lost: {fill: "surface", stroke: "c3", width: 2, dash: []float64{5, 3}}, Come: {fill: "ok-bg", stroke: "c2", width: 2},
	Plate: {fill: "surface"}, Label: {fill: "ink", size: 11},

	"gl-ok": {fill: "ok-bg", stroke: "ok-ln", width: 1.25}, "gl-late": {fill: "late-bg", stroke: "late-ln", width: 1.25},
	"gl-over": {fill: "over-bg"}, "gl-due": {fill: "surface", stroke: "ink", width: 2}, "gl-doing": {fill: "surface", stroke: "wait-ln", width: 1.5},
	"gl-wait": {fill: "wait-bg", stroke: "wait-ln", width: 1.25}, "gl-ext": {fill: "ext-bg", stroke: "ext-ln", width: 1.25},
	"gl-unknown-dashed": {fill: "surface", stroke: "field", width: 1.5, dash: []float64{3, 2.4}},
	"gl-skipped":        {fill: "surface", stroke: "field", width: 1.25}, "gl-future": {fill: "line-2"},
	"gl-draft": {fill: "surface", stroke: "ink-2", width: 1.5}, "gl-back": {fill: "over-soft", stroke: "over-ink", width: 1.5}, "gl-locked": {fill: "ink-2"},
}

// letterInks are the tokens of the letters of states.
var letterInks = map[Class]string{"gl-ok": "ok-tx", "gl-late": "late-tx", "gl-over": "over-tx", "gl-due": "ink", "gl-doing": "wait-tx", "gl-wait": "wait-tx",
	"gl-ext": "ext-tx", "gl-unknown-dashed": "ink-2", "gl-skipped": "ink-3", "gl-draft": "ink-2", "gl-back": "over-ink", "gl-locked": "surface"}

const letterSize = 11 // of a state in a box of 20

// light are the tokens of the light theme, which is the one on paper.
var light = map[string]string{
	"surface": "FFFFFF", "sunken": "F0EDE5", "line": "E3DED3", "line-2": "C8C0B1", "field": "80786A", "ink": "1F1D19", "ink-2": "48443C", "ink-3": "696357",
	"accent": "3A6A1E", "accent-soft": "EEF4E4", "accent-line": "B9CF9B", "ok-bg": "E3EFD3", "ok-ln": "6B9644", "ok-tx": "2B5214",
	"late-bg": "FCE7BD", "late-ln": "B57A10", "late-tx": "6E4300", "over-bg": "A62B1F", "over-tx": "FFFFFF", "over-ink": "9A261B", "over-soft": "FBECE8",
	"wait-bg": "E3ECF7", "wait-ln": "6C93C7", "wait-tx": "1C4680", "ext-bg": "F0E6F4", "ext-ln": "A983B9", "ext-tx": "602873",
	"c1": "12436D", "c2": "28A197", "c3": "801650",
}

// Paper is the colour of a token on paper; no colour for the empty name. An unknown name is a defect of the caller and
// panics.
func Paper(token string) pdfwrite.Colour {
	if token == "" {
		return 0
	}
	rgb, err := strconv.ParseUint(light[token], 16, 32)
	if err != nil {
		panic("draw: no token " + token)
	}
	return pdfwrite.RGB(uint8(rgb>>16), uint8(rgb>>8), uint8(rgb))
}

// css is what stands in the attribute class.
func (c Class) css() string {
	if strings.HasPrefix(string(c), "gl-") {
		tone, dashed := strings.CutSuffix(string(c), "-dashed")
		if dashed {
			tone += " fig-dashed"
		}
		return "gl " + tone
	}
	return string(c)
}

func (l look) letters(scale float64) pdfwrite.Letters {
	face := pdfwrite.Sans
	if l.bold {
		face = pdfwrite.SansBold
	}
	return pdfwrite.Letters{Face: face, Size: l.size * scale, Colour: Paper(l.fill)}
}

// letterRatio is how much wider the letters of the pages are than those of paper.
const letterRatio = 1.06

const perPoint = 25.4 / 72 // millimetres

// TextWidth is how long a text of a class is, in pixels, with a little air.
func TextWidth(s string, c Class) float64 {
	return looks[c].letters(1).Width(s) / perPoint * letterRatio
}

// Fit is text cut to a width in pixels, with an ellipsis where something is missing.
func Fit(s string, c Class, width float64) string {
	return looks[c].letters(1).Cut(s, width*perPoint/letterRatio)
}
