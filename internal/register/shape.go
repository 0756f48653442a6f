package register

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/web"
)

// Shape is a table that another office makes and that is no register: it is read as the import of a register reads tables, with
// titles above the head, heads of two rows, merged cells, old fonts, names in capitals and every order of dates.
type Shape struct{ g *Register }

// NewShape makes the shape of a table whose rows are called one. Of the fields only Column, Label, Heads and Kind count, and the
// kinds are Text and Date.
func NewShape(one string, fields []Field) Shape {
	g := &Register{Declaration: Declaration{One: one, Fields: fields}}
	g.index()
	return Shape{g}
}

// Lines are the rows of a table that was read by its shape.
type Lines struct {
	Columns []string // of the shape that the table has; empty when no row of heads was found
	Unsure  []string // heads of dates of which no cell tells whether the day or the month stands first
	Rows    []Line
}

// Line is one row.
type Line struct {
	N     int64             // of the table, from 1, as people count
	Cells map[string]string // by column of the shape
}

// Read reads a table. monthFirst says how dates are read of which nothing tells; asked is whether somebody has said so.
func (s Shape) Read(table [][]string, asked, monthsFirst bool) (Lines, error) {
	h := s.g.headOf(table)
	if font := fontOf(table[:min(len(table), sampleRows)]); font != oldfont.Unicode && h.Rows == 0 {
		h = s.g.headOf(inUnicode(table[:min(len(table), headReach)], font))
	}
	if h.Rows == 0 {
		return Lines{}, nil
	}
	rows, err := recordsOf(table, h.Rows, s.g.One)
	if err != nil {
		return Lines{}, err
	}
	var out Lines
	readings := s.g.propose(h.Columns, plainCells(rows))
	for i, c := range h.Columns {
		if c == "" || c == codeColumn {
			continue
		}
		out.Columns = append(out.Columns, c)
		switch {
		case readings[i] != askOrder:
		case !asked:
			out.Unsure = append(out.Unsure, headName(h.Names[i], i))
		case monthsFirst:
			readings[i] = monthFirst
		}
	}
	for _, row := range rows {
		line := Line{N: row.N, Cells: map[string]string{}}
		for i, c := range h.Columns {
			if slices.Contains(out.Columns, c) && i < len(row.Cells) && line.Cells[c] == "" {
				line.Cells[c] = readings[i].apply(row.Cells[i])
			}
		}
		out.Rows = append(out.Rows, line)
	}
	return out, nil
}

// TableIn is the table of a form: the workbook or CSV chosen in the field "tep", or else the cells pasted into "bang". hash is the
// SHA-256 of what came. What cannot be read is errs.Invalid at "bang".
func TableIn(f *web.Form) (name, hash string, table [][]string, err error) {
	b, raw, err := (&Register{}).readTable(f, f.Raw("bang"))
	sum := sha256.Sum256(raw)
	return b.Name, hex.EncodeToString(sum[:]), b.Cells, err
}
