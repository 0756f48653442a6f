package register

import (
	"slices"

	"github.com/mangnon/mangnon/internal/store"
)

// concerns reports whether a field says something about the record: its When is met, or it is answered all the same.
func (rec Record) concerns(f Field) bool {
	return f.When.Column == "" || rec.of.valueOf(rec, f.When.Column) == f.When.Value || !blankValue(f.Kind, rec.Value(f.Column))
}

// follow lets the declaration work out what follows from the answers. A state that they open is the work of whoever wrote
// them, and so is a record that somebody else must approve.
func (g *Register) follow(before Record, rec *Record, e *Env) {
	if g.Follow != nil {
		g.Follow(before, rec, e.Today)
	}
	moved := rec.State != before.State
	if moved {
		rec.StateBy, rec.StateOn = "", e.Today.ISO()
	}
	if tx, ok := e.from.(*store.Tx); ok && (moved || g.awaitsOther(rec.State) && changed(before, *rec)) {
		rec.StateBy = tx.Actor().AccountID
	}
}

// awaitsOther reports whether a state is left by a move that its author may not make.
func (g *Register) awaitsOther(state string) bool {
	return slices.ContainsFunc(g.Moves, func(m Move) bool { return m.Other && slices.Contains(m.From, state) })
}

// valueOf is the answer in a column of text, or the state.
func (g *Register) valueOf(rec Record, column string) string {
	if column == "state" {
		return rec.State
	}
	return rec.Str(column)
}

func changed(before, after Record) bool {
	return !slices.EqualFunc(before.Values, after.Values, slices.Equal[Value])
}
