package progress

import (
	"context"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Work is what this feature needs of the plans: counts of dated work as they stand at a date, and the pieces behind a count.
// What it reads belongs to the unit of the source's actor.
type Work interface {
	// Plan finds a plan by its id; another unit's is errs.NotFound.
	Plan(ctx context.Context, from store.Source, id string) (Plan, error)
	// Tabs lead from the progress of a plan to its other views.
	Tabs(r *web.Request, planID string) templ.Component
	// Bodies gives the lead bodies with their squares of the weeks from the Monday first on. They add up to the whole.
	Bodies(ctx context.Context, from store.Source, of Scope, first, at day.Day) ([]Body, error)
	// Parts gives the branches of a plan in its order, or the plans of a year.
	Parts(ctx context.Context, from store.Source, of Scope, at day.Day) ([]Part, error)
	// Behind lists the pieces behind a figure, the earliest due first: over all pages as many as the figure says.
	Behind(r *web.Request, q Behind, limit int) ([]Piece, error)
	// Late lists what is overdue, the oldest first.
	Late(r *web.Request, of Scope, limit int) ([]Piece, error)
}

// Scope is a plan, or the whole year of a unit when Plan is empty.
type Scope struct {
	Year int
	Plan string
}

// Plan is a plan as its progress shows it.
type Plan struct {
	ID, Title, Name string // Name: "Kế hoạch số 18/KH-UBND ngày 26/01/2026"
	Confirmed       bool
}

// Figures are the numbers of dated work in the order of the Government's reports. Done work is in Due whenever it was due.
type Figures struct {
	Given, Due, InTime, Late, Overdue, Asking int
	Waiting, Unanswered                       int // of Due: said to be done; asked of a body that is not commanded
}

func (f *Figures) add(o Figures) {
	f.Given += o.Given
	f.Due += o.Due
	f.InTime += o.InTime
	f.Late += o.Late
	f.Overdue += o.Overdue
	f.Asking += o.Asking
	f.Waiting += o.Waiting
	f.Unanswered += o.Unanswered
}

// Body leads work. One that is only requested is never called late.
type Body struct {
	ID, Name  string // no ID when no registered body has the name; no Name when the plan names nobody
	Requested bool
	Figures
	Weeks [picture.Weeks]string // keys of package glyph
}

// Label is the name as a page shows it.
func (b Body) Label() string {
	if b.Name == "" {
		return "Chưa rõ chủ trì"
	}
	return b.Name
}

// Part is a branch of a plan with everything below it, or a plan among those of a year.
type Part struct {
	Plan  string // id, for a plan
	Path  string // "II.2.3", for a branch
	Name  string
	Depth int // 1 at the top
	Figures
	Months [12]string // keys of package glyph
	Peaks  []picture.Span
}

// Behind asks for the pieces behind one of the six numbers.
type Behind struct {
	Scope
	Number string // a key of numbers
	Body   string // id of a registered body, or empty
	Branch string // path of a branch of the plan, or empty
	After  Mark   // the last piece of the page before
}

// Mark is the place of a piece in its list.
type Mark struct {
	Due  day.Day
	Item string
}

// Piece is a check-point, or a task with a due date of its own.
type Piece struct {
	Line     ui.Task
	Name     string
	Due      day.Day
	LeadID   string
	LeadName string
	Mark     Mark
}
