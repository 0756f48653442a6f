package store

import "context"

// Aside runs a statement that writes what is no record of work: a job, a message that waits to be sent, a mark that
// something was read. It needs no audit row and, unlike Unaudited, excuses no other write of the same change.
func (tx *Tx) Aside(ctx context.Context, s *Stmt, args ...any) (rows int64, err error) {
	return tx.exec(ctx, s, args)
}
