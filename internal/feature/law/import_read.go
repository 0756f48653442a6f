package law

import (
	"strings"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// maxRows is how many documents one table may bring.
const maxRows = 5000

// row is a document of a table that was brought in, as it was written, with what the person decided about it.
type row struct {
	Row    int    `json:"r"` // of the table, from 1
	Typed  typed  `json:"t"`
	Choice string `json:"c,omitempty"` // id of the document that it means, "moi" for a new one, "bo" to leave it out
}

// The choices that are no document.
const (
	choiceNew  = "moi"
	choiceSkip = "bo"
)

// headWords are the folded words by which the head of a table names a field; other columns are left out.
var headWords = map[string]string{
	"loai": "loai", "loai van ban": "loai", "hinh thuc": "loai",
	"so ky hieu": "so", "so": "so", "so hieu": "so", "so van ban": "so", "so va ky hieu": "so", "ky hieu": "so",
	"ngay ban hanh": "ngay", "ngay": "ngay", "ngay thang": "ngay", "ngay thang nam": "ngay", "ngay van ban": "ngay", "ban hanh ngay": "ngay",
	"co quan ban hanh": "co-quan", "co quan": "co-quan", "noi ban hanh": "co-quan", "don vi ban hanh": "co-quan",
	"trich yeu": "trich-yeu", "ten van ban": "trich-yeu", "noi dung": "trich-yeu", "trich yeu noi dung": "trich-yeu", "ten goi": "trich-yeu",
	"giai doan": "giai-doan", "thoi ky": "giai-doan", "tinh trang": "tinh-trang", "hieu luc": "tinh-trang", "tinh trang hieu luc": "tinh-trang",
	"hieu luc tu": "hieu-luc", "ngay hieu luc": "hieu-luc", "ngay co hieu luc": "hieu-luc", "co hieu luc tu": "hieu-luc",
	"hieu luc den het": "het-hieu-luc", "het hieu luc": "het-hieu-luc", "ngay het hieu luc": "het-hieu-luc", "hieu luc den": "het-hieu-luc",
	"ghi chu": "ghi-chu", "stt": "", "tt": "", "so thu tu": "", "doi chieu": "", "ke hoach dan": "",
}

// headReach is in how many rows from the top the head is looked for: titles stand above it.
const headReach = 15

// readRows reads the rows of a table. Its head names the columns in any order; a table without a head has the columns of
// the form, after an optional column of serial numbers.
func readRows(table [][]string) ([]row, error) {
	head, columns := headOf(table)
	if head < 0 {
		columns = plainColumns(table)
	}
	var out []row
	for i, cells := range table {
		if i <= head {
			continue
		}
		t, filled := typedRow(cells, columns)
		if filled {
			out = append(out, row{Row: i + 1, Typed: t})
		}
	}
	switch {
	case len(out) == 0:
		return nil, tableMistake("Bảng chưa có dòng nào; cần ít nhất cột Số, ký hiệu, mỗi văn bản một dòng")
	case len(out) > maxRows:
		return nil, tableMistake("Mỗi lần nhập nhiều nhất 5.000 văn bản, bảng này có " + vi.Int(len(out)) + "; chia làm nhiều lần")
	}
	return out, nil
}

func tableMistake(words string) error {
	var f errs.Form
	f.Add("bang", "%s", words)
	return f.Err()
}

// headOf finds the row that names the columns: one with a number and one more known word.
func headOf(table [][]string) (at int, columns []string) {
	for i, cells := range table[:min(len(table), headReach)] {
		known, number := 0, false
		names := make([]string, len(cells))
		for j, cell := range cells {
			field, ok := headWords[vi.Fold(cell)]
			if !ok {
				continue
			}
			names[j] = field
			known++
			number = number || field == "so"
		}
		if number && known >= 2 {
			return i, names
		}
	}
	return -1, nil
}

// plainColumns are the fields in the order of the form; a first column that holds only figures is a serial number.
func plainColumns(table [][]string) []string {
	var out []string
	for _, tf := range typedFields {
		out = append(out, tf.name)
	}
	for _, cells := range table {
		if len(cells) > 0 && strings.Trim(cells[0], "0123456789. ") != "" {
			return out
		}
	}
	return append([]string{""}, out...)
}

func typedRow(cells, columns []string) (t typed, filled bool) {
	for j, cell := range cells {
		if j >= len(columns) {
			break
		}
		for _, tf := range typedFields {
			if tf.name != columns[j] {
				continue
			}
			if v := strings.Join(strings.Fields(vi.NFC(cell)), " "); v != "" {
				*tf.of(&t), filled = v, true
			}
		}
	}
	return t, filled
}

// readTable reads a workbook, or cells that were pasted.
func readTable(raw []byte, pasted string) ([]row, error) {
	table := xlsx.ParseTSV(pasted)
	if len(raw) > 0 {
		var err error
		if table, err = xlsx.ReadTable(raw); err != nil {
			words := "Tệp không đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại"
			if e, ok := errsWords(err); ok {
				words = e
			}
			return nil, tableMistake(words)
		}
	}
	return readRows(table)
}
