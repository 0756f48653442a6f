package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// withPoint finds the check-point of the address and puts the task into its shape, so that the deeds of a task serve it too.
func withPoint(r *web.Request, d *doing) error { return withPointOf(r, d, "point") }

func withPointOf(r *web.Request, d *doing, part string) (err error) {
	id, err := r.ID(part)
	if err != nil {
		return err
	}
	if d.Point, err = store.Get[Point](r.Context(), r.Reader(), pointGet, id); err != nil {
		return err
	}
	if d.Point.TaskID != d.Task.ID {
		return errs.New(errs.NotFound, "Mốc kiểm tra này không thuộc nhiệm vụ trong địa chỉ.")
	}
	d.Task.Task, d.Version = d.Point.Instance(d.Task.Task), d.Point.Version
	d.Task.Title += ", " + d.Point.Label
	return nil
}

// pointExtend is more time for one check-point.
func (p *Plans) pointExtend() deed {
	return deed{Path: "moc/{point}/gia-han", Title: "Lùi hạn một mốc", Page: extendPage, Check: checkExtend, Ready: func(r *web.Request, d *doing) error {
		if err := withPoint(r, d); err != nil {
			return err
		}
		if d.Point.State == PointSkipped {
			return errs.New(errs.Conflict, "Mốc này đã bỏ nên không cần lùi hạn.")
		}
		return mayExtend(r, d)
	}}
}

// pointSkip is leaving a check-point out with a reason, or taking it up again.
func (p *Plans) pointSkip() deed {
	return deed{Path: "moc/{point}/bo", Title: "Bỏ hoặc lấy lại một mốc", Page: skipPage, Ready: maySkip, Check: checkSkip}
}

func maySkip(r *web.Request, d *doing) error {
	if err := withPoint(r, d); err != nil {
		return err
	}
	switch {
	case !d.Point.Done.IsZero():
		return errs.New(errs.Conflict, "Mốc này đã xong nên không bỏ được. Nếu ghi nhầm, dùng Sửa ngày xong.")
	case d.Point.Waiting > 0:
		return errs.New(errs.Conflict, "Mốc này có kết quả chờ xác nhận. Xác nhận hoặc trả lại kết quả trước.")
	}
	return nil
}

// pointRecord is a decision about a check-point as the history shows it.
type pointRecord struct {
	Label string  `json:"Mốc"`
	Due   day.Day `json:"Hạn"`
}

func checkSkip(r *web.Request, d *doing) (change, string, error) {
	var form errs.Form
	reason := reasonOf(d, &form, "ly-do")
	pt, version, now := d.Point, d.Version, r.Now
	state, action, said := PointSkipped, "Bỏ kỳ", "Đã bỏ mốc "+pt.Label+", giữ lý do."
	if pt.State == PointSkipped {
		state, action, said = "", "Lấy lại mốc", "Mốc "+pt.Label+" được theo dõi trở lại."
	}
	return func(ctx context.Context, tx *store.Tx) error {
		why := reason
		if state == "" {
			why = ""
		}
		if err := tx.UpdateOne(ctx, pointState, string(state), why, tx.Actor().Name, now, pt.ID, version); err != nil {
			return err
		}
		touchTask(tx, pt.TaskID)
		return tx.Audit(ctx, store.Entry{Kind: "task", ID: pt.TaskID, UnitID: pt.UnitID, Action: action, After: pointRecord{pt.Label, pt.Due}, Note: reason})
	}, said, form.Err()
}

// pointCorrect is correcting the day on which a confirmed check-point was done; both days stay.
func (p *Plans) pointCorrect() deed {
	return deed{Path: "moc/{done}/sua", Title: "Sửa ngày xong của một mốc", Page: correctPage, Ready: mayCorrect, Check: checkCorrect}
}

func mayCorrect(r *web.Request, d *doing) error {
	if err := withPointOf(r, d, "done"); err != nil {
		return err
	}
	if d.Point.Done.IsZero() {
		return errs.New(errs.Conflict, "Mốc này chưa xong nên chưa có gì để sửa. Nộp kết quả của mốc trước.")
	}
	return nil
}

// doneRecord is a day of doing as the history shows it.
type doneRecord struct {
	Label string  `json:"Mốc"`
	Done  day.Day `json:"Xong ngày"`
}

func checkCorrect(r *web.Request, d *doing) (change, string, error) {
	var form errs.Form
	reason := reasonOf(d, &form, "ly-do")
	done, err := day.Parse(d.Typed("ngay"))
	undone := d.form.Has("chua-xong")
	switch {
	case undone:
		done = day.Day{}
	case err != nil:
		form.Add("ngay", "%s", wordsOf(err))
	case done.IsZero():
		form.Add("ngay", "Ghi ngày xong đúng, hoặc chọn mốc này thật ra chưa xong")
	case done.After(r.Today()):
		form.Add("ngay", "Ngày xong phải là hôm nay hoặc trước đó")
	case done == d.Point.Done:
		form.Add("ngay", "Ngày này đang được ghi rồi; ghi ngày khác")
	case done.Before(firstDay(d.Task.Year)):
		form.Add("ngay", "Ngày xong phải từ %s trở đi", firstDay(d.Task.Year))
	}
	pt := d.Point
	k := correction{ID: newID(), UnitID: pt.UnitID, PointID: pt.ID, TaskID: pt.TaskID, OldDone: pt.Done, NewDone: done, Reason: reason, MadeBy: r.Actor.Name, MadeAt: r.Now}
	version := d.Version
	return func(ctx context.Context, tx *store.Tx) error { return k.make(ctx, tx, pt, version) },
		"Đã sửa mốc " + pt.Label + "; ngày cũ " + pt.Done.String() + " vẫn giữ trong lịch sử.", form.Err()
}

func (k correction) make(ctx context.Context, tx *store.Tx, pt Point, version int64) error {
	if err := tx.UpdateOne(ctx, pointCorrected, k.NewDone, pt.ID, version); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, correctionAdd, k.ID, k.UnitID, k.PointID, k.TaskID, k.OldDone, k.NewDone, k.Reason, k.MadeBy, k.MadeAt); err != nil {
		return err
	}
	touchTask(tx, pt.TaskID)
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: pt.TaskID, UnitID: pt.UnitID, Action: "Sửa mốc đã xác nhận",
		Before: doneRecord{pt.Label, k.OldDone}, After: doneRecord{pt.Label, k.NewDone}, Note: k.Reason})
}
