package week

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/mangnon/mangnon/internal/doc/draw"
	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
)

// pdf sends the page as one sheet of A4.
func (w *Weeks) pdf(rw http.ResponseWriter, r *web.Request) error {
	e, err := editionOfPath(r)
	if err != nil {
		return err
	}
	s, err := w.sheetOf(r.Context(), r.Reader(), e, r.Unit)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := s.WritePDF(&buf, r.Now.In(day.Zone)); err != nil {
		return err
	}
	return web.Download(rw, "trang-lanh-dao-"+e.Monday.ISO()+".pdf", "application/pdf", &buf)
}

// Sizes of the sheet, in millimetres.
const (
	margin     = 14.0
	columnGap  = 6.0
	stripWidth = 112.0
	stripRow   = 5.6
	square     = 4.4
	footRoom   = 9.0
)

var (
	inkTitle   = pdfwrite.Letters{Face: pdfwrite.SansBold, Size: 11, Colour: draw.Paper("ink")}
	inkSmall   = pdfwrite.Letters{Face: pdfwrite.Sans, Size: 8.5, Colour: draw.Paper("ink-2")}
	inkLead    = pdfwrite.Letters{Face: pdfwrite.SansBold, Size: 14, Colour: draw.Paper("ink")}
	inkFigure  = pdfwrite.Letters{Face: pdfwrite.SansBold, Size: 22, Colour: draw.Paper("ink")}
	inkBad     = pdfwrite.Letters{Face: pdfwrite.SansBold, Size: 22, Colour: draw.Paper("over-ink")}
	inkBody    = pdfwrite.Letters{Face: pdfwrite.Sans, Size: 9.5, Colour: draw.Paper("ink")}
	inkStrong  = pdfwrite.Letters{Face: pdfwrite.SansBold, Size: 9.5, Colour: draw.Paper("ink")}
	inkSecond  = pdfwrite.Letters{Face: pdfwrite.Sans, Size: 9, Colour: draw.Paper("ink-2")}
	ruleThin   = pdfwrite.Look{Stroke: draw.Paper("line"), Width: 0.2}
	ruleStrong = pdfwrite.Look{Stroke: draw.Paper("line-2"), Width: 0.25}
	boxLook    = pdfwrite.Look{Stroke: draw.Paper("ink-2"), Width: 0.3}
	joint      = pdfwrite.Look{Fill: draw.Paper("accent")}
)

// paper is a sheet under construction: y is how far it has been filled.
type paper struct {
	*pdfwrite.Page
	y float64
}

func (p *paper) left() float64  { return p.Sheet.Left }
func (p *paper) right() float64 { return p.Sheet.Width - p.Sheet.Right }
func (p *paper) floor() float64 { return p.Sheet.Height - p.Sheet.Bottom - footRoom }

// WritePDF lays the edition out on exactly one sheet: whatever does not fit is cut with an ellipsis or counted. At is when
// the file is made, in the zone to be written.
func (s sheet) WritePDF(out io.Writer, at time.Time) error {
	f := pdfwrite.New(pdfwrite.Info{Title: "Trang lãnh đạo, " + s.Heading(), Author: s.Unit, Made: at})
	p := &paper{Page: f.Page(pdfwrite.A4(margin)), y: margin}
	s.drawHead(p)
	s.drawFigures(p)
	s.drawCases(p)
	top := p.y
	s.drawUnits(p, top)
	s.drawAhead(p, top)
	s.drawFoot(p)
	return f.Write(out)
}

func (s sheet) drawHead(p *paper) {
	p.Text(p.left(), p.y+4, "Trang lãnh đạo", inkTitle, pdfwrite.Left)
	p.Text(p.right(), p.y+4, s.Heading(), inkBody, pdfwrite.Right)
	p.Text(p.left(), p.y+9, inkBody.Cut(s.Unit+", công tác trẻ em năm "+strconv.Itoa(s.Year), 120), inkBody, pdfwrite.Left)
	p.Text(p.right(), p.y+9, s.AsOfWords(), inkBody, pdfwrite.Right)
	p.y += 13
	p.joint(p.left(), p.right())
	for _, line := range firstLines(inkLead, s.Sentence, p.right()-p.left(), 3) {
		p.Text(p.left(), p.y+5, line, inkLead, pdfwrite.Left)
		p.y += 6.6
	}
	p.y += 1.5
}

