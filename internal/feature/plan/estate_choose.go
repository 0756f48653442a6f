package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

var _ directory.Chooser = TaskEstate{}

var (
	chosenHeirs = store.Query("plan.task_heir.of_old", `SELECT h.task_id, h.unit_id, h.plan_id FROM task_heir h WHERE h.old_task_id = $1 AND h.act_id = $2 ORDER BY h.task_id`,
		store.Unscoped(actOf))
	chosenTouched = store.Query("plan.task_heir.old_touched", `SELECT t.id FROM task_heir h JOIN task t ON t.id = h.task_id WHERE h.old_task_id = $1 AND h.act_id = $2
		AND EXISTS (SELECT 1 FROM audit e WHERE e.kind = 'task' AND e.record_id = h.task_id AND e.id > h.mark)`, store.Unscoped(actOf))
	handedChosen = store.Query("plan.handed.touched", `SELECT h.task_id FROM task_handed h WHERE h.task_id = $1 AND h.act_id = $2
		AND EXISTS (SELECT 1 FROM audit e WHERE e.kind = 'task' AND e.record_id = h.task_id AND e.id > h.mark)`, store.Unscoped(actOf))
)

// PassTo implements directory.Chooser. What the act did to the task without an heir is undone first; when somebody has gone on
// with it meanwhile, who leads it is decided on the page of the task.
func (e TaskEstate) PassTo(ctx context.Context, tx *store.Tx, dm directory.Moves, id string, _ []directory.Heir) error {
	m := e.moves(dm)
	for _, s := range []*store.Stmt{chosenTouched, handedChosen} {
		touched, err := store.List[string](ctx, tx, s, id, m.ActID)
		if err != nil {
			return err
		}
		if len(touched) > 0 {
			return errs.New(errs.Conflict, "Đã có người làm tiếp việc này ở nơi nhận. Chưa ghi gì; chọn cơ quan chủ trì ngay ở trang nhiệm vụ.")
		}
	}
	t, err := passingTask(ctx, tx, m.UnitID, id)
	if err != nil {
		return err
	}
	if !t.passes() {
		return errs.New(errs.Conflict, "Việc này đã xong hoặc đã bỏ nên không chuyển đi nữa. Chưa ghi gì.")
	}
	if m.Ends {
		return e.continueChosen(ctx, tx, m, id)
	}
	return e.handChosen(ctx, tx, m, id)
}

// continueChosen lets exactly the chosen units go on with a task of a unit that has ended.
func (e TaskEstate) continueChosen(ctx context.Context, tx *store.Tx, m moves, id string) error {
	rows, err := store.List[heirRow](ctx, tx, chosenHeirs, id, m.ActID)
	if err != nil {
		return err
	}
	for _, h := range rows {
		in := inUnit(tx, h.UnitID)
		if err := erase(ctx, in, goesWithTask, store.Entry{Kind: "task", ID: h.TaskID, UnitID: h.UnitID, Action: "Bỏ tiếp nhận nhiệm vụ"}); err != nil {
			return err
		}
		if _, err := in.Exec(ctx, doubtForget, leadDoubtID(h.TaskID, m.ActID)); err != nil {
			return err
		}
		in.Unaudited("the doubt goes with its task")
		touch(in, h.PlanID)
	}
	_, err = e.continueIn(ctx, tx, m, []string{id})
	return err
}

// handChosen gives a task to the chosen bodies of its unit.
func (e TaskEstate) handChosen(ctx context.Context, tx *store.Tx, m moves, id string) error {
	tx = inUnit(tx, m.UnitID)
	h, handed, err := store.Find[handedRow](ctx, tx, handedGet, m.ActID, id)
	if err != nil {
		return err
	}
	if handed {
		if err := h.undo(ctx, tx); err != nil {
			return err
		}
	}
	_, err = e.handOver(ctx, tx, m, []string{id})
	return err
}

// asBefore says that a task goes on with the same words for who does it: nobody of the register had it, so that no succession
// changes who it is.
func (m moves) asBefore(owed []Owed) []directory.Heir {
	units := m.into(owed)
	if len(units) == 0 {
		return nil
	}
	return []directory.Heir{{UnitID: units[0], Name: "như kế hoạch ghi"}}
}
