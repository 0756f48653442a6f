package picture

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/draw"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Weeks is how many squares a row of the units strip has.
const Weeks = 12

// UnitRow is one unit: the worst state of each week as a key of package glyph, oldest first, and the counts of the whole
// time. A body that is only requested has no counts: it is never called late.
type UnitRow struct {
	Name          string
	Weeks         [Weeks]string
	Overdue, Late int
	Requested     bool
}

// StripSize says how large a strip is drawn.
type StripSize struct {
	Limit int     // rows that are drawn; 0 is all. The table always has all
	Name  float64 // width of the names in pixels; 0 is 190
	Row   float64 // height of a row in pixels; 0 is 28
}

// UnitsStrip draws one row a unit with a square a week. Rows are sorted by lateness; requested bodies stand last. The weeks
// are numbered from first.
func UnitsStrip(h Head, first int, rows []UnitRow, size StripSize) Picture {
	size = size.or(StripSize{Limit: len(rows), Name: 190, Row: 28})
	rows = byLateness(rows)
	shown := rows[:min(size.Limit, len(rows))]
	s := strip{size, first, min(20, size.Row-2)}
	d := draw.Drawing{ID: h.ID, Width: s.width(), Title: h.Title(), Desc: stripWords(rows, shown)}
	d.Items = s.head()
	y := stripHead
	for _, r := range shown {
		d.Items = append(d.Items, s.row(r, y)...)
		y += size.Row
	}
	if left := len(rows) - len(shown); left > 0 {
		d.Items = append(d.Items, draw.Text{X: 0, Y: y + 16, S: leftWords(rows[len(shown):]), Class: draw.Note})
		y += 24
	}
	d.Height = y + 1
	return Picture{d, h.Under("Mỗi ô là mốc xấu nhất của tuần"), stripTable(first, rows)}
}

func (s StripSize) or(usual StripSize) StripSize {
	return StripSize{cmp.Or(s.Limit, usual.Limit), cmp.Or(s.Name, usual.Name), cmp.Or(s.Row, usual.Row)}
}

func byLateness(rows []UnitRow) []UnitRow {
	out := slices.Clone(rows)
	slices.SortStableFunc(out, func(a, b UnitRow) int {
		if a.Requested != b.Requested {
			if b.Requested {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Overdue, a.Overdue), cmp.Compare(b.Late, a.Late), cmp.Compare(vi.SortKey(a.Name), vi.SortKey(b.Name)))
	})
	return out
}

const (
	stripHead   = 28.0
	stripCounts = 104.0
)

type strip struct {
	StripSize
	first int
	box   float64
}

func (s strip) step() float64  { return s.box + 2 }
func (s strip) right() float64 { return s.Name + s.step()*Weeks }
func (s strip) width() float64 { return s.right() + stripCounts }

func (s strip) head() []draw.Item {
	return []draw.Item{
		draw.Text{X: 0, Y: 17, S: "Đơn vị", Class: draw.Head},
		draw.Text{X: s.Name, Y: 17, S: fmt.Sprintf("Tuần %d đến %d", s.first, s.first+Weeks-1), Class: draw.Head},
		draw.Text{X: s.right() + 52, Y: 17, S: "Quá", Anchor: draw.End, Class: draw.Head},
		draw.Text{X: s.width(), Y: 17, S: "Muộn", Anchor: draw.End, Class: draw.Head},
		draw.Line{X1: 0, Y1: stripHead - .5, X2: s.width(), Y2: stripHead - .5, Class: draw.Edge2},
	}
}

func (s strip) row(r UnitRow, y float64) []draw.Item {
	base := y + s.Row/2 + 4.5
	items := []draw.Item{draw.Text{X: 0, Y: base, S: draw.Fit(r.Name, draw.Name, s.Name-8), Class: draw.Name}}
	for i, key := range r.Weeks {
		items = append(items, square(s.Name+float64(i)*s.step(), y+(s.Row-s.box)/2, s.box, key, s.week(i)))
	}
	if r.Requested {
		items = append(items, draw.Text{X: s.width(), Y: base, S: "đề nghị", Anchor: draw.End, Class: draw.Note})
	} else {
		class := draw.Num
		if r.Overdue > 0 {
			class = draw.Bad
		}
		items = append(items, draw.Text{X: s.right() + 52, Y: base, S: strconv.Itoa(r.Overdue), Anchor: draw.End, Class: class},
			draw.Text{X: s.width(), Y: base, S: strconv.Itoa(r.Late), Anchor: draw.End, Class: draw.Num})
	}
	return append(items, draw.Line{X1: 0, Y1: y + s.Row - .5, X2: s.width(), Y2: y + s.Row - .5, Class: draw.Edge})
}

func (s strip) week(i int) string { return "Tuần " + strconv.Itoa(s.first+i) }

// leftWords tell of the units that are not drawn.
func leftWords(rows []UnitRow) string {
	late := 0
	for _, r := range rows {
		if !r.Requested && r.Overdue+r.Late > 0 {
			late++
		}
	}
	if late == 0 {
		return strconv.Itoa(len(rows)) + " đơn vị khác không có mốc muộn."
	}
	return fmt.Sprintf("Còn %d đơn vị khác, trong đó %d có mốc muộn.", len(rows), late)
}

func stripWords(rows, shown []UnitRow) string {
	overdue, late, worst := 0, 0, ""
	for _, r := range rows {
		if r.Requested {
			continue
		}
		if r.Overdue > 0 {
			overdue++
		}
		if r.Late > 0 {
			late++
		}
		if worst == "" && r.Overdue+r.Late > 0 {
			worst = fmt.Sprintf(" Muộn nhất: %s, %d mốc quá hạn, %d mốc xong muộn.", r.Name, r.Overdue, r.Late)
		}
	}
	words := fmt.Sprintf("Bảng ô của %d đơn vị trong %d tuần. %d đơn vị có mốc quá hạn, %d đơn vị có mốc xong muộn.%s", len(rows), Weeks, overdue, late, worst)
	if len(shown) < len(rows) {
		words += fmt.Sprintf(" Hình vẽ %d đơn vị đầu.", len(shown))
	}
	return words + " Số liệu đầy đủ ở bảng số."
}

func stripTable(first int, rows []UnitRow) [][]string {
	head := []string{"Đơn vị"}
	for i := range Weeks {
		head = append(head, "Tuần "+strconv.Itoa(first+i))
	}
	table := [][]string{append(head, "Quá hạn", "Xong muộn")}
	for _, r := range rows {
		row := []string{r.Name}
		for _, key := range r.Weeks {
			row = append(row, stateWords(key))
		}
		if r.Requested {
			row = append(row, "đề nghị", "đề nghị")
		} else {
			row = append(row, strconv.Itoa(r.Overdue), strconv.Itoa(r.Late))
		}
		table = append(table, row)
	}
	return table
}
