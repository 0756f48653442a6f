package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// firstsOf numbers the pieces of a table that are due on each day: one walk along the days, whatever the number of days.
func firstsOf(table string) string {
	return `(SELECT q.id, ROW_NUMBER() OVER (PARTITION BY q.due_on ORDER BY q.id) AS nth FROM ` + table + ` q
		WHERE {scope:q} AND q.due_on >= $1 AND q.due_on <= $2 AND q.class > '') AS d`
}

var (
	datedDays = store.Query("plan.instance.dated_days", `SELECT y.due_on, SUM(y.n) AS n FROM due_tally y WHERE {scope:y} AND y.due_on >= $1 AND y.due_on <= $2
		GROUP BY y.due_on ORDER BY y.due_on`)
	datedFirsts = store.Query("plan.instance.dated_firsts", `SELECT * FROM (SELECT `+instanceOfTask+` FROM `+firstsOf("task")+` JOIN task t ON t.id = d.id
			WHERE d.nth <= $3 AND {scope:t}) AS a
		UNION ALL SELECT * FROM (SELECT `+instanceOfPoint+` FROM `+firstsOf("checkpoint")+` JOIN checkpoint c ON c.id = d.id JOIN task t ON t.id = c.task_id
			WHERE d.nth <= $3 AND {scope:c}) AS b
		ORDER BY due_on, item_id`)
	datedOfBody = store.Query("plan.instance.dated_of_body", `SELECT * FROM (SELECT `+instanceOfTask+` FROM task t WHERE {scope:t} AND t.due_on >= $1 AND t.due_on <= $2 AND t.class > ''
			AND `+owedBy+` ORDER BY t.due_on, t.id LIMIT $4) AS a
		UNION ALL SELECT * FROM (SELECT `+instanceOfPoint+` FROM checkpoint c JOIN task t ON t.id = c.task_id WHERE {scope:c} AND c.due_on >= $1 AND c.due_on <= $2 AND c.class > ''
			AND `+owedBy+` ORDER BY c.due_on, c.id LIMIT $4) AS b
		ORDER BY due_on, item_id LIMIT $4`)
)

// owedBy says that a task t has a result that a body owes.
const owedBy = `EXISTS (SELECT 1 FROM task_body w WHERE w.task_id = t.id AND w.body_id = $3 AND w.role IN (` + carrierRoles + `))`

// DayCount is how many pieces of dated work are due on a day.
type DayCount struct {
	Day day.Day `db:"due_on"`
	N   int     `db:"n"`
}

// DueDays counts what is due on each day from a day to another.
func (p *Plans) DueDays(ctx context.Context, from store.Source, first, last day.Day) ([]DayCount, error) {
	return store.List[DayCount](ctx, from, datedDays, first, last)
}

// FirstsOfDays lists the first few tasks and the first few check-points due on each day from a day to another.
func (p *Plans) FirstsOfDays(ctx context.Context, from store.Source, first, last day.Day, few int) ([]Instance, error) {
	return store.List[Instance](ctx, from, datedFirsts, first, last, few)
}

// WindowOfBody is Window for the work whose result a body owes.
func (p *Plans) WindowOfBody(ctx context.Context, from store.Source, first, last day.Day, bodyID string, limit int) ([]Instance, error) {
	return store.List[Instance](ctx, from, datedOfBody, first, last, bodyID, limit)
}
