package plan

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Instance is a piece of dated work in the shape of a task: a check-point of a task, or a task that is its own single instance.
// Due, Done, Claimed, Asking and the counts are those of the instance.
type Instance struct {
	Task
	PointID string `db:"point_id"`    // empty when the task is its own instance
	Label   string `db:"point_label"` // "quý II"
	Item    string `db:"item_id"`     // id of the check-point or of the task; with the due date it is the place in a list
}

// Name is the title of the task with the period.
func (in Instance) Name() string {
	if in.Label == "" {
		return in.Title
	}
	return in.Title + ", " + in.Label
}

// Path is where the instance is shown, behind the address of the unit and year: "nhiem-vu/…#moc-…".
func (in Instance) Path() string {
	if in.PointID == "" {
		return "nhiem-vu/" + in.ID
	}
	return "nhiem-vu/" + in.ID + "#moc-" + in.PointID
}

// Line is the instance as a list of things to do shows it, with the state and the working days of today.
func (in Instance) Line(r *web.Request, today day.Day) ui.Task {
	line := taskLine(r, in.Task, today)
	line.Title, line.Href = in.Name(), r.In(in.Path())
	return line
}

const instanceOfTask = listColumns + `, '' AS point_id, '' AS point_label, t.id AS item_id`

// instanceOfPoint are the columns of a task t with those of its check-point c in their place.
var instanceOfPoint = strings.NewReplacer("t.starts_on", "c.starts_on", "t.due_on", "c.due_on", "t.done_on", "c.done_on", "t.results", "c.results",
	"t.waiting", "c.waiting", "t.claimed_on", "c.claimed_on", "t.asking", "c.asking", "t.slipped", "c.slipped",
	"t.phase,", "CASE WHEN c.done_on > '' THEN '' ELSE t.phase END AS phase,", "t.points", "0 AS points", "t.point_due", "'' AS point_due").
	Replace(listColumns) + `, c.id AS point_id, c.label AS point_label, c.id AS item_id`

const (
	openPoint = `c.year = $1 AND c.live = TRUE AND c.phase = '' AND c.state = '' AND c.claimed_on = '' AND c.done_on = ''`
)

var (
	pointOverdue = store.Query("plan.point.overdue", `SELECT `+instanceOfPoint+` FROM checkpoint c JOIN task t ON t.id = c.task_id
		WHERE {scope:c} AND `+openPoint+` AND c.due_on < $2 AND c.requested = FALSE ORDER BY c.due_on, c.id LIMIT $3`)
	pointSoon = store.Query("plan.point.soon", `SELECT `+instanceOfPoint+` FROM checkpoint c JOIN task t ON t.id = c.task_id
		WHERE {scope:c} AND `+openPoint+` AND c.due_on >= $2 AND c.due_on <= $3 ORDER BY c.due_on, c.id LIMIT $4`)
	pointWaiting = store.Query("plan.point.waiting", `SELECT `+instanceOfPoint+` FROM checkpoint c JOIN task t ON t.id = c.task_id
		WHERE {scope:c} AND c.year = $1 AND c.live = TRUE AND c.phase = '' AND c.state = '' AND c.claimed_on > '' AND c.done_on = '' ORDER BY c.claimed_on, c.id LIMIT $2`)
	pointOverdueCount = store.Query("plan.point.count_overdue", `SELECT COUNT(*) FROM checkpoint c WHERE {scope:c} AND `+openPoint+` AND c.due_on < $2 AND c.requested = FALSE`)
	pointSoonCount    = store.Query("plan.point.count_soon", `SELECT COUNT(*) FROM checkpoint c WHERE {scope:c} AND `+openPoint+` AND c.due_on >= $2 AND c.due_on <= $3`)
	pointWaitingCount = store.Query("plan.point.count_waiting", `SELECT COUNT(*) FROM checkpoint c
		WHERE {scope:c} AND c.year = $1 AND c.live = TRUE AND c.phase = '' AND c.state = '' AND c.claimed_on > '' AND c.done_on = ''`)

	window = store.Query("plan.instance.window", `SELECT * FROM (SELECT `+instanceOfTask+` FROM task t WHERE {scope:t} AND t.due_on >= $1 AND t.due_on <= $2
			AND t.live = TRUE AND t.dropped = FALSE AND t.parent_id = '' AND (t.phase = '' OR t.phase = 'paused') ORDER BY t.due_on, t.id LIMIT $3) AS a
		UNION ALL SELECT * FROM (SELECT `+instanceOfPoint+` FROM checkpoint c JOIN task t ON t.id = c.task_id WHERE {scope:c} AND c.due_on >= $1 AND c.due_on <= $2
			AND c.live = TRUE AND c.state = '' AND (c.phase = '' OR c.phase = 'paused' OR c.done_on > '') ORDER BY c.due_on, c.id LIMIT $3) AS b
		ORDER BY due_on, item_id LIMIT $3`)
)

// OverduePoints are the check-points of a year that are overdue on a date, the oldest first, and how many there are.
func (p *Plans) OverduePoints(ctx context.Context, from store.Source, year int, today day.Day, limit int) ([]Instance, int, error) {
	n, err := store.Get[int](ctx, from, pointOverdueCount, year, today)
	if err != nil || n == 0 {
		return nil, 0, err
	}
	list, err := store.List[Instance](ctx, from, pointOverdue, year, today, limit)
	return list, n, err
}

// PointsDue are the open check-points of a year that are due from a day to another, requests too, and how many there are.
func (p *Plans) PointsDue(ctx context.Context, from store.Source, year int, first, last day.Day, limit int) ([]Instance, int, error) {
	n, err := store.Get[int](ctx, from, pointSoonCount, year, first, last)
	if err != nil || n == 0 {
		return nil, 0, err
	}
	list, err := store.List[Instance](ctx, from, pointSoon, year, first, last, limit)
	return list, n, err
}

// PointsWaiting are the check-points of a year that a body says are done and nobody has confirmed, and how many there are.
func (p *Plans) PointsWaiting(ctx context.Context, from store.Source, year, limit int) ([]Instance, int, error) {
	n, err := store.Get[int](ctx, from, pointWaitingCount, year)
	if err != nil || n == 0 {
		return nil, 0, err
	}
	list, err := store.List[Instance](ctx, from, pointWaiting, year, limit)
	return list, n, err
}

// Window are the pieces of dated work, of whatever plan year, that are due from a day to another, done or not: for a calendar and
// for the days ahead. At most limit of them, the earliest first.
func (p *Plans) Window(ctx context.Context, from store.Source, first, last day.Day, limit int) ([]Instance, error) {
	return store.List[Instance](ctx, from, window, first, last, limit)
}
