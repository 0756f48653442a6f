package plan

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "body_task", Growing: true, Scoped: true, Own: ownTask("id"), Private: true})
}

// standing is what the filters of the lists ask of a task, one bit for each question. It does not depend on today.
type standing int

const (
	stOpen standing = 1 << iota // goes on: not done, not said to be done, not put off
	stRequested
	stWaiting // a body says that it is done
	stAsking  // a body asks for more time
	stPending // either of the two: somebody must answer
	stDone
	stPaused
	stCancelled
	stMoved
	stUnclear // the plan says no time, or one that nobody can read
	stPart    // one of the parts into which a task was divided
	stStanding
	stReport
	stLeaderless
)

// standingBits are the bits in the words of a statement. They stand in the indexes of the migration in this order.
var standingBits = []struct {
	Bit  standing
	When string
}{
	{stOpen, "x.phase = '' AND x.claimed_on = '' AND x.done_on = ''"}, {stRequested, "x.requested"}, {stWaiting, "x.waiting > 0"}, {stAsking, "x.asking"},
	{stPending, "x.waiting > 0 OR x.asking"}, {stDone, "x.done_on > ''"}, {stPaused, "x.phase = 'paused'"}, {stCancelled, "x.phase = 'cancelled'"},
	{stMoved, "x.phase = 'moved'"}, {stUnclear, "x.when_kind = 'none' OR x.when_kind = 'unknown'"}, {stPart, "x.parent_id > ''"},
	{stStanding, "x.kind = 'standing'"}, {stReport, "x.kind = 'report'"}, {stLeaderless, "x.lead = ''"},
}

// standingOf is the number of a task in a statement. It must be the text of the indexes word for word, else they are not used.
func standingOf(alias string) string {
	var parts []string
	for _, b := range standingBits {
		parts = append(parts, fmt.Sprintf("CASE WHEN %s THEN %d ELSE 0 END", b.When, b.Bit))
	}
	if alias != "" {
		alias += "."
	}
	return "(" + strings.ReplaceAll(strings.Join(parts, " + "), "x.", alias) + ")"
}

// bitsAre is a condition on a number: of the bits asked for, it has exactly those that are wanted.
func bitsAre(number string, asked, wanted standing) string {
	return fmt.Sprintf("(%s & %d) = %d", number, asked, wanted)
}

// roleBits are the bits of the roles for which holds is true.
func roleBits(holds func(planread.Role) bool) (bits int) {
	for i, r := range roleOrder {
		if holds(r) {
			bits |= 1 << i
		}
	}
	return bits
}

// rolesOf adds up the parts of a body in a task.
func rolesOf(alias string) string {
	s := "SUM(DISTINCT CASE " + alias + ".role"
	for i, r := range roleOrder {
		s += fmt.Sprintf(" WHEN '%s' THEN %d", r, 1<<i)
	}
	return s + " ELSE 0 END)"
}

// What differs goes, and what is missing comes: work that stands as it stood costs no write.
var (
	bodyTaskClear = store.Change("plan.body_task.clear", `DELETE FROM body_task AS y WHERE y.plan_id = $1 AND ($2 = '' OR y.id = $2) AND {scope:y} AND NOT EXISTS (
		SELECT 1 FROM task t WHERE t.id = y.id AND t.live = TRUE AND t.year = y.year AND t.seq = y.seq AND t.due_on = y.due_on AND `+standingOf("t")+` = y.standing
		AND y.roles = (SELECT `+rolesOf("o")+` FROM task_body o WHERE o.task_id = y.id AND o.body_id = y.body_id))`)
	bodyTaskAdd = store.Change("plan.body_task.add", `INSERT INTO body_task (id, body_id, unit_id, plan_id, year, seq, due_on, standing, roles)
		SELECT t.id, i.body_id, t.unit_id, t.plan_id, t.year, t.seq, t.due_on, `+standingOf("t")+`, i.roles
		FROM (SELECT o.task_id, o.body_id, `+rolesOf("o")+` AS roles FROM task_body o WHERE o.plan_id = $1 AND o.body_id > '' AND {scope:o} GROUP BY o.task_id, o.body_id) AS i
		JOIN task t ON t.id = i.task_id WHERE t.live = TRUE ON CONFLICT DO NOTHING`)
	// The same for one task, whose parts are few.
	bodyTaskAddOne = store.Change("plan.body_task.add_one", `INSERT INTO body_task (id, body_id, unit_id, plan_id, year, seq, due_on, standing, roles)
		SELECT t.id, i.body_id, t.unit_id, t.plan_id, t.year, t.seq, t.due_on, `+standingOf("t")+`, i.roles
		FROM (SELECT o.task_id, o.body_id, `+rolesOf("o")+` AS roles FROM task_body o WHERE o.task_id = $1 AND o.body_id > '' AND {scope:o} GROUP BY o.task_id, o.body_id) AS i
		JOIN task t ON t.id = i.task_id WHERE t.live = TRUE ON CONFLICT DO NOTHING`)
)

// followBodies brings the work of the bodies into line with a plan, or with one task of it.
func followBodies(ctx context.Context, tx *store.Tx, planID, taskID string) error {
	if _, err := tx.Exec(ctx, bodyTaskClear, planID, taskID); err != nil {
		return err
	}
	add, of := bodyTaskAdd, planID
	if taskID != "" {
		add, of = bodyTaskAddOne, taskID
	}
	_, err := tx.Exec(ctx, add, of)
	return err
}
