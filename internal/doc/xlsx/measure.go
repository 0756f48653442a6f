package xlsx

import (
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Office programs do not agree on when to fit rows and columns to their contents, so both are set here from the number
// of letters, which is near enough for a proportional font.

// Heights in points: of one line, and the most that Excel takes.
const (
	lineHeight = 16.5
	maxHeight  = 409
)

func heightOf(lines int) float64 { return min(lineHeight*float64(lines), maxHeight) }

// height is the height of a row by its tallest cell.
func (b *builder) height(cells []any) excelize.RowOpts {
	lines := 1
	for i, c := range cells {
		if text, ok := c.(excelize.Cell).Value.(string); ok {
			lines = max(lines, linesOf(text, b.widths[i]))
		}
	}
	return excelize.RowOpts{Height: heightOf(lines)}
}

// linesOf is on how many lines a text stands in a column, broken between words.
func linesOf(text string, width float64) int {
	room := max(1, int(width)-1)
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		at := 0
		lines++
		for word := range strings.FieldsSeq(line) {
			n := utf8.RuneCountInString(word)
			switch {
			case at == 0:
				at = n
			case at+1+n > room:
				lines, at = lines+1, n
			default:
				at += 1 + n
			}
			for ; at > room; at -= room {
				lines++
			}
		}
	}
	return lines
}

// measure is a width for a column by its head and its cells, those of the first rows.
func (b *builder) measure(col int) float64 {
	head := b.table.Columns[col].Head
	width := 6
	if n := utf8.RuneCountInString(head); n <= 14 {
		width = max(width, n+3)
	}
	for word := range strings.FieldsSeq(head) {
		width = max(width, utf8.RuneCountInString(word)+3)
	}
	for _, values := range b.table.Rows[:min(len(b.table.Rows), 500)] {
		if col < len(values) {
			width = max(width, min(shown(values[col]), 45)+3)
		}
	}
	return float64(width)
}

// shown is about how many letters a value takes.
func shown(v any) int {
	switch v := v.(type) {
	case nil:
		return 0
	case string:
		longest := 0
		for line := range strings.Lines(v) {
			longest = max(longest, utf8.RuneCountInString(line))
		}
		return longest
	case Link:
		return shown(v.Text)
	case Marked:
		return shown(v.Value)
	case bool:
		return len("Không")
	case int:
		return len(vi.Int(v))
	case int64:
		return len(vi.Int(v))
	case float64:
		if math.Abs(v) < 1e15 { // also false for what is no number
			return len(vi.Int(int64(v))) + 3
		}
		return 0
	case time.Time:
		return len("02/01/2006 15:04")
	}
	return len("02/01/2006")
}
