// Package picture makes the pictures of a year's work out of plain data: units strip, year band, bars, lines and rare
// events. It asks no database and knows no page.
//
// Every picture states a finding with unit and period, tells the same in words for those who do not see it, and carries
// its data as a table.
package picture

import (
	"strings"

	"github.com/mangnon/mangnon/internal/doc/draw"
	"github.com/mangnon/mangnon/internal/doc/draw/glyph"
)

// Head says what a picture is about. The finding is a sentence without a full stop: "Ba đơn vị muộn nhiều lần".
type Head struct {
	ID      string // unique on its page
	Finding string
	Unit    string // "UBND phường Mỹ Hào"
	Period  string // "tuần 9 đến tuần 20 năm 2026"
	Source  string // "sổ mốc, 06:00 ngày 12/05/2026"
}

// Title is the finding with unit and period.
func (h Head) Title() string { return join(". ", h.Finding, join(", ", h.Unit, h.Period)) }

// Under is the line below the finding: what a square is, for whom, when, from where.
func (h Head) Under(square string) string {
	source := h.Source
	if source != "" {
		source = "Nguồn: " + source
	}
	return join(". ", join(", ", h.Unit, h.Period), square, source)
}

func join(between string, parts ...string) string {
	var have []string
	for _, p := range parts {
		if p != "" {
			have = append(have, p)
		}
	}
	return strings.Join(have, between)
}

// Picture is a drawing with its data. The first row of Table is its head.
type Picture struct {
	Drawing draw.Drawing
	Under   string
	Table   [][]string
}

// stateWords are the words of a square; an empty key is a time in which nothing was due.
func stateWords(key string) string {
	if key == "" {
		return "không có mốc"
	}
	return glyph.Of(key).Words
}

// square is the state of a time: a dot where nothing was due.
func square(x, y, size float64, key, when string) draw.Item {
	if key == "" {
		key = "."
		return draw.State(x, y, size, key, when+": không có mốc")
	}
	return draw.State(x, y, size, key, when+": "+stateWords(key))
}
