package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

const (
	resultColumns = `r.id, r.unit_id, r.task_id, r.body_id, r.body_name, r.account_id, r.account_name, r.done_on, r.text, r.finishes, r.on_behalf, r.created_at`
	fileColumns   = `f.id, f.unit_id, f.result_id, f.task_id, f.name, f.hash, f.size`
)

var (
	resultAdd = store.Change("plan.result.add", `INSERT INTO result (id, unit_id, task_id, body_id, body_name, account_id, account_name, done_on, text, finishes, on_behalf, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`)
	resultOfTask   = store.Query("plan.result.of_task", `SELECT `+resultColumns+` FROM result r WHERE r.task_id = $1 AND {scope:r} ORDER BY r.id DESC`)
	resultFileAdd  = store.Change("plan.result_file.add", `INSERT INTO result_file (id, unit_id, result_id, task_id, name, hash, size) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	resultFileList = store.Query("plan.result_file.of_task", `SELECT `+fileColumns+` FROM result_file f WHERE f.task_id = $1 AND {scope:f} ORDER BY f.result_id, f.id`)
	resultFileGet  = store.Query("plan.result_file.get", `SELECT `+fileColumns+`, k.media FROM result_file f JOIN file k ON k.hash = f.hash WHERE f.id = $1 AND {scope:f}`)
)

// servedFile is a result's file with the kind found from its bytes.
type servedFile struct {
	ResultFile
	Media string `db:"media"`
}

// record writes what a body has done. The task counts as done on the day of the first result that finishes it.
func record(ctx context.Context, tx *store.Tx, t Task, r Result, kept []store.Kept) error {
	r.OnBehalf = !tx.Actor().HoldsPostIn(r.BodyID)
	if _, err := tx.Exec(ctx, resultAdd, r.ID, t.UnitID, t.ID, r.BodyID, r.BodyName, r.AccountID, r.AccountName, r.DoneOn, r.Text, r.Finishes, r.OnBehalf, r.CreatedAt); err != nil {
		return err
	}
	for i, f := range r.Files {
		if err := tx.AddFile(ctx, kept[i]); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, resultFileAdd, f.ID, t.UnitID, r.ID, t.ID, f.Name, f.Hash, f.Size); err != nil {
			return err
		}
	}
	done := t.Done
	if r.Finishes && done.IsZero() {
		done = r.DoneOn
	}
	if _, err := tx.Exec(ctx, taskProgress, done, t.ID); err != nil {
		return err
	}
	entry := store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Ghi kết quả", After: r}
	if r.OnBehalf {
		entry.BodyID, entry.BodyName = r.BodyID, r.BodyName
	}
	return tx.Audit(ctx, entry)
}

// resultsOf reads the results of a task with their files, in two statements.
func resultsOf(ctx context.Context, from store.Source, taskID string) ([]Result, error) {
	results, err := store.List[Result](ctx, from, resultOfTask, taskID)
	if err != nil || len(results) == 0 {
		return results, err
	}
	files, err := store.List[ResultFile](ctx, from, resultFileList, taskID)
	if err != nil {
		return nil, err
	}
	for i := range results {
		for _, f := range files {
			if f.ResultID == results[i].ID {
				results[i].Files = append(results[i].Files, f)
			}
		}
	}
	return results, nil
}

// firstDay is the earliest day that a result may give: a plan may be recorded late, never before it could begin.
func firstDay(year int) day.Day { return day.Must(year-1, 1, 1) }
