package directory

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// Chooser is an Estate that a person can tell where a single record goes: records of a unit that was divided, posts of people.
// An Estate that is no Chooser is asked to Pass with a limit of one.
type Chooser interface {
	Estate
	// PassTo passes one record on to the heirs that a person chose, inside one change. A record that is not waiting is
	// errs.Conflict.
	PassTo(ctx context.Context, tx *store.Tx, m Moves, id string, heirs []Heir) error
}
