package register

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// One change writes a few hundred rows, pieceRows at a time: as many as fit into writeTime, so that nobody waits long behind it and
// no row pays for a commit of its own.
const (
	pieceRows = 100
	writeTime = 40 * time.Millisecond
)

// asInvalid is an Invalid error with its fields, nil for any other.
func asInvalid(err error) *errs.Error {
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || e.Kind != errs.Invalid || len(e.Fields) == 0 {
		return nil
	}
	return e
}

// The ends of a row.
const (
	doneNot     = ""        // not reached yet
	doneAdded   = "added"   // a record was made
	doneUpdated = "updated" // a record was changed
	doneLeft    = "left"    // an error, a twin, or left out by choice
	doneBack    = "back"    // taken back
	doneKept    = "kept"    // could not be taken back: somebody changed the record since
)

// WritePiece writes the next rows of an import, inside the caller's change; more is false when all are written. Stopped at any
// moment it goes on where it was.
func (g *Register) WritePiece(ctx context.Context, tx *store.Tx, m Import, today day.Day) (more bool, err error) {
	if m.Origin == originPaste {
		return g.PastePiece(ctx, tx, m, today, pieceTime)
	}
	p := g.piece(ctx, tx, m, today)
	for began := time.Now(); ; {
		if more, err = p.some(); err != nil {
			return false, err
		}
		if !more || time.Since(began) > writeTime {
			break
		}
	}
	if err := p.wait.close(); err != nil {
		return false, err
	}
	return g.step(ctx, tx, m, importWritten, more, p.added, p.updated)
}

// some writes the next rows; more is false when all are written.
func (p *piece) some() (more bool, err error) {
	rows, err := store.List[importRow](p.ctx, p.tx, rowsDone, p.m.ID, doneNot, pieceRows)
	if err != nil {
		return false, err
	}
	if err := p.look(rows); err != nil {
		return false, err
	}
	clear(p.did)
	done := make([]any, 0, 5*len(rows))
	for _, row := range rows {
		if row, err = p.write(row); err != nil {
			return false, err
		}
		p.did[row.N] = row
		done = append(done, row.N, row.Done, row.RecordID, row.Before, row.After)
	}
	if err := p.wait.flush(); err != nil {
		return false, err
	}
	_, err = p.tx.ExecRows(p.ctx, rowsDoneMany, []any{p.m.ID, p.m.UnitID}, done)
	return len(rows) == pieceRows, err
}

// step notes how far an import is; at the end it leaves one line in the history.
func (g *Register) step(ctx context.Context, tx *store.Tx, m Import, end string, more bool, added, updated int64) (bool, error) {
	to := m.State
	if !more {
		to = end
	}
	if err := tx.UpdateOne(ctx, importStep, to, added, updated, m.ID, m.State); err != nil {
		return more, err
	}
	if more {
		tx.Unaudited("a piece of an import: each record has its own row, the import one at its end")
		return true, nil
	}
	if a, ok := g.matcher.(afterImport); ok && end == importWritten {
		if err := a.Imported(ctx, tx, m.ID); err != nil {
			return false, err
		}
	}
	words := map[string]string{importWritten: "Ghi xong một bảng vào sổ: ", importUndone: "Hoàn tác một lần nhập: "}[end] + g.Title
	return false, tx.Audit(ctx, store.Entry{Kind: "register_import", ID: m.ID, UnitID: m.UnitID, Action: words})
}

// piece is some rows on their way into the register.
type piece struct {
	*judging
	rows           []any               // of a paste, as settle left them
	did            map[int64]importRow // rows whose ends are not kept yet
	added, updated int64
}

func (g *Register) piece(ctx context.Context, tx *store.Tx, m Import, today day.Day) *piece {
	j := g.judging(ctx, tx, m, today)
	j.wait = g.pending(ctx, tx, m.UnitID)
	return &piece{judging: j, did: map[int64]importRow{}}
}

// write judges a row once more, because the register may have changed since the preview, and writes it.
func (p *piece) write(row importRow) (importRow, error) {
	choice, offered := row.Choice, strings.Fields(row.TwinID)
	if row, done, err := p.decided(row); done || err != nil {
		return row, err
	}
	row, says, err := p.verdict(row)
	if err != nil {
		return row, err
	}
	row.Done = doneLeft
	over := row.takes(choice)
	if !over && (row.Verdict == verdictNew || row.Verdict == verdictTwin) {
		if over, err = p.standing(&row, choice, offered); err != nil {
			return row, err
		}
	}
	switch {
	case over && row.Verdict == verdictNew:
		return p.update(row)
	case row.Verdict == verdictNew, row.Verdict == verdictTwin && choice == choiceAdd:
		return p.add(row, says)
	case row.Verdict == verdictUpdate, row.Verdict == verdictTwin && over:
		return p.update(row)
	}
	_, err = p.tx.Exec(p.ctx, rowAlike, row.Verdict, row.TwinID, row.Words, p.m.ID, row.N) // it was another in the preview
	return row, err
}

