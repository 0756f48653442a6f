package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// pointGroup is a part of the day's page with check-points of work that goes on.
type pointGroup struct {
	Title string
	Rows  []Instance
	Count int
}

// The check-points that one body leads.
var (
	dayPointsLate = store.Query("plan.day.points_late", `SELECT `+instanceOfPoint+` FROM checkpoint c JOIN task t ON t.id = c.task_id
		WHERE {scope:c} AND `+openPoint+` AND c.due_on < $2 AND c.requested = FALSE AND c.lead_id = $3 ORDER BY c.due_on, c.id LIMIT $4`)
	dayPointsSoon = store.Query("plan.day.points_soon", `SELECT `+instanceOfPoint+` FROM checkpoint c JOIN task t ON t.id = c.task_id
		WHERE {scope:c} AND `+openPoint+` AND c.due_on >= $2 AND c.due_on <= $3 AND c.lead_id = $4 ORDER BY c.due_on, c.id LIMIT $5`)
	dayPointCounts = store.Query("plan.day.point_counts", `SELECT
		(SELECT COUNT(*) FROM checkpoint c WHERE {scope:c} AND `+openPoint+` AND c.due_on < $2 AND c.requested = FALSE AND c.lead_id = $4) AS late,
		(SELECT COUNT(*) FROM checkpoint c WHERE {scope:c} AND `+openPoint+` AND c.due_on >= $2 AND c.due_on <= $3 AND c.lead_id = $4) AS soon`)
)

type pointCounts struct {
	Late int `db:"late"`
	Soon int `db:"soon"`
}

// pointsOfDay reads the check-points that are late and those that are due in seven days, of a body or, when none is named, of
// the whole unit.
func (p *Plans) pointsOfDay(r *web.Request, bodyID string) ([]pointGroup, error) {
	late, next := pointGroup{Title: "Mốc kiểm tra quá hạn"}, pointGroup{Title: "Mốc kiểm tra đến hạn trong 7 ngày"}
	ctx, from, today, soon := r.Context(), r.Reader(), r.Today(), r.Today().Add(SoonDays)
	var err error
	if bodyID == "" {
		if late.Rows, late.Count, err = p.OverduePoints(ctx, from, r.Year, today, groupSize); err != nil {
			return nil, err
		}
		next.Rows, next.Count, err = p.PointsDue(ctx, from, r.Year, today, soon, groupSize)
		return []pointGroup{late, next}, err
	}
	n, err := store.Get[pointCounts](ctx, from, dayPointCounts, r.Year, today, soon, bodyID)
	if err != nil {
		return nil, err
	}
	late.Count, next.Count = n.Late, n.Soon
	if late.Rows, err = store.List[Instance](ctx, from, dayPointsLate, r.Year, today, bodyID, groupSize); err != nil {
		return nil, err
	}
	next.Rows, err = store.List[Instance](ctx, from, dayPointsSoon, r.Year, today, soon, bodyID, groupSize)
	return []pointGroup{late, next}, err
}

// pointVerb is the one thing to do with a check-point of the day.
func pointVerb(r *web.Request, in Instance, today day.Day) (verb, href string) {
	verb, href = verbOf(r, in.Task, today)
	if verb == "Cập nhật" {
		return verb, href + "?moc=" + in.PointID
	}
	return verb, r.In(in.Path())
}
