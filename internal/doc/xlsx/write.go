package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// maxRows is what a sheet of Excel holds, less room for titles.
const maxRows = 1_048_576 - 100

// Write writes the report: A4 landscape, one page wide, the head of the table on every page. Errors are those of w,
// TooLarge for more rows than Excel takes, or a defect of the caller.
func Write(w io.Writer, t Table) (err error) {
	defer errs.Prefix(&err, "xlsx")
	if len(t.Columns) == 0 {
		return errors.New("a table without columns")
	}
	if len(t.Rows) > maxRows {
		return errs.Newf(errs.TooLarge, "Bảng có quá nhiều dòng cho Excel, nhiều nhất %s dòng. Hãy lọc bớt rồi xuất lại.", vi.Int(maxRows))
	}
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	sheet := sheetName(t.Sheet)
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	b := &builder{file: f, sheet: sheet, table: t}
	if err := b.build(); err != nil {
		return err
	}
	for _, more := range t.More {
		b := &builder{file: f, sheet: sheetName(more.Sheet), table: more}
		if _, err := f.NewSheet(b.sheet); err != nil {
			return err
		}
		if err := b.build(); err != nil {
			return err
		}
	}
	if err := f.SetDocProps(&excelize.DocProperties{Title: t.Title, Creator: "Măng Non", Language: "vi-VN"}); err != nil {
		return err
	}
	if len(t.More) == 0 && !t.offers() {
		return f.Write(w)
	}
	return inOrder(f, w)
}

// inOrder writes a workbook with its parts by name: excelize writes several sheets in any order, and the same report is the same
// file.
func inOrder(f *excelize.File, w io.Writer) error {
	var raw bytes.Buffer
	if err := f.Write(&raw); err != nil {
		return err
	}
	from, err := zip.NewReader(bytes.NewReader(raw.Bytes()), int64(raw.Len()))
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

// sheetName makes a name that Excel accepts.
func sheetName(s string) string {
	s = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return ' '
		}
		return r
	}, vi.NFC(s)), " '")
	if s == "" {
		return "Bảng"
	}
	return strings.TrimRight(vi.Cut(s, 31), " '")
}

// builder fills one sheet from top to bottom.
type builder struct {
	file   *excelize.File
	sheet  string
	table  Table
	stream *excelize.StreamWriter
	looks  looks
	widths []float64
	row    int // the row written last
	head   int // the row of the column heads
	last   int // the last row of the table
	links  []cellLink
	cells  []any // of the row being written
}

// cellLink is a cell that leads somewhere; the addresses stand in the file behind the rows.
type cellLink struct{ cell, href string }

func (b *builder) build() error {
	if err := b.begin(); err != nil {
		return err
	}
	for i, values := range b.table.Rows {
		if err := b.writeRow(i, values); err != nil {
			return err
		}
	}
	return b.end()
}

// begin writes all that stands above the rows.
func (b *builder) begin() (err error) {
	if b.looks, err = newLooks(b.file, b.table.Columns); err != nil {
		return err
	}
	if err := b.page(); err != nil { // before the stream, which begins with the properties of the sheet
		return err
	}
	if b.stream, err = b.file.NewStreamWriter(b.sheet); err != nil {
		return err
	}
	for i, c := range b.table.Columns {
		if c.Width == 0 {
			c.Width = b.measure(i)
		}
		b.widths = append(b.widths, min(c.Width, 255))
	}
	b.cells = make([]any, len(b.table.Columns))
	b.head = 1 + len(b.titles())
	if b.head > 1 {
		b.head++ // a blank row below the titles
	}
	for _, step := range []func() error{b.layout, b.writeTitles, b.writeHead} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// end writes all that stands below the rows.
func (b *builder) end() error {
	b.last = b.row
	for _, step := range []func() error{b.writeFoot, b.names, b.lead, b.lists, b.stream.Flush} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) titles() []string {
	if b.table.Title == "" {
		return b.table.Subtitle
	}
	return append([]string{b.table.Title}, b.table.Subtitle...)
}

// layout sets widths and panes, which stand in the file before the rows.
func (b *builder) layout() error {
	for i, width := range b.widths {
		if err := b.stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	return b.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: b.head, TopLeftCell: cellAt(1, b.head+1), ActivePane: "bottomLeft"})
}

// page sets up the paper.
func (b *builder) page() error {
	size, landscape, wide, high, fit := 9, "landscape", 1, 0, true
	if err := b.file.SetPageLayout(b.sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	if err := b.file.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	edge, foot, centred := 0.5, 0.3, true
	if err := b.file.SetPageMargins(b.sheet, &excelize.PageLayoutMarginsOptions{Left: &edge, Right: &edge, Top: &edge, Bottom: &edge, Footer: &foot, Horizontally: &centred}); err != nil {
		return err
	}
	return b.file.SetHeaderFooter(b.sheet, headerFooter(b.table.Mark))
}

// names tells Excel what to filter, what to print and what to repeat.
func (b *builder) names() error {
	last := cellAt(len(b.table.Columns), b.last)
	if err := b.file.AutoFilter(b.sheet, cellAt(1, b.head)+":"+last, nil); err != nil {
		return err
	}
	quoted := "'" + strings.ReplaceAll(b.sheet, "'", "''") + "'!"
	end, err := excelize.CoordinatesToCellName(len(b.table.Columns), b.row, true)
	if err != nil {
		return err
	}
	for _, name := range []excelize.DefinedName{
		{Name: "_xlnm.Print_Area", RefersTo: quoted + "$A$1:" + end, Scope: b.sheet},
		{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s$%d:$%d", quoted, b.head, b.head), Scope: b.sheet},
	} {
		if err := b.file.SetDefinedName(&name); err != nil {
			return err
		}
	}
	return nil
}

// linkLimit is how many links Excel takes in a sheet; the rows beyond keep their words.
const linkLimit = 65_000

// lead writes where the links go.
func (b *builder) lead() error {
	for _, l := range b.links[:min(len(b.links), linkLimit)] {
		if err := b.file.SetCellHyperLink(b.sheet, l.cell, l.href, "External"); err != nil {
			return err
		}
	}
	return nil
}

func cellAt(col, row int) string {
	name, _ := excelize.CoordinatesToCellName(col, row) // only fails for numbers below 1 or over Excel's limits
	return name
}
