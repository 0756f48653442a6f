package population

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// comparing makes what compares rows for the actor of a change.
func (x *Population) comparing(ctx context.Context, tx *store.Tx, today day.Day) (c comparing, err error) {
	c.g = x.children(tx.Actor())
	c.env = c.g.EnvOn(ctx, tx, today)
	if c.hamlets, err = x.Lists[register.RefHamlet](ctx, tx, today); err != nil {
		return c, err
	}
	book, err := pack.Open(ctx, tx)
	c.standing = book.At(standingPack, today.ISO())
	return c, err
}

// compareRows compares at most atOnce rows with their children, inside the caller's change. A row whose child is gone has none.
func (x *Population) compareRows(ctx context.Context, tx *store.Tx, k check, rows []row, today day.Day) error {
	c, err := x.comparing(ctx, tx, today)
	if err != nil {
		return err
	}
	ids := make([]string, len(rows))
	for i, w := range rows {
		ids[i] = w.ChildID
	}
	recs, err := c.g.Read(ctx, tx, ids)
	if err != nil {
		return err
	}
	by := make(map[string]register.Record, len(recs))
	for _, rec := range recs {
		by[rec.ID] = rec
	}
	for _, w := range rows {
		rec, there := by[w.ChildID]
		if !there || rec.Dropped {
			if _, err := tx.Exec(ctx, rowSettle, none, "", 0, "", w.Candidates, k.ID, w.N); err != nil {
				return err
			}
			continue
		}
		if err := keepDifferences(ctx, tx, k, c.differences(rec, w)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, rowCompared, k.ID, w.N); err != nil {
			return err
		}
	}
	return c.env.Err()
}

func keepDifferences(ctx context.Context, tx *store.Tx, k check, list []difference) error {
	for _, d := range list {
		if _, err := tx.Exec(ctx, differenceAdd, k.ID, k.UnitID, d.N, d.Field, d.Hamlet, d.Ours, d.Theirs, d.Level); err != nil {
			return err
		}
	}
	return nil
}
