package planread

import (
	"strings"
	"unicode/utf8"
)

// column is what a column of a table of tasks holds.
type column int

const (
	colOther column = iota
	colNo
	colTask
	colLead
	colCoop
	colImplement
	colTime
	colNote
)

// columnOf reads a cell of a table's head.
func columnOf(text string) column {
	l := low(strings.TrimRight(squeeze(text), " :."))
	switch l {
	case "tt", "stt", "số tt", "số thứ tự", "no", "#":
		return colNo
	}
	if utf8.RuneCountInString(l) > 90 || l == "" {
		return colOther
	}
	switch labelOf(l) {
	case labelLead:
		return colLead
	case labelCoop:
		return colCoop
	case labelImplement, labelAdvise, labelMonitor:
		return colImplement
	case labelTime:
		return colTime
	case labelContent:
		return colTask
	case labelNote:
		return colNote
	}
	for _, c := range columnWords {
		if hasWord(l, c.word) {
			return c.column
		}
	}
	return colOther
}

// numberColumn reports whether a line is the head of a column of running numbers: "TT", "STT".
func numberColumn(s string) bool { return len(s) > 0 && len(s) < 24 && columnOf(s) == colNo }

// columnWords are tried in this order.
var columnWords = []struct {
	word   string
	column column
}{
	{"phối hợp", colCoop}, {"chủ trì", colLead}, {"phân công", colImplement}, {"thời gian", colTime}, {"thời hạn", colTime},
	{"tiến độ", colTime}, {"hoàn thành", colTime}, {"thời điểm", colTime}, {"sản phẩm", colNote}, {"kết quả", colNote},
	{"đầu ra", colNote}, {"kinh phí", colNote}, {"ghi chú", colNote}, {"nội dung", colTask}, {"nhiệm vụ", colTask},
	{"công việc", colTask}, {"hoạt động", colTask}, {"danh mục", colTask}, {"đầu việc", colTask}, {"tên", colTask}, {"việc", colTask},
	{"đơn vị", colImplement}, {"cơ quan", colImplement}, {"phụ trách", colImplement}, {"trách nhiệm", colImplement},
	{"bộ phận", colImplement}, {"người", colImplement}, {"thực hiện", colImplement},
}

// headColumns reads a row as the head of a table of tasks.
func headColumns(cells []cell) ([]column, bool) {
	if len(cells) < 2 || len(cells) > 16 {
		return nil, false
	}
	cols := make([]column, len(cells))
	var task, who, when, no bool
	for i, c := range cells {
		cols[i] = columnOf(c.text())
		switch cols[i] {
		case colTask:
			if task {
				cols[i] = colNote
			}
			task = true
		case colLead, colCoop, colImplement:
			who = true
		case colTime:
			when = true
		case colNo:
			no = true
		}
	}
	for i := 0; !task && no && who && i < len(cols); i++ {
		if cols[i] == colOther {
			cols[i], task = colTask, true
		}
	}
	return cols, task && (who || when && no) && (len(cells) > 2 || no)
}

// taskTable is a table of tasks: its columns and its rows after the head.
type taskTable struct {
	cols []column
	head []row
	rows []row
}

// asTasks reads t as a table of tasks; ok is false for a table that only lays out the page.
func (t *table) asTasks() (taskTable, bool) {
	if t.tasks != nil {
		return *t.tasks, true
	}
	if t.flat != nil {
		return flatTasks(t)
	}
	for i := 0; i < len(t.rows) && i < 4; i++ {
		cols, ok := headColumns(t.rows[i].cells)
		if !ok {
			continue
		}
		skip := 1
		if i+1 < len(t.rows) {
			if merged, ok := secondHead(cols, t.rows[i+1].cells); ok {
				cols, skip = merged, 2
			}
		}
		return taskTable{cols: cols, head: t.rows[:i+skip], rows: t.rows[i+skip:]}, true
	}
	return taskTable{}, false
}

// secondHead merges the lower row of a head of two rows: "Phân công" above "Chủ trì" and "Phối hợp".
func secondHead(cols []column, cells []cell) ([]column, bool) {
	out := make([]column, len(cols))
	copy(out, cols)
	seen := false
	for i, c := range cells {
		if c.text() == "" {
			continue
		}
		k := columnOf(c.text())
		if k == colOther || k == colNo || i >= len(out) || utf8.RuneCountInString(c.text()) > 40 {
			return nil, false
		}
		out[i], seen = k, true
	}
	return out, seen
}

// flatTasks finds the rows of a table that was flattened to one cell a line. A row ends after as many cells as the head has; an
// empty cell stands between two rows.
func flatTasks(t *table) (taskTable, bool) {
	for start := 0; start < len(t.flat) && start < 12; {
		end := start
		for end < len(t.flat) && t.flat[end] != nil {
			end++
		}
		if cols, ok := headColumns(t.flat[start:end]); ok {
			tt := taskTable{cols: cols, head: []row{newRow(t.flat[start:end])}}
			tt.rows = flatRows(t.flat[end:], cols)
			return tt, true
		}
		start = end + 1
	}
	return taskTable{}, false
}

func newRow(cells []cell) row {
	r := row{cells: cells}
	for _, c := range cells {
		for _, p := range c {
			s := p.span()
			if r.span.From == 0 {
				r.span.From = s.From
			}
			r.span.To = s.To
		}
	}
	return r
}

func flatRows(flat []cell, cols []column) []row {
	var out []row
	for i := 0; i < len(flat); {
		if flat[i] == nil {
			i++
			continue
		}
		end, want := i+1, len(cols)
		if cols[0] == colNo && !rowNumber(flat[i].text()) {
			want--
			if end < len(flat) && flat[end] == nil && end+1 < len(flat) && flat[end+1] != nil {
				want = 1
			}
		}
		for end < len(flat) && end-i < want && !rowEnds(flat[end:]) {
			end++
		}
		out = append(out, newRow(flat[i:end]))
		i = end
	}
	return out
}

// rowEnds reports whether the cells begin with the gap between two rows: an empty cell and then the number or title of a row.
func rowEnds(cells []cell) bool {
	if cells[0] != nil {
		return false
	}
	return len(cells) == 1 || cells[1] != nil && (rowNumber(cells[1].text()) || groupTitle(cells[1].text()))
}

// rowNumber reports whether a cell is the running number of a row: "1", "2.1", "IV", "a".
func rowNumber(s string) bool {
	s = strings.TrimRight(s, ".)")
	if s == "" || len(s) > 8 {
		return false
	}
	return strings.Trim(s, "0123456789.") == "" || romanValue(s) > 0 || utf8.RuneCountInString(s) == 1
}

func groupTitle(s string) bool {
	m := markOf(s)
	return (m.kind == markRoman || m.kind == markUpper) && capitals(s)
}
