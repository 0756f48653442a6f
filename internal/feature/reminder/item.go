package reminder

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Item is a piece of open work with a day: a task, or one dated check-point of continuous work.
type Item struct {
	ID        string // never used again for other work
	Year      int    // of the address
	Path      string // inside the unit and year: "nhiem-vu/…"
	Title     string // the words of the plan
	LeadIDs   []string
	Lead      string // names of the bodies that lead, as a row shows them
	Due       day.Day
	Requested bool         // asked of a body that is not commanded: never overdue, and never reported to the leader
	Right     actor.Action // who lacks it is not told; empty for work, which every person here may read
	Private   bool         // the title may name a person: it stays out of mail and of words to pass on
}

// Source knows work. The neighbours that have some implement it.
type Source interface {
	// Due lists the open work of the source's unit that is due from one day to another, both included. What is done,
	// waits for confirmation, was put off or given up is not open.
	Due(ctx context.Context, from store.Source, first, last day.Day) ([]Item, error)
}

// Person is somebody who holds a post in the unit.
type Person struct {
	AccountID string
	Name      string
	BodyIDs   []string // of the posts, without those of an administrator
	Roles     []actor.Role
}

// People knows who works in a unit.
type People interface {
	// Holders lists those who may sign in and hold a post in a unit on a day.
	Holders(ctx context.Context, from store.Source, unitID string, at day.Day) ([]Person, error)
}

// Calendar knows working days.
type Calendar interface {
	IsWorking(day.Day) bool
}
