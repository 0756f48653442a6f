package stateprogram

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// pieceRows is how many rows one change writes at most, and pieceTime how long it goes on, so that nobody waits long behind it.
const (
	pieceRows = atOnce
	pieceTime = 80 * time.Millisecond
)

// writePiece writes the next rows of an import, inside the caller's change; more is false when all are written. Stopped at any moment
// it goes on where it was.
func (x *Program) writePiece(ctx context.Context, tx *store.Tx, m *Import, today day.Day) (more bool, err error) {
	started := time.Now()
	j, err := x.judging(ctx, tx, m, today)
	if err != nil {
		return false, err
	}
	rows, err := store.List[importRow](ctx, tx, rowsDone, m.ID, "", pieceRows)
	if err != nil {
		return false, err
	}
	p := &piece{judge: j, choices: chosen(m.Choices), edits: j.g.Edits(ctx, tx, m.UnitID, today), noting: noting{ctx: ctx, tx: tx, unitID: m.UnitID}}
	if err := p.read(childrenIn(rows)); err != nil {
		return false, err
	}
	n := 0
	for ; n < len(rows) && (n == 0 || time.Since(started) < pieceTime); n++ {
		row, err := p.write(rows[n])
		if err != nil {
			return false, err
		}
		if _, err := tx.Exec(ctx, rowDone, row.Done, row.ChildID, row.Before, row.After, row.Known, row.Words, m.ID, row.N); err != nil {
			return false, err
		}
	}
	if err := errors.Join(j.env.Err(), p.edits.Close(), p.noting.flush()); err != nil {
		return false, err
	}
	if n < len(rows) || n == pieceRows {
		return true, m.count(ctx, tx, writing, p.added, p.updated, 0)
	}
	return false, x.finish(ctx, tx, m, p)
}

// read reads the children of the rows of a piece, and what is known of them.
func (p *piece) read(ids []string) (err error) {
	if p.known, err = knownOf(p.ctx, p.tx, ids); err != nil {
		return err
	}
	recs, err := p.g.Read(p.ctx, p.tx, ids)
	if err == nil {
		err = p.g.WithLines(p.ctx, p.tx, recs)
	}
	p.kids = make(map[string]register.Record, len(recs))
	for _, rec := range recs {
		p.kids[rec.ID] = rec
	}
	return err
}

func childrenIn(rows []importRow) []string {
	ids := make([]string, 0, len(rows))
	for _, row := range rows {
		if row.ChildID != "" {
			ids = append(ids, row.ChildID)
		}
	}
	return ids
}

// finish ends the writing: of an entire table it follows that who is not in it is no longer there.
func (x *Program) finish(ctx context.Context, tx *store.Tx, m *Import, p *piece) error {
	var gone int64
	if m.Entire {
		var err error
		if gone, err = tx.Exec(ctx, goneSet, m.ID, m.UnitID, m.ID); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, goneDirty, m.UnitID, m.ID); err != nil {
			return err
		}
	}
	if err := m.count(ctx, tx, written, p.added, p.updated, gone); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: Kind, ID: m.ID, UnitID: m.UnitID, Action: "Ghi xong một tệp của phần mềm trẻ em vào sổ", Level: actor.Level(m.Level)})
}

// piece is some rows on their way into the register.
type piece struct {
	*judge
	noting         noting
	edits          *register.Edits
	choices        map[string]string
	known          map[string]known
	added, updated int64
}

// write judges a row once more, because the register may have changed since it was shown, and writes what was accepted of it.
func (p *piece) write(shown importRow) (importRow, error) {
	row, err := p.verdict(shown)
	if err != nil {
		return row, err
	}
	row.Done = doneLeft
	switch {
	case row.ChildID != "" && (row.Verdict == isSame || row.Verdict == isOther):
		return p.over(row, shown)
	case row.Verdict == isNew && (row.Picked == pickAdd || row.Picked == "" && p.choices[addAll] == theirs):
		return p.add(row)
	}
	return row, nil
}

// side is which side is right for a column of a row, empty when nobody said.
func (p *piece) side(row importRow, code string) string {
	if s := chosen(row.Choices)[code]; s != "" {
		return s
	}
	return p.choices[code]
}

