package register

import (
	"strings"

	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
)

// penned is a kind with a shape of its own on paper. Another kind has one line to write on.
type penned interface {
	// pen draws where the answer is written, from the left edge downwards, and moves down; high is what it needs.
	pen(p *paper, e *Env)
	high(p *paper, e *Env) float64
}

// question is the label of a field with the place for its answer, together on one page.
func (p *paper) question(f Field, e *Env) {
	label := f.Label
	if f.Required {
		label += " *"
	}
	hint := penSmall.Wrap(f.Hint, p.width()-4, 0)
	if f.Hint == "" {
		hint = nil
	}
	k, shaped := f.Kind.(penned)
	high := 5 + float64(len(hint))*3.6 + lineHigh
	if shaped {
		high += k.high(p, e) - lineHigh
	}
	p.keep(min(high+2, 120))
	p.y += 2
	p.page().Text(p.left(), p.y+3.6, label, penLabel, pdfwrite.Left)
	p.y += 5
	for _, line := range hint {
		p.page().Text(p.left(), p.y+2.6, line, penSmall, pdfwrite.Left)
		p.y += 3.6
	}
	if shaped {
		k.pen(p, e)
		return
	}
	p.lines(1)
}

// lines are whole lines to write on.
func (p *paper) lines(n int) {
	for range n {
		p.keep(lineHigh)
		p.dotted(p.left(), p.y+lineHigh-2, p.right())
		p.y += lineHigh
	}
}

// boxes are one box a figure, with words behind.
func (p *paper) boxes(x, y float64, n int, behind string) (end float64) {
	for i := range n {
		p.page().Rect(x+float64(i)*boxSide, y, boxSide, boxSide+0.8, 0, penBox)
	}
	end = x + float64(n)*boxSide
	p.page().Text(end+1, y+4.4, behind, penText, pdfwrite.Left)
	if behind != "" {
		end += 2 + penText.Width(behind)
	}
	return end
}

// date is a day in boxes: two for the day, two for the month, four for the year.
func (p *paper) date(x, y float64) (end float64) {
	x = p.boxes(x, y, 2, "/")
	x = p.boxes(x, y, 2, "/")
	return p.boxes(x, y, 4, "")
}

// tick is a box to be marked, with its words.
func (p *paper) tick(x, y, width float64, words string) {
	p.page().Rect(x, y, tickSide, tickSide, 0, penBox)
	p.page().Text(x+tickSide+1.6, y+3.1, penText.Cut(words, width-tickSide-3), penText, pdfwrite.Left)
}

// columnsFor is into how many columns the words of ticks fit.
func (p *paper) columnsFor(words []string) int {
	longest := 0.0
	for _, w := range words {
		longest = max(longest, penText.Width(w))
	}
	return max(1, min(4, int(p.width()/(longest+tickSide+6))))
}

const tickRow = 6.2

func (p *paper) ticksHigh(words []string) float64 {
	n := p.columnsFor(words)
	return float64((len(words)+n-1)/n)*tickRow + 1
}

func (p *paper) ticks(words []string) {
	n := p.columnsFor(words)
	width := p.width() / float64(n)
	for i, w := range words {
		if i%n == 0 && i > 0 {
			p.y += tickRow
		}
		if i%n == 0 {
			p.keep(tickRow)
		}
		p.tick(p.left()+float64(i%n)*width, p.y+1.2, width, w)
	}
	p.y += tickRow + 1
}

// ruled is a table to write in: headings and so many empty rows.
func (p *paper) ruled(heads []string, shares []float64, rows [][]string, high float64) {
	row := func(cells []string, l pdfwrite.Letters) {
		p.keep(high)
		x := p.left()
		for i, c := range cells {
			width := p.width() * shares[i]
			p.page().Rect(x, p.y, width, high, 0, penRule)
			p.page().Text(x+1.5, p.y+high-2.2, l.Cut(c, width-3), l, pdfwrite.Left)
			x += width
		}
		p.y += high
	}
	row(heads, penSmall)
	for _, cells := range rows {
		row(cells, penText)
	}
	p.y += 1
}

func (k Text) high(*paper, *Env) float64 { return lineHigh * float64(1+btoi(k.limit() > 150)) }
func (k Text) pen(p *paper, _ *Env)      { p.lines(1 + btoi(k.limit() > 150)) }

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (LongText) high(*paper, *Env) float64 { return 4 * lineHigh }
func (LongText) pen(p *paper, _ *Env)      { p.lines(4) }

