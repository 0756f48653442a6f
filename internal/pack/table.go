package pack

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// heads are the columns of the table as a file has them, in the order of itemCells.
var heads = []string{"Mã", "Nội dung", "Thuộc mã", "Tên khác", "Từ ngày", "Đến hết ngày", "Mức chắc chắn", "Bắt buộc", "Ghi thêm"}

// Limits of a table that people bring.
const (
	maxItems = 2000
	maxText  = 300
	maxWrong = 20 // mistakes told at once
)

// Table is the items of a version under their heads, as Parse takes them back.
func (v Version) Table() [][]string {
	out := [][]string{slices.Clone(heads)}
	for _, it := range v.Items {
		out = append(out, []string{it.Code, it.Text, it.Parent, strings.Join(it.Also, "; "), shown(it.From), shown(it.Until), confidenceCells[it.Confidence], mustCells[it.Must], it.Extra})
	}
	return out
}

var (
	confidenceCells = map[Confidence]string{Read: "đã đọc", Inferred: "suy ra", Recall: "trí nhớ"}
	mustCells       = map[string]string{"": "", MustPass: "có", Condition: "điều kiện"}
)

func shown(iso string) string {
	d, err := day.ParseISO(iso)
	if err != nil || iso == "" {
		return iso
	}
	return d.String()
}

