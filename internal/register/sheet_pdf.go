package register

import (
	"io"
	"strconv"
	"time"

	"rsc.io/qr"

	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// blank draws sheets of paper with the questions of a register, to be filled in by hand.
type blank struct {
	of   *Register
	body string // whose paper it is: "UBND phường Mỹ Hào"
	made time.Time
	env  *Env
	link func(code string) string // where a sheet is typed in
}

// Measures of a sheet, in millimetres.
const (
	sheetMargin = 15.0
	sheetFoot   = 10.0 // kept free for the line below
	qrSide      = 25.0
	lineHigh    = 8.5 // between two lines to write on
	boxSide     = 5.2 // of a figure
	tickSide    = 3.6
)

var (
	penTitle = pdfwrite.Letters{Face: pdfwrite.SansBold, Size: 15}
	penHead  = pdfwrite.Letters{Face: pdfwrite.SansBold, Size: 10}
	penLabel = pdfwrite.Letters{Face: pdfwrite.SansBold, Size: 9.5}
	penText  = pdfwrite.Letters{Face: pdfwrite.Sans, Size: 9.5}
	penSmall = pdfwrite.Letters{Face: pdfwrite.Sans, Size: 8}
	penCode  = pdfwrite.Letters{Face: pdfwrite.SansBold, Size: 11}
	penBox   = pdfwrite.Look{Stroke: pdfwrite.Black, Width: 0.25}
	penRule  = pdfwrite.Look{Stroke: pdfwrite.RGB(120, 120, 120), Width: 0.2}
	penBar   = pdfwrite.Look{Stroke: pdfwrite.Black, Width: 0.5}
	penInk   = pdfwrite.Look{Fill: pdfwrite.Black}
)

// write draws every sheet.
func (b blank) write(out io.Writer, list []sheet) error {
	f := pdfwrite.New(pdfwrite.Info{Title: "Phiếu " + b.of.One, Author: b.body, Made: b.made})
	for _, s := range list {
		if err := b.sheet(f, s); err != nil {
			return err
		}
	}
	return f.Write(out)
}

// paper is a sheet under construction: y is how far its page has been filled.
type paper struct {
	file  *pdfwrite.File
	pages []*pdfwrite.Page
	y     float64
	code  string
}

func (p *paper) page() *pdfwrite.Page { return p.pages[len(p.pages)-1] }

func (p *paper) left() float64  { return sheetMargin }
func (p *paper) right() float64 { return p.page().Sheet.Width - sheetMargin }
func (p *paper) width() float64 { return p.right() - p.left() }
func (p *paper) floor() float64 { return p.page().Sheet.Height - sheetMargin - sheetFoot }

func (p *paper) turn() {
	p.pages = append(p.pages, p.file.Page(pdfwrite.A4(sheetMargin)))
	p.y = sheetMargin
	if len(p.pages) > 1 {
		p.page().Text(p.right(), p.y+3, "Phiếu "+p.code+" (tiếp)", penSmall, pdfwrite.Right)
		p.y += 7
	}
}

// keep goes to a new page when a height has no room on this one.
func (p *paper) keep(height float64) {
	if p.y+height > p.floor() {
		p.turn()
	}
}

func (b blank) sheet(f *pdfwrite.File, s sheet) error {
	p := &paper{file: f, code: s.Code}
	p.turn()
	if err := b.head(p); err != nil {
		return err
	}
	group := ""
	for _, x := range b.of.asked() {
		if x.Group != "" && x.Group != group {
			group = x.Group
			p.group(group)
		}
		p.question(x, b.env)
	}
	p.signed()
	for i, page := range p.pages {
		y := page.Sheet.Height - sheetMargin
		page.Line(sheetMargin, y-4, page.Sheet.Width-sheetMargin, y-4, penRule)
		page.Text(sheetMargin, y, b.of.Title+", phiếu "+s.Code, penSmall, pdfwrite.Left)
		page.Text(page.Sheet.Width-sheetMargin, y, "trang "+strconv.Itoa(i+1)+"/"+strconv.Itoa(len(p.pages)), penSmall, pdfwrite.Right)
	}
	return nil
}

// head is whose paper it is, what it asks, and the code with its picture.
func (b blank) head(p *paper) error {
	x := p.right() - qrSide
	if err := p.square(x, p.y, b.link(p.code)); err != nil {
		return err
	}
	p.page().Text(x+qrSide/2, p.y+qrSide+4.5, p.code, penCode, pdfwrite.Centre)
	p.page().Text(p.left(), p.y+4, vi.Upper(b.body), penHead, pdfwrite.Left)
	y := p.y + 13
	for _, line := range penTitle.Wrap("Phiếu ghi "+b.of.One, x-p.left()-8, 0) {
		p.page().Text(p.left(), y, line, penTitle, pdfwrite.Left)
		y += 7
	}
	hint := "Ghi chữ in, mỗi ô một chữ số; đánh dấu × vào ô chọn. Mục có dấu * phải ghi. Nhập vào máy: quét hình bên phải hoặc gõ mã phiếu ở trang “Phiếu giấy”."
	for _, line := range penSmall.Wrap(hint, x-p.left()-8, 0) {
		p.page().Text(p.left(), y-1, line, penSmall, pdfwrite.Left)
		y += 4
	}
	p.y = max(y, p.y+qrSide+8)
	return nil
}

// square draws a text as a QR code.
func (p *paper) square(x, y float64, text string) error {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return err
	}
	unit := qrSide / float64(code.Size)
	for row := range code.Size {
		for col := 0; col < code.Size; col++ {
			run := 0
			for code.Black(col+run, row) {
				run++
			}
			if run > 0 {
				p.page().Rect(x+float64(col)*unit, y+float64(row)*unit, float64(run)*unit, unit, 0, penInk)
				col += run
			}
		}
	}
	return nil
}

func (p *paper) group(title string) {
	p.keep(28)
	p.y += 4.5
	p.page().Line(p.left(), p.y, p.right(), p.y, penBar)
	p.page().Text(p.left(), p.y+5, title, penHead, pdfwrite.Left)
	p.y += 7
}

// signed is who filled the sheet in, and when.
func (p *paper) signed() {
	p.keep(18)
	p.y += 5
	p.page().Text(p.left(), p.y+4, "Người ghi", penLabel, pdfwrite.Left)
	p.dotted(p.left()+20, p.y+5, p.left()+92)
	p.page().Text(p.left()+98, p.y+4, "Ngày ghi", penLabel, pdfwrite.Left)
	p.date(p.left()+116, p.y)
	p.y += 9
}

// dotted is a line to write on.
func (p *paper) dotted(from, y, to float64) {
	p.page().Line(from, y, to, y, pdfwrite.Look{Stroke: pdfwrite.RGB(90, 90, 90), Width: 0.25, Dash: []float64{0.4, 1}})
}
