package week

import (
	"context"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Work is what this feature needs of the plans of a unit. All reads are of the unit of their actor.
type Work interface {
	// Standing is where a year's dated work stands on a date, with picture.Weeks weeks of each lead body from a Monday on.
	Standing(ctx context.Context, from store.Source, year int, first, at day.Day) (Standing, error)
	// Stuck is the work that may need a leader, at most limit pieces of each Need, those that have waited longest first.
	Stuck(ctx context.Context, from store.Source, year int, at day.Day, limit int) ([]Stuck, error)
	// Ahead is the work due from a day to another that is still open, the earliest first, and how many pieces there are when
	// they are more than limit.
	Ahead(ctx context.Context, from store.Source, first, last day.Day, limit int) (list []Coming, all int, err error)
	// Behind are the pieces behind one of the six numbers, the earliest due first: over all pages as many as the number says.
	Behind(ctx context.Context, from store.Source, q Behind) ([]Item, error)
	// Bodies are the names of the bodies that may be given work on a date.
	Bodies(ctx context.Context, from store.Source, at day.Day) ([]string, error)
	// Now is a piece of work as it stands. One that is gone is errs.NotFound.
	Now(ctx context.Context, from store.Source, ref Ref, at day.Day) (Item, error)

	// Assign, Extend and Urge change the work inside the caller's transaction and leave its history. A version of the item
	// that is no longer the current one is errs.Conflict, and nothing changes.
	Assign(ctx context.Context, tx *store.Tx, it Item, o Order) error
	Extend(ctx context.Context, tx *store.Tx, it Item, o Order) error
	Urge(ctx context.Context, tx *store.Tx, it Item, o Order) error
}

// Standing is a year's dated work on a date.
type Standing struct {
	Figures Figures
	Units   []Unit // the lead bodies; what nobody leads has an empty name
}

// Figures are the six numbers in the national order.
type Figures struct {
	Given   int `db:"given" json:"given"`     // giao
	Due     int `db:"due" json:"due"`         // đến hạn
	InTime  int `db:"in_time" json:"in_time"` // xong đúng hạn
	Late    int `db:"late" json:"late"`       // xong muộn
	Overdue int `db:"overdue" json:"overdue"` // quá hạn
	Asking  int `db:"asking" json:"asking"`   // xin lùi
}

// All are the numbers in their order.
func (f Figures) All() [6]int { return [6]int{f.Given, f.Due, f.InTime, f.Late, f.Overdue, f.Asking} }

// Unit is the year's work that one body leads and the worst state of each week.
type Unit struct {
	Name      string                `json:"name"`
	Weeks     [picture.Weeks]string `json:"weeks"` // keys of package glyph
	Overdue   int                   `json:"overdue"`
	Late      int                   `json:"late"`
	Requested bool                  `json:"requested,omitempty"` // not commanded, so never called late
}

// Ref names a piece of work: a task, or a check-point of one.
type Ref struct {
	TaskID  string `json:"task"`
	PointID string `json:"point,omitempty"`
}

// Item is a piece of work as it stands.
type Item struct {
	Ref
	Version int64   `json:"-"` // for the decision that is made about it
	Title   string  `json:"title"`
	Lead    string  `json:"lead,omitempty"` // names of those who owe the result; empty when the plan names nobody
	Due     day.Day `json:"due"`
	State   string  `json:"state"` // key of package glyph
	Asked   day.Day `json:"asked"` // since when a body asks for more time
	Wish    day.Day `json:"wish"`  // the date for which it asks
	Claimed day.Day `json:"claimed"`
	Ended   bool    `json:"-"` // done, handed over or given up: there is nothing left to decide
}

// Behind asks for a page of the pieces behind a number, named as in the address of its list.
type Behind struct {
	Year   int
	Figure string // "giao", "den-han", "dung-han", "muon", "qua-han", "xin-lui"
	At     day.Day
	Limit  int

	AfterDue day.Day // the last piece of the page before
	After    string  // its Ref.Key
}

// Key is the id of the piece itself.
func (r Ref) Key() string {
	if r.PointID != "" {
		return r.PointID
	}
	return r.TaskID
}

// Need is why a piece of work may need a leader.
type Need string

// The needs.
const (
	NeedLeadLate Need = "late-no-lead" // overdue, and nobody leads it
	NeedAnswer   Need = "answer"       // a body asks for more time
	NeedPush     Need = "late"         // overdue
	NeedLead     Need = "no-lead"      // nobody leads it
	NeedConfirm  Need = "confirm"      // a body says that it is done, and nobody has confirmed
)

// Stuck is work that may need a leader, since a day.
type Stuck struct {
	Item
	Need  Need    `json:"need"`
	Since day.Day `json:"since"` // due date, day of asking, day of the claim; zero where there is none
}

// Coming is work that falls due.
type Coming struct {
	Due  day.Day `json:"due"`
	Name string  `json:"name"`
	Who  string  `json:"who,omitempty"`
	Key  bool    `json:"key,omitempty"` // a report, which others wait for
}

// Order is what a leader decided.
type Order struct {
	Body   string  // Assign: who leads from now on
	Until  day.Day // Extend: the new last day that is in time
	Text   string  // Urge: what the body is told
	Reason string
	Via    string // "qua đường dẫn tuần …" when it did not come from a signed-in browser
}

// People is what this feature needs of the accounts.
type People interface {
	// Leaders are those who hold a post with the right actor.TaskDecide in the actor's unit on a date, by name, as actors of
	// that unit.
	Leaders(ctx context.Context, from store.Source, unitID string, at day.Day) ([]actor.Actor, error)
}

// Note is the reason with the way by which the decision came, for the history.
func (o Order) Note() string {
	if o.Reason == "" {
		return o.Via
	}
	return o.Reason + "; " + o.Via
}
