package picture

import (
	"fmt"
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/draw"
	"github.com/mangnon/mangnon/internal/doc/draw/glyph"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

// BandRow is one part of a plan: the worst state of each month as a key of package glyph ("" where nothing is due, "." for
// what is still to come) and its times of much work.
type BandRow struct {
	Code, Name string
	Months     [12]string
	Peaks      []Span
}

// Span is a time from a day to a day, both within it.
type Span struct{ From, To day.Day }

const (
	bandCode  = 56.0
	bandName  = 236.0 // where the months begin
	bandMonth = 58.0
	bandRow   = 32.0
	bandHead  = 24.0
	bandRight = bandName + 12*bandMonth
)

// YearBand draws a row a part and a column a month, with peaks shaded and a line at today. Today outside the year draws no
// line.
func YearBand(h Head, year int, today day.Day, rows []BandRow) Picture {
	d := draw.Drawing{ID: h.ID, Width: bandRight, Height: bandHead + bandRow*float64(len(rows)) + 1, Title: h.Title(), Desc: bandWords(year, rows)}
	d.Items = bandGrid(d.Height, year, today)
	for i, r := range rows {
		d.Items = append(d.Items, r.items(year, bandHead+float64(i)*bandRow)...)
	}
	if today.Year() == year {
		x := dayAt(today, year)
		line := draw.Line{X1: x, Y1: bandHead, X2: x, Y2: d.Height, Class: draw.Today}
		d.Items = append(d.Items, line)
	}
	for i, r := range rows { // glyphs stand above the line of today
		d.Items = append(d.Items, r.glyphs(bandHead+float64(i)*bandRow)...)
	}
	return Picture{d, h.Under("Mỗi ô là mốc xấu nhất của tháng"), bandTable(rows)}
}

func bandGrid(height float64, year int, today day.Day) []draw.Item {
	var items []draw.Item
	for m := range 12 {
		x, class := bandName+float64(m)*bandMonth, draw.Tick
		if today.Year() == year && today.Month() == m+1 {
			class = draw.Head
		}
		items = append(items, draw.Text{X: x + bandMonth/2, Y: 16, S: "T" + strconv.Itoa(m+1), Anchor: draw.Middle, Class: class},
			draw.Line{X1: x, Y1: bandHead, X2: x, Y2: height, Class: draw.Edge})
	}
	return append(items, draw.Line{X1: 0, Y1: bandHead - .5, X2: bandRight, Y2: bandHead - .5, Class: draw.Edge2})
}

func (r BandRow) items(year int, y float64) []draw.Item {
	var items []draw.Item
	for _, p := range r.Peaks {
		if x, width := spanAt(p, year); width > 0 {
			items = append(items, draw.Rect{X: x, Y: y + 3, W: width, H: bandRow - 6, R: 3, Class: draw.Peak})
		}
	}
	base := y + bandRow/2 + 4.5
	return append(items, draw.Text{X: 0, Y: base, S: draw.Fit(r.Code, draw.Code, bandCode-6), Class: draw.Code},
		draw.Text{X: bandCode, Y: base, S: draw.Fit(r.Name, draw.Name, bandName-bandCode-8), Class: draw.Name},
		draw.Line{X1: 0, Y1: y + bandRow - .5, X2: bandRight, Y2: y + bandRow - .5, Class: draw.Edge})
}

func (r BandRow) glyphs(y float64) []draw.Item {
	var items []draw.Item
	for m, key := range r.Months {
		if key != "" {
			items = append(items, square(bandName+(float64(m)+.5)*bandMonth-10, y+(bandRow-20)/2, 20, key, "Tháng "+strconv.Itoa(m+1)))
		}
	}
	return items
}

// dayAt is where a day of the year begins.
func dayAt(d day.Day, year int) float64 {
	switch {
	case d.Year() < year:
		return bandName
	case d.Year() > year:
		return bandRight
	}
	first := day.Must(year, d.Month(), 1)
	next := day.Must(year+d.Month()/12, d.Month()%12+1, 1)
	return bandName + bandMonth*(float64(d.Month()-1)+float64(d.Date()-1)/float64(next.Sub(first)))
}

// spanAt is the part of a span that lies in the year; no width when none does.
func spanAt(s Span, year int) (x, width float64) {
	if s.From.IsZero() || s.To.IsZero() || s.To.Before(s.From) {
		return 0, 0
	}
	x = dayAt(s.From, year)
	return x, dayAt(s.To.Add(1), year) - x
}

func bandWords(year int, rows []BandRow) string {
	overdue, late, worst := 0, 0, ""
	for _, r := range rows {
		for m, key := range r.Months {
			switch glyph.Of(key).Shape {
			case glyph.Octagon:
				overdue++
				if worst == "" {
					worst = fmt.Sprintf(" Đầu tiên trong bảng: %s, tháng %d.", r.Name, m+1)
				}
			case glyph.Cut:
				late++
			}
		}
	}
	return fmt.Sprintf("Dải năm %d của %d mục. %d ô tháng có mốc quá hạn, %d ô tháng có mốc xong muộn.%s Số liệu đầy đủ ở bảng số.", year, len(rows), overdue, late, worst)
}

func bandTable(rows []BandRow) [][]string {
	head := []string{"Mục", "Nội dung"}
	for m := range 12 {
		head = append(head, "Tháng "+strconv.Itoa(m+1))
	}
	table := [][]string{append(head, "Cao điểm")}
	for _, r := range rows {
		row := []string{r.Code, r.Name}
		for _, key := range r.Months {
			row = append(row, stateWords(key))
		}
		peaks := make([]string, len(r.Peaks))
		for i, p := range r.Peaks {
			peaks[i] = p.From.Short() + " đến " + p.To.Short()
		}
		table = append(table, append(row, join("; ", peaks...)))
	}
	return table
}
