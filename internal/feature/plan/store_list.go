package plan

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "work_list", Growing: true, Scoped: true, Narrow: store.HideAll, Private: true},
		store.Table{Name: "work_columns", Growing: true, Scoped: true, Narrow: store.HideAll, Private: true},
	)
}

const (
	listHeadColumns = `l.id, l.unit_id, l.year, l.state, l.name, l.hash, l.written, l.written_at, l.plan_id, l.created_by, l.created_at, l.version`
	listAllColumns  = listHeadColumns + `, l.cells, l.columns, l.rows`
)

var (
	listAdd = store.Change("plan.list.bring", `INSERT INTO work_list (id, unit_id, year, state, name, hash, cells, columns, rows, written, written_at, plan_id, created_by, created_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, '', $10, $11, 1)`)
	listGet  = store.Query("plan.list.one", `SELECT `+listAllColumns+` FROM work_list l WHERE l.id = $1 AND {scope:l}`)
	listOpen = store.Query("plan.list.drafts", `SELECT `+listHeadColumns+` FROM work_list l
		WHERE {scope:l} AND l.year = $1 AND l.state IN ('columns', 'preview') ORDER BY l.id DESC LIMIT 20`)
	listSame = store.Query("plan.list.same_file", `SELECT `+listHeadColumns+` FROM work_list l
		WHERE l.hash = $1 AND {scope:l} AND l.state = 'written' ORDER BY l.id LIMIT 1`)
	listSave = store.Change("plan.list.keep", `UPDATE work_list AS l SET state = $1, columns = $2, rows = $3, version = version + 1
		WHERE l.id = $4 AND l.version = $5 AND l.state IN ('columns', 'preview') AND {scope:l}`)
	listWrite = store.Change("plan.list.written", `UPDATE work_list AS l SET state = 'written', rows = $1, written = $2, written_at = $3, plan_id = $4, version = version + 1
		WHERE l.id = $5 AND l.version = $6 AND l.state = 'preview' AND {scope:l}`)
	listState = store.Change("plan.list.state", `UPDATE work_list AS l SET state = $1, version = version + 1 WHERE l.id = $2 AND l.state = $3 AND {scope:l}`)

	columnsGet = store.Query("plan.list.columns_of_head", `SELECT k.columns FROM work_columns k WHERE k.signature = $1 AND {scope:k}`)
	columnsSet = store.Change("plan.list.remember_columns", `INSERT INTO work_columns (unit_id, signature, columns) VALUES ($1, $2, $3)
		ON CONFLICT (unit_id, signature) DO UPDATE SET columns = excluded.columns`, store.Unscoped("writes the row of the unit that it names"))

	// Twenty names at a time: a list has up to two thousand.
	workByTitle = store.Query("plan.task.by_title", `SELECT t.id, t.title, t.lead FROM task t WHERE {scope:t} AND t.year = $1 AND t.dropped = FALSE
		AND t.title_fold IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`)

	listTouched = store.Query("plan.list.tasks", `SELECT t.id, t.title, t.version,
		CASE WHEN t.version > 1 OR t.results > 0 OR t.waiting > 0 OR t.asking = TRUE OR t.phase > ''
			OR EXISTS (SELECT 1 FROM task_comment c WHERE c.task_id = t.id) OR EXISTS (SELECT 1 FROM task_link k WHERE k.task_id = t.id)
			OR EXISTS (SELECT 1 FROM task part WHERE part.parent_id = t.id)
			THEN 1 ELSE 0 END AS touched
		FROM task t WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.parent_id = '' AND {scope:t} ORDER BY t.seq`)
	taskReseat  = store.Change("plan.task.reseat", `UPDATE task AS t SET seq = $1 WHERE t.id = $2 AND {scope:t}`)
	planDropped = store.Change("plan.drop_list", `UPDATE plan AS p SET state = 'dropped', dropped_at = $1, dropped_by = $2, version = version + 1 WHERE p.id = $3 AND p.state = 'confirmed' AND {scope:p}`)
)

// jsonOf is a value that the database keeps as JSON.
type jsonOf[T any] struct{ V T }

// Value encodes the value.
func (j jsonOf[T]) Value() (driver.Value, error) {
	raw, err := json.Marshal(j.V)
	return string(raw), err
}

// Scan reads what Value wrote.
func (j *jsonOf[T]) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("plan: cannot read %T as JSON", src)
	}
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), &j.V)
}

// addList keeps a list that was brought.
func addList(ctx context.Context, tx *store.Tx, l broughtList) error {
	_, err := tx.Exec(ctx, listAdd, l.ID, l.UnitID, l.Year, string(l.State), l.Name, l.Hash, l.Cells, l.Shape, l.Rows, l.CreatedBy, l.CreatedAt)
	tx.Unaudited("a draft: what is written from it leaves its history")
	return err
}

// keepList writes how a draft is read and how its rows stand now.
func keepList(ctx context.Context, tx *store.Tx, l broughtList) error {
	err := tx.UpdateOne(ctx, listSave, string(l.State), l.Shape, l.Rows, l.ID, l.Version)
	tx.Unaudited("a draft: what is written from it leaves its history")
	return err
}

// rememberColumns keeps how a unit reads such a head.
func rememberColumns(ctx context.Context, tx *store.Tx, unitID string, s listShape) error {
	raw, err := json.Marshal(s.Columns)
	if err == nil {
		_, err = tx.Exec(ctx, columnsSet, unitID, s.signature(), string(raw))
		tx.Unaudited("a habit of the unit, no record of work")
	}
	return err
}

// recall reads the columns as the unit read such a head before.
func recall(ctx context.Context, from store.Source, s listShape) (listShape, error) {
	raw, ok, err := store.Find[string](ctx, from, columnsGet, s.signature())
	if err != nil || !ok || s.Head == 0 {
		return s, err
	}
	var columns []string
	if err := json.Unmarshal([]byte(raw), &columns); err == nil && len(columns) == len(s.Columns) {
		s.Columns, s.Known = columns, true
	}
	return s, nil
}

// workNamed finds work of the year with the names of the asked rows; the keys are those of TypedWork.
func workNamed(ctx context.Context, from store.Source, year int, rows []listRow, asked []int) (map[string]string, error) {
	const atOnce = 20
	there := map[string]string{}
	for chunk := range slices.Chunk(asked, atOnce) {
		args := []any{year}
		for i := range atOnce {
			args = append(args, vi.Fold(rows[chunk[min(i, len(chunk)-1)]].Work.Title))
		}
		found, err := store.List[Task](ctx, from, workByTitle, args...)
		if err != nil {
			return nil, err
		}
		for _, t := range found {
			there[TypedWork{Title: t.Title, Lead: t.Lead}.key()] = t.ID
		}
	}
	return there, nil
}

func errsAs(err error, e **errs.Error) bool { return errors.As(err, e) && (*e).Kind == errs.Invalid }
