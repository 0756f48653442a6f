package register

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// A feature may write records of its own register whose answers no person typed: documents that plans cite. It sets all of
// them, also those that Follow works out for people; nothing is judged, and Written is not called: who writes knows what hangs
// on it.

// Blank is a new record of a unit without answers. An ID that is set before Enter stays.
func (g *Register) Blank(unitID string) Record {
	rec := g.blank()
	rec.UnitID = unitID
	return rec
}

// Enter writes a new record, inside the caller's change.
func (g *Register) Enter(ctx context.Context, tx *store.Tx, rec Record, today day.Day, action string) (Record, error) {
	n, err := g.numbers(ctx, tx, rec.UnitID, 1)
	if err != nil {
		return rec, err
	}
	rec.Number = n
	p := g.pending(ctx, tx, rec.UnitID)
	if rec, err = p.gather(rec, g.env(ctx, tx, today), action, ""); err != nil {
		return rec, err
	}
	return rec, p.close()
}

// Put writes answers and state over those that a record had, inside the caller's change; after carries the version that was
// seen, and another one is errs.Conflict. Nothing is judged and no lock is asked: the feature found it right.
func (g *Register) Put(ctx context.Context, tx *store.Tx, before, after Record, today day.Day, action, note string) error {
	if after.State != before.State && after.StateOn == before.StateOn {
		after.StateBy, after.StateOn = tx.Actor().AccountID, today.ISO()
	}
	return g.replace(ctx, tx, before, after, g.env(ctx, tx, today), action, note)
}

// written lets the declaration bring up what hangs on a record outside of the register.
func (g *Register) written(ctx context.Context, tx *store.Tx, before, after Record) error {
	if g.Written == nil {
		return nil
	}
	return g.Written(ctx, tx, before, after)
}

// ShowAgain shows the record of the address with the mistakes of a form that its feature put beside the answers.
func (g *Register) ShowAgain(w http.ResponseWriter, r *web.Request, mistakes []errs.Field) error {
	rec, err := g.record(r)
	if err != nil {
		return err
	}
	return g.showRecord(w, r, rec, showView{Errors: mistakes})
}
