package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/rhythm"
	"github.com/mangnon/mangnon/internal/store"
)

// touch notes that work of a plan has changed. Before the change commits, once for the plan, everything that follows from its
// work is made anew: check-points of work that goes on, their share in the course of the task, and the sums.
func touch(tx *store.Tx, planID string) {
	tx.AtEnd("plan.work:"+planID, func(ctx context.Context, tx *store.Tx) error { return follow(ctx, tx, planID) })
}

// touchTask is touch for a change of one task only: of its course, its results or its check-points. It costs less.
func touchTask(tx *store.Tx, taskID string) {
	tx.AtEnd("plan.task:"+taskID, func(ctx context.Context, tx *store.Tx) error {
		planID, err := store.Get[string](ctx, tx, taskPlan, taskID)
		if err != nil {
			return err
		}
		return followOne(ctx, tx, planID, taskID)
	})
}

var (
	taskPlan      = store.Query("plan.task.plan", `SELECT t.plan_id FROM task t WHERE t.id = $1 AND {scope:t}`)
	taskUndivided = store.Query("plan.task.undivided", `SELECT `+listColumns+` FROM task t WHERE t.plan_id = $1 AND t.live = TRUE AND t.dropped = FALSE AND t.parent_id = ''
		AND t.phase = '' AND t.done_on = '' AND t.when_kind IN ('continuous', 'recurring')
		AND NOT EXISTS (SELECT 1 FROM task_rhythm h WHERE h.task_id = t.id) AND {scope:t} ORDER BY t.seq`)
	// Work that got a due date of its own is no longer divided by the program's proposal.
	pointOutgrown = store.Change("plan.point.outgrown", `DELETE FROM checkpoint AS c WHERE c.plan_id = $1 AND c.due_on > $2 AND `+untouchedPoint+` AND {scope:c}
		AND EXISTS (SELECT 1 FROM task t JOIN task_rhythm h ON h.task_id = t.id WHERE t.id = c.task_id AND h.changed_by = ''
		AND t.when_kind NOT IN ('continuous', 'recurring'))`)
	rhythmOutgrown = store.Change("plan.rhythm.outgrown", `DELETE FROM task_rhythm AS h WHERE h.changed_by = '' AND {scope:h}
		AND h.task_id IN (SELECT t.id FROM task t WHERE t.plan_id = $1 AND t.points > 0 AND t.when_kind NOT IN ('continuous', 'recurring'))`)

	taskLed = store.Change("plan.task.led", `UPDATE task AS t SET lead_id = `+firstCarrier("body_id")+`, first_lead = `+firstCarrier("name")+`
		WHERE t.plan_id = $1 AND {scope:t} AND (t.lead_id <> `+firstCarrier("body_id")+` OR t.first_lead <> `+firstCarrier("name")+`)`)
	// Open check-points of work that is done as a whole are owed no more ('done'); they come back when the work does.
	pointMirror = store.Change("plan.point.mirror", `UPDATE checkpoint AS c SET live = t.live, requested = t.requested, phase = `+pointPhase+`,
		lead_id = t.lead_id, first_lead = t.first_lead, class = `+pointClass+`
		FROM task t WHERE t.id = c.task_id AND c.plan_id = $1 AND ($2 = '' OR c.task_id = $2) AND {scope:c}
		AND (c.live <> t.live OR c.requested <> t.requested OR c.phase <> `+pointPhase+` OR c.lead_id <> t.lead_id OR c.first_lead <> t.first_lead OR c.class <> `+pointClass+`)`)
	taskPoints = store.Change("plan.task.points", `UPDATE task AS t SET class = `+taskClass+`, points = (SELECT COUNT(*) FROM checkpoint c WHERE c.task_id = t.id),
		point_due = (SELECT COALESCE(MIN(d.due_on), '') FROM checkpoint d WHERE d.task_id = t.id AND d.state = '' AND d.done_on = '' AND d.claimed_on = '' AND d.asking = FALSE)
		WHERE t.plan_id = $1 AND ($2 = '' OR t.id = $2) AND {scope:t}
		AND (t.points > 0 OR t.class <> `+taskClass+` OR EXISTS (SELECT 1 FROM checkpoint e WHERE e.task_id = t.id))`)
)

// pointPhase is the phase of a check-point: its task's, or done with the whole of it.
const pointPhase = `CASE WHEN t.phase = '' AND t.done_on > '' THEN 'done' ELSE t.phase END`

// firstCarrier reads a column of the first body that owes the result of task t.
func firstCarrier(column string) string {
	return `COALESCE((SELECT o.` + column + ` FROM task_body o WHERE o.task_id = t.id AND o.role IN (` + carrierRoles + `) ORDER BY o.seq LIMIT 1), '')`
}

// followOne is follow after a change that touched one task and left its place in the plan, its bodies and its time as they were.
func followOne(ctx context.Context, tx *store.Tx, planID, taskID string) error {
	for _, s := range []*store.Stmt{pointMirror, taskPoints} {
		if _, err := tx.Exec(ctx, s, planID, taskID); err != nil {
			return err
		}
	}
	if err := followBodies(ctx, tx, planID, taskID); err != nil {
		return err
	}
	return tally(ctx, tx, planID)
}

// follow brings a plan into line with its work.
func follow(ctx context.Context, tx *store.Tx, planID string) error {
	today := day.At(tx.Now().Time)
	if err := divide(ctx, tx, planID, today); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, pointOutgrown, planID, today); err != nil {
		return err
	}
	for _, s := range []*store.Stmt{rhythmOutgrown, taskLed} {
		if _, err := tx.Exec(ctx, s, planID); err != nil {
			return err
		}
	}
	return followOne(ctx, tx, planID, "")
}

// divide gives check-points, from today on, to work of the plan that goes on and has no rule yet.
func divide(ctx context.Context, tx *store.Tx, planID string, today day.Day) error {
	tasks, err := store.List[Task](ctx, tx, taskUndivided, planID)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		rule := rhythm.Default(t.WhenRaw, len(t.Peaks))
		if _, err := tx.Exec(ctx, rhythmAdd, t.ID, t.UnitID, rule.String(), "", tx.Now()); err != nil {
			return err
		}
		if err := addPoints(ctx, tx, t, pointsOf(t, rule, day.Calendar{}), today); err != nil {
			return err
		}
	}
	return nil
}

var plansUnfollowed = store.Query("plan.unfollowed", `SELECT p.id FROM plan p WHERE p.state = 'confirmed' AND p.id > $1
	AND (NOT EXISTS (SELECT 1 FROM due_tally y WHERE y.plan_id = p.id) OR NOT EXISTS (SELECT 1 FROM body_task b WHERE b.plan_id = p.id)) ORDER BY p.id LIMIT 20`,
	store.Unscoped("the program itself, at start, for every unit"), store.Whole("once at start, along the primary key"))

// Fill gives check-points and sums to plans that were confirmed before there were any. Each plan is one change: what was filled
// before an interruption stays, and filling again changes nothing.
func (p *Plans) Fill(ctx context.Context, db *store.DB) error {
	by := actor.System("chia mốc kiểm tra cho kế hoạch đã xác nhận")
	for last := ""; ; {
		ids, err := store.List[string](ctx, db.Reader(by), plansUnfollowed, last)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := db.Write(ctx, by, func(tx *store.Tx) error { touch(tx, id); return nil }); err != nil {
				return err
			}
			last = id
		}
	}
}
