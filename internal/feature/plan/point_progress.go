package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// atPoint ties a result that was just written to its check-point.
func (r Result) atPoint(ctx context.Context, tx *store.Tx) error {
	if r.PointID == "" {
		return nil
	}
	return tx.UpdateOne(ctx, resultAtPoint, r.PointID, r.ID)
}

// progress counts the results of the task, and of the check-point for which this one is, anew. What finishes a check-point
// does not finish the task.
func (r Result) progress(ctx context.Context, tx *store.Tx, t Task, more int) error {
	touchTask(tx, t.ID)
	done := r.doneDay()
	if r.PointID != "" {
		if err := tx.UpdateOne(ctx, pointProgress, done, more, r.PointID); err != nil {
			return err
		}
		done = day.Day{}
	}
	_, err := tx.Exec(ctx, taskProgress, done, more, t.ID)
	return err
}

// move brings the due date of the task, or of its check-point, into line with what became of a request for more time.
func (x extension) move(ctx context.Context, tx *store.Tx, due day.Day, version int64) error {
	if x.PointID == "" {
		return tx.UpdateOne(ctx, taskExtended, due, x.State == Asked, x.slipped(), x.TaskID, version)
	}
	return tx.UpdateOne(ctx, pointExtended, due, x.State == Asked, x.slipped(), x.PointID, version)
}

// slipped reports whether more time was asked for only after the old due date had passed: the work was overdue by then, and
// more time does not undo that.
func (x extension) slipped() bool {
	return x.State == Allowed && day.At(x.AskedAt.Time).After(x.OldDue)
}
