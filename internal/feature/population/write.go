package population

import (
	"context"
	"maps"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// writeAtOnce is how many rows one change writes, so that nobody waits long behind it.
const writeAtOnce = 50

// What the register calls the state of a number (column number_state).
const (
	numberMatched = "khop"
	numberWrong   = "lech"
)

var numberWords = map[string]string{numberMatched: "Khớp dữ liệu dân cư", numberWrong: "Lệch dữ liệu dân cư"}

// writePiece writes the next rows of which everything is decided, inside the caller's change; more is false when none is left.
// Stopped at any moment it goes on where it was.
func (x *Population) writePiece(ctx context.Context, tx *store.Tx, k check, today day.Day) (more bool, err error) {
	rows, err := store.List[row](ctx, tx, rowsReady, k.ID, k.Reached, writeAtOnce)
	if err != nil {
		return false, err
	}
	if len(rows) == 0 {
		return false, x.finish(ctx, tx, k, written, "Ghi kết quả đối chiếu dân cư vào sổ")
	}
	if err := step(ctx, tx, k, writing, rows[len(rows)-1].N); err != nil {
		return false, err
	}
	c, err := x.comparing(ctx, tx, today)
	if err != nil {
		return false, err
	}
	for _, w := range rows {
		done, words, err := c.write(ctx, tx, k, w)
		if err != nil {
			return false, err
		}
		if _, err := tx.Exec(ctx, rowDone, done, words, k.ID, w.N); err != nil {
			return false, err
		}
	}
	tx.Unaudited("what became of a row; the record that it changed has a row of its own")
	return true, c.env.Err()
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
func (c comparing) write(ctx context.Context, tx *store.Tx, k check, w row) (done, words string, err error) {
	rec, err := c.g.Get(ctx, tx, w.ChildID)
	if err != nil || rec.Dropped {
		if err == nil || errs.Is(err, errs.NotFound) {
			return doneSince, "hồ sơ không còn trong sổ", nil
		}
		return "", "", err
	}
	decided, err := store.List[difference](ctx, tx, differenceOf, k.ID, w.N)
	if err != nil {
		return "", "", err
	}
	typed, wrong, since := c.decided(rec, w, decided)
	if since {
		return doneSince, "hồ sơ đã có người sửa sau khi so", nil
	}
	done = c.number(rec, w, k, wrong, typed)
	if len(typed) == 0 {
		if done == doneEdited {
			done = doneSame
		}
		return done, "", nil
	}
	typed["ly-do"], typed["can-cu"] = "Đối chiếu dân cư", k.paperWords()
	open, hidden := rec.Snapshot()
	if _, err := c.g.Edit(ctx, tx, rec, rec.Version, typed, c.env.Today); err != nil {
		if fields, ok := web.Mistakes(err); ok {
			return doneRefused, mistakeWords(fields), nil
		}
		return "", "", err
	}
	_, err = tx.Exec(ctx, writeAdd, k.ID, k.UnitID, w.N, rec.ID, open, hidden, rec.Version+1)
	tx.Unaudited("what is put back when a check is taken back")
	return done, "", err
}

// decided are the answers to write, and whether something of the person was kept that the base has otherwise. since says that the
// record is no longer as it was when people decided.
func (c comparing) decided(rec register.Record, w row, list []difference) (typed map[string]string, wrong, since bool) {
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
	list, err := store.List[before](ctx, tx, writesBack, k.ID, writeAtOnce)
	if err != nil {
		return false, err
	}
	if len(list) == 0 {
		return false, x.finish(ctx, tx, k, undone, "Hoàn tác đối chiếu dân cư")
	}
	if err := step(ctx, tx, k, undoing, 0); err != nil {
		return false, err
	}
	g := x.children(tx.Actor())
	for _, v := range list {
		end, err := v.restore(ctx, tx, g, k, today)
		if err != nil {
			return false, err
		}
		if _, err := tx.Exec(ctx, writeBack, end, k.ID, v.N); err != nil {
			return false, err
		}
	}
	tx.Unaudited("what became of a row; the record that it changed has a row of its own")
	return true, nil
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

func (v before) restore(ctx context.Context, tx *store.Tx, g *register.Register, k check, today day.Day) (end string, err error) {
	now, err := g.Get(ctx, tx, v.ChildID)
	if errs.Is(err, errs.NotFound) || err == nil && (now.Version != v.Version || now.Dropped) {
		return backKept, nil
	}
	if err != nil {
		return "", err
	}
	_, err = g.Restore(ctx, tx, now, v.Open, v.Secret, today, "Hoàn tác đối chiếu dân cư", "Văn bản số "+k.Paper)
	if errs.Is(err, errs.Conflict) { // the number belongs to another child by now
		return backKept, nil
	}
	return backDone, err
}
