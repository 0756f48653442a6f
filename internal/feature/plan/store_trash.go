package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// TrashDays is how long a task or a draft that was taken out can come back.
const TrashDays = 30

// thrown is a task or a draft in the trash.
type thrown struct {
	ID        string        `db:"id"`
	Title     string        `db:"title"`
	PlanTitle string        `db:"plan_title"`
	PlanState State         `db:"plan_state"`
	Year      int           `db:"year"`
	By        string        `db:"dropped_by"`
	At        store.Instant `db:"dropped_at"`
}

var (
	trashTasks = store.Query("plan.trash.tasks", `SELECT t.id, t.title, p.title AS plan_title, p.state AS plan_state, t.year, t.dropped_by, t.dropped_at
		FROM task t JOIN plan p ON p.id = t.plan_id WHERE {scope:t} AND t.dropped = TRUE AND t.dropped_at > $1 ORDER BY t.dropped_at DESC, t.id LIMIT $2 OFFSET $3`)
	trashTaskCount = store.Query("plan.trash.count_tasks", `SELECT COUNT(*) FROM task t WHERE {scope:t} AND t.dropped = TRUE AND t.dropped_at > $1`)
	trashPlans     = store.Query("plan.trash.plans", `SELECT p.id, p.title, '' AS plan_title, p.state AS plan_state, p.year, p.dropped_by, p.dropped_at
		FROM plan p WHERE {scope:p} AND p.state = 'dropped' AND p.kind <> 'danh-sach' AND p.dropped_at > $1 ORDER BY p.dropped_at DESC, p.id LIMIT $2`)
	// A list that was taken back whole comes back with the first of its tasks.
	listRecall = store.Change("plan.recall_list", `UPDATE plan AS p SET state = 'confirmed', dropped_at = 0, dropped_by = '', version = version + 1
		WHERE p.id = $1 AND p.state = 'dropped' AND p.kind = 'danh-sach' AND {scope:p}`)
	planRecall = store.Change("plan.recall", `UPDATE plan AS p SET state = 'draft', dropped_at = 0, dropped_by = '', version = version + 1
		WHERE p.id = $1 AND p.state = 'dropped' AND p.dropped_at > $2 AND {scope:p}`)

	staleTasks = store.Query("plan.trash.stale_tasks", `SELECT t.id FROM task t WHERE t.unit_id = $1 AND t.dropped = TRUE AND t.dropped_at <= $2 AND {scope:t} ORDER BY t.dropped_at LIMIT $3`)
	stalePlans = store.Query("plan.trash.stale_plans", `SELECT p.id FROM plan p WHERE p.unit_id = $1 AND p.state = 'dropped' AND p.dropped_at <= $2 AND {scope:p} ORDER BY p.dropped_at LIMIT $3`)
	workOfPlan = store.Query("plan.trash.work_of_plan", `SELECT t.id FROM task t WHERE t.plan_id = $1 AND {scope:t} ORDER BY t.seq`)
	trashParts = store.Query("plan.trash.parts", `SELECT t.id FROM task t WHERE t.parent_id = $1 AND {scope:t} ORDER BY t.seq`)
)

// What hangs on a task and on a plan and goes with it. A test compares the lists with the references of the database.
var (
	goesWithTask = []*store.Stmt{
		store.Change("plan.trash.proofs", `DELETE FROM task_proof AS p WHERE p.task_id = $1 AND {scope:p}`),
		store.Change("plan.trash.result_files", `DELETE FROM result_file AS f WHERE f.task_id = $1 AND {scope:f}`),
		store.Change("plan.trash.results", `DELETE FROM result AS x WHERE x.task_id = $1 AND {scope:x}`),
		store.Change("plan.trash.extensions", `DELETE FROM task_extension AS x WHERE x.task_id = $1 AND {scope:x}`),
		store.Change("plan.trash.transfers", `DELETE FROM task_transfer AS x WHERE x.task_id = $1 AND {scope:x}`),
		store.Change("plan.trash.comments", `DELETE FROM task_comment AS x WHERE x.task_id = $1 AND {scope:x}`),
		store.Change("plan.trash.persons", `DELETE FROM task_person AS x WHERE x.task_id = $1 AND {scope:x}`),
		store.Change("plan.trash.bodies", `DELETE FROM task_body AS o WHERE o.task_id = $1 AND {scope:o}`),
		store.Change("plan.trash.words", `DELETE FROM task_word AS w WHERE w.task_id = $1 AND {scope:w}`),
		store.Change("plan.trash.images", `DELETE FROM task_image AS i WHERE i.task_id = $1 AND {scope:i}`),
		store.Change("plan.trash.seen", `DELETE FROM task_seen AS s WHERE s.task_id = $1 AND {scope:s}`),
		store.Change("plan.trash.corrections", `DELETE FROM checkpoint_correction AS k WHERE k.task_id = $1 AND {scope:k}`),
		store.Change("plan.trash.points", `DELETE FROM checkpoint AS c WHERE c.task_id = $1 AND {scope:c}`),
		store.Change("plan.trash.rhythms", `DELETE FROM task_rhythm AS h WHERE h.task_id = $1 AND {scope:h}`),
		store.Change("plan.trash.links", `DELETE FROM task_link AS l WHERE l.task_id = $1 AND {scope:l}`),
		store.Change("plan.trash.handed", `DELETE FROM task_handed AS h WHERE h.task_id = $1 AND {scope:h}`),
		store.Change("plan.trash.past", `DELETE FROM task_body_past AS b WHERE b.task_id = $1 AND {scope:b}`),
		store.Change("plan.trash.heirs", `DELETE FROM task_heir AS h WHERE h.task_id = $1 AND {scope:h}`),
		store.Change("plan.trash.task", `DELETE FROM task AS t WHERE t.id = $1 AND {scope:t}`),
	}
	goesWithPlan = []*store.Stmt{
		store.Change("plan.trash.doubts", `DELETE FROM plan_doubt AS d WHERE d.plan_id = $1 AND {scope:d}`),
		store.Change("plan.trash.citations", `DELETE FROM plan_citation AS c WHERE c.plan_id = $1 AND {scope:c}`),
		store.Change("plan.trash.grid_saves", `DELETE FROM grid_save AS s WHERE s.plan_id = $1 AND {scope:s}`),
		store.Change("plan.trash.images_of_plan", `DELETE FROM task_image AS i WHERE i.change_id IN (SELECT c.id FROM plan_change c WHERE c.plan_id = $1) AND {scope:i}`),
		store.Change("plan.trash.changes", `DELETE FROM plan_change AS c WHERE c.plan_id = $1 AND {scope:c}`),
		store.Change("plan.trash.tallies", `DELETE FROM due_tally AS y WHERE y.plan_id = $1 AND {scope:y}`),
		store.Change("plan.trash.plan_heirs", `DELETE FROM plan_heir AS h WHERE h.plan_id = $1 AND {scope:h}`),
		store.Change("plan.trash.plan", `DELETE FROM plan AS p WHERE p.id = $1 AND {scope:p}`),
	}
)

