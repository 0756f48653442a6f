package account

import (
	"strings"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// maxPasted is how many people one paste may hold.
const maxPasted = 300

// pastedRow is one person of a pasted table, as it was typed.
type pastedRow struct {
	Row                               int // of the pasted table, from 1, the head counted
	Name, Username, Title, Body, Role string
}

// column is a place in a pasted row. The order is that of a table without a head.
type column int

const (
	colName column = iota
	colUsername
	colTitle
	colBody
	colRole
	columns
	colNone column = -1
)

// heads are the folded words by which the head of a table names its columns.
var heads = map[string]column{
	"ho va ten": colName, "ho ten": colName, "ho va ten can bo": colName, "ten": colName,
	"ten dang nhap": colUsername, "tai khoan": colUsername, "username": colUsername,
	"chuc danh": colTitle, "chuc vu": colTitle,
	"co quan": colBody, "don vi": colBody, "co quan don vi": colBody, "phong": colBody, "phong ban": colBody,
	"vai tro": colRole, "quyen": colRole,
	"stt": colNone, "tt": colNone, "so thu tu": colNone,
}

// readPaste reads a table pasted from Excel: one person a line, cells between tabs. The head may name the columns in any
// order or be missing; a leading column of numbers is left out.
func readPaste(text string) ([]pastedRow, error) {
	table := cells(text)
	order, headed := headOf(table)
	if !headed {
		order = plainOrder(table)
	}
	var out []pastedRow
	for i, line := range table {
		if headed && i == firstRow(table) || blank(line) {
			continue
		}
		out = append(out, rowOf(i+1, line, order))
	}
	return out, pasteMistake(out, headed, order)
}

func pasteMistake(rows []pastedRow, headed bool, order []column) error {
	var f errs.Form
	switch {
	case len(rows) == 0:
		f.Add("bang", "Chưa có dòng nào; chép các ô trong Excel rồi dán vào đây, mỗi người một dòng")
	case len(rows) > maxPasted:
		f.Add("bang", "Mỗi lần dán nhiều nhất %d người, đang có %d; chia làm nhiều lần", maxPasted, len(rows))
	case headed && !has(order, colName):
		f.Add("bang", "Dòng đầu chưa có cột “Họ và tên”")
	}
	return f.Err()
}

// cells splits a pasted table; a cell is one line of words.
func cells(text string) [][]string {
	table := xlsx.ParseTSV(text)
	for _, line := range table {
		for i := range line {
			line[i] = strings.Join(strings.Fields(vi.NFC(line[i])), " ")
		}
	}
	return table
}

func firstRow(table [][]string) int {
	for i, line := range table {
		if !blank(line) {
			return i
		}
	}
	return -1
}

// headOf reads the first row as a head: at least two cells must name a column.
func headOf(table [][]string) (order []column, ok bool) {
	first := firstRow(table)
	if first < 0 {
		return nil, false
	}
	named := 0
	for _, cell := range table[first] {
		c, known := heads[vi.Fold(cell)]
		if !known {
			c = colNone
		}
		if known {
			named++
		}
		order = append(order, c)
	}
	return order, named >= 2
}

// plainOrder is the order of a table without a head; a first column of numbers is the serial one.
func plainOrder(table [][]string) []column {
	var order []column
	if numbered(table) {
		order = append(order, colNone)
	}
	for c := range columns {
		order = append(order, c)
	}
	return order
}

func numbered(table [][]string) bool {
	seen := false
	for _, line := range table {
		if blank(line) {
			continue
		}
		if len(line) < 2 || line[0] == "" || strings.Trim(line[0], "0123456789.") != "" {
			return false
		}
		seen = true
	}
	return seen
}

func rowOf(n int, line []string, order []column) pastedRow {
	var v [columns]string
	for i, cell := range line {
		if i < len(order) && order[i] != colNone {
			v[order[i]] = cell
		}
	}
	return pastedRow{Row: n, Name: v[colName], Username: v[colUsername], Title: v[colTitle], Body: v[colBody], Role: v[colRole]}
}

func has(order []column, c column) bool {
	for _, o := range order {
		if o == c {
			return true
		}
	}
	return false
}

func blank(line []string) bool { return strings.Join(line, "") == "" }

// draft is the account that a row asks for; a role that nobody knows is left empty, which is refused.
func (p pastedRow) draft() Draft {
	role, ok := RoleOf(p.Role)
	if !ok {
		role = actor.Role("")
	}
	return Draft{Name: p.Name, Username: p.Username, Title: p.Title, Body: p.Body, Role: role, Row: p.Row}
}

func draftsOf(rows []pastedRow) []Draft {
	out := make([]Draft, len(rows))
	for i, row := range rows {
		out[i] = row.draft()
	}
	return out
}
