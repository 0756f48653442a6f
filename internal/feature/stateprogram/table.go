package stateprogram

import (
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
	at, most := -1, 1
	for i, row := range cells[:min(len(cells), headReach)] {
		n := 0
		for _, c := range s.codes(row) {
			if c != "" {
				n++
			}
		}
		if n > most {
			at, most = i, n
		}
	}
	if at < 0 {
		return table{}, tableMistake("Không thấy dòng tên cột của phần mềm. Cần ít nhất hai cột, ví dụ “" + s.heads(4) + "”. Cột của phần mềm đã đổi tên thì người quản trị sửa ở Gói dữ liệu, mục “Cột của phần mềm trẻ em”")
	}
	t := table{Heads: trimmed(cells[at]), Columns: s.codes(cells[at])}
	if !s.names(t.Columns) {
		return t, tableMistake("Bảng chưa có cột họ tên của trẻ; chọn tệp danh sách trẻ em xuất từ phần mềm")
	}
	for i, row := range cells[at+1:] {
		if blank(row) || numbers(row) {
			continue
		}
		if len(t.Rows) == register.MaxRows {
			return t, tableMistake("Mỗi lần nhập nhiều nhất " + vi.Int(register.MaxRows) + " dòng; xuất từng phần trên phần mềm")
		}
		t.Rows = append(t.Rows, tableRow{int64(at + i + 2), row})
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
