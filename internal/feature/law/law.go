package law

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Law is the feature over its database and its neighbours.
type Law struct {
	DB        *store.DB
	Citations Citations
	// Work makes tasks of proposals; while it is nil, proposals have no such button.
	Work Work
}

// Citations is what this feature needs of the plans.
type Citations interface {
	// Plans are the confirmed plans that cite documents.
	Plans(ctx context.Context, from store.Source) ([]PlanRef, error)
	// OfPlan are the documents that a plan cites, each once, by Seq.
	OfPlan(ctx context.Context, from store.Source, planID string) ([]Cite, error)
	// Places are the lines that name a number, newest plan first, with the work that rests on each; at most limit lines.
	Places(ctx context.Context, from store.Source, fold string, limit int) ([]Place, error)
}

// PlanRef is a plan and the unit whose plan it is.
type PlanRef struct{ ID, UnitID string }

// Place is a line of a plan that names a document.
type Place struct {
	PlanID    string
	PlanName  string
	PlanYear  int
	PlanPath  string // address inside unit and year
	LinePath  string
	Confirmed bool
	Line      int
	Cite      Cite // as this line has it
	Tasks     []Task
}

// Task is a piece of work that rests on a document.
type Task struct {
	ID, Number, Title string
	Path              string // address inside unit and year
	Year              int
}

// NewTask is a task that a proposal makes.
type NewTask struct {
	UnitID string
	Year   int
	Title  string
	Text   string // why it is proposed
	Due    day.Day
}

// Work makes tasks that come from no plan.
type Work interface {
	// NewTask makes the task inside the caller's change and gives its address inside unit and year.
	NewTask(ctx context.Context, tx *store.Tx, t NewTask) (path string, err error)
}

// marked is a citation's document with the citation's place in its plan.
type marked struct {
	Seq int `db:"cite_seq"`
	Document
}

// Marks say how the documents that a plan cites stand on a day, by their place in the plan. A citation of which nobody
// knows the document, and every one of a draft, has no mark.
func (l *Law) Marks(ctx context.Context, from store.Source, planID string, at day.Day) (map[int]Mark, error) {
	found, err := store.List[marked](ctx, from, marksOf, planID)
	out := make(map[int]Mark, len(found))
	for _, m := range found {
		out[m.Seq] = m.MarkAt(at)
	}
	return out, err
}
