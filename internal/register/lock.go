package register

import "github.com/mangnon/mangnon/internal/kernel/errs"

// unlocked refuses to change a record that its declaration holds as it is; move is the key of the move that is asked for, empty for
// any other change.
func (g *Register) unlocked(now Record, move string) error {
	if words := g.lockedBy(now, move); words != "" {
		return errs.Newf(errs.Conflict, "%s: %s. Chưa ghi gì.", now.Code(), words)
	}
	return nil
}

// lockedBy says in words why a record may not be changed, empty when it may.
func (g *Register) lockedBy(now Record, move string) string {
	if g.Locked == nil || now.ID == "" {
		return ""
	}
	return g.Locked(now, move)
}
