package plan

import (
	"context"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// choices are what the person decided on the page of a revision.
type choices struct {
	Said   []coupling
	Stamp  string          // of the page that the person saw
	TakeIn map[string]bool // "<number of the old work>-<field>": the new text goes before the correction by hand
	GiveUp map[int]bool    // numbers of the old work that is no longer carried out, by the document below
	Doc    string
	DocOn  day.Day
}

func (c choices) keep(it revised, f revisedField) bool {
	return !c.TakeIn[strconv.Itoa(it.Old.Seq)+"-"+f.Name]
}

// applying is a revision while it is written.
type applying struct {
	revision
	choices
	change planChange
	match  Match
	next   int // place for work that the new text no longer has
}

// apply makes the amended text the text of the plan, inside one change. Work that goes on keeps its id and with it
// everything that was done; the wording of before stays with the replaced text.
func (p *Plans) apply(ctx context.Context, tx *store.Tx, draft Plan, c choices, today day.Day) (revisionCount, error) {
	rev, err := revisionOf(ctx, tx, draft, c.Said)
	if err != nil {
		return revisionCount{}, err
	}
	if rev.stamp() != c.Stamp {
		return revisionCount{}, errs.New(errs.Conflict, "Kế hoạch hoặc bản sửa đổi vừa được sửa sau khi anh/chị mở trang này. Chưa ghi gì; xem lại có gì thay đổi rồi áp dụng.")
	}
	_, match, err := p.Bodies.Register(ctx, tx, today)
	if err != nil {
		return revisionCount{}, err
	}
	a := applying{revision: rev, choices: c, match: match, change: planChange{ID: newID(), UnitID: draft.UnitID, PlanID: rev.Plan.ID, Kind: textRevised,
		Said: "Áp dụng bản sửa đổi", TwinID: draft.ID, PlanVersion: rev.Plan.Version + 1}}
	for _, it := range rev.Items {
		if it.New != nil {
			a.next = max(a.next, it.New.Seq)
		}
	}
	if err := addChange(ctx, tx, a.change); err != nil {
		return revisionCount{}, err
	}
	for _, it := range rev.Items {
		if err := a.piece(ctx, tx, it, today); err != nil {
			return revisionCount{}, err
		}
	}
	if _, err := tx.Exec(ctx, droppedLeave, draft.ID, rev.Plan.ID); err != nil {
		return revisionCount{}, err
	}
	n := rev.count()
	if err := a.swapTexts(ctx, tx, n); err != nil {
		return n, err
	}
	return n, p.followBasis(ctx, tx, rev.Plan, true)
}

func (a *applying) piece(ctx context.Context, tx *store.Tx, it revised, today day.Day) error {
	switch it.Fate {
	case fateSame, fateChanged:
		return a.goOn(ctx, tx, it)
	case fateNew:
		return a.takeUp(ctx, tx, *it.New)
	default:
		return a.leave(ctx, tx, it, today)
	}
}

// goOn gives a task its new wording and the twin of the draft the old one.
func (a *applying) goOn(ctx context.Context, tx *store.Tx, it revised) error {
	after := it.revisedTask(a.keep, a.match)
	twin := imageOf(*it.Old).put(*it.New)
	twin.PlanID, twin.Live, twin.Absent, twin.Phase = a.Draft.ID, false, a.Draft.ID, ""
	twin.Dropped = it.Old.Absent != "" // the replaced text had left it out as well
	twin.Owed = owned(twin)
	if err := paintBoth(ctx, tx, after, twin); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, partsFollow, after.Text, after.LineFrom, after.LineTo, after.ID, it.Old.LineFrom, it.Old.LineTo); err != nil {
		return err
	}
	if err := a.note(ctx, tx, after, it.Old, twin.ID, it.Fate); err != nil {
		return err
	}
	if err := a.note(ctx, tx, twin, it.New, after.ID, fateCopy); err != nil {
		return err
	}
	if it.Fate == fateSame {
		return nil // the history of the plan tells it
	}
	return auditEdit(ctx, tx, actionRevised, *it.Old, after)
}

func paintBoth(ctx context.Context, tx *store.Tx, a, b draftTask) error {
	if err := paint(ctx, tx, a); err != nil {
		return err
	}
	return paint(ctx, tx, b)
}

// note keeps a task as it was; t is the task as it was painted.
func (a *applying) note(ctx context.Context, tx *store.Tx, t draftTask, before *draftTask, twin string, f fate) error {
	t.Version++
	return addImage(ctx, tx, a.change, t.Task, before, twin, f)
}

