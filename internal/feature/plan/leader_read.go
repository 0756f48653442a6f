package plan

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

var (
	// Overdue work of which the plan names nobody: both parts stand together in the index of classes.
	overdueUnled = store.Query("plan.leader.overdue_unled", `SELECT * FROM (SELECT `+instanceOfTask+` FROM task t WHERE {scope:t} AND t.year = $1 AND t.class = 'open'
			AND t.due_on > '' AND t.due_on < $2 AND t.first_lead = '' ORDER BY t.due_on, t.id LIMIT $3) AS a
		UNION ALL SELECT * FROM (SELECT `+instanceOfPoint+` FROM checkpoint c JOIN task t ON t.id = c.task_id WHERE {scope:c} AND c.year = $1 AND c.class = 'open'
			AND c.due_on < $2 AND c.first_lead = '' ORDER BY c.due_on, c.id LIMIT $3) AS b
		ORDER BY due_on, item_id LIMIT $3`)
	unledTasks = store.Query("plan.leader.unled", `SELECT `+listColumns+` FROM task t WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.dropped = FALSE AND t.parent_id = ''
		AND t.phase = '' AND t.claimed_on = '' AND t.done_on = '' AND t.lead = '' ORDER BY CASE WHEN t.due_on = '' THEN '~' ELSE t.due_on END, t.seq LIMIT $2`)
	openAsks = store.Query("plan.leader.asks", `SELECT `+extensionColumns+` FROM task_extension x WHERE {scope:x} AND x.state = 'asked' ORDER BY x.asked_at, x.id LIMIT 200`)
	// When the oldest result was handed in that says that the piece is done.
	claimedAt  = store.Query("plan.leader.claimed_at", `SELECT COALESCE(MIN(r.created_at), 0) FROM result r WHERE r.task_id = $1 AND r.checkpoint_id = $2 AND r.state = 'waiting' AND r.finishes = TRUE AND {scope:r}`)
	aheadCount = store.Query("plan.leader.ahead_count", `SELECT COALESCE(SUM(y.n), 0) FROM due_tally y
		WHERE {scope:y} AND y.year = $1 AND y.due_on >= $2 AND y.due_on <= $3 AND y.class IN ('open', 'asking', 'unanswered')`)
	aheadList = store.Query("plan.leader.ahead", `SELECT * FROM (SELECT `+instanceOfTask+` FROM task t WHERE {scope:t} AND t.year = $1 AND t.due_on >= $2 AND t.due_on <= $3
			AND t.class IN ('open', 'asking', 'unanswered') ORDER BY t.due_on, t.id LIMIT $4) AS a
		UNION ALL SELECT * FROM (SELECT `+instanceOfPoint+` FROM checkpoint c JOIN task t ON t.id = c.task_id WHERE {scope:c} AND c.year = $1 AND c.due_on >= $2 AND c.due_on <= $3
			AND c.class IN ('open', 'asking', 'unanswered') ORDER BY c.due_on, c.id LIMIT $4) AS b
		ORDER BY due_on, item_id LIMIT $4`)
)

// OverdueUnled is the overdue work of a year of which the plan names nobody, the oldest first.
func (p *Plans) OverdueUnled(ctx context.Context, from store.Source, year int, at day.Day, limit int) ([]Instance, error) {
	return store.List[Instance](ctx, from, overdueUnled, year, at, limit)
}

// Unled is the open work of a year of which the plan names nobody, whether dated or not; what is due first stands first.
func (p *Plans) Unled(ctx context.Context, from store.Source, year, limit int) ([]Task, error) {
	return store.List[Task](ctx, from, unledTasks, year, limit)
}

// Wanting is work whose body asks for more time.
type Wanting struct {
	Instance
	AskedOn day.Day
	Wish    day.Day
}

// Asking is the work of a year whose body waits for an answer about more time, those that have waited longest first.
func (p *Plans) Asking(ctx context.Context, from store.Source, year int, at day.Day, limit int) ([]Wanting, error) {
	pieces, err := p.Instances(ctx, from, Behind{Year: year, Figure: FigAsking, At: at}, 200)
	if err != nil || len(pieces) == 0 {
		return nil, err
	}
	asks, err := store.List[extension](ctx, from, openAsks)
	if err != nil {
		return nil, err
	}
	var out []Wanting
	for _, x := range asks {
		i := slices.IndexFunc(pieces, func(in Instance) bool { return in.ID == x.TaskID && in.PointID == x.PointID })
		if i >= 0 && len(out) < limit {
			out = append(out, Wanting{pieces[i], day.At(x.AskedAt.Time), x.NewDue})
		}
	}
	return out, nil
}

// Unconfirmed is work that a body says is done, since a day.
type Unconfirmed struct {
	Instance
	Since day.Day // when the result was handed in
}

// Unconfirmed is the work of a year that waits to be confirmed.
func (p *Plans) Unconfirmed(ctx context.Context, from store.Source, year, limit int) ([]Unconfirmed, error) {
	tasks, err := store.List[Task](ctx, from, taskClaimed, year, limit)
	if err != nil {
		return nil, err
	}
	pieces, _, err := p.PointsWaiting(ctx, from, year, limit)
	if err != nil {
		return nil, err
	}
	for _, t := range tasks {
		if !t.Claimed.IsZero() { // others have results that wait and do not say that the work is done
			pieces = append(pieces, Instance{Task: t, Item: t.ID})
		}
	}
	out := make([]Unconfirmed, len(pieces))
	for i, in := range pieces {
		at, err := store.Get[store.Instant](ctx, from, claimedAt, in.ID, in.PointID)
		if err != nil {
			return nil, err
		}
		out[i] = Unconfirmed{in, in.Claimed}
		if !at.IsZero() {
			out[i].Since = day.At(at.Time)
		}
	}
	slices.SortStableFunc(out, func(a, b Unconfirmed) int { return a.Since.Compare(b.Since) })
	return out[:min(limit, len(out))], nil
}

// Ahead is the open work of a year that is due from a day to another, the earliest first, and how much there is.
func (p *Plans) Ahead(ctx context.Context, from store.Source, first, last day.Day, limit int) ([]Instance, int, error) {
	n, err := store.Get[int](ctx, from, aheadCount, first.Year(), first, last)
	if err != nil || n == 0 {
		return nil, 0, err
	}
	list, err := store.List[Instance](ctx, from, aheadList, first.Year(), first, last, limit)
	return list, n, err
}