// standing settles that a row is the record that was chosen in the preview, also when an earlier row of the table has changed the
// record since and it is no twin any more. False when the record is not there.
func (p *piece) standing(row *importRow, choice string, offered []string) (bool, error) {
	verb, id, several := strings.Cut(choice, " ")
	if !several && len(offered) == 1 {
		id = offered[0]
	}
	if verb != choiceOver || !slices.Contains(offered, id) || strings.HasPrefix(id, rowTwin) {
		return false, nil
	}
	rec, err := p.g.Get(p.ctx, p.tx, id)
	if errs.Is(err, errs.NotFound) || err == nil && rec.Dropped {
		return false, nil
	}
	row.TwinID = id
	return err == nil, err
}

// add writes a new record: as it was judged, nil when it was not, unless the row needs a companion that is still to be made.
func (p *piece) add(row importRow, says *seenRow) (_ importRow, err error) {
	var rec Record
	if says != nil {
		rec = says.rec
	} else if err := p.wait.flush(); err != nil {
		return row, err
	}
	if says == nil || says.lacks {
		typed, err := p.together(row)
		if err != nil {
			return row, err
		}
		if rec, err = p.g.judge(p.g.blank(), p.g.whole(typed), p.env); err != nil {
			return row, err
		}
	}
	if rec.Number, err = p.wait.number(); err != nil {
		return row, err
	}
	if rec, err = p.wait.add(rec, p.env, "Thêm "+p.g.One+" từ bảng nhập", ""); err != nil {
		return row, err
	}
	row.Done, row.RecordID, row.After = doneAdded, rec.ID, rec.Version
	p.added++
	return row, nil
}

func (p *piece) update(row importRow) (importRow, error) {
	if err := p.wait.flush(); err != nil {
		return row, err
	}
	now, err := p.g.Get(p.ctx, p.tx, row.TwinID)
	if err != nil {
		return row, err
	}
	if words := p.g.lockedBy(now, ""); words != "" {
		row.Done, row.Words = doneLeft, wordsOf(words)
		return row, nil
	}
	typed, err := p.together(row)
	if err != nil {
		return row, err
	}
	after, err := p.g.judge(now, p.fuller(now, typed), p.env)
	if err != nil {
		return row, err
	}
	if before, err := json.Marshal(now.named()); err == nil {
		row.Before = string(before)
	}
	if err := p.g.rewrite(p.ctx, p.tx, now, after, p.env, "Sửa "+p.g.One+" từ bảng nhập", p.reason(now, after)); err != nil {
		return row, err
	}
	row.Done, row.RecordID, row.After = doneUpdated, now.ID, now.Version+1
	p.updated++
	p.lost, p.wait.mine[now.ID] = true, true
	return row, nil
}

// reason is the table itself, for answers that nobody changes without one.
func (p *piece) reason(now, after Record) string {
	if len(p.g.reasoned(now, after)) == 0 {
		return ""
	}
	return "Theo bảng nhập “" + p.m.Name + "” ngày " + day.At(p.m.CreatedAt.Time).String()
}

// given leaves out empty cells: a table that says nothing about a field changes nothing of it.
func given(typed map[string]string) map[string]string {
	out := map[string]string{}
	for name, text := range typed {
		if text != "" {
			out[name] = text
		}
	}
	return out
}

// UndoPiece takes back the next rows of an import, inside the caller's change. A record that somebody changed since stays as it
// is and is listed.
func (g *Register) UndoPiece(ctx context.Context, tx *store.Tx, m Import, today day.Day) (more bool, err error) {
	var rows []importRow
	for _, done := range []string{doneUpdated, doneAdded} { // what was changed last goes back first
		some, err := store.List[importRow](ctx, tx, rowsDoneLast, m.ID, done, pieceRows-len(rows))
		if err != nil {
			return false, err
		}
		rows = append(rows, some...)
	}
	e := g.env(ctx, tx, today)
	if err := g.undoCells(ctx, tx, m, e); err != nil {
		return false, err
	}
	var added, updated int64
	for i, row := range rows {
		back, err := g.undo(ctx, tx, row, e)
		if err != nil {
			return false, err
		}
		end := doneKept
		if back {
			end = doneBack
			if row.Done == doneAdded {
				added--
			} else {
				updated--
				for j := range rows[i+1:] { // as rowChain does it for the rows of later pieces
					if next := &rows[i+1+j]; next.RecordID == row.RecordID && next.After == row.After-1 {
						next.After = row.After + 1
					}
				}
			}
		}
		if _, err := tx.Exec(ctx, rowDone, end, row.RecordID, row.Before, row.After, m.ID, row.N); err != nil {
			return false, err
		}
	}
	more = len(rows) == pieceRows
	if !more {
		if more, err = g.undoMade(ctx, tx, m); err != nil {
			return false, err
		}
	}
	return g.step(ctx, tx, m, importUndone, more, added, updated)
}

