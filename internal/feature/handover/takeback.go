package handover

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// restsShown is how many records a page names when an act cannot be taken back.
const restsShown = 20

// resting is work that rests on an act.
type resting struct {
	Kind  string
	Items []directory.Item
}

// rests lists the work that rests on an act; from is in the unit of the act.
func (h *Handover) rests(ctx context.Context, from store.Source, w whole, limit int) ([]resting, error) {
	var out []resting
	for _, e := range h.Estates {
		items, err := e.Rests(ctx, from, w.ID, limit)
		if err != nil {
			return nil, fmt.Errorf("handover: what rests on %s: %w", e.Kind(), err)
		}
		if len(items) > 0 {
			out = append(out, resting{e.Title(), items})
		}
	}
	done, err := h.doneSince(ctx, from, w, limit)
	if len(done) > 0 {
		out = append(out, resting{"Việc đã làm ở đơn vị mới", done})
	}
	return out, err
}

// unitsWorked are the newest deeds of people in a unit since an act was signed, other than of the act itself.
var unitsWorked = store.Query("handover.rests.unit", `SELECT e.id, e.action AS title FROM audit e WHERE e.unit_id = $1 AND e.id > $2 AND e.at > $3
	AND e.account_id <> '' AND e.account_id <> $4 AND e.kind NOT IN ('handover', 'account') ORDER BY e.id LIMIT $5`,
	store.Unscoped("a unit that the act made goes with it, and only its deeds are counted"))

// doneSince lists what people have done in units that the act made: those units go when the act is taken back.
func (h *Handover) doneSince(ctx context.Context, from store.Source, w whole, limit int) ([]directory.Item, error) {
	var out []directory.Item
	for _, t := range w.Targets {
		if !t.Made {
			continue
		}
		list, err := store.List[struct {
			ID    string `db:"id"`
			Title string `db:"title"`
		}](ctx, from, unitsWorked, t.Unit, w.ID, w.SignedAt, w.SignedBy, limit)
		if err != nil {
			return nil, err
		}
		for _, row := range list {
			out = append(out, directory.Item{ID: row.ID, Title: row.Title + " (" + t.Name + ")"})
		}
	}
	return out, nil
}

// TakeBack asks for an act to be undone, inside the caller's change. Work that rests on it is errs.Conflict; the page lists it.
func (h *Handover) TakeBack(ctx context.Context, tx *store.Tx, a Act) error {
	w, err := load(ctx, tx, a)
	if err != nil {
		return err
	}
	rests, err := h.rests(ctx, tx, w, 1)
	if err != nil {
		return err
	}
	if len(rests) > 0 {
		return errs.New(errs.Conflict, "Đã có việc làm tiếp trên những gì bàn giao nên không thu hồi được nữa. Chưa ghi gì; trang bàn giao liệt kê các việc đó.")
	}
	if err := tx.UpdateOne(ctx, actTaking, tx.Actor().Name, a.ID, a.Version); err != nil {
		return err
	}
	after := a
	after.State = Taking
	if err := tx.Audit(ctx, store.Entry{Kind: "handover", ID: a.ID, UnitID: a.UnitID, Action: "Thu hồi bàn giao", Before: a.record(), After: after.record()}); err != nil {
		return err
	}
	_, err = jobs.Enqueue(ctx, tx, TakeKind, jobKey(a), payload{a.ID, a.UnitID}, store.Instant{})
	return err
}

// TakeBackByID is TakeBack for an act of the actor's unit, whatever its version.
func (h *Handover) TakeBackByID(ctx context.Context, tx *store.Tx, actID string) error {
	a, err := store.Get[Act](ctx, tx, actOne, actID)
	if err != nil {
		return err
	}
	return h.TakeBack(ctx, tx, a)
}

// errRests says that somebody has worked meanwhile.
var errRests = errors.New("handover: somebody has worked on what was passed on")

// PieceBack restores at most limit records of one kind in one change, the last kind first; more is false when the act is taken
// back. When somebody has worked on a record meanwhile, the act passes on again what was restored. For the job and for tests.
func (h *Handover) PieceBack(ctx context.Context, actID, unitID string, limit int) (more bool, err error) {
	w, rs, err := h.reload(ctx, actID, unitID)
	if err != nil || w.State != Taking {
		return false, err
	}
	slices.Reverse(rs)
	for _, r := range rs {
		e, known := h.estate(r.Kind)
		if r.Step == stepBack || !known {
			continue
		}
		err := h.DB.Write(ctx, w.signer(), func(tx *store.Tx) error { return h.stepBack(ctx, tx, w, r, e, limit) })
		if errors.Is(err, errRests) {
			return false, h.DB.Write(ctx, w.signer(), func(tx *store.Tx) error { return w.resume(ctx, tx) })
		}
		if errors.Is(err, errMoved) {
			err = nil
		}
		return true, err
	}
	return false, h.DB.Write(ctx, w.signer(), func(tx *store.Tx) error { return h.undo(ctx, tx, w) })
}

