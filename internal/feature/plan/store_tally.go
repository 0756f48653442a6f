package plan

import (
	"context"
	"strings"

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

const (
	// doneClass and openClass are the two halves of the class of an instance x: what is done, and what is open under the phase and
	// the request of its task t. What the unit follows no longer has no class.
	doneClass = `WHEN x.done_on > '' AND x.done_on <= x.due_on AND x.slipped = FALSE THEN 'in_time' WHEN x.done_on > '' THEN 'late'`
	openClass = `WHEN t.phase = 'paused' THEN 'paused' WHEN t.phase <> '' THEN '' WHEN x.claimed_on > '' THEN 'waiting' WHEN x.asking = TRUE THEN 'asking'
		WHEN t.requested = TRUE THEN 'unanswered' ELSE 'open' END`
)

var (
	pointClass = instanceClass("c", `t.live = FALSE OR c.state <> ''`, `WHEN t.done_on > '' THEN '' `)
	taskClass  = instanceClass("t", `t.live = FALSE OR t.dropped = TRUE OR t.parent_id <> '' OR t.due_on = ''`, "")
)

// instanceClass is the class of a check-point or a task in a statement; what out says has none.
func instanceClass(alias, out, over string) string {
	return "CASE WHEN " + out + " THEN '' " + strings.ReplaceAll(doneClass+" "+over+openClass, "x.", alias+".")
}

var (
	tallyClear = store.Change("plan.tally.clear", `DELETE FROM due_tally AS y WHERE y.plan_id = $1 AND {scope:y}`)
	// The lead of a task is the first body that owes its result: each piece of work counts once.
	tallyAdd = store.Change("plan.tally.add", `INSERT INTO due_tally (plan_id, unit_id, year, lead_id, lead, due_on, class, n)
		SELECT i.plan_id, i.unit_id, i.year, i.lead_id, i.lead, i.due_on, i.class, COUNT(*) FROM (
			SELECT t.plan_id, t.unit_id, t.year, t.lead_id, t.first_lead AS lead, t.due_on, t.class FROM task t WHERE t.plan_id = $1 AND t.class > '' AND {scope:t}
			UNION ALL
			SELECT c.plan_id, c.unit_id, c.year, c.lead_id, c.first_lead AS lead, c.due_on, c.class FROM checkpoint c WHERE c.plan_id = $1 AND c.class > '' AND {scope:c}
		) AS i GROUP BY i.plan_id, i.unit_id, i.year, i.lead_id, i.lead, i.due_on, i.class`)
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
