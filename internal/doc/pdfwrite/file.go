package pdfwrite

import (
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// Info is what the file says of itself. Made is written as it stands, in its own zone.
type Info struct {
	Title  string
	Author string
	Made   time.Time
}

// File is a PDF under construction. Pages can be drawn on in any order until Write; that is how a foot knows how many
// pages there are.
type File struct {
	info  Info
	pages []*Page
}

// New starts a file without pages.
func New(info Info) *File { return &File{info: info} }

// Page adds a sheet.
func (f *File) Page(s Sheet) *Page {
	p := &Page{Sheet: s}
	f.pages = append(f.pages, p)
	return p
}

// Write writes the file; a file without pages gets an empty one. Errors are those of out.
func (f *File) Write(out io.Writer) error {
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: a4Width, Ht: a4Height}})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(f.info.Made)
	pdf.SetModificationDate(f.info.Made)
	pdf.SetTitle(Clean(f.info.Title), true)
	pdf.SetAuthor(Clean(f.info.Author), true)
	pdf.SetCreator("Măng Non", true)
	pdf.SetLang("vi")
	if len(f.pages) == 0 {
		f.Page(A4(20))
	}
	pen := &pen{pdf: pdf, loaded: map[Face]bool{}}
	for _, p := range f.pages {
		pdf.AddPageFormat("P", fpdf.SizeType{Wd: p.Sheet.Width, Ht: p.Sheet.Height})
		pen.fresh()
		for _, draw := range p.marks {
			draw(pen)
		}
	}
	if err := pdf.Output(out); err != nil {
		return fmt.Errorf("pdfwrite: %w", err)
	}
	return nil
}

// pen is the library with what it was last told, so that a page does not repeat it before every word.
type pen struct {
	pdf    *fpdf.Fpdf
	loaded map[Face]bool
	look   Look
	ink    Colour
}

// fresh forgets colours and lines: a page begins without them.
func (p *pen) fresh() { p.look, p.ink = Look{}, 0 }

func (p *pen) letters(l Letters) {
	if !p.loaded[l.Face] {
		load(p.pdf, l.Face)
		p.loaded[l.Face] = true
	}
	p.pdf.SetFont(faceFiles[l.Face], "", l.Size)
	if ink := l.Colour.Or(Black); ink != p.ink {
		p.pdf.SetTextColor(ink.parts())
		p.ink = ink
	}
}

// shape prepares a look and gives the library's letter for it.
func (p *pen) shape(l Look) string {
	if l.Fill != 0 && l.Fill != p.look.Fill {
		p.pdf.SetFillColor(l.Fill.parts())
		p.look.Fill = l.Fill
	}
	if l.Stroke == 0 {
		return l.style()
	}
	if l.Stroke != p.look.Stroke {
		p.pdf.SetDrawColor(l.Stroke.parts())
		p.look.Stroke = l.Stroke
	}
	if l.Width != p.look.Width {
		p.pdf.SetLineWidth(l.Width)
		p.look.Width = l.Width
	}
	if len(l.Dash) > 0 || len(p.look.Dash) > 0 {
		p.pdf.SetDashPattern(l.Dash, 0)
		p.look.Dash = l.Dash
	}
	return l.style()
}
