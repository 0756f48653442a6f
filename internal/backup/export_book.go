package backup

import (
	"archive/zip"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	maxSheetRows = excelize.TotalRows
	maxSheetName = excelize.MaxSheetNameLength
)

// book is a workbook that is written row by row; excelize keeps long sheets in temporary files.
type book struct {
	file    *excelize.File
	maxRows int
	names   map[string]bool // in lower case: Excel does not tell case apart
	heading int             // styles
	date    int
	moment  int
	text    int
}

func newBook(maxRows int) (*book, error) {
	b := &book{file: excelize.NewFile(), maxRows: maxRows, names: map[string]bool{}}
	dateForm, momentForm := "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.heading, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top}},
		{&b.date, excelize.Style{CustomNumFmt: &dateForm, Alignment: top}},
		{&b.moment, excelize.Style{CustomNumFmt: &momentForm, Alignment: top}},
		{&b.text, excelize.Style{Alignment: top}},
	} {
		id, err := b.file.NewStyle(&s.style)
		if err != nil {
			b.close()
			return nil, err
		}
		*s.id = id
	}
	return b, nil
}

func (b *book) close() { _ = b.file.Close() }

// writeTo streams the workbook: excelize's own WriteTo holds all of it in memory.
func (b *book) writeTo(w io.Writer) error {
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) })
	_, err := b.file.WriteToBuffer()
	return err
}

// addSheet takes the sheet that every new workbook has first: to delete it later would read all the others again.
func (b *book) addSheet(name string) error {
	if len(b.names) == 1 {
		return b.file.SetSheetName("Sheet1", name)
	}
	_, err := b.file.NewSheet(name)
	return err
}

// sheet is a table in the workbook. A table with more rows than a sheet holds goes on in a further one.
type sheet struct {
	book      *book
	title     string
	where     string // the CSV file with the whole of long texts
	presenter *presenter
	stream    *excelize.StreamWriter
	row       int
}

func (b *book) sheet(title, where string, p *presenter) (*sheet, error) {
	s := &sheet{book: b, title: title, where: where, presenter: p}
	return s, s.begin()
}

func (s *sheet) begin() (err error) {
	name := s.book.freeName(s.title)
	if err := s.book.addSheet(name); err != nil {
		return err
	}
	if s.stream, err = s.book.file.NewStreamWriter(name); err != nil {
		return err
	}
	for i, c := range s.presenter.columns() {
		if err := s.stream.SetColWidth(i+1, i+1, widthOf(c)); err != nil {
			return err
		}
	}
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	var cells []any
	for _, h := range s.presenter.headings() {
		cells = append(cells, excelize.Cell{StyleID: s.book.heading, Value: h})
	}
	s.row = 1
	return s.stream.SetRow("A1", cells)
}

func (s *sheet) add(row []any) error {
	if s.row == s.book.maxRows {
		if err := errors.Join(s.stream.Flush(), s.begin()); err != nil {
			return err
		}
	}
	cells := make([]any, len(row))
	for i, v := range row {
		switch x := v.(type) {
		case date:
			cells[i] = s.timeCell(s.book.date, x.Year(), x.Time, x.String())
		case moment:
			cells[i] = s.timeCell(s.book.moment, x.Year(), x.Time, x.String())
		case string: // an inline string: never read as a formula
			cells[i] = excelize.Cell{StyleID: s.book.text, Value: fitting(x, s.where)}
		default:
			cells[i] = v
		}
	}
	s.row++
	return s.stream.SetRow("A"+strconv.Itoa(s.row), cells)
}

// timeCell is a true date, which sorts and counts; before 1900 a workbook has only text.
func (s *sheet) timeCell(style, year int, t any, text string) excelize.Cell {
	if year < 1901 {
		return excelize.Cell{StyleID: s.book.text, Value: text}
	}
	return excelize.Cell{StyleID: style, Value: t}
}

func (s *sheet) close() error { return s.stream.Flush() }

// freeName makes a sheet name that Excel takes and the workbook does not have yet.
func (b *book) freeName(title string) string {
	title = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, title), " '")
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = " (" + strconv.Itoa(n) + ")"
		}
		name := []rune(title)
		name = name[:min(len(name), maxSheetName-len(suffix))]
		candidate := string(name) + suffix
		if !b.names[strings.ToLower(candidate)] {
			b.names[strings.ToLower(candidate)] = true
			return candidate
		}
	}
}

func widthOf(c Column) float64 {
	switch {
	case c.isDate():
		return 12
	case c.isMoment():
		return 20
	case c.isCode():
		return 14
	case c.Kind != Text:
		return 10
	}
	return 36
}
