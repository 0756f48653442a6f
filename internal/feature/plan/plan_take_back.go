package plan

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// takeBack makes a confirmed plan a draft again: its work leaves every list until it is confirmed once more.
func (p *Plans) takeBack(w http.ResponseWriter, r *web.Request) error {
	return p.decide(w, r, p.reopened, "ke-hoach/%/doi-chieu", "Đã rút lại kế hoạch: không việc nào của kế hoạch còn được theo dõi. Sửa rồi xác nhận lại, hoặc bỏ bản nhập.")
}

func reopen(ctx context.Context, tx *store.Tx, p Plan) error {
	tasks, err := store.List[Task](ctx, tx, taskOfPlan, p.ID)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if t.Results > 0 {
			return errs.New(errs.Conflict, "Việc “"+t.Title+"” đã có kết quả nên kế hoạch không rút lại được. Chưa đổi gì.")
		}
	}
	if err := tx.UpdateOne(ctx, planReopen, p.ID, p.Version); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, tasksRest, p.ID); err != nil {
		return err
	}
	touch(tx, p.ID)
	return tx.Audit(ctx, store.Entry{Kind: "plan", ID: p.ID, UnitID: p.UnitID, Action: "Rút lại kế hoạch"})
}
