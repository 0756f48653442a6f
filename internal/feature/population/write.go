package population

import (
	"context"
	"maps"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// writeAtOnce is how many rows one change writes at most, and writeTime how long it goes on writing, so that nobody waits long behind
// it.
const (
	writeAtOnce = register.ReadAtOnce
	writeTime   = 80 * time.Millisecond
)

// What the register calls the state of a number (column number_state).
const (
	numberMatched = "khop"
	numberWrong   = "lech"
)

var numberWords = map[string]string{numberMatched: "Khớp dữ liệu dân cư", numberWrong: "Lệch dữ liệu dân cư"}

// writePiece writes the next rows of which everything is decided, inside the caller's change; more is false when none is left.
// Stopped at any moment it goes on where it was.
func (x *Population) writePiece(ctx context.Context, tx *store.Tx, k check, today day.Day) (more bool, err error) {
	started := time.Now()
	if err := step(ctx, tx, k, writing, k.Reached); err != nil {
		return false, err
	}
	rows, err := store.List[row](ctx, tx, rowsReady, k.ID, k.Reached, writeAtOnce)
	if err != nil {
		return false, err
	}
	if len(rows) == 0 {
		return false, x.finish(ctx, tx, k, written, "Ghi kết quả đối chiếu dân cư vào sổ")
	}
	p, err := x.writing(ctx, tx, k, rows, today)
	if err != nil {
		return false, err
	}
	for i, w := range rows {
		if i > 0 && time.Since(started) > writeTime {
			break
		}
		if err := p.row(w); err != nil {
			return false, err
		}
		k.Reached = w.N
	}
	if err := p.close(); err != nil {
		return false, err
	}
	return true, step(ctx, tx, k, writing, k.Reached)
}

// writePart is rows on their way into the register, with what was read for all of them at once.
type writePart struct {
	comparing
	ctx     context.Context
	tx      *store.Tx
	k       check
	edits   *register.Edits
	kids    map[string]register.Record // by id
	decided map[int64][]difference     // by row
	done    []any
	before  []any
}

// writing reads what at most writeAtOnce rows need to be written.
func (x *Population) writing(ctx context.Context, tx *store.Tx, k check, rows []row, today day.Day) (p *writePart, err error) {
	p = &writePart{ctx: ctx, tx: tx, k: k, kids: map[string]register.Record{}, decided: map[int64][]difference{}}
	if p.comparing, err = x.comparing(ctx, tx, today); err != nil {
		return nil, err
	}
	p.edits = p.g.Edits(ctx, tx, k.UnitID, today)
	ids := make([]string, len(rows))
	for i, w := range rows {
		ids[i] = w.ChildID
	}
	recs, err := p.g.Read(ctx, tx, ids)
	if err == nil {
		err = p.g.WithLines(ctx, tx, recs)
	}
	if err != nil {
		return nil, err
	}
	for _, rec := range recs {
		p.kids[rec.ID] = rec
	}
	list, err := store.List[difference](ctx, tx, differencesSpan, k.ID, rows[0].N, rows[len(rows)-1].N)
	for _, d := range list {
		p.decided[d.N] = append(p.decided[d.N], d)
	}
	return p, err
}

// row writes what was decided about one row, and notes what became of it.
func (p *writePart) row(w row) error {
	done, words, err := p.write(w)
	if err == nil {
		p.done = append(p.done, w.N, done, words)
	}
	return err
}

// close writes what was gathered.
func (p *writePart) close() error {
	if err := p.env.Err(); err != nil {
		return err
	}
	if err := p.edits.Close(); err != nil {
		return err
	}
	if _, err := p.tx.ExecRows(p.ctx, writeRows, []any{p.k.ID, p.k.UnitID}, p.before); err != nil {
		return err
	}
	if _, err := p.tx.ExecRows(p.ctx, rowsDone, []any{p.k.ID}, p.done); err != nil {
		return err
	}
	p.tx.Unaudited("what became of rows and how to take them back; each record that they changed has a row of its own")
	return nil
}

// finish ends the writing or the taking back of a check: who and when, and the numbers as they stand.
func (x *Population) finish(ctx context.Context, tx *store.Tx, k check, to, action string) error {
	if err := step(ctx, tx, k, to, 0); err != nil {
		return err
	}
	stmt := checkWritten
	if to == undone {
		stmt = checkUndone
	}
	if _, err := tx.Exec(ctx, stmt, tx.Actor().Name, tx.Now(), k.ID); err != nil {
		return err
	}
	if err := keepNumbers(ctx, tx, k); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: Kind, ID: k.ID, UnitID: k.UnitID, Action: action, Note: "Văn bản số " + k.Paper})
}

// write writes what was decided about one row, and says what became of it.
func (p *writePart) write(w row) (done, words string, err error) {
	rec, there := p.kids[w.ChildID]
	if !there || rec.Dropped {
		return doneSince, "hồ sơ không còn trong sổ", nil
	}
	typed, wrong, since := p.answersOf(rec, w, p.decided[w.N])
	if since {
		return doneSince, "hồ sơ đã có người sửa sau khi so", nil
	}
	done = p.number(rec, w, p.k, wrong, typed)
	if len(typed) == 0 {
		if done == doneEdited {
			done = doneSame
		}
		return done, "", nil
	}
	typed["ly-do"], typed["can-cu"] = "Đối chiếu dân cư", p.k.paperWords()
	open, hidden := rec.Snapshot()
	if _, err := p.edits.Edit(rec, rec.Version, typed); err != nil {
		if fields, ok := web.Mistakes(err); ok {
			return doneRefused, mistakeWords(fields), nil
		}
		return "", "", err
	}
	p.before = append(p.before, w.N, rec.ID, open, hidden, rec.Version+1)
	return done, "", nil
}