func (h *Handover) stepBack(ctx context.Context, tx *store.Tx, w whole, r Run, e directory.Estate, limit int) error {
	rests, err := e.Rests(ctx, tx, w.ID, 1)
	if err != nil {
		return err
	}
	if len(rests) > 0 {
		return errRests
	}
	more, n, err := e.Restore(ctx, tx, w.ID, limit)
	if err != nil {
		return fmt.Errorf("handover: restore of %s: %w", r.Kind, err)
	}
	step := r.Step
	if !more {
		step = stepBack
	}
	ok, err := r.move(ctx, tx, step, r.After, max(0, r.Done-n))
	if err == nil && !ok {
		err = errMoved
	}
	return err
}

// resume lets an act pass on again what a stopped taking back had restored.
func (w whole) resume(ctx context.Context, tx *store.Tx) error {
	if err := tx.UpdateOne(ctx, actResume, w.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, runAgain, w.ID); err != nil {
		return err
	}
	a := w.Act
	a.Version++
	if _, err := jobs.Enqueue(ctx, tx, PassKind, jobKey(a), payload{a.ID, a.UnitID}, store.Instant{}); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "handover", ID: w.ID, UnitID: w.UnitID, Action: "Dừng thu hồi bàn giao: có người vừa làm tiếp"})
}

// undo takes back what signing did to the organisation, backwards.
func (h *Handover) undo(ctx context.Context, tx *store.Tx, w whole) error {
	deeds, err := store.List[deed](ctx, tx, deedsOf, w.ID)
	if err != nil {
		return err
	}
	slices.Reverse(deeds)
	for _, d := range deeds {
		if err := h.undoOne(ctx, tx, w, d); err != nil {
			return fmt.Errorf("handover: undo of %s: %w", d.What, err)
		}
	}
	for _, s := range []*store.Stmt{deedDrop, runDrop, waitDrop} {
		if _, err := tx.Exec(ctx, s, w.ID); err != nil {
			return err
		}
	}
	if err := w.forgetMade(ctx, tx); err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, actTaken, tx.Now(), w.ID); err != nil {
		return err
	}
	after := w.Act
	after.State = Taken
	return tx.Audit(ctx, store.Entry{Kind: "handover", ID: w.ID, UnitID: w.UnitID, Action: "Thu hồi bàn giao xong", Before: w.Act.record(), After: after.record()})
}

// forgetMade empties the ids of what no longer exists.
func (w whole) forgetMade(ctx context.Context, tx *store.Tx) error {
	for _, hr := range w.Heirs {
		if hr.Made {
			if _, err := tx.Exec(ctx, heirMade, "", false, hr.ID); err != nil {
				return err
			}
		}
	}
	for _, t := range w.Targets {
		if t.Made {
			if _, err := tx.Exec(ctx, targetMade, "", false, t.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

func (h *Handover) undoOne(ctx context.Context, tx *store.Tx, w whole, d deed) error {
	there := in(tx, d.InUnit)
	u, err := h.Register.Unit(ctx, tx, d.InUnit)
	if err != nil {
		return err
	}
	return h.undoIn(ctx, there, u, w, d)
}

func (h *Handover) undoIn(ctx context.Context, there *store.Tx, u web.Unit, w whole, d deed) error {
	switch d.What {
	case unitEnded:
		return h.Register.ReviveUnit(ctx, there, d.RecordID, w.ID)
	case heldGiven:
		return h.Register.Withdraw(ctx, there, d.RecordID)
	case bodyMade:
		return h.Register.RemoveBody(ctx, there, u, d.RecordID)
	case unitMade:
		return h.Register.RemoveUnit(ctx, there, d.RecordID)
	case bodyRenamed:
		return h.Register.UnnameBody(ctx, there, u, d.RecordID, w.Day)
	case bodyEnded:
		return h.Register.ReopenBody(ctx, there, u, d.RecordID)
	case heldEnded:
		return h.Register.Reopen(ctx, there, d.RecordID)
	}
	return fmt.Errorf("handover: unknown deed %q", d.What)
}