// code is what a code may be: it stands in addresses, stored lists and files.
var code = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$`)

// Parse reads the items of a pack from a table with heads. Mistakes name the row as the file counts it, at most twenty of them.
func Parse(p Pack, table [][]string) ([]Item, error) {
	r := reader{pack: p, seen: map[string]int{}, said: map[string]int{}}
	start := -1
	for i, row := range table {
		if r.head(row) {
			start = i
			break
		}
	}
	if start < 0 {
		return nil, r.fail("Không thấy dòng tiêu đề. Bảng cần ít nhất hai cột “Mã” và “Nội dung”; tải bản hiện có về làm mẫu")
	}
	for i, row := range table[start+1:] {
		if strings.TrimSpace(strings.Join(row, "")) != "" {
			r.item(start+i+2, row)
		}
	}
	r.parents()
	switch {
	case len(r.wrong) > maxWrong:
		return nil, r.fail(fmt.Sprintf("%s; và %d chỗ khác", strings.Join(r.wrong[:maxWrong], "; "), len(r.wrong)-maxWrong))
	case len(r.wrong) > 0:
		return nil, r.fail(strings.Join(r.wrong, "; "))
	case len(r.items) == 0:
		return nil, r.fail("Bảng không có mục nào dưới dòng tiêu đề")
	case len(r.items) > maxItems:
		return nil, r.fail(fmt.Sprintf("Bảng có %d mục, nhiều nhất %d", len(r.items), maxItems))
	}
	return r.items, nil
}

type reader struct {
	pack  Pack
	at    []int // of each head in a row, -1 when it is missing
	items []Item
	lines []int
	seen  map[string]int // codes and the row in which they stand
	said  map[string]int // folded words and their row
	wrong []string
}

// TableField is the name under which mistakes of a table stand.
const TableField = "bang"

func (r *reader) fail(words string) error {
	var form errs.Form
	form.Add(TableField, "%s", words)
	return form.Err()
}

func (r *reader) bad(line int, format string, args ...any) {
	r.wrong = append(r.wrong, fmt.Sprintf("Dòng %d: ", line)+fmt.Sprintf(format, args...))
}

func (r *reader) head(row []string) bool {
	at := make([]int, len(heads))
	for i, h := range heads {
		at[i] = slices.IndexFunc(row, func(cell string) bool { return vi.Fold(cell) == vi.Fold(h) })
	}
	r.at = at
	return at[0] >= 0 && at[1] >= 0
}

func (r *reader) cell(row []string, i int) string {
	if at := r.at[i]; at >= 0 && at < len(row) {
		return strings.Join(strings.Fields(vi.NFC(row[at])), " ")
	}
	return ""
}

func (r *reader) item(line int, row []string) {
	it := Item{Code: r.cell(row, 0), Text: r.cell(row, 1), Parent: r.cell(row, 2), Also: words(r.cell(row, 3)), Extra: r.cell(row, 8)}
	var ok bool
	if it.From, ok = dated(r.cell(row, 4)); !ok {
		r.bad(line, "“Từ ngày” ghi như 01/07/2026")
	}
	if it.Until, ok = dated(r.cell(row, 5)); !ok {
		r.bad(line, "“Đến hết ngày” ghi như 31/12/2026")
	}
	if it.Until != "" && it.Until < it.From {
		r.bad(line, "“Đến hết ngày” phải từ “Từ ngày” trở đi")
	}
	if it.Confidence, ok = keyOf(confidenceCells, r.cell(row, 6), Recall); !ok {
		r.bad(line, "“Mức chắc chắn” ghi đã đọc, suy ra hoặc trí nhớ")
	}
	if it.Must, ok = keyOf(mustCells, r.cell(row, 7), ""); !ok || it.Must != "" && r.pack.Kind != Scorecard {
		r.bad(line, "“Bắt buộc” ghi có, điều kiện, hoặc bỏ trống; chỉ bảng kiểm mới dùng")
	}
	r.names(line, it)
	r.items, r.lines = append(r.items, it), append(r.lines, line)
}

// names sees that a code and the words of an item mean it alone.
func (r *reader) names(line int, it Item) {
	switch {
	case !code.MatchString(it.Code):
		r.bad(line, "mã “%s” chỉ gồm chữ, số, dấu chấm, gạch nối, nhiều nhất 40 ký tự", vi.Cut(it.Code, 40))
	case r.seen[it.Code] > 0:
		r.bad(line, "mã “%s” đã có ở dòng %d", it.Code, r.seen[it.Code])
	}
	r.seen[it.Code] = line
	switch {
	case it.Text == "" || utf8.RuneCountInString(it.Text) > maxText:
		r.bad(line, "ghi nội dung, nhiều nhất %d ký tự", maxText)
	case strings.ContainsAny(it.Text, ";|"):
		r.bad(line, "nội dung không dùng dấu chấm phẩy, dấu gạch đứng; thay bằng dấu phẩy")
	case r.pack.Kind == Scorecard && strings.ContainsAny(it.Text, ":()="):
		r.bad(line, "nội dung của bảng kiểm không dùng dấu hai chấm, ngoặc đơn, dấu bằng")
	}
	for _, w := range append([]string{it.Text}, it.Also...) {
		fold := vi.Fold(w)
		if first := r.said[fold]; fold != "" && first > 0 && first != line && r.together(it, first) {
			r.bad(line, "“%s” trùng với dòng %d", w, first)
		}
		r.said[fold] = line
	}
}

// together reports whether an item and the one in a row above hold on a day in common: the words of one that ended may be those
// of the one behind it.
func (r *reader) together(it Item, line int) bool {
	have := r.items[slices.Index(r.lines, line)]
	return (have.Until == "" || it.From <= have.Until) && (it.Until == "" || have.From <= it.Until)
}

func (r *reader) parents() {
	for i, it := range r.items {
		if _, ok := r.seen[it.Parent]; it.Parent != "" && (!ok || it.Parent == it.Code) {
			r.bad(r.lines[i], "“Thuộc mã” là “%s”, không có trong bảng", it.Parent)
		}
	}
}

func dated(typed string) (iso string, ok bool) {
	if typed == "" {
		return "", true
	}
	d, err := day.ParseCell(typed)
	return d.ISO(), err == nil
}

func keyOf[K ~string](cells map[K]string, typed string, empty K) (K, bool) {
	if typed == "" {
		return empty, true
	}
	for k, words := range cells {
		if vi.Fold(words) == vi.Fold(typed) || string(k) == typed {
			return k, true
		}
	}
	return empty, false
}
