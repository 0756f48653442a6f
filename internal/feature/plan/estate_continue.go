package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// continuation is the work that one heir unit goes on with. Its tx sees the heir alone, old the unit that ends.
type continuation struct {
	moves
	plans *Plans
	unit  string
	tx    *store.Tx
	old   *store.Tx
	match Match
}

// continueIn gives the heir units the work that they go on with. What an heir has already is left alone.
func (e TaskEstate) continueIn(ctx context.Context, tx *store.Tx, m moves, ids []string) (done int, err error) {
	old := inUnit(tx, m.UnitID)
	heirs := map[string]*continuation{}
	for _, id := range ids {
		t, err := taskWith(ctx, old, id)
		if err != nil {
			return done, err
		}
		for _, unit := range m.into(t.Owed) {
			c, ready := heirs[unit]
			if !ready {
				c = &continuation{moves: m, plans: e.Plans, unit: unit, tx: inUnit(tx, unit), old: old}
				if _, c.match, err = e.Plans.Bodies.Register(ctx, c.tx, m.Day); err != nil {
					return done, err
				}
				heirs[unit] = c
			}
			if err := c.task(ctx, t); err != nil {
				return done, err
			}
		}
		done++
	}
	return done, nil
}

func (c *continuation) id(old string) string { return passedID(old, c.ActID, c.unit, "") }

// task writes a task of the heir, with what is still open of it.
func (c *continuation) task(ctx context.Context, t draftTask) error {
	next := t
	next.ID, next.UnitID, next.PlanID = c.id(t.ID), c.unit, c.id(t.PlanID)
	if _, there, err := store.Find[string](ctx, c.tx, taskHeirGet, next.ID); err != nil || there {
		return err
	}
	if err := c.plan(ctx, t.PlanID); err != nil {
		return err
	}
	next.Absent = ""
	if t.Absent != "" {
		if err := c.plan(ctx, t.Absent); err != nil {
			return err
		}
		next.Absent = c.id(t.Absent)
	}
	var err error
	if next.ParentID, err = c.whole(ctx, t); err != nil {
		return err
	}
	next.Owed = c.given(t, c.unit, c.match)
	for i := range next.Owed {
		next.Owed[i].TaskID, next.Owed[i].PlanID = next.ID, next.PlanID
	}
	next.settle(c.match)
	if _, err := c.tx.Exec(ctx, taskContinue, next.ID, c.unit, next.PlanID, next.Lead, next.Requested, next.ParentID, next.Absent, t.ID); err != nil {
		return err
	}
	if err := insertOwed(ctx, c.tx, next); err != nil {
		return err
	}
	if err := addWords(ctx, c.tx, next.Task); err != nil {
		return err
	}
	if err := c.points(ctx, t, next); err != nil {
		return err
	}
	return c.remember(ctx, t, next)
}

// whole is the task of the heir of which a part is a part; empty when the whole does not pass on.
func (c *continuation) whole(ctx context.Context, t draftTask) (string, error) {
	if t.ParentID == "" {
		return "", nil
	}
	whole, err := taskWith(ctx, c.old, t.ParentID)
	if err != nil || !whole.passes() {
		return "", err
	}
	if err := c.task(ctx, whole); err != nil {
		return "", err
	}
	return c.id(whole.ID), nil
}

// passes is passesOn for a task that was read.
func (t Task) passes() bool {
	return t.Live && !t.Dropped && t.Done.IsZero() && (t.Phase == "" || t.Phase == Paused)
}

// points writes the rhythm, the check-points from the day on, and the requests for more time that wait for an answer.
func (c *continuation) points(ctx context.Context, t, next draftTask) error {
	going := map[string]bool{"": true}
	if t.Points > 0 {
		if _, err := c.tx.Exec(ctx, rhythmContinue, next.ID, c.unit, t.ID); err != nil {
			return err
		}
		ids, err := store.List[string](ctx, c.old, pointsPassing, t.ID, c.Day, c.UnitID)
		if err != nil {
			return err
		}
		for _, id := range ids {
			going[id] = true
			if _, err := c.tx.Exec(ctx, pointContinue, c.id(id), c.unit, next.ID, next.PlanID, id); err != nil {
				return err
			}
		}
	}
	if !t.Asking && t.Points == 0 {
		return nil
	}
	asked, err := store.List[askedRow](ctx, c.old, askedPassing, t.ID, c.UnitID)
	if err != nil {
		return err
	}
	for _, x := range asked {
		if !going[x.PointID] {
			continue // for a check-point that stays where it was missed
		}
		if err := c.request(ctx, x, next.ID); err != nil {
			return err
		}
	}
	return nil
}

// request writes a request for more time, in the name of the heir of the body that asked.
func (c *continuation) request(ctx context.Context, x askedRow, taskID string) error {
	body, name, point := "", x.Name, ""
	if heirs, passes := c.of(x.Body); passes {
		for _, h := range heirs {
			if h.UnitID == c.unit {
				body, name = h.BodyID, h.Name
				break
			}
		}
	}
	if x.PointID != "" {
		point = c.id(x.PointID)
	}
	_, err := c.tx.Exec(ctx, askedContinue, c.id(x.ID), c.unit, taskID, body, name, point, x.ID)
	return err
}

