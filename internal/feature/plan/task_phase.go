package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// taskPhase is putting a task off, taking it up again, or giving it up by decision.
func (p *Plans) taskPhase() deed {
	return deed{Path: "tinh-trang", Title: "Dừng hoặc tiếp tục", Page: phasePage, Ready: mayPause, Check: checkPhase}
}

func mayPause(_ *web.Request, d *doing) error {
	if !d.Task.Done.IsZero() {
		return errs.New(errs.Conflict, "Việc này đã xong nên không dừng hay bỏ được nữa.")
	}
	return nil
}

// phaseOptions are what can be done from where the task stands.
func phaseOptions(t Task) []ui.Option {
	pause := ui.Option{Value: "tam-dung", Text: "Tạm dừng", Hint: "Không tính quá hạn trong lúc dừng; hạn giữ nguyên."}
	goOn := ui.Option{Value: "tiep-tuc", Text: "Tiếp tục thực hiện", Hint: "Tính hạn trở lại như trước."}
	cancel := ui.Option{Value: "bo", Text: "Không thực hiện, theo quyết định", Hint: "Ghi số và ngày của quyết định."}
	switch t.Phase {
	case Paused:
		return []ui.Option{goOn, cancel}
	case Moved, Cancelled:
		return []ui.Option{goOn}
	default:
		return []ui.Option{pause, cancel}
	}
}

func checkPhase(r *web.Request, d *doing) (change, string, error) {
	var form errs.Form
	chosen := d.Typed("viec")
	offered := false
	for _, o := range phaseOptions(d.Task.Task) {
		offered = offered || o.Value == chosen
	}
	if !offered {
		form.Add("viec", "Chọn một việc")
	}
	reason := reasonOf(d, &form, "ly-do")
	s := course{PhaseOn: r.Today(), PhaseWhy: reason}
	action, said := "Tạm dừng", "Đã tạm dừng việc này."
	switch chosen {
	case "tam-dung":
		s.Phase = Paused
	case "tiep-tuc":
		s = course{}
		action, said = "Tiếp tục thực hiện", "Việc này được theo dõi trở lại."
	case "bo":
		s.Phase = Cancelled
		s.decision(r, d, &form)
		action, said = "Không thực hiện", "Đã ghi không thực hiện, theo văn bản "+s.PhaseDoc+"."
	}
	t, version := d.Task.Task, d.Version
	return func(ctx context.Context, tx *store.Tx) error {
		if err := s.save(ctx, tx, t.ID, version); err != nil {
			return err
		}
		note := reason
		if s.PhaseDoc != "" {
			note = joinWords(note, "văn bản "+s.PhaseDoc+" ngày "+s.DocOn.String())
		}
		return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: action, Note: note})
	}, said, form.Err()
}

// decision reads the document without which a task is not given up.
func (c *course) decision(r *web.Request, d *doing, form *errs.Form) {
	if c.PhaseDoc = shortText(d, form, "van-ban", "Số văn bản"); c.PhaseDoc == "" {
		form.Add("van-ban", "Ghi số quyết định, ví dụ 125/QĐ-UBND")
	}
	var err error
	if c.DocOn, err = day.Parse(d.Typed("ngay-van-ban")); err != nil {
		form.Add("ngay-van-ban", "%s", wordsOf(err))
		return
	}
	switch {
	case c.DocOn.IsZero():
		form.Add("ngay-van-ban", "Ghi ngày của quyết định, ví dụ %s", r.Today())
	case c.DocOn.After(r.Today()):
		form.Add("ngay-van-ban", "Ngày quyết định phải là hôm nay hoặc trước đó")
	}
}

var taskPhased = store.Change("plan.task.phase", `UPDATE task AS t SET phase = $1, phase_on = $2, phase_why = $3, phase_doc = $4, phase_doc_on = $5, version = version + 1
	WHERE t.id = $6 AND t.version = $7 AND {scope:t}`)

func (c course) save(ctx context.Context, tx *store.Tx, taskID string, version int64) error {
	touchTask(tx, taskID)
	return tx.UpdateOne(ctx, taskPhased, string(c.Phase), c.PhaseOn, c.PhaseWhy, c.PhaseDoc, c.DocOn, taskID, version)
}