// undo takes back one row; false when the record is not as the import left it.
func (g *Register) undo(ctx context.Context, tx *store.Tx, row importRow, e *Env) (bool, error) {
	now, err := g.Get(ctx, tx, row.RecordID)
	if errs.Is(err, errs.NotFound) || err == nil && (now.Version != row.After || g.lockedBy(now, "") != "") {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if row.Done == doneAdded {
		n, err := store.Get[int64](ctx, tx.Whole(), hangsOn, now.ID)
		if err != nil || n > 0 {
			return false, err
		}
		if err := g.erase(ctx, tx, now, "Hoàn tác lần nhập"); !errs.Is(err, errs.Conflict) {
			return true, err
		}
		return false, nil // something hangs on it
	}
	before := now
	before.Values = slices.Clone(now.Values)
	if err := g.readValues(row.Before, before.Values); err != nil {
		return false, err
	}
	if !before.stand(row.Before) {
		g.follow(now, &before, e)
	}
	if _, err := tx.Exec(ctx, rowChain, now.Version+1, row.ImportID, now.ID, row.After-1); err != nil {
		return false, err
	}
	return true, g.rewrite(ctx, tx, now, before, e, "Hoàn tác lần nhập", "")
}

var rowsDoneLast = store.Query("register.import_row.by_done_last", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.done = $2 AND {scope:w} ORDER BY w.n DESC LIMIT $3`)

// hangsOn counts what people put beside a record; one that has any of it is more than a row of an import.
var hangsOn = store.Query("register.beside.count", `SELECT (SELECT COUNT(*) FROM register_file f WHERE f.record_id = $1 AND {scope:f}) + (SELECT COUNT(*) FROM register_comment c WHERE c.record_id = $1 AND {scope:c}) AS n`)

// stateKey is the state of a record among its named answers: no column is called so.
const stateKey = "$state"

// named are the answers by column and the state, as an update keeps them to be taken back.
func (rec Record) named() map[string]Value {
	out := make(map[string]Value, len(rec.Values)+1)
	for i, f := range rec.of.Fields {
		out[f.Column] = rec.Values[i]
	}
	out[stateKey] = Value{rec.State, rec.StateBy, rec.StateOn}
	return out
}

// stand puts a record into the state that was kept with its answers; false when that was kept before states were, so that the state
// and what else follows from the answers are to be worked out.
func (rec *Record) stand(raw string) bool {
	var kept struct {
		State []string `json:"$state"`
	}
	if err := json.Unmarshal([]byte(raw), &kept); err != nil || len(kept.State) != 3 {
		return false
	}
	rec.State, rec.StateBy, rec.StateOn = kept.State[0], kept.State[1], kept.State[2]
	return true
}

// readValues reads the answers that an update kept, numbers as the database has them. What it did not keep stays.
func (g *Register) readValues(raw string, into []Value) error {
	named := map[string][]json.RawMessage{}
	if err := json.Unmarshal([]byte(raw), &named); err != nil {
		return err
	}
	for i, f := range g.Fields {
		kept, there := named[f.Column]
		if !there {
			if _, lines := f.Kind.(Rows); lines {
				into[i] = nil // lines that the register did not have then stay as they are
			}
			continue
		}
		var err error
		if into[i], err = readValue(f.Kind, kept); err != nil {
			return err
		}
	}
	return nil
}

// readValue reads one answer, with the types of its columns.
func readValue(k Kind, kept []json.RawMessage) (Value, error) {
	v, columns := emptyOf(k), k.Columns()
	if _, lines := k.(Rows); lines {
		if len(kept) == 0 {
			return nil, nil // lines that were not read
		}
		columns = text() // as a record holds them
	}
	for j, c := range columns {
		if j >= len(kept) || string(kept[j]) == "null" {
			continue
		}
		x, err := fromJSON(c, kept[j])
		if err != nil {
			return v, err
		}
		v[j] = x
	}
	return v, nil
}

// erase removes a record that was never more than a row of an import or of an act.
func (g *Register) erase(ctx context.Context, tx *store.Tx, now Record, action string) error {
	if err := g.written(ctx, tx, now, Record{}); err != nil {
		return err
	}
	full, err := g.full(ctx, tx, now)
	if err != nil {
		return err
	}
	if err := g.clearLines(ctx, tx, now.ID); err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, g.stmt.erase, now.ID, now.Version); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, wordClear, now.ID); err != nil {
		return err
	}
	if err := g.endWith(ctx, tx, now.ID); err != nil {
		return err
	}
	if err := g.changed(ctx, tx, now.UnitID, now.ID); err != nil {
		return err
	}
	counted := tallies{}
	counted.add(full, -1)
	if err := counted.write(ctx, tx, now.UnitID, g.Name); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: g.Name, ID: now.ID, UnitID: now.UnitID, Action: action})
}

// undoUntil is the last moment at which an import can be taken back.
func (m Import) undoUntil() time.Time { return m.CreatedAt.Add(UndoLife) }

// TrimImports forgets the rows of imports that can no longer be taken back, inside the caller's change.
func TrimImports(ctx context.Context, tx *store.Tx) error {
	old := store.Instant{Time: tx.Now().Add(-UndoLife)}
	_, err := tx.Exec(ctx, rowTrim, old)
	if err == nil {
		_, err = tx.Exec(ctx, madeTrim, old)
	}
	tx.Unaudited("what waited to be taken back and no longer can")
	return err
}
