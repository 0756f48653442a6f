package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Piece names a piece of work as somebody saw it.
type Piece struct {
	TaskID  string
	PointID string // the check-point of the task; empty for the task itself
	Version int64  // of both together, see Look
}

// Looked is a piece of work as it stands, for a decision that is made outside the pages of this feature.
type Looked struct {
	Task
	Name    string  // the title, with the period of a check-point
	Version int64   // changes with the task and with the check-point
	AskedOn day.Day // since when a body asks for more time
	Wish    day.Day // the date for which it asks

	point int64 // version of the check-point
}

// Look reads a piece of work as it stands. Work that is gone or not in force is errs.NotFound.
func (p *Plans) Look(ctx context.Context, from store.Source, at Piece) (Looked, error) {
	l, _, err := p.look(ctx, from, at)
	return l, err
}

func (p *Plans) look(ctx context.Context, from store.Source, at Piece) (Looked, draftTask, error) {
	t, err := taskWith(ctx, from, at.TaskID)
	if err != nil {
		return Looked{}, t, err
	}
	if !t.Live || t.Dropped || t.ParentID != "" {
		return Looked{}, t, errs.New(errs.NotFound, "Việc này không còn trong kế hoạch đang thực hiện.")
	}
	l := Looked{Task: t.Task, Name: t.Title, Version: t.Version << 20}
	if at.PointID != "" {
		if err := l.narrow(ctx, from, at.PointID); err != nil {
			return l, t, err
		}
	}
	if l.Asking {
		x, err := openRequest(ctx, from, at)
		if err != nil {
			return l, t, err
		}
		l.AskedOn, l.Wish = day.At(x.AskedAt.Time), x.NewDue
	}
	return l, t, nil
}

// narrow makes the check-point of the task the piece.
func (l *Looked) narrow(ctx context.Context, from store.Source, pointID string) error {
	pt, err := store.Get[Point](ctx, from, pointGet, pointID)
	if err != nil {
		return err
	}
	if pt.TaskID != l.ID || pt.State == PointSkipped {
		return errs.New(errs.NotFound, "Mốc này không còn trong kế hoạch đang thực hiện.")
	}
	l.Task, l.Name, l.Version, l.point = pt.Instance(l.Task), Instance{Task: l.Task, Label: pt.Label}.Name(), l.Version+pt.Version, pt.Version
	return nil
}

// openRequest is the request for more time that waits for an answer.
func openRequest(ctx context.Context, from store.Source, at Piece) (extension, error) {
	all, err := store.List[extension](ctx, from, extensionOf, at.TaskID)
	if err != nil {
		return extension{}, err
	}
	for _, x := range all {
		if x.State == Asked && x.PointID == at.PointID {
			return x, nil
		}
	}
	return extension{}, errs.New(errs.Conflict, "Đề nghị lùi hạn của việc này vừa được trả lời. Chưa ghi gì; xem lại tình trạng mới.")
}

// held is the piece inside a change, when it is still as it was seen.
func (p *Plans) held(ctx context.Context, tx *store.Tx, at Piece) (Looked, draftTask, error) {
	l, t, err := p.look(ctx, tx, at)
	if err == nil && (l.Version != at.Version || !l.Done.IsZero() || l.Ended()) {
		err = errs.New(errs.Conflict, "Việc này vừa được thay đổi. Chưa ghi gì; xem lại tình trạng mới.")
	}
	return l, t, err
}

// Assign gives a task to a body of the register, inside the caller's change, by the rules of a transfer.
func (p *Plans) Assign(ctx context.Context, tx *store.Tx, at Piece, body, reason string) error {
	_, t, err := p.held(ctx, tx, at)
	if err != nil {
		return err
	}
	today := day.At(tx.Now().Time)
	_, match, err := p.Bodies.Register(ctx, tx, today)
	if err != nil {
		return err
	}
	tr := transfer{ID: newID(), UnitID: t.UnitID, TaskID: t.ID, OldLead: t.Lead, NewLead: body, EndedOn: today, Reason: reason, MovedBy: tx.Actor().Name, MovedAt: tx.Now()}
	return tr.within(ctx, tx, t, t.Version, match)
}

// Extend gives a piece of work more time, inside the caller's change. A request that waits is answered by it: allowed when it
// asked for that date, otherwise refused with the date that is given instead.
func (p *Plans) Extend(ctx context.Context, tx *store.Tx, at Piece, until day.Day, reason string) error {
	l, t, err := p.held(ctx, tx, at)
	if err != nil {
		return err
	}
	by, now, version := tx.Actor().Name, tx.Now(), t.Version
	if at.PointID != "" {
		version = l.point
	}
	if l.Asking {
		x, err := openRequest(ctx, tx, at)
		if err != nil {
			return err
		}
		x.State, x.DecidedBy, x.DecidedAt, x.Answer = Refused, by, now, "lùi đến "+until.String()+": "+reason
		if x.NewDue == until {
			x.State, x.Answer = Allowed, reason
		}
		if err := x.settle(ctx, tx, version); err != nil || x.State == Allowed {
			return err
		}
		version++
	}
	x := extension{ID: newID(), UnitID: t.UnitID, TaskID: t.ID, PointID: at.PointID, AskedBy: by, AskedAt: now, OldDue: l.Due, NewDue: until, Reason: reason, State: Allowed, DecidedBy: by, DecidedAt: now}
	return x.give(ctx, tx, version)
}

// Urge puts words to whoever leads a piece of work into its talk, inside the caller's change.
func (p *Plans) Urge(ctx context.Context, tx *store.Tx, at Piece, text, note string) error {
	_, t, err := p.held(ctx, tx, at)
	if err != nil {
		return err
	}
	a := tx.Actor()
	post := a.Acting()
	if _, err := tx.Exec(ctx, commentAdd, newID(), t.UnitID, t.ID, a.AccountID, a.Name, post.Name(), post.BodyName, text, tx.Now(), int64(actor.Ordinary)); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Đôn đốc", Note: note})
}

// AskMoreTime writes the wish of a task's lead for more time, inside the caller's change.
func (p *Plans) AskMoreTime(ctx context.Context, tx *store.Tx, t Task, until day.Day, reason string) error {
	_, match, err := p.Bodies.Register(ctx, tx, day.At(tx.Now().Time))
	if err != nil {
		return err
	}
	names := splitNames(t.Lead)
	if len(names) == 0 {
		return errs.New(errs.Conflict, "Việc này chưa có ai chủ trì nên không ai xin lùi hạn được.")
	}
	body, _ := match(names[0])
	x := extension{ID: newID(), UnitID: t.UnitID, TaskID: t.ID, BodyID: body.ID, BodyName: names[0], AskedBy: tx.Actor().Name, AskedAt: tx.Now(), OldDue: t.Due, NewDue: until,
		Reason: reason, State: Asked}
	return x.give(ctx, tx, t.Version)
}
