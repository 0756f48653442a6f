package backup

import (
	"archive/zip"
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// output is one table on its way out: a sheet of the workbook and a CSV file.
type output struct {
	title string
	path  string
	sheet *sheet
	csv   *csv.Writer
}

func (x *exporter) openSheet(t store.Table, p *presenter) (*output, error) {
	title := t.Title
	if title == "" {
		title = t.Name
	}
	out := &output{title: title, path: x.csvPath(title, t.Name)}
	part, err := x.part(out.path, zip.Deflate)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(part, "\ufeff"); err != nil { // by this mark Excel knows UTF-8
		return nil, err
	}
	out.csv = csv.NewWriter(part)
	out.csv.UseCRLF = true
	if err := out.csv.Write(p.headings()); err != nil {
		return nil, err
	}
	out.sheet, err = x.book.sheet(title, out.path, p)
	return out, err
}

func (x *exporter) csvPath(title, table string) string {
	path := "csv/" + vi.Slug(title) + ".csv"
	for _, s := range x.sheets {
		if s.csv == path {
			return "csv/" + vi.Slug(title) + "-" + table + ".csv"
		}
	}
	return path
}

func (o *output) add(row []any) error {
	fields := make([]string, len(row))
	for i, v := range row {
		fields[i] = plain(v)
	}
	if err := o.csv.Write(fields); err != nil {
		return err
	}
	return o.sheet.add(row)
}

func (o *output) close() error {
	o.csv.Flush()
	if err := o.csv.Error(); err != nil {
		return err
	}
	return o.sheet.close()
}

// maxCell is how many UTF-16 units a cell of a workbook holds.
const maxCell = 32767

// fitting shortens text to what a cell holds and says where the whole text is.
func fitting(s, where string) string {
	if len(s) <= maxCell || len(utf16.Encode([]rune(s))) <= maxCell {
		return s
	}
	note := "… [còn nữa, xem đủ trong " + where + "]"
	left := maxCell - len(utf16.Encode([]rune(note)))
	end := strings.IndexFunc(s, func(r rune) bool {
		left -= utf16.RuneLen(r)
		return left < 0
	})
	return s[:end] + note
}
