package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// The statements that change how a plan is cut into work. The numbers of the work that is kept stay 1, 2, 3 …; pages of
// lists are found by them.
var (
	taskAcross = store.Query("plan.task.across", `SELECT `+taskColumns+` FROM task t WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.line_from <= $3 AND t.line_to >= $2
		AND t.absent = '' AND {scope:t} ORDER BY t.line_from, t.seq`)
	taskAfter = store.Query("plan.task.after", `SELECT `+taskColumns+` FROM task t WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.seq > $2 AND {scope:t} ORDER BY t.seq LIMIT 1`)
	taskAhead = store.Query("plan.task.ahead", `SELECT `+taskColumns+` FROM task t WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.seq < $2 AND {scope:t} ORDER BY t.seq DESC LIMIT 1`)
	taskPlace = store.Query("plan.task.place_of_line", `SELECT COALESCE(MAX(t.seq), 0) + 1 FROM task t WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.line_from <= $2 AND t.absent = '' AND {scope:t}`)
	taskPaths = store.Query("plan.task.paths", `SELECT t.path FROM task t WHERE t.plan_id = $1 AND {scope:t}`)

	taskShift = store.Change("plan.task.shift", `UPDATE task AS t SET seq = seq + $1 WHERE t.plan_id = $2 AND t.seq >= $3 AND {scope:t}`)
	taskSeat  = store.Change("plan.task.seat", `UPDATE task AS t SET seq = $1, version = version + 1 WHERE t.id = $2 AND t.version = $3 AND t.dropped = FALSE AND {scope:t}`)
	taskSpan  = store.Change("plan.task.span", `UPDATE task AS t SET text = $1, line_from = $2, line_to = $3 WHERE t.id = $4 AND {scope:t}`)
	taskDrop  = store.Change("plan.task.drop", `UPDATE task AS t SET dropped = TRUE, live = FALSE, dropped_at = $1, dropped_by = $2, version = version + 1
		WHERE t.id = $3 AND t.version = $4 AND t.dropped = FALSE AND t.results = 0 AND {scope:t}`)
	taskRestore = store.Change("plan.task.restore", `UPDATE task AS t SET dropped = FALSE, dropped_at = 0, dropped_by = '', live = $1, seq = $2, version = version + 1 WHERE t.id = $3 AND t.dropped = TRUE AND {scope:t}`)

	planOutline = store.Change("plan.outline", `UPDATE plan AS p SET outline = $1, version = version + 1 WHERE p.id = $2 AND p.version = $3 AND {scope:p}`)
	planReopen  = store.Change("plan.reopen", `UPDATE plan AS p SET state = 'draft', confirmed_by = '', confirmed_at = 0, version = version + 1
		WHERE p.id = $1 AND p.version = $2 AND p.state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM task t WHERE t.plan_id = p.id AND t.results > 0) AND {scope:p}`)
	tasksRest = store.Change("plan.task.rest", `UPDATE task AS t SET live = FALSE WHERE t.plan_id = $1 AND {scope:t}`)
)

// tasksAcross are the tasks with a line in the range, with their bodies.
func tasksAcross(ctx context.Context, from store.Source, planID string, first, last int) ([]draftTask, error) {
	tasks, err := store.List[Task](ctx, from, taskAcross, planID, first, last)
	if err != nil {
		return nil, err
	}
	out := make([]draftTask, len(tasks))
	for i, t := range tasks {
		if out[i].Owed, err = store.List[Owed](ctx, from, owedOfTask, t.ID); err != nil {
			return nil, err
		}
		out[i].Task = t
	}
	return out, nil
}

// neighbour is the task after a task, or ahead of it, in the order of the plan.
func neighbour(ctx context.Context, tx *store.Tx, t draftTask, side *store.Stmt) (draftTask, error) {
	next, ok, err := store.Find[Task](ctx, tx, side, t.PlanID, t.Seq)
	if err == nil && !ok {
		err = errs.New(errs.Conflict, "Không còn việc nào ở phía đó, nên chưa đổi gì.")
	}
	if err != nil {
		return draftTask{}, err
	}
	owed, err := store.List[Owed](ctx, tx, owedOfTask, next.ID)
	return draftTask{next, owed}, err
}

// squeezeIn makes room for a task and writes it there.
func squeezeIn(ctx context.Context, tx *store.Tx, t draftTask) error {
	if _, err := tx.Exec(ctx, taskShift, 1, t.PlanID, t.Seq); err != nil {
		return err
	}
	return insertTask(ctx, tx, t)
}

// takeOut drops a task and closes the gap.
func takeOut(ctx context.Context, tx *store.Tx, t draftTask) error {
	if t.Results > 0 {
		return errs.New(errs.Conflict, "Việc “"+t.Title+"” đã có kết quả nên không bỏ đi được. Chưa đổi gì.")
	}
	if err := tx.UpdateOne(ctx, taskDrop, tx.Now(), tx.Actor().Name, t.ID, t.Version); err != nil {
		return err
	}
	touch(tx, t.PlanID)
	_, err := tx.Exec(ctx, taskShift, -1, t.PlanID, t.Seq+1)
	return err
}

// putBack brings a dropped task back to its place.
func putBack(ctx context.Context, tx *store.Tx, t draftTask, live bool) error {
	count, err := store.Get[int](ctx, tx, taskCount, t.PlanID)
	if err != nil {
		return err
	}
	place := min(max(t.Seq, 1), count+1)
	if _, err := tx.Exec(ctx, taskShift, 1, t.PlanID, place); err != nil {
		return err
	}
	touch(tx, t.PlanID)
	return tx.UpdateOne(ctx, taskRestore, live, place, t.ID)
}

// swap changes the places of two tasks.
func swap(ctx context.Context, tx *store.Tx, a, b draftTask) error {
	if err := tx.UpdateOne(ctx, taskSeat, b.Seq, a.ID, a.Version); err != nil {
		return err
	}
	return tx.UpdateOne(ctx, taskSeat, a.Seq, b.ID, b.Version)
}
