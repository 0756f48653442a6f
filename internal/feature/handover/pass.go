package handover

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// pieceTime is how long one piece may hold the writers; smallest and largest bound how many records it takes.
const (
	pieceTime = 200 * time.Millisecond
	smallest  = 5
	largest   = 400
)

// Jobs are the background works of this feature.
func (h *Handover) Jobs() []jobs.Kind {
	return []jobs.Kind{
		{Name: PassKind, Title: "Chuyển hồ sơ theo quyết định bàn giao", Run: func(ctx context.Context, j jobs.Job) error { return h.work(ctx, j, h.Piece) }},
		{Name: TakeKind, Title: "Thu hồi bàn giao", Run: func(ctx context.Context, j jobs.Job) error { return h.work(ctx, j, h.PieceBack) }},
	}
}

// work does pieces until none is left. It may be stopped at any moment and run again: a piece and the mark of how far it came
// commit together.
func (h *Handover) work(ctx context.Context, j jobs.Job, piece func(ctx context.Context, actID, unitID string, limit int) (bool, error)) error {
	var p payload
	if err := j.Read(&p); err != nil {
		return err
	}
	limit := smallest
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		started := time.Now()
		more, err := piece(ctx, p.Act, p.Unit, limit)
		if err != nil || !more {
			return err
		}
		limit = nextLimit(limit, time.Since(started))
	}
}

// nextLimit lets pieces grow while they stay well below pieceTime, and halves one that took longer.
func nextLimit(limit int, took time.Duration) int {
	switch {
	case took > pieceTime:
		return max(smallest, limit/2)
	case took < pieceTime/3:
		return min(largest, limit*2)
	}
	return limit
}

// errMoved says that another worker was quicker; the piece rolls back and is looked at again.
var errMoved = errors.New("handover: another worker has moved the run")

// Piece passes on at most limit records of one kind in one change; more is false when the whole act is done. For the job and
// for tests.
func (h *Handover) Piece(ctx context.Context, actID, unitID string, limit int) (more bool, err error) {
	w, rs, err := h.reload(ctx, actID, unitID)
	if err != nil || w.State != Passing {
		return false, err
	}
	for _, r := range rs {
		e, known := h.estate(r.Kind)
		if r.Step == stepDone || !known {
			continue
		}
		err := h.DB.Write(ctx, w.signer(), func(tx *store.Tx) error { return h.step(ctx, tx, w, r, e, limit) })
		if errors.Is(err, errMoved) {
			err = nil
		}
		return true, err
	}
	return false, h.DB.Write(ctx, w.signer(), func(tx *store.Tx) error { return w.finish(ctx, tx) })
}

// reload reads an act and its progress for the program.
func (h *Handover) reload(ctx context.Context, actID, unitID string) (w whole, rs []Run, err error) {
	from := h.DB.Reader(actor.ForUnit(unitID))
	a, err := store.Get[Act](ctx, from, actOne, actID)
	if err != nil {
		return w, nil, err
	}
	if w, err = load(ctx, from, a); err != nil {
		return w, nil, err
	}
	rs, err = runs(ctx, from, actID)
	return w, rs, err
}

// step does one piece of one kind and writes how far it came.
func (h *Handover) step(ctx context.Context, tx *store.Tx, w whole, r Run, e directory.Estate, limit int) error {
	next, done, step, err := "", r.Done, r.Step, error(nil)
	switch r.Step {
	case stepPass:
		var n int
		next, n, err = e.Pass(ctx, tx, w.moves(), r.After, limit)
		done += n
		if next == "" {
			step = stepWait
		}
	default:
		next, err = h.list(ctx, tx, w, e, r.After, limit)
		if next == "" {
			step = stepDone
		}
	}
	if err != nil {
		return fmt.Errorf("handover: %s of %s after %q: %w", r.Step, r.Kind, r.After, err)
	}
	ok, err := r.move(ctx, tx, step, next, done)
	if err == nil && !ok {
		err = errMoved
	}
	return err
}

// list writes down the records that have no heir, for a person to decide.
func (h *Handover) list(ctx context.Context, tx *store.Tx, w whole, e directory.Estate, after string, limit int) (next string, err error) {
	items, err := e.List(ctx, tx, w.moves(), after, limit)
	if err != nil {
		return "", err
	}
	for _, it := range items {
		if next = it.ID; len(it.Heirs) > 0 {
			continue
		}
		if err := addWait(ctx, tx, w.Act, e.Kind(), it); err != nil {
			return "", err
		}
	}
	if len(items) < limit {
		next = ""
	}
	return next, nil
}

// finish says that everything has passed on.
func (w whole) finish(ctx context.Context, tx *store.Tx) error {
	n, err := tx.Exec(ctx, actPassed, tx.Now(), w.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		tx.Unaudited("another worker has finished the act, and nothing was written")
		return nil
	}
	after := w.Act
	after.State = Passed
	return tx.Audit(ctx, store.Entry{Kind: "handover", ID: w.ID, UnitID: w.UnitID, Action: "Bàn giao xong", Before: w.Act.record(), After: after.record()})
}
