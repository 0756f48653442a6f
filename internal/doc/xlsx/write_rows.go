package xlsx

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

func (b *builder) writeTitles() error {
	titles := b.titles()
	for i, line := range titles {
		look := b.looks.subtitle
		if i == 0 && b.table.Title != "" {
			look = b.looks.title
		}
		if err := b.wide(line, look); err != nil {
			return err
		}
	}
	if len(titles) > 0 {
		b.row++
	}
	return nil
}

// wide writes a line over the whole width of the table.
func (b *builder) wide(line string, look int) error {
	b.row++
	text := cleanCell(line)
	lines := 1 + utf8.RuneCountInString(text)/b.letters()
	if err := b.stream.SetRow(cellAt(1, b.row), []any{excelize.Cell{StyleID: look, Value: text}}, excelize.RowOpts{Height: heightOf(lines)}); err != nil {
		return err
	}
	if len(b.table.Columns) == 1 {
		return nil
	}
	return b.stream.MergeCell(cellAt(1, b.row), cellAt(len(b.table.Columns), b.row))
}

// letters is about how many letters fit into the width of the table.
func (b *builder) letters() int {
	n := 0.0
	for _, width := range b.widths {
		n += width
	}
	return max(10, int(n*0.9))
}

func (b *builder) writeHead() error {
	heads := make([]any, len(b.table.Columns))
	for i, c := range b.table.Columns {
		heads[i] = excelize.Cell{StyleID: b.looks.head, Value: cleanCell(c.Head)}
	}
	b.row++
	return b.stream.SetRow(cellAt(1, b.row), heads, b.height(heads))
}

// writeRow writes the row of the table with an index.
func (b *builder) writeRow(i int, values []any) error {
	if len(values) > len(b.cells) {
		return fmt.Errorf("row %d has %d values for %d columns", i+1, len(values), len(b.cells))
	}
	for j := range b.cells {
		var v any
		if j < len(values) {
			v = values[j]
		}
		mark, marked := v.(Marked)
		if marked {
			v = mark.Value
		}
		value, err := cellValue(v)
		if err != nil {
			return fmt.Errorf("row %d, column %d: %w", i+1, j+1, err)
		}
		look := b.looks.cell(j, value)
		if marked {
			look = b.looks.marked[j]
		}
		if link, ok := v.(Link); ok && link.Href != "" {
			look = b.looks.link
			b.links = append(b.links, cellLink{cellAt(j+1, b.row+1), link.Href})
		}
		b.cells[j] = excelize.Cell{StyleID: look, Value: value}
	}
	b.row++
	return b.stream.SetRow(cellAt(1, b.row), b.cells, b.height(b.cells))
}

func (b *builder) writeFoot() error {
	if len(b.table.Foot) > 0 {
		b.row++
	}
	for _, line := range b.table.Foot {
		if err := b.wide(line, b.looks.foot); err != nil {
			return err
		}
	}
	return nil
}

// firstExcelDay is the first day that Excel and the calendar count alike.
var firstExcelDay = day.Must(1900, 3, 1)

// cellValue is a value as Excel stores it.
func cellValue(v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return cleanCell(v), nil
	case Link:
		return cleanCell(v.Text), nil
	case int, int64:
		return v, nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, nil
		}
		return v, nil
	case bool:
		if v {
			return "Có", nil
		}
		return "Không", nil
	case day.Day:
		return dayValue(v), nil
	case time.Time:
		return timeValue(v), nil
	}
	return nil, fmt.Errorf("a cell cannot hold %T", v)
}

func dayValue(d day.Day) any {
	switch {
	case d.IsZero():
		return nil
	case d.Before(firstExcelDay):
		return d.String()
	}
	return d.Sub(firstExcelDay) + 61
}

func timeValue(t time.Time) any {
	d := day.At(t)
	if t.IsZero() || d.Before(firstExcelDay) {
		return dayValue(d)
	}
	clock := t.Sub(d.Start())
	return float64(d.Sub(firstExcelDay)+61) + clock.Round(time.Second).Hours()/24
}

// cellLimit is how many letters of any alphabet a cell of Excel surely holds: its own limit counts some twice.
const cellLimit = 32_767 / 2

// cleanCell keeps the lines of a text and what can be seen of them.
func cleanCell(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = doctext.Clean(line)
	}
	return vi.Cut(strings.TrimSpace(strings.Join(lines, "\n")), cellLimit)
}
