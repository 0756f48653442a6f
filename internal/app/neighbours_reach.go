package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/feature/reach"
	"github.com/mangnon/mangnon/internal/store"
)

// reach makes the lists of those whom nobody has reached.
func (a *App) reach() *reach.Reach {
	return &reach.Reach{Children: child.Children, Lists: registerLists(a.Org), Age: child.Age, Work: reachWork{a.Plans}}
}

// reachWork gives work from a list to the plans.
type reachWork struct{ plans *plan.Plans }

// Give implements reach.Work.
func (w reachWork) Give(ctx context.Context, tx *store.Tx, p reach.Piece) (path string, err error) {
	return w.plans.AddWork(ctx, tx, plan.Extra{UnitID: p.UnitID, Year: p.Year, Title: p.Title, Why: p.Why, Lead: p.Lead, Due: p.Due})
}
