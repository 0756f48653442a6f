package register

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// judge reads what was typed, by field name, over the answers that the record has. A field that was not sent keeps its answer.
func (g *Register) judge(rec Record, typed map[string]string, e *Env) (Record, error) {
	rec, m, err := g.answer(rec, typed, e)
	if err != nil {
		return rec, err
	}
	return rec, g.beside(rec, m, e)
}

// beside is the part of judge that holds a record against others.
func (g *Register) beside(rec Record, m *Mistakes, e *Env) error {
	if m.Err() == nil && g.Against != nil && e.from != nil {
		if err := g.Against(e.ctx, e.from, rec, m); err != nil {
			return err
		}
	}
	if m.Err() == nil && !e.tabled {
		if err := g.alone(e, rec, m); err != nil {
			return err
		}
	}
	if err := e.Err(); err != nil {
		return err
	}
	return m.Err()
}

// answer is judge as far as it goes by the record alone.
func (g *Register) answer(rec Record, typed map[string]string, e *Env) (Record, *Mistakes, error) {
	m := &Mistakes{fields: g.Fields}
	if err := g.whole1(e.ctx, e.from, &rec); err != nil {
		return rec, m, err
	}
	before := rec
	rec.Values = slices.Clone(rec.Values)
	for i, f := range g.Fields {
		text, sent := typed[f.Name]
		if !sent || !typedByPeople(f) {
			continue
		}
		if k, lines := f.Kind.(Rows); lines {
			if v, fine := k.judged(f, text, e, m); !fine || !f.Required || !blankValue(k, v) {
				rec.Values[i] = v
				continue
			}
		}
		v, words := g.kindIn(f, before, typed, e).Read(text, e)
		switch {
		case words != "":
			m.At(f.Column, "%s: %s", f.Label, words)
		case f.Required && blankValue(f.Kind, v):
			m.At(f.Column, "Ghi %s", lowerFirst(f.Label))
		default:
			rec.Values[i] = v
		}
	}
	if m.Err() == nil {
		g.follow(before, &rec, e)
		g.work(&rec, m, e)
		g.score(&rec, e)
	}
	if m.Err() == nil && g.Check != nil {
		g.Check(rec, m)
	}
	return rec, m, e.Err()
}

// missing are the fields of columns that the record does not answer.
func (rec Record) missing(columns []string) []Field {
	var out []Field
	for _, c := range columns {
		if f := rec.of.field(c); blankValue(f.Kind, rec.Value(c)) {
			out = append(out, f)
		}
	}
	return out
}

// Add enters a new record with answers by field name, inside the caller's change. Mistakes are errs.Invalid with the fields.
func (g *Register) Add(ctx context.Context, tx *store.Tx, unitID string, typed map[string]string, today day.Day) (Record, error) {
	e := g.env(ctx, tx, today)
	rec, err := g.judge(g.blank(), g.whole(typed), e)
	if err != nil {
		return rec, err
	}
	if rec.Number, err = g.numbers(ctx, tx, unitID, 1); err != nil {
		return rec, err
	}
	return g.insert(ctx, tx, rec, unitID, e, "Thêm "+g.One, "")
}

// whole answers every field: one that was not sent is empty, so that what is required is asked for.
func (g *Register) whole(typed map[string]string) map[string]string {
	all := make(map[string]string, len(g.Fields))
	for _, f := range g.Fields {
		all[f.Name] = typed[f.Name]
	}
	return all
}

// insert writes a record that has been judged and numbered, and what hangs on it.
func (g *Register) insert(ctx context.Context, tx *store.Tx, rec Record, unitID string, e *Env, action, note string) (Record, error) {
	rec.ID = "" // also one that is made like another
	p := g.pending(ctx, tx, unitID)
	rec, err := p.add(rec, e, action, note)
	if err != nil {
		return rec, err
	}
	return rec, p.close()
}

// Edit changes answers of the record that the person saw as version seen, inside the caller's change. Another version is
// errs.Conflict.
func (g *Register) Edit(ctx context.Context, tx *store.Tx, now Record, seen int64, typed map[string]string, today day.Day) (Record, error) {
	x := g.Edits(ctx, tx, now.UnitID, today)
	after, err := x.Edit(now, seen, typed)
	if err != nil {
		return after, err
	}
	return after, x.Close()
}

// Amend is Edit for a feature that takes back what a move wrote: it also changes answers that only moves ask for. The action is what
// the history says.
func (g *Register) Amend(ctx context.Context, tx *store.Tx, now Record, seen int64, typed map[string]string, action string, today day.Day) (Record, error) {
	e := g.env(ctx, tx, today)
	after, err := g.judge(now, typed, e)
	if err != nil {
		return after, err
	}
	after.Version = seen
	return after, g.rewrite(ctx, tx, now, after, e, action, "")
}

// rewrite writes after over before, with everything that is kept about a record beside it and what hangs on it.
func (g *Register) rewrite(ctx context.Context, tx *store.Tx, before, after Record, e *Env, action, note string) error {
	if err := g.replace(ctx, tx, before, after, e, action, note); err != nil {
		return err
	}
	return g.written(ctx, tx, before, after)
}

// replace is rewrite for who sees to what hangs on the record.
func (g *Register) replace(ctx context.Context, tx *store.Tx, before, after Record, e *Env, action, note string) error {
	x := g.edits(ctx, tx, after.UnitID, e)
	if err := x.replace(before, after, action, note); err != nil {
		return err
	}
	return x.Close()
}

