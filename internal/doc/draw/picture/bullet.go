package picture

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/draw"
)

// Measure is a value against what it should be. A negative or missing Before draws no mark of last year.
type Measure struct {
	Name   string
	Value  float64
	Target float64
	Before float64 // the same time a year ago
	Unit   string  // "triệu đồng"
}

const (
	bulletWidth = 320.0
	bulletRow   = 44.0
)

// BulletBars draws a bar a measure on a scale from 0, each with the mark of its target and of last year.
func BulletBars(h Head, measures []Measure) Picture {
	d := draw.Drawing{ID: h.ID, Width: bulletWidth, Height: bulletRow * float64(max(1, len(measures))), Title: h.Title()}
	table := [][]string{{"Nội dung", "Thực hiện", "Kế hoạch", "Cùng kỳ năm trước", "Đơn vị tính"}}
	var words []string
	for i, m := range measures {
		d.Items = append(d.Items, m.items(float64(i)*bulletRow)...)
		words = append(words, m.words())
		table = append(table, []string{m.Name, decimal(m.Value), decimal(m.Target), decimal(m.Before), m.Unit})
	}
	d.Desc = strings.Join(words, " ")
	return Picture{d, h.Under("Vạch đậm là kế hoạch, vạch đứt là cùng kỳ năm trước"), table}
}

func (m Measure) items(y float64) []draw.Item {
	top := 0.0
	for _, v := range []float64{m.Value, m.Target, m.Before} {
		if known(v) {
			top = max(top, v)
		}
	}
	if top == 0 {
		top = 1
	}
	at := func(v float64) float64 { return (bulletWidth - 2) * min(v, top) / top * .96 }
	items := []draw.Item{
		draw.Text{X: 0, Y: y + 14, S: draw.Fit(m.Name, draw.Name, 190), Class: draw.Name},
		draw.Text{X: bulletWidth, Y: y + 14, S: m.figures(), Anchor: draw.End, Class: draw.Strong},
		draw.Rect{X: 0, Y: y + 22, W: bulletWidth, H: 12, Class: draw.Ground},
	}
	if known(m.Value) {
		items = append(items, draw.Rect{X: 0, Y: y + 25, W: at(m.Value), H: 6, Class: draw.Bar})
	}
	if known(m.Before) {
		items = append(items, draw.Line{X1: at(m.Before), Y1: y + 22, X2: at(m.Before), Y2: y + 34, Class: draw.Before})
	}
	if known(m.Target) {
		items = append(items, draw.Line{X1: at(m.Target), Y1: y + 20, X2: at(m.Target), Y2: y + 36, Class: draw.Target})
	}
	return items
}

func (m Measure) figures() string {
	if !known(m.Target) {
		return decimal(m.Value)
	}
	return decimal(m.Value) + " trên " + decimal(m.Target)
}

func (m Measure) words() string {
	s := fmt.Sprintf("%s: %s", m.Name, m.figures())
	if m.Unit != "" {
		s += " " + m.Unit
	}
	if known(m.Before) {
		s += ", cùng kỳ năm trước " + decimal(m.Before)
	}
	return s + "."
}

// known tells a measured value from one that is missing.
func known(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) && v >= 0 }

// decimal is a number as Vietnamese papers write it: 1.234,5; a missing one says so.
func decimal(v float64) string {
	if !known(v) {
		return "chưa rõ"
	}
	whole, part, _ := strings.Cut(strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	if part != "" {
		return whole + "," + part
	}
	return whole
}
