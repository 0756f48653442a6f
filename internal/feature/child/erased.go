package child

import (
	"context"

	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// What a move and a collaborator's proposal say of a child in their own words. The other unit's side of a move has the id of the
// sender's; what it holds after it accepted belongs to its own record.
var (
	movesOf         = store.Query("child.transfer.of_erased", `SELECT t.id, t.to_unit AS unit_id FROM child_transfer t WHERE t.child_id = $1 AND {scope:t} UNION SELECT a.id, a.unit_id FROM child_arrival a WHERE a.child_id = $1 AND {scope:a}`)
	correctionsOf   = store.Query("child.correction.of_erased", `SELECT k.id FROM child_correction k WHERE k.child_id = $1 AND {scope:k}`)
	transferEmpty   = store.Change("child.transfer.empty", `UPDATE child_transfer AS t SET why = '', answer = '' WHERE t.child_id = $1 AND {scope:t}`)
	arrivalEmpty    = store.Change("child.arrival.empty", `UPDATE child_arrival AS a SET name = '', birth = '', sex = '', mother = '', father = '', why = '', answer = '' WHERE a.id = $1 AND a.child_id IN ('', $2)`, store.Unscoped("the other side of a move that came to nothing must not keep what the sender has to erase"))
	correctionEmpty = store.Change("child.correction.empty", `UPDATE child_correction AS k SET proposed = '', why = '', answer = '' WHERE k.child_id = $1 AND {scope:k}`)
)

// moved is a move with the unit that has the history of its answer.
type moved struct {
	ID     string `db:"id"`
	UnitID string `db:"unit_id"`
}

// erased empties the letters of the child's moves on both sides and what collaborators proposed, with the history of these.
func erased(ctx context.Context, tx *store.Tx, rec register.Record, empty func(tx *store.Tx, kind, id string) error) error {
	moves, err := store.List[moved](ctx, tx, movesOf, rec.ID)
	if err != nil {
		return err
	}
	for _, m := range moves {
		if m.UnitID == "" { // to a place that does not work in this installation
			continue
		}
		if err := empty(register.InUnit(tx, m.UnitID), arrivalKind, m.ID); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, arrivalEmpty, m.ID, rec.ID); err != nil {
			return err
		}
	}
	proposed, err := store.List[string](ctx, tx, correctionsOf, rec.ID)
	if err != nil {
		return err
	}
	for _, id := range proposed {
		if err := empty(tx.Whole(), correctionKind, id); err != nil {
			return err
		}
	}
	for _, s := range []*store.Stmt{transferEmpty, correctionEmpty} {
		if _, err := tx.Exec(ctx, s, rec.ID); err != nil {
			return err
		}
	}
	return nil
}