// Move takes a record from its state to another by a declared move, with the answers that the move asks for, inside the
// caller's change. Who may not, a state from which the move does not lead, and a record that changed since are errors in words.
func (g *Register) Move(ctx context.Context, tx *store.Tx, now Record, key string, seen int64, typed map[string]string, today day.Day) (Record, error) {
	m, ok := g.move(key)
	if !ok {
		return now, errs.Newf(errs.NotFound, "Không có bước này trong sổ %s.", lowerFirst(g.Title))
	}
	if err := g.admits(tx, now, m); err != nil {
		return now, err
	}
	e := g.env(ctx, tx, today)
	after, err := g.judge(now, only(typed, g, append(slices.Clone(m.Needs), m.Asks...)), e)
	if err != nil {
		return after, err
	}
	miss := &Mistakes{fields: g.Fields}
	for _, f := range after.missing(m.Needs) {
		miss.At(f.Column, "Ghi %s trước khi %s", lowerFirst(f.Label), lowerFirst(m.Text))
	}
	if err := g.withFiles(ctx, tx, now, m, miss); err != nil {
		return after, err
	}
	if err := g.mayPublish(ctx, tx, now, m, miss); err != nil {
		return after, err
	}
	if err := miss.Err(); err != nil {
		return after, err
	}
	after.State, after.StateBy, after.StateOn, after.Version = m.To, tx.Actor().AccountID, today.ISO(), seen
	return after, g.rewrite(ctx, tx, now, after, e, m.Done, typed["ly-do"])
}

// admits reports whether the actor may make the move with the record as it stands.
func (g *Register) admits(tx *store.Tx, now Record, m Move) error {
	state, _ := g.state(now.State)
	switch {
	case now.Dropped:
		return errs.Newf(errs.Conflict, "%s đang ở thùng rác. Lấy lại rồi làm tiếp.", now.Code())
	case !slices.Contains(m.From, now.State):
		return errs.Newf(errs.Conflict, "%s đang ở tình trạng “%s” nên không làm được bước này. Chưa ghi gì; mở lại trang để xem.", now.Code(), state.Text)
	case !tx.Actor().May(m.Right):
		return errs.New(errs.Forbidden, "Anh/chị chưa được giao quyền làm bước này.")
	case m.Other && now.StateBy == tx.Actor().AccountID:
		return errs.New(errs.Forbidden, "Bước này do người khác làm: người trình không tự duyệt việc của mình.")
	}
	if err := now.of.unlocked(now, m.Key); err != nil {
		return err
	}
	if lack := now.missing(m.Has); len(lack) > 0 {
		return errs.Newf(errs.Conflict, "%s chưa có %s. Bấm “Sửa” để ghi, rồi làm lại bước này.", now.Code(), lowerFirst(lack[0].Label))
	}
	return nil
}

// only keeps what was typed for the columns.
func only(typed map[string]string, g *Register, columns []string) map[string]string {
	out := map[string]string{}
	for _, c := range columns {
		f := g.field(c)
		if v, ok := typed[f.Name]; ok {
			out[f.Name] = v
		}
	}
	return out
}

// Drop puts a record into the trash or takes it out again, inside the caller's change.
func (g *Register) Drop(ctx context.Context, tx *store.Tx, now Record, dropped bool, today day.Day) error {
	if !dropped {
		return g.dropAs(ctx, tx, now, false, "Lấy lại từ thùng rác", "")
	}
	return g.dropAs(ctx, tx, now, true, "Chuyển vào thùng rác", "")
}

func (g *Register) dropAs(ctx context.Context, tx *store.Tx, now Record, dropped bool, action, note string) error {
	if there, taken, err := g.holder(ctx, tx, now.UnitID, now); err != nil {
		return err
	} else if taken && !dropped {
		return errs.Newf(errs.Conflict, "Sổ đã có %s là %s này; mở ra để sửa. Chưa đổi gì.", there.Code(), g.One)
	}
	if err := tx.UpdateOne(ctx, g.stmt.drop, tx.Now(), dropped, now.ID); err != nil {
		return err
	}
	if err := g.changed(ctx, tx, now.UnitID, now.ID); err != nil {
		return err
	}
	full, err := g.full(ctx, tx, now)
	if err != nil {
		return err
	}
	counted := tallies{}
	full.Dropped = !dropped
	counted.add(full, -1)
	after := full
	after.Dropped = dropped
	counted.add(after, 1)
	if err := counted.write(ctx, tx, now.UnitID, g.Name); err != nil {
		return err
	}
	before := after
	before.Dropped = !dropped
	if err := g.written(ctx, tx, before, after); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: g.Name, ID: now.ID, UnitID: now.UnitID, Action: action, Note: note})
}

// expireAtOnce is how many records one change lets fall back.
const expireAtOnce = 200

// Expire lets fall back at most a few hundred records of the unit that nobody renewed by the day, inside the caller's change,
// and says how many it was.
func (g *Register) Expire(ctx context.Context, tx *store.Tx, today day.Day) (n int, err error) {
	for i, x := range g.Expires {
		due, err := g.records(ctx, tx, g.stmt.expire[i], today.ISO(), x.From, expireAtOnce)
		if err != nil {
			return n, err
		}
		for _, now := range due {
			after := now
			after.State, after.StateBy, after.StateOn = x.To, "", today.ISO()
			if err := g.rewrite(ctx, tx, now, after, g.env(ctx, tx, today), x.Done, ""); err != nil {
				return n, err
			}
			n++
		}
	}
	lapsed, err := g.lapse(ctx, tx, today)
	return n + lapsed, err
}

// ExpireAll is Expire for a whole unit, in changes short enough that nobody waits for them.
func (g *Register) ExpireAll(ctx context.Context, db *store.DB, unitID string, today day.Day) error {
	by := actor.ForUnit(unitID)
	for {
		n := 0
		err := db.Write(ctx, by, func(tx *store.Tx) (err error) {
			n, err = g.Expire(ctx, tx, today)
			return err
		})
		if err != nil || n == 0 {
			return err
		}
	}
}