// remember writes whose work it was, and the first line of its history.
func (c *continuation) remember(ctx context.Context, t, next draftTask) error {
	if len(next.Owed) == 0 || next.Lead == "" {
		if err := askForLead(ctx, c.tx, c.moves, next.Task); err != nil {
			return err
		}
	}
	err := c.tx.Audit(ctx, store.Entry{Kind: "task", ID: next.ID, UnitID: c.unit, Action: "Tiếp nhận nhiệm vụ", Before: led{t.Lead}, After: led{next.Lead}, Note: c.Basis})
	if err != nil {
		return err
	}
	_, err = c.tx.Exec(ctx, taskHeirAdd, next.ID, c.unit, next.PlanID, t.Seq, t.ID, c.UnitID, t.Lead, c.ActID, c.Day, c.Basis, newID())
	c.tx.Unaudited("the line of the task in the history stands before its mark")
	c.tx.AtEnd("plan.reseat:"+next.PlanID, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, taskRenumber, next.PlanID); err != nil {
			return err
		}
		return follow(ctx, tx, next.PlanID) // at once: what follows from work may have followed before the numbers changed
	})
	return err
}

// plan writes a plan of the heir with the same text and the documents that it names.
func (c *continuation) plan(ctx context.Context, oldID string) error {
	id := c.id(oldID)
	if _, there, err := store.Find[string](ctx, c.tx, planHeirGet, id); err != nil || there {
		return err
	}
	old, err := store.Get[Plan](ctx, c.old, planGet, oldID)
	if err != nil {
		return err
	}
	revises := ""
	if old.Revises != "" {
		revises = c.id(old.Revises)
	}
	if _, err := c.tx.Exec(ctx, planContinue, id, c.unit, revises, oldID); err != nil {
		return err
	}
	cited, err := store.List[Citation](ctx, c.old, citationOfPlan, oldID)
	if err != nil {
		return err
	}
	for i := range cited {
		cited[i].ID = c.id(cited[i].ID)
	}
	next := old
	next.ID, next.UnitID = id, c.unit
	if err := keepCitations(ctx, c.tx, next, cited); err != nil {
		return err
	}
	if err := c.tx.Audit(ctx, store.Entry{Kind: "plan", ID: id, UnitID: c.unit, Action: "Tiếp nhận " + old.Kind.Words(), After: next, Note: c.Basis}); err != nil {
		return err
	}
	if old.State == Confirmed {
		if err := c.plans.followBasis(ctx, c.tx, next, true); err != nil {
			return err
		}
	}
	_, err = c.tx.Exec(ctx, planHeirAdd, id, c.unit, oldID, c.UnitID, c.ActID, c.Day, c.Basis, newID())
	c.tx.Unaudited("the line of the plan in the history stands before its mark")
	return err
}

// discontinue takes back what heirs got by an act: the tasks, then the plans that are left without any.
func (e TaskEstate) discontinue(ctx context.Context, tx *store.Tx, actID string, limit int) (done int, err error) {
	rows, err := store.List[heirRow](ctx, tx, taskHeirsOf, actID, limit)
	if err != nil {
		return 0, err
	}
	for _, h := range rows {
		in := inUnit(tx, h.UnitID)
		if err := erase(ctx, in, goesWithTask, store.Entry{Kind: "task", ID: h.TaskID, UnitID: h.UnitID, Action: "Bỏ tiếp nhận nhiệm vụ"}); err != nil {
			return done, err
		}
		if _, err := in.Exec(ctx, doubtForget, leadDoubtID(h.TaskID, actID)); err != nil {
			return done, err
		}
		in.Unaudited("the doubt goes with its task")
		touch(in, h.PlanID)
		done++
	}
	if done >= limit {
		return done, nil
	}
	plans, err := store.List[heirRow](ctx, tx, planHeirOf, actID, limit-done)
	if err != nil {
		return done, err
	}
	for _, h := range plans {
		if err := e.forgetPlan(ctx, inUnit(tx, h.UnitID), h); err != nil {
			return done, err
		}
		done++
	}
	return done, nil
}

func (e TaskEstate) forgetPlan(ctx context.Context, tx *store.Tx, h heirRow) error {
	pl, err := store.Get[Plan](ctx, tx, planGet, h.PlanID)
	if err != nil {
		return err
	}
	if pl.State == Confirmed {
		if err := e.Plans.followBasis(ctx, tx, pl, false); err != nil {
			return err
		}
	}
	return erase(ctx, tx, goesWithPlan, store.Entry{Kind: "plan", ID: h.PlanID, UnitID: h.UnitID, Action: "Bỏ tiếp nhận " + pl.Kind.Words()})
}
