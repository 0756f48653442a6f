package pdfwrite

import "strings"

// Paragraph is text in one kind of letters.
type Paragraph struct {
	Text          string
	Letters       Letters
	Align         Align
	First, Indent float64 // of the first line, and of all lines; millimetres
	Before, After float64 // points
	Spacing       float64 // multiple of single; 0 is single
	KeepNext      bool    // stays with the beginning of what follows
}

func (p Paragraph) lines(width float64) []string {
	return p.Letters.Wrap(p.Text, width-p.Indent, p.First)
}

func (p Paragraph) height(width float64) float64 {
	return (p.Before+p.After)*perPoint + float64(len(p.lines(width)))*p.Letters.line(p.Spacing)
}

func (p Paragraph) draw(page *Page, x, y, width float64) {
	lines := p.lines(width)
	y += p.Before * perPoint
	for i := range lines {
		p.drawLine(page, lines, i, x, y, width)
		y += p.Letters.line(p.Spacing)
	}
}

// flow keeps at least two lines together, and with them what must not stand alone at the foot of a page.
func (p Paragraph) flow(f *Flow) {
	width, high := f.sheet.TextWidth(), p.Letters.line(p.Spacing)
	lines := p.lines(width)
	together := float64(min(2, len(lines))) * high
	if p.KeepNext {
		together = float64(len(lines)+3) * high
	}
	f.Keep(p.Before*perPoint + together)
	if f.y > f.sheet.Top {
		f.y += p.Before * perPoint
	}
	for i := range lines {
		if i > 0 {
			f.Keep(high * float64(min(2, len(lines)-i)))
		}
		page, y := f.Page()
		p.drawLine(page, lines, i, f.sheet.Left, y, width)
		f.y += high
	}
	f.y += p.After * perPoint
}

func (p Paragraph) drawLine(page *Page, lines []string, i int, x, y, width float64) {
	y += p.Letters.baseline(p.Letters.line(p.Spacing))
	x, width = x+p.Indent, width-p.Indent
	if i == 0 {
		x, width = x+p.First, width-p.First
	}
	switch p.Align {
	case Centre:
		page.Text(x+width/2, y, lines[i], p.Letters, Centre)
	case Right:
		page.Text(x+width, y, lines[i], p.Letters, Right)
	case Justify:
		if i < len(lines)-1 {
			page.justified(x, y, width, lines[i], p.Letters)
			return
		}
		fallthrough
	default:
		page.Text(x, y, lines[i], p.Letters, Left)
	}
}

// justified writes the words of a line with even gaps. Each word takes its space along, so that the text can be taken out
// as it was put in.
func (p *Page) justified(x, y, width float64, line string, l Letters) {
	words := strings.Split(line, " ")
	if len(words) < 2 {
		p.Text(x, y, line, l, Left)
		return
	}
	gap := (width - l.Width(strings.Join(words, ""))) / float64(len(words)-1)
	if gap > 4*l.Width(" ") { // a line that ended early, as before a line break
		gap = l.Width(" ")
	}
	for i, word := range words {
		if i < len(words)-1 {
			word += " "
		}
		p.Text(x, y, word, l, Left)
		x += l.Width(words[i]) + gap
	}
}
