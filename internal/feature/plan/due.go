package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Dated is open work with a due date, as little of it as a reminder needs: a task, or a check-point of one.
type Dated struct {
	ID        string
	TaskID    string
	Year      int
	Title     string
	Lead      string   // names, as lists show them
	LeadIDs   []string // bodies of the register that lead or carry it out
	Due       day.Day
	Requested bool
}

// Path is where the work is shown, inside the unit and year.
func (d Dated) Path() string {
	in := Instance{Task: Task{ID: d.TaskID}}
	if d.ID != d.TaskID {
		in.PointID = d.ID
	}
	return in.Path()
}

type datedRow struct {
	ID        string  `db:"id"`
	TaskID    string  `db:"task_id"`
	Label     string  `db:"label"`
	Year      int     `db:"year"`
	Title     string  `db:"title"`
	Lead      string  `db:"lead"`
	Due       day.Day `db:"due_on"`
	Requested bool    `db:"requested"`
	BodyID    string  `db:"body_id"`
}

// The roles are those that carry (see carries).
var taskDated = store.Query("plan.task.dated", `SELECT t.id, t.id AS task_id, '' AS label, t.year, t.title, t.lead, t.due_on, t.requested, COALESCE(o.body_id, '') AS body_id
	FROM task t LEFT JOIN task_body o ON o.task_id = t.id AND o.role IN ('lead', 'colead', 'implement', 'request', 'report') AND o.body_id <> ''
	WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.phase = '' AND t.claimed_on = '' AND t.done_on = '' AND t.due_on >= $2 AND t.due_on <= $3
	AND t.dropped = FALSE AND t.parent_id = '' ORDER BY t.due_on, t.id`)

// The same of check-points of work that goes on.
var pointDated = store.Query("plan.point.dated", `SELECT c.id, c.task_id, c.label, c.year, t.title, t.lead, c.due_on, c.requested, COALESCE(o.body_id, '') AS body_id
	FROM checkpoint c JOIN task t ON t.id = c.task_id
	LEFT JOIN task_body o ON o.task_id = t.id AND o.role IN ('lead', 'colead', 'implement', 'request', 'report') AND o.body_id <> ''
	WHERE {scope:c} AND `+openPoint+` AND c.due_on >= $2 AND c.due_on <= $3 ORDER BY c.due_on, c.id`)

// Dated lists the open tasks of the source's unit that are due from one day to another, by due date. Work of a plan of the
// year before or after counts too.
func (p *Plans) Dated(ctx context.Context, from store.Source, first, last day.Day) ([]Dated, error) {
	return datedBy(ctx, from, taskDated, first, last)
}

// DatedPoints is Dated for the check-points of work that goes on.
func (p *Plans) DatedPoints(ctx context.Context, from store.Source, first, last day.Day) ([]Dated, error) {
	return datedBy(ctx, from, pointDated, first, last)
}

func datedBy(ctx context.Context, from store.Source, s *store.Stmt, first, last day.Day) ([]Dated, error) {
	var out []Dated
	for year := first.Year() - 1; year <= last.Year()+1; year++ {
		rows, err := store.List[datedRow](ctx, from, s, year, first, last)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if n := len(out); n == 0 || out[n-1].ID != r.ID {
				name := Instance{Task: Task{Title: r.Title}, Label: r.Label}.Name()
				out = append(out, Dated{ID: r.ID, TaskID: r.TaskID, Year: r.Year, Title: name, Lead: r.Lead, Due: r.Due, Requested: r.Requested})
			}
			if r.BodyID != "" {
				d := &out[len(out)-1]
				d.LeadIDs = append(d.LeadIDs, r.BodyID)
			}
		}
	}
	return out, nil
}
