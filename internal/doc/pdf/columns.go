package pdf

import (
	"regexp"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
)

// gap divides two pieces of a line. Stretched lines of a justified paragraph have no gap of three.
var gap = regexp.MustCompile(`\s{3,}`)

// label is a number or letter that stands before its item with a wide gap: "a)", "1.2.", "-".
var label = regexp.MustCompile(`^(?:[\p{L}\d]{1,4}(?:\.\d+)*[.)]|[-–+•])$`)

// Bounds of the blocks that are looked for: how far down the first page a head may reach, how many lines a signature
// with its list of recipients may take, how wide a page is.
const (
	headLines = 15
	footLines = 60
	pageWidth = 250
)

// divide reads side-by-side blocks at the top and the end one after the other, and finds cells in the other lines.
func divide(lines []doctext.Line) []doctext.Line {
	if from, to := columnBlock(lines, 0, min(headLines, len(lines))); to > from {
		lines = splice(lines, from, to)
	}
	if from := lastBlock(lines); from < len(lines) {
		lines = splice(lines, from, len(lines))
	}
	table := 0
	for i := range lines {
		cells := pieces(lines[i].Text)
		if len(cells) < 2 {
			lines[i].Text = strings.TrimSpace(gap.ReplaceAllString(lines[i].Text, " "))
			continue
		}
		if i == 0 || lines[i-1].Table == 0 {
			table++
		}
		lines[i].Cells, lines[i].Table, lines[i].Text = cells, table, strings.Join(cells, "\t")
	}
	return lines
}

// pieces are the parts of a line between wide gaps; a label belongs to what follows it.
func pieces(text string) []string {
	parts := gap.Split(strings.TrimSpace(text), -1)
	if len(parts) > 1 && label.MatchString(parts[0]) {
		parts = append([]string{parts[0] + " " + parts[1]}, parts[2:]...)
	}
	return parts
}

// columnBlock finds the lines from the first to the last of two pieces in a range, when a gutter runs through all of
// them. It ends where three lines follow without a gap.
func columnBlock(lines []doctext.Line, from, to int) (first, last int) {
	first = -1
	for i := from; i < to; i++ {
		switch n := len(pieces(lines[i].Text)); {
		case n == 2 && first < 0:
			first, last = i, i+1
		case n == 2:
			last = i + 1
		case n > 2, first >= 0 && i-last >= 3:
			to = i
		}
	}
	if first < 0 || gutter(lines[first:last]) < 0 {
		return 0, 0
	}
	return first, last
}

// lastBlock is where a block of two columns begins that reaches to the end of the last page, the number of lines when
// there is none.
func lastBlock(lines []doctext.Line) int {
	if len(lines) == 0 {
		return 0
	}
	page := lines[len(lines)-1].Page
	for i := max(0, len(lines)-footLines); i < len(lines); i++ {
		if lines[i].Page == page && len(pieces(lines[i].Text)) == 2 && gutter(lines[i:]) >= 0 {
			return i
		}
	}
	return len(lines)
}

// gutter is a column of letters that is blank, with the one beside it, in every line, and has text of two lines or more
// on its right; -1 when there is none.
func gutter(lines []doctext.Line) int {
	wide := 0
	rows := make([][]rune, len(lines))
	for i, l := range lines {
		rows[i] = []rune(l.Text)
		wide = max(wide, len(rows[i]))
	}
	for at := 8; at < min(wide, pageWidth)-2; at++ {
		free := func(row []rune) bool { return isBlank(row, at) && isBlank(row, at+1) }
		if !slices.ContainsFunc(rows, func(row []rune) bool { return !free(row) }) && textRight(rows, at) >= 2 && textLeft(rows, at) >= 1 {
			return at
		}
	}
	return -1
}

func isBlank(row []rune, at int) bool { return at >= len(row) || row[at] == ' ' }

func textRight(rows [][]rune, at int) int {
	n := 0
	for _, row := range rows {
		if len(row) > at && strings.TrimSpace(string(row[at:])) != "" {
			n++
		}
	}
	return n
}

func textLeft(rows [][]rune, at int) int {
	n := 0
	for _, row := range rows {
		if strings.TrimSpace(string(row[:min(at, len(row))])) != "" {
			n++
		}
	}
	return n
}

// splice puts the left column of a block before its right one.
func splice(lines []doctext.Line, from, to int) []doctext.Line {
	at := gutter(lines[from:to])
	var left, right []doctext.Line
	for _, l := range lines[from:to] {
		row := []rune(l.Text)
		cut := min(at, len(row))
		if text := strings.TrimSpace(string(row[:cut])); text != "" {
			left = append(left, doctext.Line{Text: text, Page: l.Page})
		}
		if text := strings.TrimSpace(string(row[cut:])); text != "" {
			right = append(right, doctext.Line{Text: text, Page: l.Page})
		}
	}
	out := append([]doctext.Line{}, lines[:from]...)
	out = append(append(out, left...), right...)
	return append(out, lines[to:]...)
}