// joint is the head of a section: a rule with a bar at its left end.
func (p *paper) joint(from, to float64) {
	p.Line(from, p.y, to, p.y, ruleStrong)
	p.Rect(from, p.y-0.5, 8.5, 1, 0, joint)
	p.y += 2.5
}

// section draws the joint and a title.
func (p *paper) section(title, note string, from, to float64) {
	p.joint(from, to)
	p.Text(from, p.y+3.6, title, inkTitle, pdfwrite.Left)
	room := to - from - inkTitle.Width(title) - 4
	p.Text(to, p.y+3.6, inkSmall.Cut(note, max(room, 1)), inkSmall, pdfwrite.Right)
	p.y += 6
}

// firstLines are at most n lines of a text; the last one ends in an ellipsis when there is more.
func firstLines(l pdfwrite.Letters, s string, width float64, n int) []string {
	lines := l.Wrap(s, width, 0)
	if len(lines) <= n {
		return lines
	}
	last := lines[n-1]
	for _, more := range lines[n:] {
		last += " " + more
	}
	return append(lines[:n-1:n-1], l.Cut(last, width))
}

func (s sheet) drawFigures(p *paper) {
	const high = 21.0
	p.Line(p.left(), p.y, p.right(), p.y, ruleStrong)
	width, changes := (p.right()-p.left())/6, s.changes()
	for i, n := range s.All() {
		x := p.left() + float64(i)*width
		if i > 0 {
			p.Line(x, p.y, x, p.y+high, ruleThin)
			x += 2.5
		}
		s.drawFigure(p, x, width-3, i, n, changes[i])
	}
	p.y += high
	p.Line(p.left(), p.y, p.right(), p.y, ruleStrong)
	p.y += 3
}

func (s sheet) drawFigure(p *paper, x, width float64, i, n int, change string) {
	name := x
	if key := figureWords[i].State; key != "" {
		p.glyph(x, p.y+2, key)
		name += 5.5
	}
	p.Text(name, p.y+5.4, figureWords[i].Name, inkBody, pdfwrite.Left)
	letters := inkFigure
	if figureWords[i].Key == "qua-han" && n > 0 {
		letters = inkBad
	}
	for letters.Width(vi.Int(n)) > width {
		letters.Size--
	}
	p.Text(x, p.y+14, vi.Int(n), letters, pdfwrite.Left)
	p.Text(x, p.y+18.8, inkSmall.Cut(change, width), inkSmall, pdfwrite.Left)
}

// glyph draws the state of a key.
func (p *paper) glyph(x, y float64, key string) {
	d := draw.Drawing{Width: 20, Height: 20, Items: []draw.Item{draw.State(0, 0, 20, key, "")}}
	d.On(p.Page, x, y, square)
}

func (s sheet) drawCases(p *paper) {
	note := ""
	if s.Left > 0 {
		note = leftWords(s)
	}
	p.section("Cần đồng chí quyết", note, p.left(), p.right())
	if len(s.Cases) == 0 {
		p.Text(p.left(), p.y+4, "Tuần này không có việc nào cần đồng chí quyết.", inkBody, pdfwrite.Left)
		p.y += 8
		return
	}
	for i, c := range s.Cases {
		if i > 0 {
			p.Line(p.left(), p.y, p.right(), p.y, ruleThin)
		}
		p.drawCase(c, s.Of(i+1))
	}
	p.y += 3
}

// drawCase takes two lines for what, one for who, and the boxes at the right.
func (p *paper) drawCase(c Case, done []Decision) {
	const boxes = 51.0
	x, width := p.left()+7, p.right()-p.left()-7-boxes-3
	p.glyph(p.left(), p.y+1.4, c.State)
	p.drawBoxes(p.right() - boxes)
	p.y += 4.6
	for _, line := range firstLines(inkStrong, c.Title, width, 2) {
		p.Text(x, p.y, line, inkStrong, pdfwrite.Left)
		p.y += 4.4
	}
	words := vi.Sentence(c.Words)
	if len(done) > 0 {
		words = done[len(done)-1].Line()
	}
	p.Text(x, p.y, inkSecond.Cut(words, width), inkSecond, pdfwrite.Left)
	p.y += 2.2
}

// drawBoxes draws what can be ticked, beginning at x.
func (p *paper) drawBoxes(x float64) {
	for _, d := range deeds {
		p.Rect(x, p.y+1.9, 3, 3, 0.4, boxLook)
		p.Text(x+4.2, p.y+4.6, d.Words(), inkBody, pdfwrite.Left)
		x += 4.2 + inkBody.Width(d.Words()) + 3.2
	}
}

