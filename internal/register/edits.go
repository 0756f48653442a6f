package register

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Edits are additions and changes of many records inside one change of the caller. A changed record is written at once; new records, and
// what is kept beside all of them, are gathered and written together by Close, without which nothing of that stands. What a
// declaration judges against other records sees everything that came before.
type Edits struct {
	env *Env
	p   *pending
}

// Edits begins changes by the tx's actor on a day. Lists of the unit are read once for all of them.
func (g *Register) Edits(ctx context.Context, tx *store.Tx, unitID string, today day.Day) *Edits {
	return g.edits(ctx, tx, unitID, g.env(ctx, tx, today))
}

func (g *Register) edits(ctx context.Context, tx *store.Tx, unitID string, e *Env) *Edits {
	return &Edits{env: e, p: g.pending(ctx, tx, unitID)}
}

// Add is Register.Add for one of many.
func (x *Edits) Add(typed map[string]string) (Record, error) {
	g := x.p.g
	rec, err := x.judge(g.blank(), g.whole(typed))
	if err != nil {
		return rec, err
	}
	if rec.Number, err = x.p.number(); err != nil {
		return rec, err
	}
	return x.p.add(rec, x.env, "Thêm "+g.One, "")
}

// Edit is Register.Edit for one of many.
func (x *Edits) Edit(now Record, seen int64, typed map[string]string) (Record, error) {
	g := x.p.g
	if err := g.unlocked(now, ""); err != nil {
		return now, err
	}
	after, err := x.judge(now, g.answerable(typed))
	if err != nil {
		return after, err
	}
	note, err := g.reasonOf(now, after, typed)
	if err != nil {
		return after, err
	}
	after.Version = seen
	return after, x.rewrite(now, after, "Sửa "+g.One, note)
}

// Restore is Register.Restore for one of many.
func (x *Edits) Restore(now Record, open, secret, action, note string) (Record, error) {
	g := x.p.g
	before, err := g.restored(now, open, secret)
	if err != nil {
		return before, err
	}
	if x.p.holds(before) {
		if err := x.p.flush(); err != nil {
			return before, err
		}
	}
	if err := g.vacant(x.p.ctx, x.p.tx, before); err != nil {
		return before, err
	}
	return before, x.rewrite(now, before, action, note)
}

// judge is Register.judge, after everything that was gathered and may stand against the record is written.
func (x *Edits) judge(rec Record, typed map[string]string) (Record, error) {
	rec, m, err := x.p.g.answer(rec, typed, x.env)
	if err != nil {
		return rec, err
	}
	if m.Err() == nil && x.p.holds(rec) {
		if err := x.p.flush(); err != nil {
			return rec, err
		}
	}
	return rec, x.p.g.beside(rec, m, x.env)
}

// rewrite writes after over before, and what hangs on it.
func (x *Edits) rewrite(before, after Record, action, note string) error {
	if err := x.replace(before, after, action, note); err != nil || x.p.g.Written == nil {
		return err
	}
	if err := x.p.flush(); err != nil {
		return err
	}
	return x.p.g.written(x.p.ctx, x.p.tx, before, after)
}

// replace is rewrite for who sees to what hangs on the record.
func (x *Edits) replace(before, after Record, action, note string) error {
	p, g := x.p, x.p.g
	if err := g.writable(p.tx); err != nil {
		return err
	}
	if p.mine[after.ID] { // changed before, or not written yet
		if err := x.p.flush(); err != nil {
			return err
		}
	}
	args := append([]any{p.tx.Now(), after.State, after.StateBy, after.StateOn, after.ID}, after.args()...)
	if err := p.tx.UpdateOne(p.ctx, g.stmt.edit, append(args, after.Version)...); err != nil {
		return err
	}
	if err := g.writeLines(p.ctx, p.tx, before, after); err != nil {
		return err
	}
	p.changed, p.mine[after.ID] = append(p.changed, after.ID), true
	p.counted.add(before, -1)
	p.counted.add(after, 1)
	if words := after.words(x.env); !slices.Equal(words, before.words(x.env)) {
		p.anew = append(p.anew, after.ID)
		for _, w := range words {
			p.words = append(p.words, w, after.ID)
		}
	}
	p.told = append(p.told, g.entries(before, after, x.env, action, note)...)
	return nil
}

// Close writes what was gathered.
func (x *Edits) Close() error { return x.p.close() }
