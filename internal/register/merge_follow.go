package register

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// follower is a table whose rows name a record and follow it in a merge.
type follower struct {
	table    string
	of, move *store.Stmt
}

// followers are the tables of all registers; those of one register are in Register.referred.
var followers = []follower{follows("register_file", "record_id"), follows("register_comment", "record_id")}

// follows registers the statements over a column; it needs an index on it.
func follows(table, column string) follower {
	name := "register.merge." + table + "_" + column
	return follower{table + "." + column,
		store.Query(name+".of", "SELECT x.id FROM "+table+" x WHERE x."+column+" = $1 AND {scope:x} ORDER BY x.id"),
		store.Change(name+".move", "UPDATE "+table+" AS x SET "+column+" = $1 WHERE x.id = $2 AND x."+column+" = $3 AND {scope:x}")}
}

// Referred says that a column of another table, with an id and an index on the column, names records of the register: when two
// are merged its rows name the one that stays. Call it once, when the program starts.
func (g *Register) Referred(table, column string) {
	*g.referred = append(*g.referred, follows(table, column))
}

// bringAlong moves what names one record to another, also what the person does not see, and says what that was.
func (g *Register) bringAlong(ctx context.Context, tx *store.Tx, gone, keep string) (map[string][]string, error) {
	moved := map[string][]string{}
	for _, f := range append(followers[:len(followers):len(followers)], *g.referred...) {
		ids, err := store.List[string](ctx, tx.Whole(), f.of, gone)
		if err != nil {
			return nil, err
		}
		if len(ids) > 0 {
			moved[f.table] = ids
		}
	}
	return moved, g.moveAlong(ctx, tx, moved, gone, keep)
}

// moveAlong moves rows that name one record to another; a row that was taken elsewhere meanwhile stays there.
func (g *Register) moveAlong(ctx context.Context, tx *store.Tx, moved map[string][]string, from, to string) error {
	for _, f := range append(followers[:len(followers):len(followers)], *g.referred...) {
		for _, id := range moved[f.table] {
			if _, err := tx.Whole().Exec(ctx, f.move, to, id, from); err != nil {
				return err
			}
		}
	}
	return nil
}
