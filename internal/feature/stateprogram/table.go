package stateprogram

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
)

// table is what the software exported, under the columns of the pack.
type table struct {
	Heads   []string
	Columns []string // code of the pack for each heading, empty for one that it does not have
	Rows    []tableRow
}

type tableRow struct {
	N     int64 // as a person counts the rows of the file
	Cells []string
}

// headReach is in how many rows from the top the headings are looked for.
const headReach = 15

// tableOf finds the headings and the rows. A table in which neither a name nor another column of the pack stands is refused with the
// headings that are looked for.
func (s shape) tableOf(cells [][]string) (table, error) {
	cells = register.InUnicode(cells)
	at, most := -1, 1
	for i, row := range cells[:min(len(cells), headReach)] {
		if n := recognised(s.codes(row)); n > most {
			at, most = i, n
		}
	}
	if t, first := s.twoRows(cells); recognised(t.Columns) >= max(most, 2) {
		return s.below(t, cells, first)
	}
	if at < 0 {
		return table{}, tableMistake("Không thấy dòng tên cột của phần mềm. Cần ít nhất hai cột, ví dụ “" + s.heads(4) + "”. Cột của phần mềm đã đổi tên thì người quản trị sửa ở Gói dữ liệu, mục “Cột của phần mềm trẻ em”")
	}
	return s.below(table{Heads: trimmed(cells[at]), Columns: s.codes(cells[at])}, cells, at+1)
}

// twoRows reads a head of two rows; first is the row under it. The table has no columns when its head is not such.
func (s shape) twoRows(cells [][]string) (t table, first int) {
	fields := make([]register.Field, len(s.Columns))
	for i, c := range s.Columns {
		fields[i] = register.Field{Column: c.Code, Name: c.Code, Label: c.Head, Heads: c.Also, Kind: register.Text{}}
	}
	h, ok := register.NewShape("dòng", fields).TwoRows(cells)
	if !ok {
		return table{}, 0
	}
	t = table{Heads: h.Names, Columns: make([]string, len(h.Names))}
	for _, said := range []func(over, below string) string{
		func(over, below string) string { return over + " " + below },
		func(over, below string) string { return below + " " + over }, // "Mẹ" over "Họ và tên"
		func(_, below string) string { return below },
	} {
		names := make([]string, len(h.Parts))
		for i, part := range h.Parts {
			if t.Columns[i] == "" {
				names[i] = said(part[0], part[1])
			}
		}
		for i, c := range s.codes(names) {
			if c != "" && !slices.Contains(t.Columns, c) {
				t.Columns[i] = c
			}
		}
	}
	return t, h.Rows
}

func recognised(codes []string) (n int) {
	for _, c := range codes {
		if c != "" {
			n++
		}
	}
	return n
}

// below are the rows of a table from the first one under its head.
func (s shape) below(t table, cells [][]string, first int) (table, error) {
	if !s.names(t.Columns) {
		return t, tableMistake("Bảng chưa có cột họ tên của trẻ; chọn tệp danh sách trẻ em xuất từ phần mềm")
	}
	for i, row := range cells[first:] {
		if blank(row) || numbers(row) {
			continue
		}
		if len(t.Rows) == register.MaxRows {
			return t, tableMistake("Mỗi lần nhập nhiều nhất " + vi.Int(register.MaxRows) + " dòng; xuất từng phần trên phần mềm")
		}
		t.Rows = append(t.Rows, tableRow{int64(first + i + 1), row})
	}
	if len(t.Rows) == 0 {
		return t, tableMistake("Bảng chưa có dòng trẻ em nào dưới dòng tên cột")
	}
	return t, nil
}

// names reports whether the columns have that of the name, without which no child is known.
func (s shape) names(codes []string) bool {
	for _, code := range codes {
		if c, ok := s.column(code); ok && c.Field.Column == nameColumn {
			return true
		}
	}
	return false
}

// codes are the columns of the pack that headings name, each once.
func (s shape) codes(row []string) []string {
	out, taken := make([]string, len(row)), map[string]bool{}
	for i, head := range row {
		for _, c := range s.Columns {
			if !taken[c.Code] && c.calls(oneLine(head)) {
				out[i], taken[c.Code] = c.Code, true
				break
			}
		}
	}
	return out
}

func (s shape) heads(n int) string {
	var list []string
	for _, c := range s.Columns[:min(n, len(s.Columns))] {
		list = append(list, c.Head)
	}
	return strings.Join(list, "”, “")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func trimmed(row []string) []string {
	out := make([]string, len(row))
	for i, c := range row {
		out[i] = oneLine(c)
	}
	return out
}

func blank(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) == "" }

// numbers reports whether a row only numbers the columns: 1, 2, 3 or (1), (2), (3).
func numbers(row []string) bool {
	n := 0
	for i, c := range row {
		if c = strings.Trim(c, " ()"); c == "" {
			continue
		}
		if c != strconv.Itoa(i+1) {
			return false
		}
		n++
	}
	return n > 2
}

// broken reports whether a cell holds an error of Excel in the place of a value.
func broken(cell string) bool {
	for _, e := range []string{"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"} {
		if strings.EqualFold(strings.TrimSpace(cell), e) {
			return true
		}
	}
	return false
}

// fileField is the name of the control with the file.
const fileField = "tep"

func tableMistake(words string) error {
	var f errs.Form
	f.Add(fileField, "%s", words)
	return f.Err()
}
