package register

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Brought is a table as somebody brought it.
type Brought struct {
	Name   string // of the file
	Hash   string // SHA-256 of what came, in hexadecimal
	Sender string // who made the table, in the words of the person who brings it; may be empty
	Cells  [][]string
	Notes  []string // what a person should be told of it besides the cells, in sentences
}

// Bring keeps a table to be looked at and says what would become of each row, inside the caller's change. It is for tables of a few
// hundred rows; longer ones come in pieces by Receive and JudgePiece.
func (g *Register) Bring(ctx context.Context, tx *store.Tx, unitID string, b Brought, today day.Day) (Import, error) {
	m, rows, err := g.begin(ctx, tx, unitID, b)
	if err != nil {
		return m, err
	}
	if err := g.keepRows(ctx, tx, m, rows); err != nil {
		return m, err
	}
	if err := g.kept(ctx, tx, &m); err != nil {
		return m, err
	}
	for more := true; more && err == nil; {
		more, err = g.JudgePiece(ctx, tx, m, today)
	}
	m.State = importWaiting
	return m, err
}

// numbered is a row of a table under its number there, from 1.
type numbered struct {
	N     int64
	Cells []string
}

// begin notes a table that is about to come, and gives the rows to keep.
func (g *Register) begin(ctx context.Context, tx *store.Tx, unitID string, b Brought) (Import, []numbered, error) {
	h := g.headOf(b.Cells)
	if font := fontOf(b.Cells[:min(len(b.Cells), sampleRows)]); font != oldfont.Unicode && h.Rows == 0 {
		h = g.headOf(inUnicode(b.Cells[:min(len(b.Cells), headReach)], font))
	}
	cells, foot := withoutFoot(b.Cells, h)
	rows, err := recordsOf(cells, h.Rows, g.One)
	if err != nil {
		return Import{}, nil, err
	}
	m := Import{ID: ident.New(), UnitID: unitID, Name: b.Name, Hash: b.Hash, Sender: b.Sender, State: importReceiving, Heads: jsonOf(h.Names), HeadRows: int64(h.Rows),
		Total: int64(len(rows)), Round: 1, AccountID: tx.Actor().AccountID, CreatedBy: tx.Actor().Name, CreatedAt: tx.Now(), Version: 1, Notes: jsonOf(slices.Concat(b.Notes, foot))}
	readings, err := g.remembered(ctx, tx, m, &h, rows)
	if err != nil {
		return m, nil, err
	}
	m.Columns, m.Readings = jsonOf(h.Columns), jsonOfReadings(readings)
	if _, err := tx.Exec(ctx, importAdd, m.ID, unitID, g.Name, m.Name, m.Hash, m.Heads, m.Columns, m.Readings, m.HeadRows, m.Total, m.Sender, m.AccountID, m.CreatedBy, m.CreatedAt, m.Notes); err != nil {
		return m, nil, err
	}
	return m, rows, tx.Audit(ctx, store.Entry{Kind: "register_import", ID: m.ID, UnitID: unitID, Action: "Đưa một bảng vào xem trước: " + g.Title})
}

// recordsOf are the rows below the head that say something.
func recordsOf(table [][]string, headRows int, one string) ([]numbered, error) {
	var out []numbered
	for i, cells := range table {
		if i < headRows || filled(cells) == 0 || banner(cells) {
			continue
		}
		if len(out) == MaxRows {
			return nil, tableMistake("Mỗi lần nhập nhiều nhất " + vi.Int(MaxRows) + " dòng, bảng này nhiều hơn; chia làm nhiều lần")
		}
		out = append(out, numbered{int64(i + 1), cells})
	}
	if len(out) == 0 {
		return nil, tableMistake("Bảng chưa có dòng nào; cần một dòng tên cột rồi mỗi " + one + " một dòng")
	}
	return out, nil
}

func inUnicode(rows [][]string, font oldfont.Charset) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = slices.Clone(row)
		for j, c := range row {
			out[i][j] = oldfont.ToUnicode(c, font)
		}
	}
	return out
}

// sampleRows is how many rows show how a column is to be read.
const sampleRows = 2000

// mapped is how a table was matched and read before.
type mapped struct {
	Columns  string `db:"columns"`
	Readings string `db:"readings"`
}

// remembered matches the columns as they were for the same sender and headings, or else each as the sender called it before, and says
// how each is read.
func (g *Register) remembered(ctx context.Context, from store.Source, m Import, h *head, rows []numbered) ([]reading, error) {
	kept, ok, err := store.Find[mapped](ctx, from, mappingFind, m.UnitID, g.Name, m.sentBy(), m.Heads)
	if err != nil {
		return nil, err
	}
	before := readingsOf(kept.Readings)
	if columns := listOf(kept.Columns); ok && len(columns) == len(h.Columns) {
		h.Columns = columns
	} else if before, err = g.bySender(ctx, from, m, h); err != nil {
		return nil, err
	}
	out := g.propose(h.Columns, plainCells(rows))
	for i, r := range before {
		if i < len(out) && out[i] == askOrder && r != asWritten {
			out[i] = r // the sender said it once
		}
	}
	return out, nil
}

// sentBy is under what the matching of columns is remembered.
func (m Import) sentBy() string {
	if m.Sender == "" {
		return m.AccountID
	}
	return vi.Fold(m.Sender)
}

func plainCells(rows []numbered) [][]string {
	out := make([][]string, min(len(rows), sampleRows))
	for i := range out {
		out[i] = rows[i].Cells
	}
	return out
}

// keepAtOnce is how many rows one change keeps.
const keepAtOnce = 2000

