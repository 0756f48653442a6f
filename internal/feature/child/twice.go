package child

import (
	"context"

	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

var (
	sameNumber = store.Query("child.same_number", `SELECT c.id, c.number, c.name FROM child c WHERE {scope:c} AND c.person_number = $1 AND c.id <> $2 AND c.dropped = FALSE ORDER BY c.id LIMIT 1`)
	heldAtAll  = store.Query("child.number_held", `SELECT COUNT(*) FROM (SELECT 1 FROM child c WHERE c.person_number = $1 AND c.id <> $2 LIMIT 1) AS held`,
		store.Unscoped("one number is one person in the whole installation; the answer is only that somebody has it"))
)

type holder struct {
	ID     string `db:"id"`
	Number int64  `db:"number"`
	Name   string `db:"name"`
}

// against refuses a personal number that another child has: whoever may see that child is shown it, others are told whom to ask.
func against(ctx context.Context, from store.Source, rec register.Record, m *register.Mistakes) error {
	number := rec.Str("person_number")
	if number == "" {
		return nil
	}
	other, found, err := store.Find[holder](ctx, from, sameNumber, number, rec.ID)
	if err != nil {
		return err
	}
	if found {
		taken(rec, other.Number, other.Name, m)
		return nil
	}
	n, err := store.Get[int64](ctx, from, heldAtAll, number, rec.ID)
	if err == nil && n > 0 {
		hiddenHolder(m)
	}
	return err
}
