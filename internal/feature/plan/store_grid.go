package plan

import (
	"context"
	"encoding/json"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "grid_save", Growing: true, Scoped: true, Narrow: store.HideAll, Private: true})
}

// The rows of the grid; those that a person should complete have no lead or no time.
const gridUnclear = `(t.lead = '' OR t.kind <> 'standing' AND t.when_kind = 'none' AND t.due_on = '')`

var (
	gridTasks = store.Query("plan.grid.tasks", `SELECT `+listColumns+` FROM task t
		WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.parent_id = '' AND {scope:t} ORDER BY t.seq LIMIT $2 OFFSET $3`)
	gridTasksUnclear = store.Query("plan.grid.unclear", `SELECT `+listColumns+` FROM task t
		WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.parent_id = '' AND `+gridUnclear+` AND {scope:t} ORDER BY t.seq LIMIT $2 OFFSET $3`)
	gridCountUnclear = store.Query("plan.grid.count_unclear", `SELECT COUNT(*) FROM task t
		WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.parent_id = '' AND `+gridUnclear+` AND {scope:t}`)
	gridOwed = store.Query("plan.grid.owed", `SELECT `+owedColumns+` FROM task t JOIN task_body o ON o.task_id = t.id
		WHERE t.plan_id = $1 AND t.seq >= $2 AND t.seq <= $3 AND {scope:t} ORDER BY o.task_id, o.seq`)

	gridSaveAdd = store.Change("plan.grid.save", `INSERT INTO grid_save (id, unit_id, plan_id, account_id, saved_at, count, cells, undone_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`)
	gridSaveLast = store.Query("plan.grid.last_save", `SELECT s.id, s.saved_at, s.count FROM grid_save s
		WHERE s.plan_id = $1 AND s.account_id = $2 AND s.undone_at = 0 AND {scope:s} ORDER BY s.id DESC LIMIT 1`)
	gridSaveCells = store.Query("plan.grid.cells_of_save", `SELECT s.cells FROM grid_save s
		WHERE s.id = $1 AND s.plan_id = $2 AND s.account_id = $3 AND s.undone_at = 0 AND {scope:s}`)
	gridSaveUndo = store.Change("plan.grid.undo_save", `UPDATE grid_save AS s SET undone_at = $1 WHERE s.id = $2 AND s.undone_at = 0 AND {scope:s}`)
)

// lastSaving is a person's newest saving of a plan's grid that was not taken back.
type lastSaving struct {
	ID    string        `db:"id"`
	At    store.Instant `db:"saved_at"`
	Count int           `db:"count"`
}

// gridPage reads a page of the rows with their bodies.
func gridPage(ctx context.Context, from store.Source, planID string, unclear bool, page int) (tasks []draftTask, count int, err error) {
	rows, number := gridTasks, taskCount
	if unclear {
		rows, number = gridTasksUnclear, gridCountUnclear
	}
	if count, err = store.Get[int](ctx, from, number, planID); err != nil || count == 0 {
		return nil, count, err
	}
	list, err := store.List[Task](ctx, from, rows, planID, PageSize, (page-1)*PageSize)
	if err != nil || len(list) == 0 {
		return nil, count, err
	}
	owed, err := store.List[Owed](ctx, from, gridOwed, planID, list[0].Seq, list[len(list)-1].Seq)
	by := map[string][]Owed{}
	for _, o := range owed {
		by[o.TaskID] = append(by[o.TaskID], o)
	}
	for _, t := range list {
		tasks = append(tasks, draftTask{t, by[t.ID]})
	}
	return tasks, count, err
}

// keepSaving remembers what a saving changed; one that changed nothing is not kept.
func keepSaving(ctx context.Context, tx *store.Tx, pl Plan, count int, changes []gridChange) error {
	if len(changes) == 0 {
		return nil
	}
	raw, err := json.Marshal(changes)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, gridSaveAdd, newID(), pl.UnitID, pl.ID, tx.Actor().AccountID, tx.Now(), count, string(raw)); err != nil {
		return err
	}
	tx.Unaudited("the history of each task holds its change")
	return nil
}

// undoSaving takes a person's own saving back.
func undoSaving(ctx context.Context, tx *store.Tx, pl Plan, id string, match Match) (back int, kept []string, err error) {
	raw, err := store.Get[string](ctx, tx, gridSaveCells, id, pl.ID, tx.Actor().AccountID)
	if errs.Is(err, errs.NotFound) {
		return 0, nil, errs.New(errs.Conflict, "Lần lưu này đã được hoàn tác, hoặc không phải của anh/chị. Chưa đổi gì.")
	} else if err != nil {
		return 0, nil, err
	}
	var changes []gridChange
	if err := json.Unmarshal([]byte(raw), &changes); err != nil {
		return 0, nil, err
	}
	if err := tx.UpdateOne(ctx, gridSaveUndo, tx.Now(), id); err != nil {
		return 0, nil, err
	}
	tx.Unaudited("the history of each task holds its change")
	return takeBack(ctx, tx, changes, match)
}
