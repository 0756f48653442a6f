package picture

import (
	"fmt"

	"github.com/mangnon/mangnon/internal/doc/draw"
)

// Month is one value of a line; a negative value or NaN is missing and leaves a gap.
type Month struct {
	Label string // "T6/2025"
	Value float64
}

const (
	trendWidth  = 320.0
	trendHeight = 92.0
	trendTop    = 24.0
	trendFloor  = 66.0
	trendPad    = 8.0
)

// TrendLine draws values through time on a scale from 0, with a dot and words at the last one: "7 ca mở".
func TrendLine(h Head, unit string, months []Month) Picture {
	d := draw.Drawing{ID: h.ID, Width: trendWidth, Height: trendHeight, Title: h.Title(), Desc: trendWords(unit, months)}
	d.Items = []draw.Item{draw.Line{X1: 0, Y1: trendFloor + 4.5, X2: trendWidth, Y2: trendFloor + 4.5, Class: draw.Edge2}}
	top := 1.0
	for _, m := range months {
		if known(m.Value) {
			top = max(top, m.Value)
		}
	}
	table := [][]string{{"Tháng", unit}}
	var run []draw.Point
	for i, m := range months {
		table = append(table, []string{m.Label, decimal(m.Value)})
		if !known(m.Value) {
			d.Items, run = append(d.Items, draw.Polyline{Points: run, Class: draw.Trend}), nil
			continue
		}
		run = append(run, draw.Point{X: trendPad + (trendWidth-2*trendPad)*float64(i)/float64(max(1, len(months)-1)), Y: trendFloor - (trendFloor-trendTop)*m.Value/top})
	}
	if len(run) > 0 {
		last := run[len(run)-1]
		d.Items = append(d.Items, draw.Polyline{Points: run, Class: draw.Trend}, draw.Circle{X: last.X, Y: last.Y, R: 4, Class: draw.Last},
			draw.Text{X: min(trendWidth, last.X+4), Y: last.Y - 9, S: decimal(months[len(months)-1].Value) + " " + unit, Anchor: draw.End, Class: draw.Strong})
	}
	if len(months) > 0 {
		d.Items = append(d.Items, draw.Text{X: 0, Y: trendHeight - 5, S: months[0].Label, Class: draw.Tick},
			draw.Text{X: trendWidth, Y: trendHeight - 5, S: months[len(months)-1].Label, Anchor: draw.End, Class: draw.Tick})
	}
	return Picture{d, h.Under(""), table}
}

func trendWords(unit string, months []Month) string {
	if len(months) == 0 {
		return "Chưa có số liệu."
	}
	first, last := months[0], months[len(months)-1]
	return fmt.Sprintf("Đường qua %d tháng: %s là %s, %s là %s (%s).", len(months), first.Label, decimal(first.Value), last.Label, decimal(last.Value), unit)
}