func (Number) high(*paper, *Env) float64 { return lineHigh }

// pen has a box for each figure that the answer can have.
func (k Number) pen(p *paper, _ *Env) {
	n := 1
	for most := k.max(); most >= 10; most /= 10 {
		n++
	}
	x := p.left()
	if k.Places > 0 {
		x = p.boxes(x, p.y+1, min(n, 12), ",")
		p.boxes(x, p.y+1, k.Places, k.Unit)
	} else {
		p.boxes(x, p.y+1, min(n, 12), k.Unit)
	}
	p.y += lineHigh
}

func (Date) high(*paper, *Env) float64 { return lineHigh }
func (k Date) pen(p *paper, _ *Env) {
	x := p.date(p.left(), p.y+1)
	if k.Partial {
		p.page().Text(x+4, p.y+5.2, "(chỉ nhớ tháng, năm thì bỏ trống ô ngày)", penSmall, pdfwrite.Left)
	}
	p.y += lineHigh
}

func (Moment) high(*paper, *Env) float64 { return lineHigh }
func (Moment) pen(p *paper, _ *Env) {
	x := p.boxes(p.left(), p.y+1, 2, "giờ")
	x = p.boxes(x+1, p.y+1, 2, "phút, ngày")
	p.date(x+2, p.y+1)
	p.y += lineHigh
}

func (Period) high(*paper, *Env) float64 { return lineHigh }
func (Period) pen(p *paper, _ *Env) {
	p.page().Text(p.left(), p.y+5.4, "từ", penText, pdfwrite.Left)
	x := p.date(p.left()+6, p.y+1)
	p.page().Text(x+4, p.y+5.4, "đến", penText, pdfwrite.Left)
	p.date(x+12, p.y+1)
	p.y += lineHigh
}

func (Pin) high(*paper, *Env) float64 { return lineHigh }
func (Pin) pen(p *paper, _ *Env) {
	x := p.left()
	for _, part := range []struct {
		words  string
		before int
	}{{"vĩ độ", 2}, {"kinh độ", 3}} {
		p.page().Text(x, p.y+5.4, part.words, penText, pdfwrite.Left)
		x = p.boxes(x+penText.Width(part.words)+2, p.y+1, part.before, ",")
		x = p.boxes(x, p.y+1, 6, "") + 8
	}
	p.y += lineHigh
}

// current are the words of the answers that a new record may have.
func current(of []Option) (out []string) {
	for _, o := range of {
		if !o.Old {
			out = append(out, o.Text)
		}
	}
	return out
}

func (k Choice) high(p *paper, _ *Env) float64  { return p.ticksHigh(current(k.Of)) }
func (k Choice) pen(p *paper, _ *Env)           { p.ticks(current(k.Of)) }
func (k Choices) high(p *paper, _ *Env) float64 { return p.ticksHigh(current(k.Of)) }
func (k Choices) pen(p *paper, _ *Env)          { p.ticks(current(k.Of)) }

func (k Checklist) high(*paper, *Env) float64 { return float64(len(k.Of)+1)*7 + 1 }
func (k Checklist) pen(p *paper, _ *Env) {
	var rows [][]string
	for _, o := range k.items(nil) {
		rows = append(rows, []string{o.Text, "", "", ""})
	}
	p.ruled([]string{"Đánh dấu một ô mỗi dòng", "Có", "Không", "Chưa rõ"}, []float64{0.64, 0.12, 0.12, 0.12}, rows, 7)
}

// fewRefs is how many records of a list a sheet names to be ticked; of more one writes the name.
const fewRefs = 12

func (k Ref) names(e *Env) (out []string) {
	list := e.Refs(k.Of)
	if k.Of == RefAccount || len(list) > fewRefs {
		return nil // people are not named on paper that anybody may find
	}
	for _, o := range list {
		out = append(out, strings.TrimSpace(o.Text))
	}
	return out
}

func (k Ref) high(p *paper, e *Env) float64 {
	if names := k.names(e); len(names) > 0 {
		return p.ticksHigh(names)
	}
	return lineHigh
}

func (k Ref) pen(p *paper, e *Env) {
	if names := k.names(e); len(names) > 0 {
		p.ticks(names)
		return
	}
	p.lines(1)
}