// drawUnits draws the squares of as many units as have room, those with the most overdue work first.
func (s sheet) drawUnits(p *paper, top float64) {
	p.y = top
	x, right := p.left(), p.left()+stripWidth
	p.section("Đơn vị, 12 tuần gần nhất", "", x, right)
	units := byLateness(s.Units)
	const below = 13.0 // the legend and what is not drawn
	room := int((p.floor() - below - p.y) / stripRow)
	for _, u := range units[:min(room, len(units))] {
		p.drawUnit(u, x, right)
		p.y += stripRow
	}
	p.y += 3.4
	if len(units) == 0 {
		p.Text(x, p.y, "Chưa có việc nào có hạn.", inkBody, pdfwrite.Left)
		return
	}
	for _, line := range firstLines(inkSmall, legend(units, room), right-x, 3) {
		p.Text(x, p.y, line, inkSmall, pdfwrite.Left)
		p.y += 3.7
	}
}

func (p *paper) drawUnit(u Unit, x, right float64) {
	const step = square + 0.5
	first := right - float64(len(u.Weeks))*step
	name := u.Name
	if name == "" {
		name = "chưa rõ ai chủ trì"
	}
	p.Text(x, p.y+4, inkBody.Cut(name, first-x-2), inkBody, pdfwrite.Left)
	for i, key := range u.Weeks {
		if key == "" {
			key = "."
		}
		p.glyph(first+float64(i)*step, p.y+(stripRow-square)/2-0.2, key)
	}
	p.Line(x, p.y+stripRow-0.2, right, p.y+stripRow-0.2, ruleThin)
}

// legend explains the letters and counts the units that are not drawn.
func legend(units []Unit, drawn int) string {
	s := "Đ đúng hạn, M muộn, Q quá hạn, L xin lùi, H đến hạn, C chờ xác nhận, ? đề nghị chưa trả lời; chấm: chưa tới hoặc không có mốc."
	if left := len(units) - drawn; left > 0 {
		late := 0
		for _, u := range units[drawn:] {
			if u.troubled() {
				late++
			}
		}
		s += " Còn " + vi.Int(left) + " đơn vị khác"
		if late > 0 {
			return s + ", trong đó " + vi.Int(late) + " có việc muộn."
		}
		return s + " không có việc muộn."
	}
	return s
}

// drawAhead lists what falls due, as far as there is room beside the units.
func (s sheet) drawAhead(p *paper, top float64) {
	p.y = top
	x := p.left() + stripWidth + columnGap
	p.section("14 ngày tới", "", x, p.right())
	if len(s.Ahead) == 0 {
		p.Text(x, p.y+4, "Không có việc nào đến hạn.", inkBody, pdfwrite.Left)
		return
	}
	const row, days = 4.3, 15.0
	room := int((p.floor() - 6 - p.y) / row)
	lines := 1 // of each piece: two when all have room
	if 2*len(s.Ahead) <= room {
		lines = 2
	}
	shown := s.Ahead[:min(room, len(s.Ahead))]
	for _, a := range shown {
		p.Text(x, p.y+4, a.Due.WeekdayShort()+" "+a.Due.Short(), inkSecond, pdfwrite.Left)
		letters := inkSecond
		if a.Key {
			letters.Face = pdfwrite.SansBold
		}
		letters.Colour = inkBody.Colour
		for _, line := range firstLines(letters, a.Name, p.right()-x-days, lines) {
			p.Text(x+days, p.y+4, line, letters, pdfwrite.Left)
			p.y += row
		}
	}
	if left := s.Coming - len(shown); left > 0 {
		p.Text(x+days, p.y+4, "và "+vi.Int(left)+" việc nữa", inkSmall, pdfwrite.Left)
	}
}

func (s sheet) drawFoot(p *paper) {
	y := p.Sheet.Height - p.Sheet.Bottom
	p.Line(p.left(), y-5.5, p.right(), y-5.5, ruleStrong)
	p.Text(p.left(), y-1, inkSmall.Cut("Măng Non, lập lúc "+stamp(s.MadeAt), 130), inkSmall, pdfwrite.Left)
	p.Text(p.right(), y-1, "trang 1/1", inkSmall, pdfwrite.Right)
}
