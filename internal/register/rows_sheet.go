package register

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Lines travel in workbooks on a sheet of their own, named after their field, each with the record to which it belongs in its
// first column. On the way in they become one more column of the first sheet, so that preview, writing and undo are those of
// every table.

// lineHead is the heading of that column.
func lineHead(f Field) string { return f.Label + " (các dòng)" }

// keyHead is the heading of the first column of a sheet of lines.
func (g *Register) keyHead() string { return "Mã " + g.One }

// lineSheets are the sheets of the lines of records, which it reads in one pass.
func (g *Register) lineSheets(ctx context.Context, from store.Source, recs []Record, e *Env) ([]xlsx.Table, error) {
	if err := g.WithLines(ctx, from, recs); err != nil {
		return nil, err
	}
	var out []xlsx.Table
	_ = g.rows(func(_ int, f Field, k Rows) error {
		t := xlsx.Table{Sheet: f.Label, Title: vi.Upper(f.Label), Columns: []xlsx.Column{{Head: g.keyHead(), Width: 16}}}
		for _, x := range k.Fields {
			_, kind := x.Kind.Cell(emptyOf(x.Kind), e)
			t.Columns = append(t.Columns, xlsx.Column{Head: x.Label, Kind: kind})
		}
		for _, rec := range recs {
			for _, line := range rec.Lines(f.Column) {
				row := []any{rec.Code()}
				for i, x := range k.Fields {
					cell, _ := x.Kind.Cell(line.Values[i], e)
					row = append(row, cell)
				}
				t.Rows = append(t.Rows, row)
			}
		}
		out = append(out, t)
		return nil
	})
	return out, e.Err()
}

// lineTemplates are the empty sheets of lines.
func (g *Register) lineTemplates() (out []xlsx.Table) {
	_ = g.rows(func(_ int, f Field, k Rows) error {
		t := xlsx.Table{Sheet: f.Label, Title: vi.Upper(f.Label), Subtitle: []string{"Mỗi " + k.One + " một dòng"}, Columns: []xlsx.Column{{Head: g.keyHead(), Width: 22}},
			Foot: []string{g.keyHead() + ": số dòng của Excel ở trang đầu, hoặc mã của " + g.One + " đã có, ví dụ " + g.codeOf(12)}}
		for _, x := range k.asked() {
			t.Columns = append(t.Columns, xlsx.Column{Head: x.Label, Width: 22})
			if w, ok := x.Kind.(interface{ words() string }); ok {
				t.Foot = append(t.Foot, x.Label+": "+w.words())
			}
		}
		out = append(out, t)
		return nil
	})
	return out
}

// readBook reads a workbook as one table, with the sheets of lines as columns.
func (g *Register) readBook(raw []byte) (table [][]string, notes []string, err error) {
	read, err := xlsx.ReadBook(raw)
	if err != nil {
		return nil, nil, err
	}
	sheets := read.Sheets
	table, notes = sheets[0].Rows, g.seenIn(read)
	err = g.rows(func(_ int, f Field, k Rows) error {
		i := slices.IndexFunc(sheets[1:], func(s xlsx.Sheet) bool { return vi.Fold(s.Name) == vi.Fold(vi.Cut(f.Label, 31)) })
		if i < 0 {
			return nil
		}
		table, err = g.joinLines(table, sheets[i+1], f, k)
		return err
	})
	return table, notes, err
}

