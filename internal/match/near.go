package match

import (
	"context"
	"weak"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// askedAtMost is about how many records a form asks whether the new one is one of them.
const askedAtMost = 5

// Matcher is the finder for a register's forms and imports.
func (f *Finder) Matcher() register.Matcher { return matcher{f} }

type matcher struct{ *Finder }

// Alike implements register.Matcher. The words leave out what the reader may not see.
func (m matcher) Alike(ctx context.Context, from store.Source, rec register.Record, e *register.Env) ([]register.Alike, error) {
	by, unitID := m.asks(from, rec)
	if unitID == "" {
		return nil, nil
	}
	if ok, err := m.caughtUp(ctx, from, unitID, e); err != nil || !ok {
		return nil, err
	}
	self, _ := keyOf(rec.ID)
	twins := m.live.Load().Near(m.visible(by, m.record(rec, unitID)), self, askedAtMost)
	if len(twins) == 0 {
		return nil, nil
	}
	ids, said := make([]string, len(twins)), map[string]string{}
	for i, t := range twins {
		ids[i] = idOf(t.Key)
		said[ids[i]] = t.Without(m.silent(by)).String()
	}
	list, err := m.Register.Read(ctx, from, ids)
	var out []register.Alike
	for _, other := range list {
		if !other.Dropped {
			out = append(out, register.Alike{Rec: other, Words: said[other.ID]})
		}
	}
	return out, err
}

// caughtUp is catchUp, once for the rows of one piece of an import: they share their surroundings, and what the piece itself writes
// is not in the index before it is committed.
func (m matcher) caughtUp(ctx context.Context, from store.Source, unitID string, e *register.Env) (bool, error) {
	now := weak.Make(e)
	if last := m.asked.Load(); last != nil && e != nil && *last == now {
		return true, nil
	}
	_, ok, err := m.catchUp(ctx, from, unitID)
	if ok && err == nil {
		m.asked.Store(&now)
	}
	return ok, err
}

// Imported asks for a search for doubles after a table was written whole.
func (m matcher) Imported(ctx context.Context, tx *store.Tx, importID string) error {
	if m.Later == nil {
		return nil
	}
	return m.Later(ctx, tx, importID)
}

// asks is who writes the record, and for which unit.
func (m matcher) asks(from store.Source, rec register.Record) (actor.Actor, string) {
	if tx, ok := from.(*store.Tx); ok {
		return tx.Actor(), tx.Actor().UnitID
	}
	return actor.Actor{}, rec.UnitID
}

// visible leaves out of a person what the reader may not see: nobody learns by trying whether a value is right.
func (f *Finder) visible(by actor.Actor, p linkage.Person) linkage.Person {
	c := f.Columns
	for column, field := range map[string]*string{c.Mother: &p.Mother, c.Father: &p.Father, c.Hamlet: &p.Hamlet, c.Number: &p.Number, c.Phone: &p.Phone, c.Household: &p.Household, c.Ethnic: &p.Ethnic} {
		if column != "" && f.hidden(by, column) {
			*field = ""
		}
	}
	return p
}

// Find implements register.Searcher.
func (m matcher) Find(r *web.Request, typed string) ([]register.Record, error) {
	answer, err := m.Search(r.Context(), Asked{By: r.Actor, From: r.Reader(), UnitID: r.Unit.ID, Place: r.Unit.PlaceID, Today: r.Today(), Typed: typed, Most: foundAtMost})
	return answer.Records, err
}
