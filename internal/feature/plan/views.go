package plan

import (
	"context"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// ViewProgress is the view of a plan that another feature shows.
const ViewProgress = "/tien-do"

// Plan finds a plan of the actor's unit.
func (p *Plans) Plan(ctx context.Context, from store.Source, id string) (Plan, error) {
	return store.Get[Plan](ctx, from, planGet, id)
}

// Tabs lead from a view of a plan to the others, for a page of another feature.
func Tabs(r *web.Request, planID, here string) templ.Component {
	return planTabs(r, Plan{ID: planID}, here)
}
