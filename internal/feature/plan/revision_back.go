package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// takeRevisionBack gives the plan the text that the newest version replaced, and every task the words of before. Nothing
// may rest on the change: no task edited since, no result for new or changed work. The amended text is a draft again.
func takeRevisionBack(ctx context.Context, tx *store.Tx, pl Plan) (draft Plan, err error) {
	replaced, err := store.List[Plan](ctx, tx, versionsOf, pl.ID)
	if err != nil {
		return draft, err
	}
	if len(replaced) == 0 {
		return draft, errs.New(errs.Conflict, "Kế hoạch này chưa có bản sửa đổi nào để rút lại.")
	}
	draft = replaced[0]
	c, found, err := store.Find[planChange](ctx, tx, changeOfTwin, pl.ID, draft.ID)
	if err != nil {
		return draft, err
	}
	if !found || c.PlanVersion != pl.Version {
		return draft, errs.New(errs.Conflict, "Nguyên văn của kế hoạch đã được xếp lại sau bản sửa đổi nên không rút lại được. Chưa đổi gì.")
	}
	images, err := store.List[taskImage](ctx, tx, imagesOf, c.ID)
	if err != nil {
		return draft, err
	}
	if err := onlyOf(ctx, tx, pl, images); err != nil {
		return draft, err
	}
	if err := tx.UpdateOne(ctx, changeUndone, tx.Actor().Name, tx.Now(), c.ID); err != nil {
		return draft, err
	}
	worked, err := workedOn(ctx, tx, pl.ID)
	if err != nil {
		return draft, err
	}
	for _, i := range images {
		if err := i.comeBack(ctx, tx, worked); err != nil {
			return draft, err
		}
	}
	if _, err := tx.Exec(ctx, droppedReturn, draft.ID, pl.ID); err != nil {
		return draft, err
	}
	return draft, textsBack(ctx, tx, pl, draft)
}

// onlyOf refuses when the plan has work that came after the version.
func onlyOf(ctx context.Context, tx *store.Tx, pl Plan, images []taskImage) error {
	known := make(map[string]bool, len(images))
	for _, i := range images {
		known[i.TaskID] = true
	}
	tasks, err := store.List[Task](ctx, tx, taskOfPlan, pl.ID)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if !known[t.ID] {
			return errs.New(errs.Conflict, "Việc “"+t.Title+"” được thêm sau bản sửa đổi nên bản này không rút lại được. Chưa đổi gì; xóa việc đó trước nếu vẫn muốn rút.")
		}
	}
	return nil
}

// comeBack gives a task what it was before the version.
func (i taskImage) comeBack(ctx context.Context, tx *store.Tx, worked map[string]bool) error {
	now, err := i.resting(ctx, tx, worked)
	if err != nil {
		return err
	}
	if i.Before == "" { // the copy that stood in the replaced text
		now.Dropped, now.Absent = true, ""
		return paint(ctx, tx, now)
	}
	before, err := decodeImage(i.Before)
	if err != nil {
		return err
	}
	back := before.put(now)
	if err := paint(ctx, tx, back); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, partsFollow, back.Text, back.LineFrom, back.LineTo, back.ID, now.LineFrom, now.LineTo)
	return err
}

// resting reads a task and refuses when work rests on what the version changed in it.
func (i taskImage) resting(ctx context.Context, tx *store.Tx, worked map[string]bool) (draftTask, error) {
	t, err := taskWith(ctx, tx, i.TaskID)
	if err != nil {
		return t, err
	}
	if t.Version != i.Version {
		return t, errs.New(errs.Conflict, "Việc “"+t.Title+"” đã được sửa sau bản sửa đổi nên bản này không rút lại được. Chưa đổi gì.")
	}
	if rests := i.Fate == fateNew || i.Fate == fateChanged; rests && t.Results != i.Results {
		return t, errs.New(errs.Conflict, "Việc “"+t.Title+"” đã có kết quả ghi theo bản sửa đổi nên bản này không rút lại được. Chưa đổi gì.")
	}
	if i.Fate == fateNew && worked[t.ID] {
		return t, errs.New(errs.Conflict, "Việc “"+t.Title+"” là việc mới và đã có người trao đổi hoặc xử lý nên bản sửa đổi không rút lại được. Chưa đổi gì.")
	}
	return t, nil
}

// textsBack changes the places of the two texts again.
func textsBack(ctx context.Context, tx *store.Tx, pl, draft Plan) error {
	signed := pl
	signed.ConfirmedBy, signed.ConfirmedAt = draft.ConfirmedBy, draft.ConfirmedAt
	if err := exchange(ctx, tx, signed, draft, Confirmed, Draft); err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, planSigned, "", store.Instant{}, store.Instant{}, draft.ID, draft.Version+1); err != nil {
		return err
	}
	after := draft
	after.ID = pl.ID
	return tx.Audit(ctx, store.Entry{Kind: "plan", ID: pl.ID, UnitID: pl.UnitID, Action: "Rút lại bản sửa đổi", Before: pl, After: after})
}
