package register

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
)

// InUnicode is a table whose columns in TCVN3 or VNI are read as the import of a register reads them; other cells stay as they came.
func InUnicode(table [][]string) [][]string {
	sample := table[:min(len(table), sampleRows)]
	most, width := fontOf(sample), 0
	for _, row := range table {
		width = max(width, len(row))
	}
	fonts, old := make([]oldfont.Charset, width), false
	for i := range fonts {
		fonts[i] = fontIn(lettersOf(Text{}, columnCells(sample, i), most))
		old = old || fonts[i] != oldfont.Unicode
	}
	if !old {
		return table
	}
	out := make([][]string, len(table))
	for i, row := range table {
		out[i] = slices.Clone(row)
		for j, c := range row {
			out[i][j] = oldfont.ToUnicode(c, fonts[j])
		}
	}
	return out
}

// fontIn is the old font of a reading.
func fontIn(r reading) oldfont.Charset {
	for part := range strings.FieldsSeq(string(r)) {
		if p := reading(part); p == tcvn3 || p == vni {
			return oldfont.Charset(p)
		}
	}
	return oldfont.Unicode
}

// TwoRows is a head of two rows: what spans several columns stands over what the columns are called.
type TwoRows struct {
	Rows  int        // before the first record
	Names []string   // of the columns, both rows joined
	Parts [][]string // of each column the upper and the lower name; the lower is empty when one cell stands for both
}

// TwoRows finds a head of two rows, with merged cells or without; ok is false when the table has none.
func (s Shape) TwoRows(table [][]string) (h TwoRows, ok bool) {
	one := s.g.headOf(table)
	if one.Rows == 0 || one.At+1 >= len(table) || !s.g.second(table[one.At], table[one.At+1]) {
		return h, false
	}
	h.Rows, h.Names = one.Rows, one.Names
	over := ""
	for i := range one.Names {
		upper, lower := oneLine(cell(table[one.At], i)), oneLine(cell(table[one.At+1], i))
		if upper != "" || lower == "" {
			over = upper
		}
		if lower == over {
			lower = ""
		}
		h.Parts = append(h.Parts, []string{over, lower})
	}
	return h, true
}