// Writing makes a change of its own of what it is given.
type Writing func(change func(context.Context, *store.Tx) error) error

// Receive notes a table that is about to come, inside the caller's change. After it keep keeps the rows, few at a time, and opens the
// table to be judged; a table whose keeping broke off stays as it is and cannot be written.
func (g *Register) Receive(ctx context.Context, tx *store.Tx, unitID string, b Brought, write Writing) (m Import, keep func() error, err error) {
	m, rows, err := g.begin(ctx, tx, unitID, b)
	return m, func() error { return g.keep(write, m, rows) }, err
}

func (g *Register) keep(write Writing, m Import, rows []numbered) error {
	for piece := range slices.Chunk(rows, keepAtOnce) {
		err := write(func(ctx context.Context, tx *store.Tx) error {
			defer tx.Unaudited("a piece of a table that is brought in: its beginning has a row")
			return g.keepRows(ctx, tx, m, piece)
		})
		if err != nil {
			return err
		}
	}
	return write(func(ctx context.Context, tx *store.Tx) error { return g.kept(ctx, tx, &m) })
}

// rowsInOne is how many rows one statement keeps.
const rowsInOne = 50

// manyRows are the values of a statement that keeps rowsInOne rows: the import and the unit, then number and cells of each.
func manyRows() string {
	out := make([]string, rowsInOne)
	for i := range out {
		out[i] = "($1, $2, $" + strconv.Itoa(2*i+3) + ", $" + strconv.Itoa(2*i+4) + ", '', '', '', '', '', '', '', 0)"
	}
	return strings.Join(out, ", ")
}

func (g *Register) keepRows(ctx context.Context, tx *store.Tx, m Import, rows []numbered) error {
	for piece := range slices.Chunk(rows, rowsInOne) {
		if len(piece) == rowsInOne {
			args := []any{m.ID, m.UnitID}
			for _, row := range piece {
				args = append(args, row.N, jsonOf(row.Cells))
			}
			if _, err := tx.Exec(ctx, rowAddMany, args...); err != nil {
				return err
			}
			continue
		}
		for _, row := range piece {
			if _, err := tx.Exec(ctx, rowAdd, m.ID, m.UnitID, row.N, jsonOf(row.Cells)); err != nil {
				return err
			}
		}
	}
	return nil
}

// kept opens a table whose rows are all kept.
func (g *Register) kept(ctx context.Context, tx *store.Tx, m *Import) error {
	defer tx.Unaudited("a preview: nothing of it is in the register yet")
	m.State = importJudging
	return tx.UpdateOne(ctx, importStep, importJudging, 0, 0, m.ID, importReceiving)
}

// Remap gives the columns of a table other fields and readings, inside the caller's change. All rows are to be judged again.
func (g *Register) Remap(ctx context.Context, tx *store.Tx, m Import, columns []string, readings []reading) error {
	sample, err := store.List[importRow](ctx, tx, rowsTop, m.ID, sampleRows)
	if err != nil {
		return err
	}
	cells := make([][]string, len(sample))
	for i, row := range sample {
		cells[i] = listOf(row.Cells)
	}
	for i, proposed := range g.propose(columns, cells) {
		if k, ok := g.columnKind(columns[i]); !ok {
			readings[i] = asWritten
		} else if r, ok := readings[i].known(k); !ok || r == asWritten && dated(k) {
			readings[i] = proposed
		}
	}
	m.Columns, m.Readings = jsonOf(columns), jsonOfReadings(readings)
	if err := tx.UpdateOne(ctx, importMap, m.Columns, m.Readings, 1, m.ID, m.Version); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, mappingKeep, m.UnitID, g.Name, m.sentBy(), m.Heads, m.Columns, m.Readings); err != nil {
		return err
	}
	tx.Unaudited("a preview: nothing of it is in the register yet")
	return nil
}

// correction is what a person changed of a row in the preview.
type correction struct {
	Cells  map[int]string // by column of the table
	Choice string
}

// Correct changes cells and choices in the preview, inside the caller's change. The rows, and those like them, are to be judged
// again.
func (g *Register) Correct(ctx context.Context, tx *store.Tx, m Import, changes map[int64]correction) error {
	if err := tx.UpdateOne(ctx, importMap, m.Columns, m.Readings, 0, m.ID, m.Version); err != nil {
		return err
	}
	for n, c := range changes {
		row, ok, err := store.Find[importRow](ctx, tx, rowGet, m.ID, n)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		row = c.on(row, g.judging(ctx, tx, m, day.Day{}).read(row))
		if _, err := tx.Exec(ctx, rowJudge, row.Cells, row.Verdict, row.Choice, row.TwinID, row.Words, row.Same, row.Fixed, 0, m.ID, row.N); err != nil {
			return err
		}
	}
	tx.Unaudited("a preview: nothing of it is in the register yet")
	return nil
}

// on puts a correction into a row, of which shown is what the person saw.
func (c correction) on(row importRow, shown []string) importRow {
	cells, fixed := listOf(row.Cells), listOf(row.Fixed)
	for i, text := range c.Cells {
		for len(cells) <= i {
			cells = append(cells, "")
		}
		if i < len(shown) && shown[i] == text {
			continue
		}
		cells[i] = text
		if at := strconv.Itoa(i); !slices.Contains(fixed, at) {
			fixed = append(fixed, at)
		}
	}
	row.Cells, row.Fixed = jsonOf(cells), jsonOf(fixed)
	if slices.Contains([]string{choiceAdd, choiceOver, choiceSkip}, c.Choice) || strings.HasPrefix(c.Choice, choiceOver+" ") {
		row.Choice = c.Choice
	}
	return row
}
