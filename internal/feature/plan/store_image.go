package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "plan_change", Growing: true, Scoped: true, Narrow: store.HideAll, Private: true},
		store.Table{Name: "task_image", Growing: true, Scoped: true, Narrow: store.HideAll, Private: true},
	)
}

// planChange is a change of several tasks of a plan that can be taken back.
type planChange struct {
	ID          string        `db:"id"`
	UnitID      string        `db:"unit_id"`
	PlanID      string        `db:"plan_id"`
	Kind        changeKind    `db:"kind"`
	Said        string        `db:"said"` // what was done, as the button to take it back says it
	TwinID      string        `db:"twin_id"`
	PlanVersion int64         `db:"plan_version"`
	MadeBy      string        `db:"made_by"`
	MadeAt      store.Instant `db:"made_at"`
	UndoneBy    string        `db:"undone_by"`
	UndoneAt    store.Instant `db:"undone_at"`
}

type changeKind string

// The changes that can be taken back.
const (
	cardsMerged changeKind = "merged"
	cardSplit   changeKind = "split"
	cardsMoved  changeKind = "moved"
	textRevised changeKind = "revised"
)

// taskImage is a task of such a change, as it was before.
type taskImage struct {
	ID       string `db:"id"`
	UnitID   string `db:"unit_id"`
	ChangeID string `db:"change_id"`
	TaskID   string `db:"task_id"`
	TwinID   string `db:"twin_id"`
	Fate     fate   `db:"fate"`
	Before   string `db:"before"`
	Version  int64  `db:"version"`
	Results  int    `db:"results"`
}

const (
	changeColumns = `c.id, c.unit_id, c.plan_id, c.kind, c.said, c.twin_id, c.plan_version, c.made_by, c.made_at, c.undone_by, c.undone_at`
	imageColumns  = `i.id, i.unit_id, i.change_id, i.task_id, i.twin_id, i.fate, i.before, i.version, i.results`
)

var (
	changeAdd = store.Change("plan.change.add", `INSERT INTO plan_change (id, unit_id, plan_id, kind, said, twin_id, plan_version, made_by, made_at, undone_by, undone_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0)`)
	changeGet    = store.Query("plan.change.get", `SELECT `+changeColumns+` FROM plan_change c WHERE c.id = $1 AND c.plan_id = $2 AND {scope:c}`)
	changeLatest = store.Query("plan.change.latest", `SELECT `+changeColumns+` FROM plan_change c WHERE c.plan_id = $1 AND c.undone_at = 0 AND {scope:c} ORDER BY c.id DESC LIMIT $2`)
	changeOfTwin = store.Query("plan.change.of_twin", `SELECT `+changeColumns+` FROM plan_change c WHERE c.plan_id = $1 AND c.undone_at = 0 AND c.twin_id = $2 AND {scope:c} ORDER BY c.id DESC LIMIT 1`)
	changeUndone = store.Change("plan.change.undo", `UPDATE plan_change AS c SET undone_by = $1, undone_at = $2 WHERE c.id = $3 AND c.undone_at = 0 AND {scope:c}`)

	imageAdd = store.Change("plan.image.add", `INSERT INTO task_image (id, unit_id, change_id, task_id, twin_id, fate, before, version, results)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	imagesOf = store.Query("plan.image.of_change", `SELECT `+imageColumns+` FROM task_image i WHERE i.change_id = $1 AND {scope:i} ORDER BY i.id`)

	// taskPaint writes everything that an image holds.
	taskPaint = store.Change("plan.task.paint", `UPDATE task AS t SET plan_id = $1, kind = $2, live = $3, dropped = $4, absent = $5, seq = $6, path = $7, title = $8, title_fold = $9,
		lead = $10, text = $11, line_from = $12, line_to = $13, when_kind = $14, when_raw = $15, starts_on = $16, due_on = $17, peaks = $18, requested = $19,
		phase = $20, phase_on = $21, phase_why = $22, phase_doc = $23, phase_doc_on = $24, version = version + 1 WHERE t.id = $25 AND t.version = $26 AND {scope:t}`)
)

func addChange(ctx context.Context, tx *store.Tx, c planChange) error {
	_, err := tx.Exec(ctx, changeAdd, c.ID, c.UnitID, c.PlanID, string(c.Kind), c.Said, c.TwinID, c.PlanVersion, tx.Actor().Name, tx.Now())
	return err
}

// addImage keeps a task as it was; before is nil for a task that the change made. The version is the one after the change.
func addImage(ctx context.Context, tx *store.Tx, c planChange, after Task, before *draftTask, twin string, f fate) error {
	raw := ""
	if before != nil {
		var err error
		if raw, err = imageOf(*before).encode(); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, imageAdd, newID(), c.UnitID, c.ID, after.ID, twin, string(f), raw, after.Version, after.Results)
	return err
}

// paint writes a task whole, over the version that it carries, and moves the words by which it is found.
func paint(ctx context.Context, tx *store.Tx, t draftTask) error {
	touch(tx, t.PlanID)
	err := tx.UpdateOne(ctx, taskPaint, t.PlanID, string(t.Kind), t.Live, t.Dropped, t.Absent, t.Seq, t.Path, t.Title, foldAll(t.Title), t.Lead, t.Text, t.LineFrom, t.LineTo,
		string(t.WhenKind), t.WhenRaw, t.Starts, t.Due, t.Peaks, t.Requested, string(t.Phase), t.PhaseOn, t.PhaseWhy, t.PhaseDoc, t.DocOn, t.ID, t.Version)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, owedClear, t.ID); err != nil {
		return err
	}
	if err := insertOwed(ctx, tx, t); err != nil {
		return err
	}
	if t.Frozen() { // only the work itself is found
		_, err := tx.Exec(ctx, wordClear, t.ID)
		return err
	}
	return index(ctx, tx, t.Task)
}

// untouched reads a task of a change and refuses when something else changed it since.
func (i taskImage) untouched(ctx context.Context, tx *store.Tx) (draftTask, error) {
	t, err := taskWith(ctx, tx, i.TaskID)
	if err != nil {
		return t, err
	}
	if t.Version != i.Version {
		return t, errs.New(errs.Conflict, "Việc “"+t.Title+"” đã được sửa sau đó nên không hoàn tác được nữa. Chưa đổi gì; sửa tiếp ngay trên thẻ của việc.")
	}
	if t.Results != i.Results {
		return t, errs.New(errs.Conflict, "Việc “"+t.Title+"” đã có kết quả ghi sau đó nên không hoàn tác được nữa. Chưa đổi gì; sửa tiếp ngay trên thẻ của việc.")
	}
	return t, nil
}