// trashFrom is the moment after which something must have been thrown away to be in the trash still.
func trashFrom(now store.Instant) store.Instant {
	return store.Instant{Time: now.AddDate(0, 0, -TrashDays)}
}

// trashBatch is how many records one transaction deletes for good, so that nobody waits behind the cleaning.
const trashBatch = 50

// EmptyTrash deletes for good what has been in the trash of a unit for thirty days, with everything that hangs on it; the
// history keeps that it was there. It is called once a day and may be called at any time. n counts tasks and plans.
func (p *Plans) EmptyTrash(ctx context.Context, db *store.DB, unitID string) (n int, err error) {
	by := actor.System("dọn thùng rác")
	for {
		done := 0
		err := db.Write(ctx, by, func(tx *store.Tx) error {
			done, err = emptySome(ctx, tx, unitID)
			return err
		})
		n += done
		if err != nil || done < trashBatch {
			return n, err
		}
	}
}

func emptySome(ctx context.Context, tx *store.Tx, unitID string) (n int, err error) {
	until := trashFrom(tx.Now())
	tasks, err := store.List[string](ctx, tx, staleTasks, unitID, until, trashBatch)
	if err != nil {
		return 0, err
	}
	for _, id := range tasks {
		if err := eraseTask(ctx, tx, unitID, id); err != nil {
			return 0, err
		}
	}
	plans, err := store.List[string](ctx, tx, stalePlans, unitID, until, trashBatch-len(tasks))
	if err != nil {
		return 0, err
	}
	for _, id := range plans {
		if err := erasePlan(ctx, tx, unitID, id); err != nil {
			return 0, err
		}
	}
	if len(tasks)+len(plans) == 0 {
		tx.Unaudited("nothing was in the trash long enough")
	}
	return len(tasks) + len(plans), nil
}

const erased = "Xóa hẳn sau 30 ngày trong thùng rác"

// lost is what the history keeps of something erased.
type lost struct {
	Title string `json:"Tên"`
}

func eraseTask(ctx context.Context, tx *store.Tx, unitID, id string) error {
	parts, err := store.List[string](ctx, tx, trashParts, id)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err := eraseTask(ctx, tx, unitID, part); err != nil {
			return err
		}
	}
	t, err := store.Get[Task](ctx, tx, taskGet, id)
	if err != nil {
		return err
	}
	return erase(ctx, tx, goesWithTask, store.Entry{Kind: "task", ID: id, UnitID: unitID, Action: erased, Before: lost{t.Title}})
}

func erasePlan(ctx context.Context, tx *store.Tx, unitID, id string) error {
	tasks, err := store.List[string](ctx, tx, workOfPlan, id)
	if err != nil {
		return err
	}
	for _, task := range tasks {
		if err := eraseTask(ctx, tx, unitID, task); err != nil {
			return err
		}
	}
	pl, err := store.Get[Plan](ctx, tx, planGet, id)
	if err != nil {
		return err
	}
	return erase(ctx, tx, goesWithPlan, store.Entry{Kind: "plan", ID: id, UnitID: unitID, Action: erased, Before: lost{pl.Title}})
}

func erase(ctx context.Context, tx *store.Tx, all []*store.Stmt, e store.Entry) error {
	for _, s := range all {
		if _, err := tx.Exec(ctx, s, e.ID); err != nil {
			return err
		}
	}
	return tx.Audit(ctx, e)
}
