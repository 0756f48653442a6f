package xlsx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/doc/safezip"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Limits of a table that is read.
const (
	MaxBytes    = 20 << 20 // of the file
	MaxTableRow = 100_100  // the last row with contents: 100,000 of a list under its title and heads
	MaxTableCol = 256      // the last column with contents
	maxCells    = 3_000_000
)

// ReadTable reads the first visible sheet that has contents. Row i of the answer is row i+1 of the sheet, blank rows
// included, so that a message can name the row; a row ends with its last filled cell. Every cell of a merged range holds
// the range's value.
//
// Values come as a person reads them: dates as dd/mm/yyyy (mm/yyyy and yyyy where the sheet shows no day), numbers
// without dots between thousands and with a decimal comma, leading zeros where the sheet shows them. Formulas give the
// result that was saved with them.
//
// The workbook is read here and not with excelize, which keeps whole sheets in memory and fills them up to the largest
// cell name in the file: a few bytes from a stranger cost it a megabyte a row.
//
// Errors are *errs.Error: Invalid for a file that is no workbook, is broken or is empty, TooLarge over a limit.
func ReadTable(raw []byte) ([][]string, error) { return readTable(raw, dateLayout) }

// ReadTyped is ReadTable, but a whole date that the workbook keeps as a date comes as 2018-06-05: whoever must find out whether the day
// or the month stands first in the other cells of a column need not ask about it.
func ReadTyped(raw []byte) ([][]string, error) { return readTable(raw, time.DateOnly) }

func readTable(raw []byte, dates string) ([][]string, error) {
	read, err := readSheets(raw, 1, dates)
	if err != nil {
		return nil, err
	}
	return read.Sheets[0].Rows, nil
}

// Sheet is a sheet of a workbook that is read.
type Sheet struct {
	Name string
	Rows [][]string // as ReadTable gives them
	Seen Seen
}

// ReadSheets reads the visible sheets that have contents, at least one: the first as ReadTyped does, the others as ReadTable.
func ReadSheets(raw []byte) ([]Sheet, error) {
	read, err := ReadBook(raw)
	return read.Sheets, err
}

// ReadBook is ReadSheets with what a person should be told besides the cells. A formula without a result comes as NoResult.
func ReadBook(raw []byte) (Read, error) { return readSheets(raw, maxSheets, time.DateOnly) }

const maxSheets = 20

func readSheets(raw []byte, most int, dates string) (Read, error) {
	if len(raw) > MaxBytes {
		return Read{}, errs.Newf(errs.TooLarge, "Tệp Excel quá lớn, nhiều nhất %s. Hãy tách thành nhiều tệp.", vi.Bytes(MaxBytes))
	}
	if bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0")) {
		return Read{}, errs.New(errs.Invalid, "Đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu nếu có, chọn Lưu thành (Save as), kiểu Excel Workbook (.xlsx), rồi gửi tệp mới; hoặc chép các ô và dán.")
	}
	book, err := openBook(raw)
	if err != nil {
		return Read{}, err
	}
	book.dates = dates
	out := Read{Hidden: book.hidden}
	for i, part := range book.sheets {
		rows, seen, err := book.readSheet(part)
		if err != nil {
			return Read{}, err
		}
		if len(rows) > 0 {
			out.Sheets = append(out.Sheets, Sheet{book.names[i], rows, seen})
			book.dates = dateLayout
		}
		if len(out.Sheets) == most {
			break
		}
	}
	if len(out.Sheets) == 0 {
		return Read{}, errs.New(errs.Invalid, "Tệp Excel không có dữ liệu ở trang tính nào đang hiện. Hãy kiểm tra lại tệp rồi gửi lại.")
	}
	return out, nil
}

// walk calls visit for each element of a part. Visit may read on through the decoder.
func walk(a *safezip.Archive, part string, visit func(d *xml.Decoder, el xml.StartElement) error) error {
	raw, err := a.Read(part)
	if err != nil {
		return err
	}
	d := xml.NewDecoder(bytes.NewReader(raw))
	for depth := 0; ; {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return broken(part, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > 100 {
				return broken(part, errTooDeep)
			}
			err := visit(d, t)
			if err == errLeft {
				depth--
			} else if err != nil {
				return err
			}
		case xml.EndElement:
			depth--
		}
	}
}

var errTooDeep = errors.New("elements nested too deep")

// errLeft says that a visitor has read its element to the end.
var errLeft = errors.New("xlsx: element left")

func attr(el xml.StartElement, local string) string {
	i := slices.IndexFunc(el.Attr, func(a xml.Attr) bool { return a.Name.Local == local })
	if i < 0 {
		return ""
	}
	return el.Attr[i].Value
}

func broken(part string, err error) error {
	return errs.Wrap(errs.Invalid, fmt.Errorf("xlsx: %s: %w", part, err),
		"Tệp Excel bị hỏng. Hãy mở bằng Excel, chọn Lưu thành (Save as) một tệp .xlsx mới rồi gửi lại, hoặc chép các ô và dán.")
}

// tidy is a text as it may stand in a cell. Whether a table is in an old charset is asked later, so nothing that means a
// letter there may go.
func tidy(s string) string {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "_x000D_", ""), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(strings.ReplaceAll(doctext.CleanTyped(line), "\t", " "))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
