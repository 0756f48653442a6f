package register

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// head is how the top of a brought table is read.
type head struct {
	At      int      // row of the names
	Rows    int      // rows before the first record
	Names   []string // of the columns as the table writes them; two rows of a head are joined
	Columns []string // of the register for each of them: "" for one that is left out, codeColumn for the number of a record
}

// codeColumn stands for the number by which an exported record is known again.
const codeColumn = "#"

// headReach is in how many rows from the top the head is looked for: titles and names of bodies stand above it.
const headReach = 15

// headOf finds the head of a table: the row in which most cells name a field, at least two or all of them. Without one the
// columns are those of the form, after an optional column of serial numbers.
func (g *Register) headOf(table [][]string) head {
	width := 0
	for _, row := range table {
		width = max(width, len(row))
	}
	best, most := -1, 0
	for i, row := range table[:min(len(table), headReach)] {
		known := 0
		for _, c := range g.columnsOf(row) {
			if c != "" {
				known++
			}
		}
		if known > most && (known >= 2 || known == filled(row)) && !banner(row) {
			best, most = i, known
		}
	}
	if best < 0 {
		return head{Names: make([]string, width), Columns: g.usual(table, width)}
	}
	if best > 0 && spansOver(table[best-1], table[best]) && slices.ContainsFunc(g.columnsOf(table[best-1]), func(c string) bool { return c != "" }) {
		best--
	}
	return g.named(table, best, width)
}

// spansOver reports whether a row stands over the next as the upper row of a head: merged cells over several names.
func spansOver(above, row []string) bool {
	if banner(above) {
		return false
	}
	for i := 1; i < len(above); i++ {
		if above[i] != "" && above[i] == above[i-1] && cell(row, i) != above[i] && cell(row, i) != "" && cell(row, i) != cell(row, i-1) {
			return true
		}
	}
	return false
}

// named reads the head that begins in a row: a second row under merged cells, and a row that only numbers the columns.
func (g *Register) named(table [][]string, at, width int) head {
	h := head{At: at, Rows: at + 1, Names: make([]string, width)}
	for i := range h.Names {
		h.Names[i] = oneLine(cell(table[at], i))
	}
	if at+1 < len(table) && g.second(table[at], table[at+1]) {
		over := ""
		for i := range h.Names {
			below := oneLine(cell(table[at+1], i))
			if h.Names[i] != "" || below == "" {
				over = h.Names[i]
			}
			if below != "" && below != h.Names[i] {
				h.Names[i] = strings.TrimSpace(over + " " + below)
			}
		}
		h.Rows++
	}
	if h.Rows < len(table) && columnNumbers(table[h.Rows]) {
		h.Rows++
	}
	h.Columns = g.columnsOf(h.Names)
	return h
}

// second reports whether a row goes on with the head above it: below a cell that spans several columns stand other names.
func (g *Register) second(above, row []string) bool {
	for i := 1; i < len(above); i++ {
		if cell(above, i) != "" && cell(above, i) == cell(above, i-1) && cell(row, i) != "" && cell(row, i) != cell(above, i) {
			return true
		}
	}
	known := 0
	for _, c := range g.meant(row, matchings[:2]) {
		if c != "" {
			known++
		}
	}
	return known >= 2 && !slices.ContainsFunc(row, figures)
}

// figures reports whether a cell holds a number or a date, which no heading does.
func figures(c string) bool {
	return c != "" && strings.Trim(c, "0123456789/.- ") == "" && strings.ContainsAny(c, "0123456789")
}

// usual is the order of a table without a head.
func (g *Register) usual(table [][]string, width int) []string {
	var order []string
	if serial(table) {
		order = append(order, "")
	}
	for _, f := range g.tabled() {
		order = append(order, f.Column)
	}
	out := make([]string, width)
	copy(out, order)
	return out
}

// serial reports whether the first column only counts the rows.
func serial(table [][]string) bool {
	for _, row := range table {
		if first := cell(row, 0); first == "" || strings.Trim(first, "0123456789. ") != "" {
			return false
		}
	}
	return len(table) > 0
}

var columnNumber = regexp.MustCompile(`^\(?(?:(\d{1,2})|[A-Za-z])\)?$`)

// columnNumbers reports whether a row only numbers the columns: (1), (2), (3), or A, B, 1, 2.
func columnNumbers(row []string) bool {
	count, last := 0, 0
	for _, c := range row {
		m := columnNumber.FindStringSubmatch(strings.TrimSpace(c))
		if c == "" || m != nil && m[1] == "" {
			continue
		}
		if m == nil {
			return false
		}
		n, _ := strconv.Atoi(m[1])
		if n <= last {
			return false
		}
		count, last = count+1, n
	}
	return count >= 2
}

// banner reports whether a row says one thing over several columns, as a title does.
func banner(row []string) bool {
	words := slices.DeleteFunc(slices.Clone(row), func(c string) bool { return c == "" })
	return len(words) > 1 && len(slices.Compact(words)) == 1
}

func filled(row []string) int {
	n := 0
	for _, c := range row {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

func cell(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(vi.NFC(s)), " ") }
