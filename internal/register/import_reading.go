package register

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// reading is how the cells of a column of a brought table are to be understood: the old font of its letters, names all in
// capitals, the order of day and month. The cells stay as they came, so another reading can be chosen at any time.
type reading string

// The readings. That of an old font goes with capitals: "tcvn3 hoa".
const (
	asWritten  reading = ""
	tcvn3      reading = "tcvn3"
	vni        reading = "vni"
	capitals   reading = "hoa"
	dayFirst   reading = "ngay-thang"
	monthFirst reading = "thang-ngay"
	askOrder   reading = "hoi" // nothing in the column tells: a person must say
)

// both joins two readings of letters.
func both(font, letters reading) reading {
	return reading(strings.TrimSpace(string(font) + " " + string(letters)))
}

// readingChoices are the readings that a column may have, by the kind of its field.
func readingChoices(k Kind) []ui.Option {
	if dated(k) {
		return []ui.Option{{Value: string(dayFirst), Text: "Ngày trước tháng: 03/04 là ngày 3 tháng 4"}, {Value: string(monthFirst), Text: "Tháng trước ngày: 03/04 là ngày 4 tháng 3"}}
	}
	return []ui.Option{
		{Text: "Như trong bảng"}, {Value: string(capitals), Text: "Chữ hoa thành chữ thường: Nguyễn Văn An"},
		{Value: string(tcvn3), Text: "Đổi từ phông " + oldfont.TCVN3.Name()}, {Value: string(vni), Text: "Đổi từ phông " + oldfont.VNI.Name()},
		{Value: string(both(tcvn3, capitals)), Text: "Đổi từ TCVN3, chữ hoa thành chữ thường"}, {Value: string(both(vni, capitals)), Text: "Đổi từ VNI, chữ hoa thành chữ thường"},
	}
}

// known is a reading that a column of the kind may have; another is asWritten.
func (r reading) known(k Kind) (reading, bool) {
	return r, slices.ContainsFunc(readingChoices(k), func(o ui.Option) bool { return o.Value == string(r) })
}

// dated reports whether the kind reads dates.
func dated(k Kind) bool {
	switch k.(type) {
	case Date, Moment, Period:
		return true
	}
	return false
}

// apply reads one cell.
func (r reading) apply(cell string) string {
	if d, ok := keptDay(cell); ok {
		return d
	}
	switch r {
	case asWritten:
		return cell
	case dayFirst, askOrder:
		return serialDay(cell)
	case monthFirst:
		return swapped(serialDay(cell))
	}
	for part := range strings.FieldsSeq(string(r)) {
		switch reading(part) {
		case tcvn3:
			cell = oldfont.ToUnicode(cell, oldfont.TCVN3)
		case vni:
			cell = oldfont.ToUnicode(cell, oldfont.VNI)
		case capitals:
			cell = lowered(cell)
		}
	}
	return cell
}

// keptDay is a date that the workbook keeps as one, as people write it.
func keptDay(cell string) (string, bool) {
	if len(cell) != len(time.DateOnly) || cell[4] != '-' || cell[7] != '-' {
		return "", false
	}
	d, err := day.ParseISO(cell)
	return d.String(), err == nil
}

var fiveDigits = regexp.MustCompile(`^[1-5]\d{4}$`)

// serialDay reads a day that Excel shows as its number because the cell lost its format: 43256 is 05/06/2018.
func serialDay(cell string) string {
	s := strings.TrimSpace(cell)
	if !fiveDigits.MatchString(s) {
		return cell
	}
	n, _ := strconv.Atoi(s) // five digits
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format("02/01/2006")
}

var twoThenYear = regexp.MustCompile(`^(\d{1,2})(\s*[/\-. ]\s*)(\d{1,2})(\s*[/\-. ]\s*(?:\d{2}|\d{4})\b.*)$`)

// swapped puts the second of two numbers before the first.
func swapped(cell string) string {
	m := twoThenYear.FindStringSubmatch(strings.TrimSpace(cell))
	if m == nil {
		return cell
	}
	return m[3] + m[2] + m[1] + m[4]
}

// lowered writes words in capitals as a name is written; other text stays as it is.
func lowered(cell string) string {
	cell = vi.NFC(cell)
	if !shouted(cell) {
		return cell
	}
	words := strings.Fields(strings.ToLower(cell))
	for i, w := range words {
		words[i] = vi.Sentence(w)
	}
	return strings.Join(words, " ")
}

// shouted reports whether a text has letters and none of them is small.
func shouted(s string) bool {
	return strings.IndexFunc(s, unicode.IsUpper) >= 0 && strings.IndexFunc(s, unicode.IsLower) < 0
}

