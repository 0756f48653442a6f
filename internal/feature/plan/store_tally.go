package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// Class is where a piece of dated work stands, whatever the date of today: with its due date it gives the figures.
type Class string

// The classes, in the order in which Task.StatusAt decides.
const (
	ClassInTime     Class = "in_time"    // done, not after its due date, and never overdue before the date was moved
	ClassLate       Class = "late"       // done otherwise
	ClassPaused     Class = "paused"     // put off by decision
	ClassWaiting    Class = "waiting"    // a body says that it is done; nobody has confirmed
	ClassAsking     Class = "asking"     // a body asks for more time
	ClassUnanswered Class = "unanswered" // asked of a body that is not commanded
	ClassOpen       Class = "open"       // the rest: overdue after its due date
)

// classOf is the class in a statement; x has the columns of a task or a check-point. What the unit follows no longer has none.
const classOf = `CASE WHEN x.done_on > '' AND x.done_on <= x.due_on AND x.slipped = FALSE THEN 'in_time' WHEN x.done_on > '' THEN 'late'
	WHEN x.phase = 'paused' THEN 'paused' WHEN x.phase <> '' THEN '' WHEN x.claimed_on > '' THEN 'waiting' WHEN x.asking = TRUE THEN 'asking'
	WHEN x.requested = TRUE THEN 'unanswered' ELSE 'open' END`

var (
	tallyClear = store.Change("plan.tally.clear", `DELETE FROM due_tally AS y WHERE y.plan_id = $1 AND {scope:y}`)
	// The lead of a task is the first body that owes its result: each piece of work counts once.
	tallyAdd = store.Change("plan.tally.add", `INSERT INTO due_tally (plan_id, unit_id, year, lead_id, lead, due_on, class, n)
		SELECT i.plan_id, i.unit_id, i.year, i.lead_id, i.lead, i.due_on, i.class, COUNT(*) FROM (
			SELECT x.plan_id, x.unit_id, x.year, COALESCE(o.body_id, '') AS lead_id, COALESCE(o.name, '') AS lead, x.due_on, `+classOf+` AS class
			FROM task x LEFT JOIN task_body o ON o.task_id = x.id AND o.seq = (SELECT MIN(m.seq) FROM task_body m WHERE m.task_id = x.id AND m.role IN (`+carrierRoles+`))
			WHERE x.plan_id = $1 AND x.live = TRUE AND x.dropped = FALSE AND x.parent_id = '' AND x.due_on > '' AND {scope:x}
			UNION ALL
			SELECT x.plan_id, x.unit_id, x.year, COALESCE(o.body_id, '') AS lead_id, COALESCE(o.name, '') AS lead, x.due_on, `+classOf+` AS class
			FROM checkpoint x LEFT JOIN task_body o ON o.task_id = x.task_id AND o.seq = (SELECT MIN(m.seq) FROM task_body m WHERE m.task_id = x.task_id AND m.role IN (`+carrierRoles+`))
			WHERE x.plan_id = $1 AND x.live = TRUE AND x.state = '' AND {scope:x}
		) AS i WHERE i.class <> '' GROUP BY i.plan_id, i.unit_id, i.year, i.lead_id, i.lead, i.due_on, i.class`)
)

// carrierRoles are the roles for which carries is true.
const carrierRoles = `'lead', 'colead', 'implement', 'request', 'report'`

// tally makes the sums of a plan anew.
func tally(ctx context.Context, tx *store.Tx, planID string) error {
	if _, err := tx.Exec(ctx, tallyClear, planID); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, tallyAdd, planID)
	return err
}
