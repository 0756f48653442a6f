package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

var (
	sharePlans = store.Query("plan.share.plans", `SELECT `+planColumns+` FROM plan p
		WHERE {scope:p} AND p.year = $1 AND p.id > $2 AND p.state IN ('draft', 'confirmed') ORDER BY p.id LIMIT $3`)
	shareTasks = store.Query("plan.share.tasks", `SELECT `+listColumns+` FROM task t
		WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND (t.due_on, t.id) > ($2, $3) AND t.dropped = FALSE ORDER BY t.due_on, t.id LIMIT $4`)
)

// PlansAfter lists the plans of a year as its page does, drafts too, in the order of their ids after the one given.
func (p *Plans) PlansAfter(ctx context.Context, from store.Source, year int, after string, limit int) ([]Plan, error) {
	return store.List[Plan](ctx, from, sharePlans, year, after, limit)
}

// TasksAfter lists the work of a year that is in force, parts of work too, by due date and id after those given. Work without a
// due date comes first.
func (p *Plans) TasksAfter(ctx context.Context, from store.Source, year int, due day.Day, id string, limit int) ([]Task, error) {
	return store.List[Task](ctx, from, shareTasks, year, due, id, limit)
}

// PlanTasksAfter lists the work of one plan in its order after a place.
func (p *Plans) PlanTasksAfter(ctx context.Context, from store.Source, planID string, seq, limit int) ([]Task, error) {
	return store.List[Task](ctx, from, taskPage, planID, seq, limit)
}

// TaskWithBodies finds a piece of work and who owes it. Work of a text that was replaced is errs.NotFound, as on its page.
func (p *Plans) TaskWithBodies(ctx context.Context, from store.Source, id string) (Task, []Owed, error) {
	t, err := taskWith(ctx, from, id)
	if err == nil && t.Frozen() {
		return Task{}, nil, errReplaced
	}
	return t.Task, t.Owed, err
}