// joinLines puts a sheet of lines into a column of its own beside the rows to which they belong.
func (g *Register) joinLines(table [][]string, sheet xlsx.Sheet, f Field, k Rows) ([][]string, error) {
	columns, first := k.columnsIn(g.keyHead(), sheet.Rows)
	if columns == nil {
		return nil, lineSheetMistake(sheet, "cần dòng tên cột, ô đầu ghi “%s”", g.keyHead())
	}
	h := g.headOf(table)
	if h.Rows == 0 {
		return nil, tableMistake("Trang đầu của tệp cần một dòng tên cột để ghép các dòng của trang “" + sheet.Name + "”")
	}
	code, wide := slices.Index(h.Columns, codeColumn), 0
	for _, row := range table {
		wide = max(wide, len(row))
	}
	byCode := map[int64]int{}
	for i := h.Rows; i < len(table) && code >= 0; i++ {
		if n, ok := g.numberOf(cell(table[i], code)); ok {
			byCode[n] = i
		}
	}
	lines := map[int][][]string{}
	for i := first; i < len(sheet.Rows); i++ {
		cells := make([]string, len(k.asked()))
		key := ""
		for c, to := range columns {
			if to == 0 {
				key = cell(sheet.Rows[i], c)
			} else if to > 0 {
				cells[to-1] = cell(sheet.Rows[i], c)
			}
		}
		if filled(cells) == 0 || banner(sheet.Rows[i]) {
			continue
		}
		at, ok := g.rowOf(key, h.Rows, table, byCode)
		n, coded := g.numberOf(key)
		switch {
		case ok:
		case coded && !allDigits(key):
			if at = len(table); code < 0 {
				code = wide
				table[h.At], wide = put(table[h.At], code, g.keyHead()), wide+1
			}
			table, byCode[n] = append(table, put(nil, code, g.codeOf(n))), at
		default:
			return nil, lineSheetMistake(sheet, "dòng %d: “%s” không phải số dòng có ở trang đầu, cũng không phải mã như %s", i+1, vi.Cut(key, 30), g.codeOf(12))
		}
		lines[at] = append(lines[at], cells)
	}
	table[h.At] = put(table[h.At], wide, lineHead(f))
	for at, rows := range lines {
		table[at] = put(table[at], wide, textOf(rows))
	}
	return table, nil
}

// rowOf is the row of the first sheet that a key names: as Excel numbers it, or by the number of its record.
func (g *Register) rowOf(key string, first int, table [][]string, byCode map[int64]int) (int, bool) {
	if allDigits(key) {
		n, err := strconv.Atoi(strings.TrimSpace(key))
		return n - 1, err == nil && n > first && n <= len(table) && filled(table[n-1]) > 0
	}
	n, ok := g.numberOf(key)
	if !ok {
		return 0, false
	}
	at, ok := byCode[n]
	return at, ok
}

func allDigits(s string) bool {
	return strings.TrimSpace(s) != "" && strings.Trim(strings.TrimSpace(s), "0123456789") == ""
}

// columnsIn finds the row of headings: for each column 0 for the key, n for the n-th answer, -1 for neither. first is the row
// behind it.
func (k Rows) columnsIn(key string, rows [][]string) (columns []int, first int) {
	for i, row := range rows[:min(len(rows), headReach)] {
		columns, known := make([]int, len(row)), 0
		for c, name := range row {
			columns[c] = -1
			if vi.Fold(name) == vi.Fold(key) {
				columns[c], known = 0, known+1
			}
			for j, f := range k.asked() {
				if vi.Fold(name) == vi.Fold(f.Label) {
					columns[c], known = j+1, known+1
				}
			}
		}
		if known >= 2 && slices.Contains(columns, 0) {
			return columns, i + 1
		}
	}
	return nil, 0
}

func put(row []string, at int, text string) []string {
	for len(row) <= at {
		row = append(row, "")
	}
	row[at] = text
	return row
}

func lineSheetMistake(s xlsx.Sheet, format string, args ...any) error {
	return tableMistake("Trang “" + s.Name + "”: " + fmt.Sprintf(format, args...))
}

// about reports whether a mistake with a name is one of the field, or of a cell of its lines.
func (f Field) about(name string) bool {
	if _, lines := f.Kind.(Rows); lines && strings.HasPrefix(name, f.Name+"-") {
		number, _, _ := strings.Cut(name[len(f.Name)+1:], "-")
		return allDigits(number)
	}
	return f.Name == name
}

// lineWords are how many lines a cell of the preview holds; empty for a cell of another kind.
func (v previewView) lineWords(i int, text string) string {
	if c := v.Columns[i]; text != "" {
		if k, lines := v.of.fieldOr(c).Kind.(Rows); lines {
			return strconv.Itoa(len(cellsIn(text))) + " " + k.One
		}
	}
	return ""
}
