package plan

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// ofPlan is the part of a plan's list that holds its tasks or its check-points: x stands for either. The plan's own work is few
// hundred rows, which are sorted; the year's index is no help for one plan.
func ofPlan(o, columns, from string) string {
	return `SELECT * FROM (SELECT ` + columns + ` FROM plan p JOIN ` + from + ` WHERE {scope:p} AND p.id = $1` + strings.ReplaceAll(` AND x.class > ''
		AND ($2 LIKE '%|' || x.class || '|%' OR ($3 LIKE '%|' || x.class || '|%' AND x.due_on >= $4 AND x.due_on <= $5)) AND ($6 = '' OR x.lead_id = $6)
		AND ($7 = '' OR t.path = $7 OR SUBSTR(t.path, 1, LENGTH($7) + 1) IN ($7 || '.', $7 || '#', $7 || ' '))
		AND (x.due_on > $8 OR (x.due_on = $8 AND x.id > $9))`, "x.", o+".") + `) AS ` + o + `s`
}

var behindOfPlan = store.Query("plan.instance.behind_of_plan", ofPlan("t", instanceOfTask, "task t ON t.plan_id = p.id")+
	` UNION ALL `+ofPlan("c", instanceOfPoint, "checkpoint c ON c.plan_id = p.id JOIN task t ON t.id = c.task_id")+` ORDER BY due_on, item_id LIMIT $10`)

// InstancesOf is Instances, by the shorter way when the list is of one plan.
func (p *Plans) InstancesOf(ctx context.Context, from store.Source, b Behind, limit int) ([]Instance, error) {
	if b.PlanID == "" {
		return p.Instances(ctx, from, b, limit)
	}
	always, dated, first, last := b.classSets()
	return store.List[Instance](ctx, from, behindOfPlan, b.PlanID, setOf(always), setOf(dated), first, last, b.BodyID, b.Branch, b.AfterDue, b.AfterItem, limit)
}
