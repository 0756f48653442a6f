package register

import "github.com/mangnon/mangnon/internal/store"

// concerns reports whether a field says something about the record: its When is met, or it is answered all the same.
func (rec Record) concerns(f Field) bool {
	return f.When.Column == "" || rec.Str(f.When.Column) == f.When.Value || !blankValue(f.Kind, rec.Value(f.Column))
}

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