// takeUp makes new work of the draft work of the plan.
func (a *applying) takeUp(ctx context.Context, tx *store.Tx, t draftTask) error {
	after := t
	after.PlanID, after.Live = a.Plan.ID, true
	after.Owed = owned(after)
	if err := paint(ctx, tx, after); err != nil {
		return err
	}
	if err := a.note(ctx, tx, after, &t, "", fateNew); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Thêm theo bản sửa đổi", After: formOf(after).record()})
}

// leave keeps work that the new text no longer has when something rests on it, and puts the rest into the trash.
func (a *applying) leave(ctx context.Context, tx *store.Tx, it revised, today day.Day) error {
	after, twin := *it.Old, ""
	action := "Không còn trong bản sửa đổi"
	if it.Fate == fateGone {
		var err error
		if twin, err = a.copyOf(ctx, tx, *it.Old); err != nil {
			return err
		}
		after.Absent = a.Draft.ID
	}
	switch {
	case it.Fate == fateGone && !it.Worked:
		after.Dropped, after.Live = true, false
		action = "Xóa nhiệm vụ vì không còn trong bản sửa đổi"
	case a.GiveUp[it.Old.Seq] && it.Worked:
		after.Phase, after.PhaseOn, after.PhaseWhy, after.PhaseDoc, after.DocOn = Cancelled, today, "không còn trong bản sửa đổi", a.Doc, a.DocOn
		action = "Không thực hiện"
	}
	if !after.Dropped {
		a.next++
		after.Seq = a.next
	}
	if err := paint(ctx, tx, after); err != nil {
		return err
	}
	if err := a.note(ctx, tx, after, it.Old, twin, it.Fate); err != nil || it.Fate == fateBefore {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: after.ID, UnitID: after.UnitID, Action: action})
}

// copyOf is the wording that stays with the replaced text, for work that has no twin in the draft.
func (a *applying) copyOf(ctx context.Context, tx *store.Tx, t draftTask) (string, error) {
	c := imageOf(t).put(draftTask{Task: Task{ID: newID(), UnitID: t.UnitID, Year: t.Year}})
	c.PlanID, c.Live = a.Draft.ID, false
	c.Owed = owned(c)
	if err := insertTask(ctx, tx, c); err != nil {
		return "", err
	}
	if _, err := tx.Exec(ctx, taskFreeze, a.Draft.ID, c.ID); err != nil {
		return "", err
	}
	if _, err := tx.Exec(ctx, wordClear, c.ID); err != nil {
		return "", err
	}
	c.Version = 1
	return c.ID, addImage(ctx, tx, a.change, c.Task, nil, t.ID, fateCopy)
}

// swapTexts changes the places of the two texts: the plan gets the new one with its doubts and citations, the draft's row
// keeps the old one.
func (a *applying) swapTexts(ctx context.Context, tx *store.Tx, n revisionCount) error {
	pl, draft := a.Plan, a.Draft
	signed := pl
	signed.ConfirmedBy, signed.ConfirmedAt = tx.Actor().Name, tx.Now()
	if err := exchange(ctx, tx, signed, draft, Confirmed, Replaced); err != nil {
		return err
	}
	old := draft
	old.ConfirmedBy, old.ConfirmedAt, old.ReplacedAt, old.Version = pl.ConfirmedBy, pl.ConfirmedAt, tx.Now(), draft.Version+1
	if err := tx.UpdateOne(ctx, planSigned, old.ConfirmedBy, old.ConfirmedAt, old.ReplacedAt, old.ID, old.Version); err != nil {
		return err
	}
	after := draft
	after.ID = pl.ID
	return tx.Audit(ctx, store.Entry{Kind: "plan", ID: pl.ID, UnitID: pl.UnitID, Action: "Áp dụng bản sửa đổi", Before: pl, After: after, Note: n.words()})
}

// exchange swaps the texts of two rows, with their doubts and citations, and gives each its state.
func exchange(ctx context.Context, tx *store.Tx, a, b Plan, stateA, stateB State) error {
	srcA, err := store.Get[wholeText](ctx, tx, planWhole, a.ID)
	if err != nil {
		return err
	}
	srcB, err := store.Get[wholeText](ctx, tx, planWhole, b.ID)
	if err != nil {
		return err
	}
	if err := srcB.write(ctx, tx, a, stateA); err != nil {
		return err
	}
	if err := srcA.write(ctx, tx, b, stateB); err != nil {
		return err
	}
	for _, s := range []*store.Stmt{doubtsSwap, citationsSwap} {
		if _, err := tx.Exec(ctx, s, a.ID, b.ID); err != nil {
			return err
		}
	}
	return nil
}

// words are the counts in one line.
func (n revisionCount) words() string {
	return strconv.Itoa(n.Same) + " việc giữ nguyên, " + strconv.Itoa(n.Changed) + " việc đổi, " + strconv.Itoa(n.New) + " việc thêm, " + strconv.Itoa(n.Gone) + " việc không còn"
}
