package org

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// mostPasted is how many hamlets one paste may hold: the largest communes have about a hundred.
const mostPasted = 300

// pastedHamlet is one row of a pasted table, as it was typed.
type pastedHamlet struct {
	Row                            int // of the pasted table, from 1, the head counted
	Name, Households, From, Source string
}

// hamletColumn is a place in a pasted row. The order is that of a table without a head.
type hamletColumn int

const (
	colName hamletColumn = iota
	colHouseholds
	colFrom
	colSource
	colKind
	colSerial
	colOther
	typedColumns = colKind // those of a table without a head
)

// hamletHeads are the folded words by which the head of a table names its columns.
var hamletHeads = map[string]hamletColumn{
	"ten": colName, "thon": colName, "to dan pho": colName, "thon to dan pho": colName, "ten thon": colName, "ten to dan pho": colName,
	"ten thon to dan pho": colName, "ten tdp": colName, "khu dan cu": colName, "ten khu dan cu": colName, "ten goi": colName, "thon tdp": colName,
	"so ho": colHouseholds, "tong so ho": colHouseholds, "so ho dan": colHouseholds, "ho": colHouseholds, "so ho gia dinh": colHouseholds,
	"tu ngay": colFrom, "ngay": colFrom, "ngay thanh lap": colFrom, "co tu ngay": colFrom, "ngay hieu luc": colFrom, "hieu luc tu": colFrom,
	"can cu": colSource, "quyet dinh": colSource, "nghi quyet": colSource, "so quyet dinh": colSource, "so nghi quyet": colSource, "van ban": colSource,
	"loai": colKind, "loai hinh": colKind,
	"stt": colSerial, "tt": colSerial, "so thu tu": colSerial, "so tt": colSerial,
}

// pastedTable is what a pasted table holds.
type pastedTable struct {
	Rows []pastedHamlet
	Left []string // columns with words in them that are kept nowhere
}

// readHamletTable reads a table pasted from Excel: one hamlet a line, cells between tabs. The head may name the columns in
// any order or be missing; a leading column of numbers is left out. What stands in no row of the table is taken from the
// day and the ground that hold for all.
func readHamletTable(text, from, source string) (t pastedTable, err error) {
	cells := xlsx.ParseTSV(text)
	for _, line := range cells {
		for i := range line {
			line[i] = strings.Join(strings.Fields(vi.NFC(line[i])), " ")
		}
	}
	first := slices.IndexFunc(cells, func(line []string) bool { return !blankLine(line) })
	if first < 0 {
		return t, tableMistake("Chưa có dòng nào; chép các ô trong Excel rồi dán vào đây, mỗi thôn hoặc tổ dân phố một dòng")
	}
	order, headed := hamletHead(cells[first])
	if !headed {
		order = plainHamletOrder(cells)
		first--
	}
	if headed && !slices.Contains(order, colName) {
		return t, tableMistake("Dòng đầu chưa có cột “Tên”")
	}
	for i, line := range cells[first+1:] {
		if blankLine(line) {
			continue
		}
		row := hamletRow(first+2+i, line, order)
		row.From, row.Source = orElse(row.From, from), orElse(row.Source, source)
		t.Rows = append(t.Rows, row)
	}
	switch n := len(t.Rows); {
	case n == 0:
		return t, tableMistake("Dưới dòng tiêu đề chưa có dòng nào")
	case n > mostPasted:
		return t, tableMistake("Mỗi lần dán nhiều nhất " + strconv.Itoa(mostPasted) + " dòng, đang có " + strconv.Itoa(n) + "; chia làm nhiều lần")
	}
	t.Left = leftOut(cells, first, order, headed)
	return t, nil
}

func tableMistake(words string) error {
	var f errs.Form
	f.Add("bang", "%s", words)
	return f.Err()
}

func blankLine(line []string) bool { return strings.Join(line, "") == "" }

// hamletHead reads a row as a head: every cell but the unknown ones names a column, and one of them the name.
func hamletHead(line []string) (order []hamletColumn, ok bool) {
	known := 0
	for _, cell := range line {
		c, there := hamletHeads[vi.Fold(cell)]
		if !there {
			c = colOther
		}
		if there {
			known++
		}
		order = append(order, c)
	}
	return order, known >= 2 || known == 1 && len(line) == 1
}

// plainHamletOrder is the order of a table without a head; a first column of numbers beside others is the serial one.
func plainHamletOrder(cells [][]string) []hamletColumn {
	var order []hamletColumn
	if serial(cells) {
		order = append(order, colSerial)
	}
	for c := range typedColumns {
		order = append(order, c)
	}
	return order
}

func serial(cells [][]string) bool {
	for _, line := range cells {
		if !blankLine(line) && (len(line) < 2 || line[0] == "" || strings.Trim(line[0], "0123456789.") != "") {
			return false
		}
	}
	return true
}

func hamletRow(n int, line []string, order []hamletColumn) pastedHamlet {
	var v [colOther + 1]string
	for i, cell := range line {
		if i < len(order) && v[order[i]] == "" {
			v[order[i]] = cell
		}
	}
	name := v[colName]
	if isHamletWord(v[colKind]) && name != "" && !strings.HasPrefix(vi.Fold(name), vi.Fold(v[colKind])+" ") {
		name = v[colKind] + " " + name
	}
	return pastedHamlet{Row: n, Name: name, Households: v[colHouseholds], From: v[colFrom], Source: v[colSource]}
}

// isHamletWord reports whether a cell is one of the words that begin a name: a column of that head may also hold the size
// class, loại 1 to 3.
func isHamletWord(cell string) bool {
	return slices.ContainsFunc(hamletWords, func(w hamletWord) bool { return strings.EqualFold(w.word, cell) })
}

// leftOut names the columns that hold words and are kept nowhere, so that nobody believes them kept.
func leftOut(cells [][]string, first int, order []hamletColumn, headed bool) []string {
	var left []string
	for i := range widest(cells) {
		if i < len(order) && order[i] != colOther && order[i] != colKind {
			continue
		}
		filled := slices.ContainsFunc(cells[first+1:], func(line []string) bool {
			return i < len(line) && line[i] != "" && (i >= len(order) || order[i] != colKind || !isHamletWord(line[i]))
		})
		if !filled {
			continue
		}
		name := "cột thứ " + strconv.Itoa(i+1)
		if headed && i < len(cells[first]) && cells[first][i] != "" {
			name = cells[first][i]
		}
		left = append(left, name)
	}
	return left
}

func widest(cells [][]string) (n int) {
	for _, line := range cells {
		n = max(n, len(line))
	}
	return n
}

// field goes before the names of the fields of a row: "dong-7-ten".
func (p pastedHamlet) field() string { return "dong-" + strconv.Itoa(p.Row) + "-" }

// draftsOfTable reads the rows; what cannot be read is noted in the fields of its row.
func draftsOfTable(f *errs.Form, rows []pastedHamlet) []HamletDraft {
	out := make([]HamletDraft, len(rows))
	for i, p := range rows {
		from, err := day.ParseCell(p.From)
		if err != nil {
			f.Add(p.field()+"tu-ngay", "%s", words(err))
		}
		out[i] = HamletDraft{Field: p.field(), Name: p.Name, From: from, Source: p.Source, Households: readHouseholds(f, p.field()+"so-ho", p.Households)}
	}
	return out
}
