package register

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// rewordAtOnce is how many records one change gives their words.
const rewordAtOnce = 100

// prepareReword registers the statement for a register whose records a migration took over from a table of before.
func (g *Register) prepareReword() {
	g.stmt.wordless = store.Query(g.stem()+".wordless", g.selects()+" WHERE {scope:r} AND r.id > $1 AND NOT EXISTS (SELECT 1 FROM register_word w WHERE w.record_id = r.id) ORDER BY r.id LIMIT $2",
		store.Whole("once at start, along the primary key: every record has words as soon as it was written by the program"))
}

// Reword gives the words by which they are found to records of a unit that came by a migration, which cannot fold words; in
// changes short enough that nobody waits for them. A record that has words is left alone.
func (g *Register) Reword(ctx context.Context, db *store.DB, unitID string, today day.Day) error {
	by := actor.ForUnit(unitID)
	for last, n := "", rewordAtOnce; n == rewordAtOnce; {
		err := db.Write(ctx, by, func(tx *store.Tx) error {
			list, err := g.records(ctx, tx, g.stmt.wordless, last, rewordAtOnce)
			if err != nil {
				return err
			}
			if n = len(list); n > 0 {
				last = list[n-1].ID
			}
			e := g.env(ctx, tx, today)
			for _, rec := range list {
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
