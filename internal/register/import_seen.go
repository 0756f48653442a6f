package register

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Rows that a sheet hides are read: a filter that somebody left on must lose no record. Sheets that are hidden are not: they keep
// lists for the cells, or what is not meant for others. Both are said.

// seenIn are the sentences about a workbook that its reader should know.
func (g *Register) seenIn(b xlsx.Read) (out []string) {
	first := b.Sheets[0]
	if hidden := slices.DeleteFunc(slices.Clone(b.Hidden), func(name string) bool { return name == xlsx.ListSheet }); len(hidden) > 0 {
		out = append(out, "Không đọc "+vi.Int(len(hidden))+" trang tính đang ẩn: “"+strings.Join(fewOf(hidden), "”, “")+"”. Cần nhập trang đó thì bỏ ẩn rồi gửi lại tệp.")
	}
	if others := g.unusedSheets(b); len(others) > 0 {
		out = append(out, "Chỉ đọc trang “"+first.Name+"”; không đọc trang “"+strings.Join(fewOf(others), "”, “")+"”. Trang khác có danh sách thì tách thành tệp riêng.")
	}
	if n := len(first.Seen.HiddenRows); n > 0 {
		out = append(out, "Đọc cả "+vi.Int(n)+" dòng đang ẩn (dòng "+numbersOf(first.Seen.HiddenRows)+"), ví dụ do bộ lọc. Dòng nào không muốn nhập thì chọn “Bỏ dòng này”, hoặc xóa khỏi tệp rồi gửi lại.")
	}
	if n := first.Seen.Formulas; n > 0 {
		out = append(out, vi.Int(n)+" ô là công thức: lấy kết quả đã lưu trong tệp.")
	}
	if n := first.Seen.NoResult; n > 0 {
		out = append(out, vi.Int(n)+" ô là công thức chưa có kết quả: các dòng đó nằm ở nhóm Lỗi.")
	}
	if empty := first.Seen.Last - len(first.Rows); empty > emptyWorthSaying {
		out = append(out, "Trang có "+vi.Int(first.Seen.Last)+" dòng, từ dòng "+vi.Int(len(first.Rows)+1)+" trở đi đều trống nên bỏ qua.")
	}
	return out
}

// emptyWorthSaying is how many empty rows at the end of a sheet are mentioned.
const emptyWorthSaying = 1000

// unusedSheets are the visible sheets after the first that hold no lines of the register.
func (g *Register) unusedSheets(b xlsx.Read) (out []string) {
	for _, s := range b.Sheets[1:] {
		lines := false
		_ = g.rows(func(_ int, f Field, _ Rows) error {
			lines = lines || vi.Fold(s.Name) == vi.Fold(vi.Cut(f.Label, 31))
			return nil
		})
		if !lines {
			out = append(out, s.Name)
		}
	}
	return out
}

const namedAtMost = 5

func fewOf(names []string) []string {
	if len(names) > namedAtMost {
		return append(slices.Clone(names[:namedAtMost]), "…")
	}
	return names
}

func numbersOf(rows []int) string {
	var out []string
	for _, n := range rows[:min(len(rows), 2*namedAtMost)] {
		out = append(out, strconv.Itoa(n))
	}
	if len(rows) > len(out) {
		out = append(out, "…")
	}
	return strings.Join(out, ", ")
}

// footReach is in how many filled rows from the end the row of totals is looked for; signatures stand below it.
const footReach = 15

// totalWords begin a row of totals; without its marks the first is no name either.
var totalWords = regexp.MustCompile(`^(tổng cộng|tổng số|tổng|cộng|tong cong|tong so)( |$)`)

// withoutFoot leaves out the row of totals at the end of a table and what stands below it, and says so.
func withoutFoot(table [][]string, h head) (rows [][]string, said []string) {
	seen := 0
	for i := len(table) - 1; i >= h.Rows && seen < footReach; i-- {
		if filled(table[i]) == 0 {
			continue
		}
		seen++
		if !addsUp(table[i], h) {
			continue
		}
		words := "Dòng " + strconv.Itoa(i+1) + " (“" + vi.Cut(strings.Join(strings.Fields(strings.Join(distinct(table[i]), " ")), " "), 60) + "”) là dòng cộng nên không nhập"
		if n := filledRows(table[i+1:]); n > 0 {
			words += fmt.Sprintf(", cùng %d dòng bên dưới", n)
		}
		words += "."
		if n, ok := totalOf(table[i]); ok {
			if have := filledRows(table[h.Rows:i]); have != n {
				words += fmt.Sprintf(" Dòng cộng ghi %s, bảng có %s dòng: xem lại có thiếu dòng nào.", vi.Int(n), vi.Int(have))
			}
		}
		return table[:i], []string{words}
	}
	return table, nil
}

// addsUp reports whether a row adds up the ones above: its first words say so, and what stands in it besides is numbers.
func addsUp(row []string, h head) bool {
	words := distinct(row)
	if len(words) == 0 || !totalWords.MatchString(headingOf(words[0]).marked) {
		return false
	}
	for i, c := range row {
		if i < len(h.Columns) && h.Columns[i] != "" && c != "" && c != words[0] && strings.Trim(c, "0123456789., ") != "" && len(words) > 2 {
			return false
		}
	}
	return true
}

// distinct are the cells of a row that say something, a merged one once.
func distinct(row []string) []string {
	return slices.Compact(slices.DeleteFunc(slices.Clone(row), func(c string) bool { return strings.TrimSpace(c) == "" }))
}

var countIn = regexp.MustCompile(`\d[\d.]*`)

// totalOf is the only number of a row of totals.
func totalOf(row []string) (n int, ok bool) {
	found := countIn.FindAllString(strings.Join(distinct(row), " "), -1)
	if len(found) != 1 {
		return 0, false
	}
	n, err := strconv.Atoi(strings.ReplaceAll(found[0], ".", ""))
	return n, err == nil
}

func filledRows(rows [][]string) (n int) {
	for _, row := range rows {
		if filled(row) > 0 && !banner(row) {
			n++
		}
	}
	return n
}
