package plan

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// transfer is a part in a task that ended: who led before, and to whom the work went.
type transfer struct {
	ID      string        `db:"id"`
	UnitID  string        `db:"unit_id"`
	TaskID  string        `db:"task_id"`
	OldLead string        `db:"old_lead"`
	NewLead string        `db:"new_lead"`
	EndedOn day.Day       `db:"ended_on"`
	Reason  string        `db:"reason"`
	MovedBy string        `db:"moved_by"`
	MovedAt store.Instant `db:"moved_at"`
}

// taskTransfer is giving a task to another body.
func (p *Plans) taskTransfer() deed {
	return deed{Path: "chuyen", Title: "Chuyển nhiệm vụ", Page: transferPage, Ready: mayTransfer, Check: checkTransfer}
}

func mayTransfer(_ *web.Request, d *doing) error {
	if !d.Task.Done.IsZero() || d.Task.Ended() {
		return errs.New(errs.Conflict, "Việc này đã kết thúc nên không chuyển được nữa.")
	}
	return nil
}

func checkTransfer(r *web.Request, d *doing) (change, string, error) {
	var form errs.Form
	names := strings.Join(splitNames(d.Typed("chu-tri")), "; ")
	switch {
	case names == "":
		form.Add("chu-tri", "Ghi cơ quan nhận việc")
	case utf8.RuneCountInString(names) > 600:
		form.Add("chu-tri", "Tên các cơ quan dài nhất 600 ký tự")
	case names == d.Task.Lead:
		form.Add("chu-tri", "Cơ quan này đang chủ trì việc; ghi cơ quan nhận việc")
	}
	tr := transfer{ID: newID(), UnitID: d.Task.UnitID, TaskID: d.Task.ID, OldLead: d.Task.Lead, NewLead: names, EndedOn: r.Today(), MovedBy: r.Actor.Name, MovedAt: r.Now}
	tr.Reason = reasonOf(d, &form, "ly-do")
	t, version, match := d.Task, d.Version, d.Match
	if d.form.Has("ngoai") {
		return func(ctx context.Context, tx *store.Tx) error { return tr.away(ctx, tx, version) },
			"Đã chuyển việc ra ngoài đơn vị, giao cho " + names + ".", form.Err()
	}
	return func(ctx context.Context, tx *store.Tx) error { return tr.within(ctx, tx, t, version, match) },
		"Đã chuyển việc từ " + orUnclear(tr.OldLead) + " sang " + names + ".", form.Err()
}

const transferColumns = `m.id, m.unit_id, m.task_id, m.old_lead, m.new_lead, m.ended_on, m.reason, m.moved_by, m.moved_at`

var (
	transferAdd = store.Change("plan.transfer.add", `INSERT INTO task_transfer (id, unit_id, task_id, old_lead, new_lead, ended_on, reason, moved_by, moved_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	transferOf = store.Query("plan.transfer.of_task", `SELECT `+transferColumns+` FROM task_transfer m WHERE m.task_id = $1 AND {scope:m} ORDER BY m.id DESC`)
)

func (tr transfer) add(ctx context.Context, tx *store.Tx) error {
	_, err := tx.Exec(ctx, transferAdd, tr.ID, tr.UnitID, tr.TaskID, tr.OldLead, tr.NewLead, tr.EndedOn, tr.Reason, tr.MovedBy, tr.MovedAt)
	return err
}

// led is the lead as the history shows it.
type led struct {
	Lead string `json:"Chủ trì"`
}

// within gives the task to another body of the unit: the others keep their parts.
func (tr transfer) within(ctx context.Context, tx *store.Tx, t draftTask, version int64, match Match) error {
	f := taskForm{Lead: tr.NewLead, Help: withRole(t.Owed, planread.RoleCooperate)}
	if t.Kind == KindReport {
		f.Lead, f.Reporter = "", tr.NewLead
	}
	after := t
	after.Owed = rewriteOwed(t, f, match)
	after.settle(match)
	after.Version = version
	if err := rewrite(ctx, tx, after); err != nil {
		return err
	}
	if err := tr.add(ctx, tx); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Chuyển nhiệm vụ", Before: led{tr.OldLead}, After: led{after.Lead}, Note: tr.Reason})
}

// away ends the task for the unit: a body outside carries it from here.
func (tr transfer) away(ctx context.Context, tx *store.Tx, version int64) error {
	s := course{Phase: Moved, PhaseOn: tr.EndedOn, PhaseWhy: "giao cho " + tr.NewLead + ". " + tr.Reason}
	if err := s.save(ctx, tx, tr.TaskID, version); err != nil {
		return err
	}
	if err := tr.add(ctx, tx); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: tr.TaskID, UnitID: tr.UnitID, Action: "Chuyển cơ quan khác", Before: led{tr.OldLead}, After: led{tr.NewLead}, Note: tr.Reason})
}
