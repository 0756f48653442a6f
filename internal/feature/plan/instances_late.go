package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// LatePiece is an overdue piece of work as a message names it, with the body that leads it.
type LatePiece struct {
	Title    string  `db:"title"`
	Label    string  `db:"label"` // of the check-point, empty for a task
	Due      day.Day `db:"due_on"`
	LeadID   string  `db:"lead_id"`    // empty when no registered body has the name
	LeadName string  `db:"first_lead"` // as the plan writes it
	Item     string  `db:"item_id"`
}

const (
	lateTask  = `SELECT t.title, '' AS label, t.due_on, t.lead_id, t.first_lead, t.id AS item_id FROM `
	latePoint = `SELECT t.title, c.label, c.due_on, c.lead_id, c.first_lead, c.id AS item_id FROM `
)

var (
	lateOfYear = store.Query("plan.instance.late", `SELECT * FROM (`+lateTask+`task t
			WHERE {scope:t} AND t.year = $1 AND t.class = 'open' AND t.due_on < $2 ORDER BY t.due_on, t.id LIMIT $3) AS a
		UNION ALL SELECT * FROM (`+latePoint+`checkpoint c JOIN task t ON t.id = c.task_id
			WHERE {scope:c} AND c.year = $1 AND c.class = 'open' AND c.due_on < $2 ORDER BY c.due_on, c.id LIMIT $3) AS b ORDER BY due_on, item_id LIMIT $3`)
	lateOfPlan = store.Query("plan.instance.late_of_plan", `SELECT * FROM (`+lateTask+`plan p JOIN task t ON t.plan_id = p.id
			WHERE {scope:p} AND p.id = $1 AND t.class = 'open' AND t.due_on < $2) AS a
		UNION ALL SELECT * FROM (`+latePoint+`plan p JOIN checkpoint c ON c.plan_id = p.id JOIN task t ON t.id = c.task_id
			WHERE {scope:p} AND p.id = $1 AND c.class = 'open' AND c.due_on < $2) AS b ORDER BY due_on, item_id LIMIT $3`)
)

// Late lists what is overdue of a plan, or of the whole year when planID is empty, the oldest first.
func (p *Plans) Late(ctx context.Context, from store.Source, year int, planID string, at day.Day, limit int) ([]LatePiece, error) {
	if planID != "" {
		return store.List[LatePiece](ctx, from, lateOfPlan, planID, at, limit)
	}
	return store.List[LatePiece](ctx, from, lateOfYear, year, at, limit)
}