// answersOf are the answers to write, and whether something of the person was kept that the base has otherwise. since says that the
// record is no longer as it was when people decided.
func (c comparing) answersOf(rec register.Record, w row, list []difference) (typed map[string]string, wrong, since bool) {
	now := map[string]difference{}
	for _, d := range c.differences(rec, w) {
		now[d.Field] = d
	}
	typed = map[string]string{}
	for _, d := range list {
		f, known := fieldOf(d.Field)
		cur, still := now[d.Field]
		delete(now, d.Field)
		switch {
		case !still || !known: // it agrees by now
			continue
		case cur.Ours != d.Ours:
			return nil, false, true
		case d.Decided == accept && !f.ByHand:
			maps.Copy(typed, cur.typed)
		case f.Person:
			wrong = true
		}
	}
	return typed, wrong, len(now) > 0
}

// number says how the personal number stands after the row, and adds that to what is written unless it stands so already.
func (c comparing) number(rec register.Record, w row, k check, wrong bool, typed map[string]string) (done string) {
	after := rec.Str("person_number")
	if n, written := typed["so-dinh-danh"]; written {
		after = n
	}
	if w.Number == "" || after == "" {
		return doneEdited
	}
	done, state := doneMatched, numberMatched
	if wrong || after != w.Number {
		done, state = doneWrong, numberWrong
	}
	if rec.Str("number_state") == state && after == rec.Str("person_number") {
		return done
	}
	typed["tinh-trang-so"] = numberWords[state]
	typed["nguon-so"] = vi.Cut("Công an đối chiếu, "+k.paperWords(), 100)
	return done
}

// paperWords name the paper by which the police sent the list.
func (k check) paperWords() string {
	words := "văn bản số " + k.Paper
	if d, err := day.ParseISO(k.PaperOn); err == nil {
		words += " ngày " + d.String()
	}
	return words
}

func mistakeWords(list []errs.Field) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Message)
	}
	return strings.Join(out, "; ")
}

// undoPiece takes back the next records that a check wrote, inside the caller's change. A record that somebody changed since stays
// as it is and is counted.
func (x *Population) undoPiece(ctx context.Context, tx *store.Tx, k check, today day.Day) (more bool, err error) {
	started := time.Now()
	if err := step(ctx, tx, k, undoing, 0); err != nil {
		return false, err
	}
	list, err := store.List[before](ctx, tx, writesBack, k.ID, writeAtOnce)
	if err != nil {
		return false, err
	}
	if len(list) == 0 {
		return false, x.finish(ctx, tx, k, undone, "Hoàn tác đối chiếu dân cư")
	}
	kids, err := x.written(ctx, tx, list)
	if err != nil {
		return false, err
	}
	edits, ends := x.children(tx.Actor()).Edits(ctx, tx, k.UnitID, today), []any(nil)
	for i, v := range list {
		if i > 0 && time.Since(started) > writeTime {
			break
		}
		now, there := kids[v.ChildID]
		end, err := v.restore(edits, now, there, k)
		if err != nil {
			return false, err
		}
		ends = append(ends, v.N, end)
	}
	if err := edits.Close(); err != nil {
		return false, err
	}
	_, err = tx.ExecRows(ctx, writesBackRows, []any{k.ID}, ends)
	tx.Unaudited("what became of rows; each record that they changed has a row of its own")
	return true, err
}

// written are the records that a check wrote, as they stand.
func (x *Population) written(ctx context.Context, tx *store.Tx, list []before) (map[string]register.Record, error) {
	g, ids, out := x.children(tx.Actor()), make([]string, len(list)), make(map[string]register.Record, len(list))
	for i, v := range list {
		ids[i] = v.ChildID
	}
	recs, err := g.Read(ctx, tx, ids)
	if err == nil {
		err = g.WithLines(ctx, tx, recs)
	}
	for _, rec := range recs {
		out[rec.ID] = rec
	}
	return out, err
}

// before is a record as it was before a check wrote it.
type before struct {
	N       int64  `db:"n"`
	ChildID string `db:"child_id"`
	Open    string `db:"before"`
	Secret  string `db:"before_secret"`
	Version int64  `db:"after_version"`
}

// The ends of what is taken back.
const (
	backDone = "back"
	backKept = "kept" // somebody changed the record since
)

// restore puts a record back that stands as the check left it.
func (v before) restore(edits *register.Edits, now register.Record, there bool, k check) (end string, err error) {
	if !there || now.Version != v.Version || now.Dropped {
		return backKept, nil
	}
	_, err = edits.Restore(now, v.Open, v.Secret, "Hoàn tác đối chiếu dân cư", "Văn bản số "+k.Paper)
	if errs.Is(err, errs.Conflict) { // the number belongs to another child by now
		return backKept, nil
	}
	return backDone, err
}
