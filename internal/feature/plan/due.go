package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Dated is open work with a due date, as little of it as a reminder needs.
type Dated struct {
	ID        string
	Year      int
	Title     string
	Lead      string   // names, as lists show them
	LeadIDs   []string // bodies of the register that lead or carry it out
	Due       day.Day
	Requested bool
}

type datedRow struct {
	ID        string  `db:"id"`
	Year      int     `db:"year"`
	Title     string  `db:"title"`
	Lead      string  `db:"lead"`
	Due       day.Day `db:"due_on"`
	Requested bool    `db:"requested"`
	BodyID    string  `db:"body_id"`
}

// The roles are those that carry (see carries).
var taskDated = store.Query("plan.task.dated", `SELECT t.id, t.year, t.title, t.lead, t.due_on, t.requested, COALESCE(o.body_id, '') AS body_id
	FROM task t LEFT JOIN task_body o ON o.task_id = t.id AND o.role IN ('lead', 'colead', 'implement', 'request', 'report') AND o.body_id <> ''
	WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.phase = '' AND t.claimed_on = '' AND t.done_on = '' AND t.due_on >= $2 AND t.due_on <= $3
	AND t.dropped = FALSE AND t.parent_id = '' ORDER BY t.due_on, t.id`)

// Dated lists the open work of the source's unit that is due from one day to another, by due date. Work of a plan of the
// year before or after counts too.
func (p *Plans) Dated(ctx context.Context, from store.Source, first, last day.Day) ([]Dated, error) {
	var out []Dated
	for year := first.Year() - 1; year <= last.Year()+1; year++ {
		rows, err := store.List[datedRow](ctx, from, taskDated, year, first, last)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if n := len(out); n == 0 || out[n-1].ID != r.ID {
				out = append(out, Dated{ID: r.ID, Year: r.Year, Title: r.Title, Lead: r.Lead, Due: r.Due, Requested: r.Requested})
			}
			if r.BodyID != "" {
				d := &out[len(out)-1]
				d.LeadIDs = append(d.LeadIDs, r.BodyID)
			}
		}
	}
	return out, nil
}
