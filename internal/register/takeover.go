package register

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// takenAtOnce is how many records one change takes over.
const takenAtOnce = 100

// prepareTakeOver registers the statement for a register whose records a migration took over from a table of before.
func (g *Register) prepareTakeOver() {
	g.stmt.wordless = store.Query(g.stem()+".wordless", g.selects()+" WHERE {scope:r} AND r.id > $1 AND NOT EXISTS (SELECT 1 FROM register_word w WHERE w.record_id = r.id) ORDER BY r.id LIMIT $2",
		store.Whole("once at start, along the primary key: every record has words as soon as it was written by the program"))
}

// TakeOver finishes what a migration began that made records of the rows of an older table: it works out what Follow gives and the
// words by which records are found, which SQL cannot; in changes short enough that nobody waits for them. A record that has words
// is left alone.
func (g *Register) TakeOver(ctx context.Context, db *store.DB, unitID string, today day.Day) error {
	by := actor.ForUnit(unitID)
	for last, n := "", takenAtOnce; n == takenAtOnce; {
		err := db.Write(ctx, by, func(tx *store.Tx) error {
			list, err := g.records(ctx, tx, g.stmt.wordless, last, takenAtOnce)
			if err != nil {
				return err
			}
			if n = len(list); n > 0 {
				last = list[n-1].ID
			}
			e := g.env(ctx, tx, today)
			for _, rec := range list {
				if rec, err = g.refollow(ctx, tx, rec, e); err != nil {
					return err
				}
				if err := rewords(ctx, tx, rec, rec.words(e)); err != nil {
					return err
				}
			}
			tx.Unaudited("the words of a search follow from the records")
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// refollow writes what follows from the answers of a record, when that is not what stands in it.
func (g *Register) refollow(ctx context.Context, tx *store.Tx, rec Record, e *Env) (Record, error) {
	after := rec
	after.Values = slices.Clone(rec.Values)
	if g.Follow != nil {
		g.Follow(rec, &after, e.Today)
	}
	if !changed(rec, after) && after.State == rec.State {
		return rec, nil
	}
	return after, g.replace(ctx, tx, rec, after, e, "Chuyển sang sổ mới khi nâng cấp chương trình", "")
}
