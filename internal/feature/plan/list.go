package plan

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// MaxListRows is how many pieces of work one list may bring.
const MaxListRows = 2000

// ListState is how far a list has come.
type ListState string

// A list is read column by column, looked at row by row, written, and perhaps taken back.
const (
	ListColumns ListState = "columns"
	ListPreview ListState = "preview"
	ListWritten ListState = "written"
	ListUndone  ListState = "undone"
	ListDropped ListState = "dropped"
)

// undoDays is how long a written list can be taken back.
const undoDays = 30

// broughtList is a list on its way in.
type broughtList struct {
	ID        string            `db:"id"`
	UnitID    string            `db:"unit_id"`
	Year      int               `db:"year"`
	State     ListState         `db:"state"`
	Name      string            `db:"name"`
	Hash      string            `db:"hash"`
	Cells     jsonOf[listCells] `db:"cells"`
	Shape     jsonOf[listShape] `db:"columns"`
	Rows      jsonOf[[]listRow] `db:"rows"`
	Written   int               `db:"written"`
	WrittenAt store.Instant     `db:"written_at"`
	PlanID    string            `db:"plan_id"`
	CreatedBy string            `db:"created_by"`
	CreatedAt store.Instant     `db:"created_at"`
	Version   int64             `db:"version"`
}

// listCells is the table as it was brought; an old charset is not converted yet.
type listCells struct {
	Table   [][]string      `json:"t"`
	Charset oldfont.Charset `json:"c,omitempty"`
}

// listShape is how the columns are read.
type listShape struct {
	Head    int         `json:"head"`
	Names   []string    `json:"names"`
	Columns []string    `json:"columns"`
	Orders  []dateOrder `json:"orders"`
	Asked   []bool      `json:"asked"` // the order of the dates must be said by a person
	Convert bool        `json:"convert"`
	Known   bool        `json:"known"` // read as this unit read such a head before
}

// listRow is one row of work as it stands in the preview.
type listRow struct {
	N      int               `json:"n"` // of the brought table, counted from 1
	Work   TypedWork         `json:"w"`
	Wrong  map[string]string `json:"x,omitempty"` // mistakes by field
	Twin   *listTwin         `json:"d,omitempty"`
	Choice string            `json:"c,omitempty"` // of a row that seems to be there already, or of one that is left out
	Fixed  bool              `json:"f,omitempty"` // repaired in the preview
}

// listTwin is what a row seems to repeat: a task, or an earlier row of the list.
type listTwin struct {
	Task string `json:"t,omitempty"`
	Row  int    `json:"r,omitempty"`
}

// What a person chose for a row.
const (
	chooseAdd   = "them"
	chooseLeave = "bo"
)

// The tabs of the preview.
const (
	tabNew   = "moi"
	tabTwin  = "trung"
	tabWrong = "loi"
	tabLeft  = "bo"
)

// tab is where a row stands.
func (row listRow) tab() string {
	switch {
	case row.Choice == chooseLeave:
		return tabLeft
	case len(row.Wrong) > 0:
		return tabWrong
	case row.Twin != nil && row.Choice != chooseAdd:
		return tabTwin
	}
	return tabNew
}

// broughtRows are the numbers of the rows that hold work, from 0: no blank ones, no titles of groups.
func broughtRows(table [][]string, head int) []int {
	var out []int
	for i := head; i < len(table); i++ {
		if firstCell(table[i]) != "" && !banner(table[i]) {
			out = append(out, i)
		}
	}
	return out
}

// shapeOf guesses how a table is read.
func shapeOf(c listCells) listShape {
	table := c.converted(true)
	h := headOf(table)
	s := listShape{Head: h.Rows, Names: h.Names, Columns: h.Columns, Convert: c.Charset != oldfont.Unicode}
	for i := range h.Columns {
		var values []string
		for _, n := range broughtRows(table, h.Rows) {
			values = append(values, cellAt(table[n], i))
		}
		order, asked := orderOf(values)
		s.Orders, s.Asked = append(s.Orders, order), append(s.Asked, asked)
	}
	return s
}

// converted is the table in Unicode when that is wanted.
func (c listCells) converted(want bool) [][]string {
	if !want || c.Charset == oldfont.Unicode {
		return c.Table
	}
	out := make([][]string, len(c.Table))
	for i, row := range c.Table {
		out[i] = make([]string, len(row))
		for j, cell := range row {
			out[i][j] = vi.NFC(oldfont.ToUnicode(cell, c.Charset))
		}
	}
	return out
}

// signature is the key by which the reading of such a head is remembered.
func (s listShape) signature() string {
	return ident.Derived("work-list", vi.Fold(strings.Join(s.Names, " | ")))
}

// rowsOf reads the work of a list, without looking for what is there already.
func (l broughtList) rowsOf() []listRow {
	s, table := l.Shape.V, l.Cells.V.converted(l.Shape.V.Convert)
	var out []listRow
	for _, n := range broughtRows(table, s.Head) {
		cells := make([]string, len(table[n]))
		for i, cell := range table[n] {
			cells[i] = cell
			if i < len(s.Orders) {
				cells[i] = s.Orders[i].dayBeforeMonth(cell)
			}
		}
		if w := workOfRow(cells, s.Columns); !w.blank() {
			out = append(out, listRow{N: n + 1, Work: w})
		}
	}
	return out
}

// judge says what is wrong with a row.
func (row *listRow) judge(year int) {
	row.Wrong = nil
	var e *errs.Error
	if err := row.Work.check(year); errsAs(err, &e) {
		row.Wrong = map[string]string{}
		for _, f := range e.Fields {
			row.Wrong[f.Name] = f.Message
		}
	}
}

// key is by what two pieces of work are taken for one.
func (w TypedWork) key() string { return vi.Fold(w.Title) + "|" + vi.Fold(oneLine(w.Lead)) }

// findTwins marks rows that repeat work of the year or an earlier row. asked are the places of the rows to look up again.
func findTwins(ctx context.Context, from store.Source, year int, rows []listRow, asked []int) error {
	there, err := workNamed(ctx, from, year, rows, asked)
	if err != nil {
		return err
	}
	for _, i := range asked {
		rows[i].Twin = nil
		if id, ok := there[rows[i].Work.key()]; ok {
			rows[i].Twin = &listTwin{Task: id}
		}
	}
	first := map[string]int{}
	for i := range rows {
		if rows[i].Choice == chooseLeave {
			continue
		}
		key := rows[i].Work.key()
		if rows[i].Twin != nil && rows[i].Twin.Task == "" {
			rows[i].Twin = nil
		}
		if n, seen := first[key]; seen && rows[i].Twin == nil && rows[i].Work.Title != "" {
			rows[i].Twin = &listTwin{Row: n}
		} else if !seen {
			first[key] = rows[i].N
		}
	}
	return nil
}

// undoUntil is the last day on which a written list can be taken back.
func (l broughtList) undoUntil() day.Day { return day.At(l.WrittenAt.Time).Add(undoDays) }

// fingerprint is the short form of the file's hash that a receipt shows.
func (l broughtList) fingerprint() string {
	if len(l.Hash) < 8 {
		return ""
	}
	return strings.ToUpper(l.Hash[:4] + "-" + l.Hash[4:8])
}
