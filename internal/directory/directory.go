// Package directory is how the parts of the program that see all records know the kinds of records without knowing the
// features: succession asks what hangs on a body that ends. A feature implements the interfaces for each of its kinds and
// app hands them over; no feature needs another for it.
package directory

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Estate is what the records of one kind leave when the body that answers for them, or the unit that keeps them, ends.
//
// Nothing of the past is written over: who answered for a record until the last day stays readable as of that day, and a
// record of a unit that ends stays in that unit, where its heir in another unit can be followed from it.
type Estate interface {
	// Kind is the stored word for the records: "task". Title is their name on a page: "Nhiệm vụ".
	Kind() string
	Title() string

	// Count says how much the moves would pass on. It must answer from an index: the preview of 20,000 tasks and 60,000
	// check-points takes at most two seconds with all kinds together.
	Count(ctx context.Context, from store.Source, m Moves) (Tally, error)
	// List is the records behind Count, in the order of their ids, after the id given.
	List(ctx context.Context, from store.Source, m Moves, after string, limit int) ([]Item, error)

	// Pass passes on at most limit records after the id given, inside one change, and says with which id to go on; an empty
	// next means that all is done. Run again for the same act and the same records it changes nothing: a stopped succession
	// goes on where it was.
	Pass(ctx context.Context, tx *store.Tx, m Moves, after string, limit int) (next string, done int, err error)
	// Rests lists at most limit records on which somebody has worked since the act passed them on. While there is one the act
	// cannot be taken back.
	Rests(ctx context.Context, from store.Source, actID string, limit int) ([]Item, error)
	// Restore takes back what Pass did for the act, in pieces like Pass.
	Restore(ctx context.Context, tx *store.Tx, actID string, limit int) (more bool, done int, err error)
}

// Moves is what a succession does to the bodies of one unit, from one day on.
type Moves struct {
	ActID  string
	UnitID string  // the unit whose records pass on
	Day    day.Day // first day of the heirs; the eve is the last day of those before
	Basis  string  // the legal ground as a task shows it: "Nghị quyết 1666/NQ-UBTVQH15; mục IV.9 của kế hoạch"
	// Ends says that the unit itself ends: its open records get heirs in other units.
	Ends bool
	// Bodies gives the heirs of each body that ends or loses a function, by the id of the body. A body without an entry keeps
	// what it has; one with an empty list has no heir yet, and its records wait for a decision.
	Bodies map[string][]Heir
	// Gone are the bodies that end, among those of Bodies; the others go on and only lose functions. Nil when the act does not tell
	// them apart: then a body ends unless it is one of its own heirs.
	Gone map[string]bool
}

// Heir is a body that takes over from another. A record goes to the heir of its function when the heir names one and the
// record's function is known, and to every heir that names none.
type Heir struct {
	UnitID   string // the unit in which it works from the day on
	BodyID   string
	Name     string
	Function string // id of the function that it takes over; empty for everything
}

// Tally counts records that a succession touches.
type Tally struct {
	Open    int // pass on
	Done    int // stay where they are, closed before the day
	Nowhere int // of the open ones: without any heir, they wait for a decision
}

// Item is one record as a preview lists it.
type Item struct {
	ID      string
	Title   string // never the name of a child
	Address string // page of the record inside the unit and year, empty when it has none
	Body    string // who answers for it until the day
	Heirs   []Heir // who answers from the day on; empty when nobody does yet
}
