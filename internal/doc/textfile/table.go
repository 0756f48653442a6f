package textfile

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Table reads a table saved as text: CSV with commas or, as Excel writes it here, semicolons, or with tabs. Errors are
// *errs.Error, as those of Decode; a row that cannot be read is named by its line.
func Table(raw []byte) ([][]string, error) {
	if err := checkSize(len(raw)); err != nil {
		return nil, err
	}
	d, err := decode(raw)
	if err != nil {
		return nil, err
	}
	text, _, _ := Old(d.text)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(text), -1, true
	r.TrimLeadingSpace = r.Comma != '\t' // a tab is space too: empty cells would vanish
	var out [][]string
	for {
		for range blankLines(text[r.InputOffset():]) { // the reader passes over them, and rows are called by their number
			out = append(out, nil)
		}
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, errs.Newf(errs.Invalid, "Dòng %d của tệp không đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại", lineOf(err))
		case len(out) >= MaxLines:
			return nil, errs.Newf(errs.TooLarge, "Tệp có hơn %d dòng; chia làm nhiều tệp", MaxLines)
		}
		out = append(out, row)
	}
}

// blankLines is how many empty lines a text begins with.
func blankLines(text string) (n int) {
	for {
		rest, ok := strings.CutPrefix(strings.TrimPrefix(text, "\r"), "\n")
		if !ok {
			return n
		}
		text, n = rest, n+1
	}
}

// lineOf is where a table could not be read.
func lineOf(err error) int {
	if bad, ok := errors.AsType[*csv.ParseError](err); ok {
		return bad.Line
	}
	return 1
}

// separator is the mark that the first lines have most of.
func separator(text string) rune {
	top := text[:min(len(text), 4096)]
	best := ','
	for _, r := range []rune{';', '\t'} {
		if strings.Count(top, string(r)) > strings.Count(top, string(best)) {
			best = r
		}
	}
	return best
}
