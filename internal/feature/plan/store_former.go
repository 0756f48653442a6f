package plan

import (
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// doneClasses are the classes of what is done: it stays in the unit that ended.
const doneClasses = `'in_time', 'late'`

// ofFigure is the condition of a figure on a piece x: $2 and $3 are the sets of Behind, $4 and $5 the days of the second.
const ofFigure = `x.due_on > '' AND x.class > '' AND ($2 LIKE '%|' || x.class || '|%' OR ($3 LIKE '%|' || x.class || '|%' AND x.due_on >= $4 AND x.due_on <= $5))
	AND (x.due_on > $6 OR (x.due_on = $6 AND x.id > $7))`

// formerBoth joins tasks and check-points that meet a condition of their own beside that of the figure.
func formerBoth(task, point string) string {
	part := func(o, columns, from, cond string) string {
		return `SELECT * FROM (SELECT ` + columns + ` FROM ` + from + ` WHERE {scope:` + o + `} AND ` + o + `.year = $1 AND ` + strings.ReplaceAll(ofFigure, "x.", o+".") + ` AND ` + cond +
			` ORDER BY ` + o + `.due_on, ` + o + `.id LIMIT $8) AS ` + o + `s`
	}
	return part("t", instanceOfTask, "task t", task) + ` UNION ALL ` + part("c", instanceOfPoint, "checkpoint c JOIN task t ON t.id = c.task_id", point) + ` ORDER BY due_on, item_id LIMIT $8`
}

var (
	// What stays in a unit that ended: what is done, and check-points that were not and whose day had come; $2 is its last day.
	tallyKept = store.Query("plan.tally.kept", `SELECT i.side, i.class, SUM(i.n) AS n FROM (
		SELECT `+side("y")+` AS side, y.class, y.n FROM due_tally y WHERE {scope:y} AND y.year = $1 AND y.class IN (`+doneClasses+`)
		UNION ALL
		SELECT `+side("c")+` AS side, c.class, 1 AS n FROM checkpoint c WHERE {scope:c} AND c.year = $1 AND c.class IN ('paused', 'waiting', 'asking', 'unanswered', 'open') AND c.due_on <= $2
		) AS i GROUP BY i.side, i.class`)
	// What an heir goes on with of the unit $3.
	tallyInherited = store.Query("plan.tally.inherited", `SELECT `+side("y")+` AS side, y.class, SUM(y.n) AS n FROM plan_heir h JOIN due_tally y ON y.plan_id = h.plan_id
		WHERE h.old_unit_id = $3 AND {scope:h} AND y.year = $1 GROUP BY `+side("y")+`, y.class`)

	keptBehind      = store.Query("plan.instance.kept", formerBoth(`t.class IN (`+doneClasses+`)`, `(c.class IN (`+doneClasses+`) OR c.due_on <= $9)`))
	inheritedBehind = store.Query("plan.instance.inherited", formerBoth(`EXISTS (SELECT 1 FROM plan_heir h WHERE h.plan_id = t.plan_id AND h.old_unit_id = $9)`,
		`EXISTS (SELECT 1 FROM plan_heir h WHERE h.plan_id = c.plan_id AND h.old_unit_id = $9)`))
)
