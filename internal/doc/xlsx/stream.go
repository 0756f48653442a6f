package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Book is a workbook that is written row by row, several sheets at a time. Long sheets wait in temporary files, so that memory does
// not grow with the rows. Close it in any case.
type Book struct {
	file   *excelize.File
	sheets []*SheetWriter
}

// NewBook begins a workbook.
func NewBook(title string) (*Book, error) {
	f := excelize.NewFile()
	err := f.SetDocProps(&excelize.DocProperties{Title: title, Creator: "Măng Non", Language: "vi-VN"})
	return &Book{file: f}, err
}

// Close removes what waited on the disk.
func (b *Book) Close() error { return b.file.Close() }

// SheetWriter is a sheet that gets its rows one after another.
type SheetWriter struct {
	b    builder
	rows int
}

// Sheet begins a sheet. Foot and More of the table are not looked at; its Rows are only examples, by which the columns are measured.
func (b *Book) Sheet(t Table) (*SheetWriter, error) {
	t.Foot, t.More = nil, nil
	s := &SheetWriter{b: builder{file: b.file, sheet: sheetName(t.Sheet), table: t}}
	var err error
	if len(b.sheets) == 0 {
		err = b.file.SetSheetName("Sheet1", s.b.sheet)
	} else {
		_, err = b.file.NewSheet(s.b.sheet)
	}
	if err != nil {
		return nil, err
	}
	b.sheets = append(b.sheets, s)
	err = s.b.begin()
	s.b.table.Rows = nil
	return s, err
}

// Row adds a row. More than Excel takes is errs.TooLarge.
func (s *SheetWriter) Row(values []any) error {
	if s.rows++; s.rows > maxRows {
		return errs.Newf(errs.TooLarge, "Bảng có quá nhiều dòng cho Excel, nhiều nhất %s dòng. Hãy lọc bớt rồi xuất lại.", vi.Int(maxRows))
	}
	return s.b.writeRow(s.rows-1, values)
}

// Foot are the lines below the table.
func (s *SheetWriter) Foot(lines ...string) { s.b.table.Foot = lines }

// WriteTo ends the sheets and writes the workbook; with a password it is encrypted (ECMA-376, AES). The same rows give the same
// bytes, as long as there is no password.
func (b *Book) WriteTo(w io.Writer, password string) (err error) {
	for _, s := range b.sheets {
		if err := s.b.end(); err != nil {
			return err
		}
	}
	raw, err := os.CreateTemp("", "mangnon-xlsx-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, raw.Close(), os.Remove(raw.Name())) }()
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(raw) })
	if _, err := b.file.WriteToBuffer(); err != nil {
		return err
	}
	if password == "" {
		return sorted(raw, w)
	}
	var plain bytes.Buffer
	if err := sorted(raw, &plain); err != nil {
		return err
	}
	locked, err := excelize.Encrypt(plain.Bytes(), &excelize.Options{Password: password})
	if err != nil {
		return err
	}
	_, err = w.Write(locked)
	return err
}

// sorted copies a workbook with its parts by name: excelize writes several sheets in any order.
func sorted(raw *os.File, w io.Writer) error {
	size, err := raw.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	from, err := zip.NewReader(raw, size)
	if err != nil {
		return err
	}
	slices.SortFunc(from.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	to := zip.NewWriter(w)
	for _, part := range from.File {
		if err := to.Copy(part); err != nil {
			return err
		}
	}
	return to.Close()
}

// markLimit is how much of a mark stands in the head and foot of a page; Excel takes 255 characters with its own signs.
const markLimit = 200

func headerFooter(mark string) *excelize.HeaderFooterOptions {
	if mark == "" {
		return &excelize.HeaderFooterOptions{OddFooter: "&RTrang &P/&N"}
	}
	mark = strings.ReplaceAll(vi.Cut(cleanCell(mark), markLimit), "&", "&&")
	return &excelize.HeaderFooterOptions{OddHeader: "&L" + mark, OddFooter: "&L" + mark + "&RTrang &P/&N"}
}
