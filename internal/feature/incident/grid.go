package incident

import (
	"context"
	"fmt"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/store"
)

// figure is how many incidents of a period share all the answers that the form asks for.
type figure struct {
	Kind    string `db:"kind"`
	Sex     string `db:"sex"`
	Age     string `db:"age"`
	Place   string `db:"place"`
	Outcome string `db:"outcome"`
	N       int64  `db:"n"`
}

var figures = store.Query("incident.figures", `SELECT r.kind, r.sex, r.age, r.place, r.outcome, COUNT(*) AS n FROM incident r
	WHERE {scope:r} AND r.unit_id = $1 AND r.dropped = FALSE AND r.happened >= $2 AND r.happened < $3
	GROUP BY r.kind, r.sex, r.age, r.place, r.outcome`)

// cell is one cell of the form: children hurt, also those who died, and those of them who died.
type cell struct{ Hurt, Dead int64 }

func (c *cell) add(f figure) {
	c.Hurt += f.N
	if f.Outcome == died {
		c.Dead += f.N
	}
}

// String is the cell as the form writes it.
func (c cell) String() string { return vi.Int(c.Hurt) + " / " + vi.Int(c.Dead) }

// column is one column of the form; columns of one Of divide the same children.
type column struct {
	Of, Head string
	has      func(figure) bool
}

var columns = []column{
	{"", "Tổng", func(figure) bool { return true }},
	{"Giới tính", "Nam", func(f figure) bool { return f.Sex == "nam" }},
	{"Giới tính", "Nữ", func(f figure) bool { return f.Sex == "nu" }},
	{"Nhóm tuổi", "0-5", func(f figure) bool { return f.Age == "0-5" }},
	{"Nhóm tuổi", "6-9", func(f figure) bool { return f.Age == "6-9" }},
	{"Nhóm tuổi", "10-13", func(f figure) bool { return f.Age == "10-13" }},
	{"Nhóm tuổi", "14-16", func(f figure) bool { return f.Age == "14-16" }},
	{"Địa điểm", "Tại nhà", func(f figure) bool { return f.Place == "nha" }},
	{"Địa điểm", "Trường học", func(f figure) bool { return f.Place == "truong" }},
	{"Địa điểm", "Cộng đồng", func(f figure) bool { return f.Place == "cong-dong" }},
}

// row is one line of the form.
type row struct {
	Code, Name string
	Cells      []cell // as columns
}

func newRow(code, name string) row { return row{code, name, make([]cell, len(columns))} }

func (r row) add(f figure) {
	for i, c := range columns {
		if c.has(f) {
			r.Cells[i].add(f)
		}
	}
}

// grid is the form of a period: children hurt, dead and disabled on top, eleven lines, their sum.
type grid struct {
	From, To day.Day // both counted
	All      cell
	Disabled int64
	Rows     []row
	Total    row
}

// gridOf reads the form of a period.
func gridOf(ctx context.Context, src store.Source, unitID string, from, to day.Day) (grid, error) {
	list, err := store.List[figure](ctx, src, figures, unitID, from.ISO(), to.Add(1).ISO())
	if err != nil {
		return grid{}, err
	}
	packs, err := pack.Open(ctx, src)
	return newGrid(list, packs.Between(kindPack, from.ISO(), to.ISO()), from, to), err
}

// newGrid fills the form whose lines are the kinds that held in its period.
func newGrid(list []figure, kinds []pack.Item, from, to day.Day) grid {
	g := grid{From: from, To: to, Total: newRow("", "Tổng số")}
	at := map[string]row{}
	for _, it := range kinds {
		g.Rows = append(g.Rows, newRow(it.Code, it.Text))
		at[it.Code] = g.Rows[len(g.Rows)-1]
	}
	for _, f := range list {
		g.All.add(f)
		if f.Outcome == disabled {
			g.Disabled += f.N
		}
		g.Total.add(f)
		if r, ok := at[f.Kind]; ok {
			r.add(f)
		}
	}
	return g
}

// verdict is one of the form's own checks.
type verdict struct {
	Name string
	Lack string // what does not agree; empty when the check passes
	View string // of the list of the records that need an answer
}

// checks are those that the form orders.
func (g grid) checks() []verdict {
	return []verdict{
		{Name: "Nam + nữ = tổng dòng", Lack: g.lack("Giới tính"), View: "gioi=" + unknown},
		{Name: "Các nhóm tuổi cộng lại = tổng dòng", Lack: g.lack("Nhóm tuổi"), View: "xem=thieu-tuoi"},
		{Name: "Các địa điểm cộng lại = tổng dòng", Lack: g.lack("Địa điểm"), View: "noi=" + unknown},
		{Name: "Tử vong không quá mắc ở mọi ô", Lack: g.tooManyDead()},
		{Name: "Dòng Tổng số = các dòng 01-11 cộng lại", Lack: g.lostRows()},
		{Name: "Tổng số = số ở phần đầu biểu", Lack: differ(g.All, g.Total.Cells[0])},
	}
}

// rows are the lines with their sum.
func (g grid) rows() []row { return append(g.Rows[:len(g.Rows):len(g.Rows)], g.Total) }

// lack is how the columns that divide the children miss the sum of the last line, which every other line enters.
func (g grid) lack(of string) string {
	for _, r := range append([]row{g.Total}, g.Rows...) {
		var sum cell
		for i, c := range columns {
			if c.Of == of {
				sum.Hurt, sum.Dead = sum.Hurt+r.Cells[i].Hurt, sum.Dead+r.Cells[i].Dead
			}
		}
		if words := differ(r.Cells[0], sum); words != "" {
			return r.Name + ": " + words
		}
	}
	return ""
}

func (g grid) tooManyDead() string {
	for _, r := range g.rows() {
		for i, c := range r.Cells {
			if c.Dead > c.Hurt {
				return fmt.Sprintf("%s, cột %s: %s", r.Name, columns[i].Head, c)
			}
		}
	}
	return ""
}

func (g grid) lostRows() string {
	for i, c := range columns {
		var sum cell
		for _, r := range g.Rows {
			sum.Hurt, sum.Dead = sum.Hurt+r.Cells[i].Hurt, sum.Dead+r.Cells[i].Dead
		}
		if words := differ(g.Total.Cells[i], sum); words != "" {
			return "cột " + c.Head + ": " + words
		}
	}
	return ""
}

func differ(want, sum cell) string {
	if want == sum {
		return ""
	}
	return "tổng " + want.String() + ", cộng lại " + sum.String()
}
