package plan

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// listHead is how the top of a brought table is read.
type listHead struct {
	Rows    int      // rows before the first piece of work
	Names   []string // of the columns as the table writes them; two rows of a head are joined
	Columns []string // the field of each column, "" for one that is left out
}

// How far down the head may begin: above it stand the names of the body and of the table.
const headReach = 15

// headWords are the folded words by which a head names a field. The first that fits decides.
var headWords = []struct{ field, words string }{
	{"stt", "stt,tt,so tt,so thu tu,no"},
	{"san-pham", "san pham,ket qua,dau ra,ho so"},
	{"phoi-hop", "phoi hop"},
	{"bat-dau", "bat dau,tu ngay,khoi cong,ngay giao"},
	{"han", "han,thoi gian,thoi han,hoan thanh,ket thuc,den ngay,tien do,deadline"},
	{"chu-tri", "chu tri,don vi,co quan,phu trach,dau moi,thuc hien,nguoi lam"},
	{"ten", "ten,noi dung,nhiem vu,cong viec,viec,hoat dong"},
}

// guessField is the field that a name of a column means, "" when nobody can tell, "stt" for a column of numbers.
func guessField(name string) string {
	folded := " " + vi.Fold(name) + " "
	for _, h := range headWords {
		for word := range strings.SplitSeq(h.words, ",") {
			if strings.Contains(folded, " "+word+" ") {
				return h.field
			}
		}
	}
	return ""
}

// headOf finds the head of a table. Without one the columns are taken in the usual order.
func headOf(table [][]string) listHead {
	width := widthOf(table)
	for i := range min(headReach, len(table)) {
		fields := map[string]bool{}
		for _, cell := range table[i] {
			if f := guessField(cell); f != "" && len([]rune(cell)) <= 60 {
				fields[f] = true
			}
		}
		if banner(table[i]) || len(fields) < 2 {
			continue
		}
		return namedHead(table, i, width)
	}
	return listHead{Names: make([]string, width), Columns: usualColumns(table, width)}
}

func widthOf(table [][]string) int {
	width := 0
	for _, row := range table {
		width = max(width, len(row))
	}
	return width
}

// namedHead reads the head that begins in a row: its second row when it has one, and a row of column numbers below it.
func namedHead(table [][]string, at, width int) listHead {
	h := listHead{Rows: at + 1, Names: make([]string, width)}
	for i := range width {
		h.Names[i] = cellAt(table[at], i)
	}
	below := make([]string, width)
	if at+1 < len(table) && secondHead(table[at], table[at+1]) {
		h.Rows++
		for i := range width {
			if v := cellAt(table[at+1], i); v != "" && v != h.Names[i] {
				below[i] = v
			}
		}
	}
	if h.Rows < len(table) && columnNumbers(table[h.Rows]) {
		h.Rows++
	}
	taken := map[string]bool{}
	for i, name := range h.Names {
		field := guessField(below[i])
		if field == "" {
			field = guessField(name)
		}
		if field == "stt" || taken[field] {
			field = ""
		}
		taken[field] = field != ""
		h.Columns = append(h.Columns, field)
		if below[i] != "" {
			h.Names[i] = strings.TrimPrefix(name+": "+below[i], ": ")
		}
	}
	return h
}

// secondHead reports whether a row goes on with the head above it: it names a field, and under the name of the work stands
// nothing new.
func secondHead(head, row []string) bool {
	names := false
	for i, cell := range row {
		if cell == "" || cell == cellAt(head, i) {
			continue
		}
		if guessField(cellAt(head, i)) == "ten" {
			return false
		}
		names = names || guessField(cell) != "" && len([]rune(cell)) <= 40
	}
	return names
}

var columnNumber = regexp.MustCompile(`^\(?(?:(\d{1,2})|[A-Za-z])\)?$`)

// columnNumbers reports whether a row only numbers the columns: (1), (2), (3), or A, B, 1, 2.
func columnNumbers(row []string) bool {
	count, last := 0, 0
	for _, cell := range row {
		m := columnNumber.FindStringSubmatch(cell)
		switch {
		case cell == "":
			continue
		case m == nil:
			return false
		case m[1] == "":
			continue
		}
		n, _ := strconv.Atoi(m[1])
		if n <= last {
			return false
		}
		count, last = count+1, n
	}
	return count >= 2
}

// banner reports whether a row says one thing over several columns, as the title of a table or of a group of work does.
func banner(row []string) bool {
	filled := 0
	for _, cell := range row {
		if cell == "" {
			continue
		}
		if filled++; cell != firstCell(row) {
			return false
		}
	}
	return filled > 1
}

func firstCell(row []string) string {
	for _, cell := range row {
		if cell != "" {
			return cell
		}
	}
	return ""
}

func cellAt(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// usualColumns is the order of a table without a head; a first column of numbers is left out.
func usualColumns(table [][]string, width int) []string {
	order := []string{"ten", "chu-tri", "phoi-hop", "han", "san-pham"}
	if numberedRows(table) {
		order = append([]string{""}, order...)
	}
	out := make([]string, width)
	copy(out, order)
	return out
}

func numberedRows(table [][]string) bool {
	seen := false
	for _, row := range table {
		first := cellAt(row, 0)
		if len(row) < 2 && first == "" {
			continue
		}
		if len(row) < 2 || first == "" || strings.Trim(first, "0123456789.") != "" {
			return false
		}
		seen = true
	}
	return seen
}

// workOfRow reads a row by its columns. Two columns of one field are joined.
func workOfRow(row, columns []string) TypedWork {
	var w TypedWork
	for i, field := range columns {
		v := oneCell(cellAt(row, i))
		for _, f := range typedFields {
			if f.Name != field || v == "" {
				continue
			}
			if at := f.Of(&w); *at == "" {
				*at = v
			} else {
				*at += "; " + v
			}
		}
	}
	return w
}
