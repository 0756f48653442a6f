package plan

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// resultReturn is sending a body's result back with a reason.
func (p *Plans) resultReturn() deed {
	return deed{Path: "ket-qua/{result}/tra-lai", Title: "Trả lại kết quả", Page: returnPage, Ready: withResult, Check: checkReturn}
}

// withResult finds the result of the address and refuses one that is settled.
func withResult(r *web.Request, d *doing) (err error) {
	id, err := r.ID("result")
	if err != nil {
		return err
	}
	if d.Result, err = store.Get[Result](r.Context(), r.Reader(), resultGet, id); err != nil {
		return err
	}
	switch {
	case d.Result.TaskID != d.Task.ID:
		return errs.New(errs.NotFound, "Kết quả này không thuộc nhiệm vụ trong địa chỉ.")
	case d.Result.State != Waiting:
		return errs.Newf(errs.Conflict, "Kết quả này đã được %s xử lý lúc %s. Chưa ghi gì thêm.", d.Result.DecidedBy, stamp(d.Result.DecidedAt))
	}
	return nil
}

func checkReturn(r *web.Request, d *doing) (change, string, error) {
	var form errs.Form
	reason := reasonOf(d, &form, "ly-do")
	res := d.Result
	return settle(r, res, d.Task.Task, Returned, reason), "Đã trả lại kết quả của " + res.BodyName + ", kèm lý do.", form.Err()
}

func settle(r *web.Request, res Result, t Task, to Standing, reason string) change {
	return func(ctx context.Context, tx *store.Tx) error { return res.decide(ctx, tx, t, to, reason, r.Now) }
}

// resultConfirm makes a result count with one press.
func (p *Plans) resultConfirm(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	d, err := p.begin(r, deed{Ready: withResult})
	if err != nil {
		return err
	}
	next := r.In("nhiem-vu/" + d.Task.ID)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		return settle(r, d.Result, d.Task.Task, Counted, "")(ctx, tx)
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã xác nhận kết quả của "+d.Result.BodyName+".")
	return r.Go(w, next)
}
