package register

import "github.com/mangnon/mangnon/internal/store"

// follow lets the declaration work out what follows from the answers; a state that they open is the work of whoever wrote them.
func (g *Register) follow(before Record, rec *Record, e *Env) {
	if g.Follow == nil {
		return
	}
	g.Follow(before, rec, e.Today)
	if rec.State == before.State {
		return
	}
	rec.StateBy, rec.StateOn = "", e.Today.ISO()
	if tx, ok := e.from.(*store.Tx); ok {
		rec.StateBy = tx.Actor().AccountID
	}
}
