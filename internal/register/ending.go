package register

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// Ending says that rows of another table, which name a record of the register in a column with an index, are removed with it when it is
// erased: what a feature knows of a person ends with the record. Call it once, when the program starts.
func (g *Register) Ending(table, column string) {
	*g.ending = append(*g.ending, store.Change("register.ending."+table, "DELETE FROM "+table+" AS x WHERE x."+column+" = $1 AND {scope:x}"))
}

func (g *Register) endWith(ctx context.Context, tx *store.Tx, id string) error {
	for _, s := range *g.ending {
		if _, err := tx.Exec(ctx, s, id); err != nil {
			return err
		}
	}
	return nil
}