// propose is the reading of each column that its cells ask for.
func (g *Register) propose(columns []string, rows [][]string) []reading {
	out, proven := make([]reading, len(columns)), map[reading]bool{}
	font, own := fontOf(rows), slices.Contains(columns, codeColumn) // a table with our numbers is our export: its days stand first
	for i, c := range columns {
		k, ok := g.columnKind(c)
		if !ok {
			continue
		}
		cells := columnCells(rows, i)
		if dated(k) && own {
			out[i] = dayFirst
			proven[dayFirst] = true
		} else if dated(k) {
			order, sure := orderOf(cells)
			out[i], proven[order] = order, proven[order] || sure
		} else {
			out[i] = lettersOf(k, cells, font)
		}
	}
	// One hand wrote the table: what one column proves holds for those that prove nothing.
	for i, r := range out {
		if r == askOrder && proven[dayFirst] != proven[monthFirst] {
			out[i] = dayFirst
			if proven[monthFirst] {
				out[i] = monthFirst
			}
		}
	}
	return out
}

func columnCells(rows [][]string, i int) (out []string) {
	for _, row := range rows {
		if c := strings.TrimSpace(cell(row, i)); c != "" {
			out = append(out, c)
		}
	}
	return out
}

// fontOf is the old font in which most of a table is written.
func fontOf(rows [][]string) oldfont.Charset {
	var text strings.Builder
	for _, row := range rows {
		for _, c := range row {
			text.WriteString(c)
			text.WriteByte('\n')
		}
	}
	return oldfont.Detect(text.String())
}

// lettersOf tells how the letters of a column are to be read. A column of few words is read as the table is when that makes
// Vietnamese of it.
func lettersOf(k Kind, cells []string, table oldfont.Charset) reading {
	text := strings.Join(cells, "\n")
	font := oldfont.Detect(text)
	if may, ok := k.(Refusable); ok {
		k = may.Kind
	}
	if font == oldfont.Unicode && table != oldfont.Unicode && (oldfont.Reads(text, table) || choosesMore(k, cells, table)) {
		font = table
	}
	r := reading(font)
	line, ok := k.(Text)
	if !ok {
		return r
	}
	loud, names := 0, 0
	for _, c := range cells {
		if c = oldfont.ToUnicode(c, font); len(strings.Fields(c)) > 1 {
			names++
			if shouted(vi.NFC(c)) {
				loud++
			}
		}
	}
	if loud > 0 && (line.Person || loud*5 >= names*4) {
		r = both(r, capitals)
	}
	return r
}

// choosesMore reports whether more cells of a column are answers of a list when they are read in a font: names of peoples are no
// Vietnamese syllables.
func choosesMore(k Kind, cells []string, font oldfont.Charset) bool {
	list, ok := k.(Choice)
	if !ok {
		return false
	}
	more, seen := 0, map[string]bool{}
	for _, c := range cells {
		if seen[c] {
			continue
		}
		seen[c] = true
		if _, words := list.Read(c, nil); words != "" {
			more--
		}
		if _, words := list.Read(oldfont.ToUnicode(c, font), nil); words != "" {
			more++
		}
	}
	return more < 0
}

// orderOf tells which of two numbers of the dates of a column is the day: one over twelve is no month, which makes it sure.
func orderOf(cells []string) (order reading, sure bool) {
	first, second, either := false, false, false
	for _, c := range cells {
		m := twoThenYear.FindStringSubmatch(c)
		if m == nil {
			continue
		}
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[3])
		first, second = first || a > 12, second || b > 12
		either = either || a != b
	}
	switch {
	case second && !first:
		return monthFirst, true
	case either && !first:
		return askOrder, false
	}
	return dayFirst, first && !second
}

// readingsOf reads the list that an import keeps.
func readingsOf(s string) []reading {
	list := listOf(s)
	out := make([]reading, len(list))
	for i, r := range list {
		out[i] = reading(r)
	}
	return out
}

func jsonOfReadings(list []reading) string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = string(r)
	}
	return jsonOf(out)
}

// unsure are the headings of the columns of which nobody has said whether the day or the month stands first.
func (m Import) unsure() (heads []string) {
	names := listOf(m.Heads)
	for i, r := range readingsOf(m.Readings) {
		if r == askOrder && i < len(names) {
			heads = append(heads, headName(names[i], i))
		}
	}
	return heads
}

// readingChoices are the readings of the field of a column of the preview. One that nobody has chosen yet has no choice marked.
func (v previewView) readingChoices(i int) []ui.Option {
	c := v.Columns[i]
	k, ok := v.of.columnKind(c)
	if i >= len(v.Read) || !ok {
		return nil
	}
	out := readingChoices(k)
	if v.Read[i] == askOrder {
		out = append([]ui.Option{{Value: string(askOrder), Text: "Chọn ngày hay tháng đứng trước"}}, out...)
	}
	return out
}

// readWords tell which columns are not read as they are written.
func (v previewView) readWords() (out []string) {
	words := map[reading]string{capitals: "chữ hoa đổi thành chữ thường", tcvn3: "đổi từ phông TCVN3", vni: "đổi từ phông VNI",
		both(tcvn3, capitals): "đổi từ phông TCVN3, chữ hoa thành chữ thường", both(vni, capitals): "đổi từ phông VNI, chữ hoa thành chữ thường", monthFirst: "tháng đứng trước ngày"}
	for i, r := range v.Read {
		if words[r] != "" && i < len(v.Heads) {
			out = append(out, "Cột “"+headName(v.Heads[i], i)+"”: "+words[r]+". Đổi lại ở “Ghép cột” nếu không phải.")
		}
	}
	return out
}
