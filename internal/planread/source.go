package planread

import (
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// line is one source line without the marks of a conversion.
type line struct {
	n      int // 1-based
	text   string
	bold   bool
	italic bool
	rule   bool     // nothing but strokes, bars or marks: "-------", "|", "** **"
	bar    bool     // a lone "|", the wall between two cells of a flattened table
	cells  []string // of a table row; a cell may hold several lines
	table  int
}

// sourceLines cleans the lines of a document. Blank lines stay, so that index i is line i+1.
func sourceLines(doc doctext.Document) []line {
	out := make([]line, len(doc.Lines))
	for i, l := range doc.Lines {
		out[i] = cleanLine(l, i+1)
	}
	return out
}

func cleanLine(l doctext.Line, n int) line {
	raw := vi.NFC(l.Text)
	text := squeeze(strings.ReplaceAll(raw, "*", ""))
	out := line{n: n, text: text, bold: l.Bold || wrapped(raw, "**"), italic: l.Italic || wrapped(raw, "*") && !wrapped(raw, "**"),
		table: l.Table}
	if raw != "" && (text == "" || strings.Trim(raw, "|*-–_=. ") == "") {
		out.rule, out.bar, out.text = true, strings.TrimSpace(raw) == "|", ""
		return out
	}
	switch {
	case len(l.Cells) > 0:
		out.cells = cleanCells(l.Cells)
	case strings.Count(strings.TrimSpace(l.Text), "\t") >= 2:
		out.cells = cleanCells(strings.Split(strings.TrimSpace(l.Text), "\t"))
	case strings.HasSuffix(raw, "|") && strings.Count(raw, "|") >= 2:
		out.cells = cleanCells(strings.Split(strings.Trim(raw, "|"), "|"))
	}
	return out
}

func cleanCells(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		parts := strings.Split(strings.ReplaceAll(c, "*", ""), "\n")
		for k := range parts {
			parts[k] = squeeze(vi.NFC(parts[k]))
		}
		out[i] = strings.TrimSpace(strings.Join(parts, "\n"))
	}
	return out
}

// wrapped reports whether the whole of s stands between two marks, or the line opens a marked run that goes on below.
func wrapped(s, mark string) bool {
	return strings.HasPrefix(s, mark) && len(s) > 2*len(mark) && (strings.HasSuffix(s, mark) || strings.Count(s, mark)%2 == 1)
}
