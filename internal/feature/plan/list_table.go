package plan

import (
	"bytes"
	"encoding/csv"
	"path"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/doc/textfile"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// readTable reads a brought file or paste as a table. Errors have words for the person.
func readTable(name string, raw []byte) (listCells, error) {
	table, err := tableOf(name, raw)
	if err != nil {
		return listCells{}, err
	}
	var all strings.Builder
	for _, row := range table {
		all.WriteString(strings.Join(row, " ") + "\n")
	}
	cells := listCells{Table: table, Charset: oldfont.Detect(all.String())}
	switch n := len(broughtRows(table, headOf(table).Rows)); {
	case n == 0:
		return cells, errs.New(errs.Invalid, "Chưa thấy dòng việc nào. Chép cả dòng tiêu đề và các dòng việc trong Excel rồi dán vào đây.")
	case n > MaxListRows:
		return cells, errs.Newf(errs.TooLarge, "Danh sách có %s dòng, mỗi lần nhập nhiều nhất %s dòng. Chia làm nhiều phần rồi nhập từng phần.", vi.Int(n), vi.Int(MaxListRows))
	}
	return cells, nil
}

func tableOf(name string, raw []byte) ([][]string, error) {
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) || bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0")) {
		return xlsx.ReadTable(raw)
	}
	if strings.HasSuffix(name, ".tsv") {
		return xlsx.ParseTSV(strings.ToValidUTF8(string(raw), "�")), nil
	}
	doc, err := textfile.Decode(raw)
	if err != nil {
		return nil, err
	}
	text := strings.Join(doc.Text(), "\n")
	if strings.Contains(text, "\t") || strings.ToLower(path.Ext(name)) != ".csv" {
		return xlsx.ParseTSV(text), nil
	}
	return readCSV(text)
}

// readCSV reads cells between commas, or between semicolons as Excel writes them for Vietnam.
func readCSV(text string) ([][]string, error) {
	first, _, _ := strings.Cut(text, "\n")
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	if strings.Count(first, ";") > strings.Count(first, ",") {
		r.Comma = ';'
	}
	table, err := r.ReadAll()
	if err != nil {
		return nil, errs.Wrap(errs.Invalid, err, "Tệp CSV bị hỏng. Mở bằng Excel, chép các ô rồi dán vào đây.")
	}
	return table, nil
}

// pastedList is the name of a list that came from the clipboard.
const pastedList = "Danh sách dán.tsv"
