package pdfwrite

// Flow fills sheets from top to bottom with blocks and takes a new sheet when one is full.
type Flow struct {
	file  *File
	sheet Sheet
	pages []*Page
	y     float64
}

// Flow starts a run of pages on a sheet; its first page exists at once.
func (f *File) Flow(s Sheet) *Flow {
	flow := &Flow{file: f, sheet: s}
	flow.Break()
	return flow
}

// Pages are the pages of this flow so far: for numbers in their margins once all is added.
func (f *Flow) Pages() []*Page { return f.pages }

// Page is the current page and Y where the next block begins on it.
func (f *Flow) Page() (page *Page, y float64) { return f.pages[len(f.pages)-1], f.y }

// Break goes to a new page.
func (f *Flow) Break() {
	f.pages = append(f.pages, f.file.Page(f.sheet))
	f.y = f.sheet.Top
}

// Room is the height that is left on the page.
func (f *Flow) Room() float64 { return f.sheet.Height - f.sheet.Bottom - f.y }

// Keep goes to a new page when a height has no room on this one. A height that no page holds changes nothing.
func (f *Flow) Keep(height float64) {
	if height > f.Room() && f.y > f.sheet.Top && height <= f.sheet.Height-f.sheet.Top-f.sheet.Bottom {
		f.Break()
	}
}

// Space leaves a height empty; it does not go to the next page.
func (f *Flow) Space(height float64) { f.y += height }

// Block is a piece of a page: Paragraph, Rule, Beside or Table.
type Block interface {
	// height at a width, in millimetres.
	height(width float64) float64
	draw(p *Page, x, y, width float64)
	flow(f *Flow)
}

// Add puts blocks below what is there.
func (f *Flow) Add(blocks ...Block) {
	for _, b := range blocks {
		b.flow(f)
	}
}

// whole puts a block on one page.
func (f *Flow) whole(b Block) {
	width := f.sheet.TextWidth()
	height := b.height(width)
	f.Keep(height)
	page, y := f.Page()
	b.draw(page, f.sheet.Left, y, width)
	f.y += height
}

// Rule is a centred line of a length in millimetres with room above and below.
type Rule struct {
	Length float64
	Look   Look
}

const ruleRoom = 2.4 // millimetres; half of it above the line

func (r Rule) height(float64) float64 { return ruleRoom }
func (r Rule) flow(f *Flow)           { f.whole(r) }
func (r Rule) draw(p *Page, x, y, width float64) {
	long := min(r.Length, width)
	p.Line(x+(width-long)/2, y+ruleRoom/2, x+(width+long)/2, y+ruleRoom/2, r.Look)
}

// Beside is two columns without rules that stay on one page. Share is the part of the width that the left one has.
type Beside struct {
	Share       float64
	Left, Right []Block
}

func (b Beside) height(width float64) float64 {
	return max(stackHeight(b.Left, width*b.Share), stackHeight(b.Right, width*(1-b.Share)))
}

func (b Beside) flow(f *Flow) { f.whole(b) }

func (b Beside) draw(p *Page, x, y, width float64) {
	drawStack(p, b.Left, x, y, width*b.Share)
	drawStack(p, b.Right, x+width*b.Share, y, width*(1-b.Share))
}

func stackHeight(blocks []Block, width float64) float64 {
	sum := 0.0
	for _, b := range blocks {
		sum += b.height(width)
	}
	return sum
}

func drawStack(p *Page, blocks []Block, x, y, width float64) {
	for _, b := range blocks {
		b.draw(p, x, y, width)
		y += b.height(width)
	}
}
