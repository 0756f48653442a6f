package planread

import (
	"strings"
	"unicode"
)

// plainHead finds the head of a table of tasks whose cells stand one a line with nothing between them: "TT", "Nội dung", "Đơn vị chủ
// trì", … It gives the columns and the index after the head.
func plainHead(lines []line, i int) ([]column, int) {
	if !numberColumn(lines[i].text) {
		return nil, i
	}
	cols := []column{colNo}
	var cells []cell
	cells = append(cells, lineCell(lines[i].text, lines[i]))
	for i++; i < len(lines) && len(cols) < 10; i++ {
		text := lines[i].text
		if text == "" {
			continue
		}
		c := columnOf(text)
		if c == colNo || rowNumber(text) || c == colOther && len(text) > 60 || lines[i].bar || markOf(text).kind == markRoman {
			break
		}
		cols = append(cols, c)
		cells = append(cells, lineCell(text, lines[i]))
	}
	out, ok := headColumns(cells)
	if !ok || len(cols) < 3 {
		return nil, i
	}
	return out, i
}

// plainTable reads such a table from line i: a row begins with the next number, or with the title of a group.
func plainTable(lines []line, i int) (*taskTable, int) {
	cols, at := plainHead(lines, i)
	if cols == nil {
		return nil, i
	}
	tt := &taskTable{cols: cols, head: []row{{span: Span{lines[i].n, lines[at-1].n}}}}
	want := 1
	var rows [][]line
	for ; at < len(lines); at++ {
		l := lines[at]
		switch {
		case l.text == "":
			continue
		case l.bar || len(l.cells) > 0 || strings.HasPrefix(low(l.text), "nơi nhận") || l.text == "./." || markOf(l.text).kind == markPart:
			return tt.withRows(rows), at
		case cellNumber(l.text) == want || cellNumber(l.text) == 1 && want > 1:
			want = cellNumber(l.text) + 1
			rows = append(rows, []line{l})
		case plainGroup(l.text):
			rows = append(rows, []line{l})
		case len(rows) == 0:
			return nil, i
		case len(rows[len(rows)-1]) > 4*len(cols)+40:
			return tt.withRows(rows), at
		default:
			rows[len(rows)-1] = append(rows[len(rows)-1], l)
		}
	}
	return tt.withRows(rows), at
}

// cellNumber is the number that a cell is, 0 when it is none.
func cellNumber(s string) int {
	s = strings.TrimRight(s, ".)")
	if s == "" || len(s) > 3 || strings.Trim(s, "0123456789") != "" {
		return 0
	}
	return number(s)
}

func plainGroup(s string) bool { return groupTitle(s) || romanValue(strings.TrimRight(s, ".")) > 0 }

// withRows turns the lines of each row into cells.
func (tt *taskTable) withRows(rows [][]line) *taskTable {
	for _, ls := range rows {
		tt.rows = append(tt.rows, tt.plainRow(ls))
	}
	return tt
}

// plainRow makes the cells of a row. Lines that go on in small letters join; when lines are missing or left over, what they say decides
// the column.
func (tt *taskTable) plainRow(ls []line) row {
	var cells []cell
	for i := 0; i < len(ls); i++ {
		part := []line{ls[i]}
		for i+1 < len(ls) && len(cells) > 0 && unicode.IsLower(firstRune(ls[i+1].text)) && !startsActor(ls[i+1].text) {
			i++
			part = append(part, ls[i])
		}
		cells = append(cells, joinLines(part))
	}
	r := row{span: Span{ls[0].n, ls[len(ls)-1].n}}
	if len(cells) == len(tt.cols) || len(cells) <= 2 {
		r.cells = cells
		return r
	}
	r.cells = tt.place(cells)
	return r
}

func startsActor(s string) bool { return actorHead(s, low(s), 0) }

func joinLines(ls []line) cell {
	p := newPara(ls[0])
	for _, l := range ls[1:] {
		p.add(l)
	}
	return cell{p.done()}
}

// place puts cells into columns by what they say: a time, bodies, or the task.
func (tt *taskTable) place(cells []cell) []cell {
	out := make([]cell, len(tt.cols))
	out[0] = cells[0]
	next := func(kinds ...column) int {
		for i, c := range tt.cols {
			for _, k := range kinds {
				if c == k && out[i] == nil {
					return i
				}
			}
		}
		return -1
	}
	task := next(colTask)
	for _, c := range cells[1:] {
		text := c.text()
		k := -1
		switch {
		case task >= 0 && out[task] == nil:
			k = task
		case startsActor(text):
			k = next(colLead, colImplement, colCoop)
		case (whenReader{year: 2000, yearTo: 2000}).parse(text, 0).Kind != WhenUnknown:
			k = next(colTime)
		}
		switch {
		case k >= 0:
			out[k] = c
		case task >= 0 && next(colLead, colImplement) >= 0:
			out[task] = append(out[task], c...)
		default:
			if n := next(colNote, colOther); n >= 0 {
				out[n] = c
			} else if task >= 0 {
				out[task] = append(out[task], c...)
			}
		}
	}
	return out
}