// over writes what was accepted over the answers of a child, and remembers what the software says.
func (p *piece) over(row, shown importRow) (importRow, error) {
	rec, err := p.kid(row.ChildID)
	if err != nil {
		return row, err
	}
	if p.x.withheld(rec) != "" {
		return row, nil
	}
	row.Done = doneNoted
	if typed := p.accepted(row, shown); len(typed) > 0 {
		p.because(typed)
		_, err := p.edits.Edit(rec, rec.Version, typed)
		if fields, wrong := web.Mistakes(err); wrong {
			row.Words = "Không ghi vào hồ sơ: " + messages(fields)
		} else if err != nil {
			return row, err
		} else {
			row.Done, row.Before, row.After = doneUpdated, rec.Answers(), rec.Version+1
			delete(p.kids, rec.ID)
			p.updated++
		}
	}
	return p.remember(row)
}

func messages(fields []errs.Field) string {
	said := make([]string, len(fields))
	for i, f := range fields {
		said[i] = f.Message
	}
	return strings.Join(said, "; ")
}

// accepted are the answers of the software that the person took, by field name. Where our answer is another than the person saw, it
// stays.
func (p *piece) accepted(row, shown importRow) map[string]string {
	seen := map[string]difference{}
	for _, d := range shown.differences() {
		seen[d.Code] = d
	}
	typed := map[string]string{}
	for _, d := range row.differences() {
		c, ok := p.shape.column(d.Code)
		if !ok || d.Why != "" || d.Theirs == "" || p.side(row, d.Code) != theirs || seen[d.Code].Ours != d.Ours {
			continue
		}
		words, _ := p.cell(listOf(row.Cells), c)
		typed[c.Field.Name] = c.read(words)
	}
	return typed
}

// because says in the history of the child why the answer changed.
func (p *piece) because(typed map[string]string) {
	on, _ := day.ParseISO(p.m.On) // kept as such
	typed["ly-do"] = "Theo phần mềm của Bộ ngày " + on.String()
	typed["can-cu"] = "Tệp xuất từ phần mềm trẻ em ngày " + on.String()
}

func (p *piece) add(row importRow) (importRow, error) {
	typed, _ := p.typed(listOf(row.Cells))
	rec, err := p.edits.Add(typed)
	if fields, wrong := web.Mistakes(err); wrong {
		row.Words = messages(fields)
		return row, nil
	}
	if err != nil {
		return row, err
	}
	row.Done, row.ChildID, row.After = doneAdded, rec.ID, rec.Version
	p.added++
	p.known[rec.ID] = known{} // nobody knew of the child before
	return p.remember(row)
}

// remember notes what the software says of a child, and keeps beside the row what was known before.
func (p *piece) remember(row importRow) (importRow, error) {
	before, ok := p.known[row.ChildID]
	if !ok { // found otherwise than when it was shown
		all, err := knownOf(p.ctx, p.tx, []string{row.ChildID})
		if err != nil {
			return row, err
		}
		before = all[row.ChildID]
	}
	cells, kept := listOf(row.Cells), past{}
	if before.Seen {
		kept.Child = &before.Child
	}
	for _, c := range p.shape.Columns {
		words, there := p.cell(cells, c)
		if !there || !c.compared() {
			continue
		}
		v, _ := c.keep(words, p.env)
		old, known := before.Columns[c.Code]
		if known && old.Kept == v && old.Said == words {
			continue
		}
		w := was{Field: c.Code}
		if known {
			w.Before = &old
		}
		kept.Fields = append(kept.Fields, w)
		now := sourceRow{row.ChildID, c.Code, words, v, p.m.On, p.m.ID, int64(c.level())}
		if err := p.noting.source(now); err != nil {
			return row, err
		}
	}
	row.Known = kept.String()
	now := childRow{ChildID: row.ChildID, Code: row.Code, Standing: there, On: p.m.On, ImportID: p.m.ID}
	if now.Code == "" {
		now.Code = before.Child.Code
	}
	if words, away := p.away(cells); away {
		now.Standing, now.Said = notMore, words
	}
	return row, p.noting.child(now)
}

// keptState is the state of a child who is under sixteen and here.
const keptState = "quan-ly"

// withheld says why a record takes no part in the exchange, empty when it does.
func (x *Program) withheld(rec register.Record) string {
	if x.Children.Withheld == nil {
		return ""
	}
	return x.Children.Withheld(rec)
}
