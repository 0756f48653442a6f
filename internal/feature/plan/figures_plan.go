package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

var (
	tallyPlan = store.Query("plan.tally.of_plan", `SELECT y.lead_id, MIN({see:y.lead}) AS lead, `+side("y")+` AS side, y.class, SUM(y.n) AS n FROM due_tally y
		WHERE {scope:y} AND y.plan_id = $1 GROUP BY y.lead_id, CASE WHEN y.lead_id = '' THEN {see:y.lead} ELSE '' END, `+side("y")+`, y.class`)
	tallyPlanWeeks = store.Query("plan.tally.weeks_of_plan", `SELECT y.lead_id, MIN({see:y.lead}) AS lead, y.due_on, y.class, SUM(y.n) AS n FROM due_tally y
		WHERE {scope:y} AND y.plan_id = $1 AND y.due_on >= $2 AND y.due_on <= $3 GROUP BY y.lead_id, CASE WHEN y.lead_id = '' THEN {see:y.lead} ELSE '' END, y.due_on, y.class`)
)

// BodyYear is one lead body in a year or a plan: its figures, and its squares of some weeks.
type BodyYear struct {
	ID, Name string
	Figures
	Weeks []Week
}

// BodiesOf reads the figures of each lead body of a plan, or of the whole year when planID is empty, with its squares of n weeks
// from the week of a day on. The bodies add up to the whole.
func (p *Plans) BodiesOf(ctx context.Context, from store.Source, year int, planID string, first day.Day, n int, at day.Day) ([]BodyYear, error) {
	sums, weeks, of := tallyYear, tallyWeeks, any(year)
	if planID != "" {
		sums, weeks, of = tallyPlan, tallyPlanWeeks, planID
	}
	rows, err := store.List[tallyRow](ctx, from, sums, of, at)
	if err != nil {
		return nil, err
	}
	first = monday(first)
	squares, err := store.List[tallyRow](ctx, from, weeks, of, first, first.Add(7*n-1))
	if err != nil {
		return nil, err
	}
	var figures []BodyFigures
	var strips []BodyWeeks
	for _, r := range rows {
		bodyOf(&figures, r).add(r.Class, at.Add(r.Side), at, r.N)
		weeksOf(&strips, r, first, n) // both lists grow together, a body at a time
	}
	for _, r := range squares {
		weeksOf(&strips, r, first, n).Weeks[r.Due.Sub(first)/7].count(r, at)
	}
	out := make([]BodyYear, len(figures))
	for i, b := range figures {
		out[i] = BodyYear{b.ID, b.Name, b.Figures, strips[i].Weeks}
	}
	return out, nil
}
