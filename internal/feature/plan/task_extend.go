package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// extension is more time for a task: asked for, allowed or refused. The old due date stays for the statistics.
type extension struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	TaskID    string        `db:"task_id"`
	BodyID    string        `db:"body_id"`
	BodyName  string        `db:"body_name"`
	AskedBy   string        `db:"asked_by"`
	AskedAt   store.Instant `db:"asked_at"`
	OldDue    day.Day       `db:"old_due"`
	NewDue    day.Day       `db:"new_due"`
	Reason    string        `db:"reason"`
	State     Answer        `db:"state"`
	DecidedBy string        `db:"decided_by"`
	DecidedAt store.Instant `db:"decided_at"`
	Answer    string        `db:"answer"`
	Document  string        `db:"document"`
	PointID   string        `db:"checkpoint_id"` // the check-point that gets more time; empty for the task
}

// Answer is what became of a request for more time.
type Answer string

// The answers.
const (
	Asked   Answer = "asked"
	Allowed Answer = "allowed"
	Refused Answer = "refused"
)

// Words is the answer as the page of the task shows it.
func (x extension) Words() string {
	switch x.State {
	case Allowed:
		return "cho lùi"
	case Refused:
		return "không cho lùi"
	default:
		return "chờ trả lời"
	}
}

// given is more time as the history shows it.
type given struct {
	Due day.Day `json:"Hạn"`
}

// taskExtend is asking for more time, or giving it when one may.
func (p *Plans) taskExtend() deed {
	return deed{Path: "gia-han", Title: "Lùi hạn", Page: extendPage, Ready: mayExtend, Check: checkExtend}
}

func mayExtend(r *web.Request, d *doing) error {
	t := d.Task
	switch {
	case !t.Done.IsZero() || t.Ended():
		return errs.New(errs.Conflict, "Việc này đã kết thúc nên không cần lùi hạn.")
	case t.Due.IsZero():
		return errs.New(errs.Conflict, "Việc này không có hạn nên không có gì để lùi. Cán bộ phụ trách đặt hạn ở mục Sửa.")
	case t.Asking:
		return errs.New(errs.Conflict, "Việc này đang có một đề nghị lùi hạn chờ trả lời. Trả lời đề nghị đó trước.")
	}
	return nil
}

// askingBody is the body of the task for which the person may ask.
func askingBody(a actor.Actor, t draftTask) (Owed, bool) {
	for _, o := range t.Owed {
		if carries(o.Role) && a.HoldsPostIn(o.BodyID) {
			return o, true
		}
	}
	return Owed{}, false
}

func checkExtend(r *web.Request, d *doing) (change, string, error) {
	x := extension{ID: newID(), UnitID: d.Task.UnitID, TaskID: d.Task.ID, PointID: d.Point.ID, AskedBy: r.Actor.Name, AskedAt: r.Now, OldDue: d.Task.Due, State: Asked}
	var form errs.Form
	x.NewDue = laterDay(r, d, &form)
	x.Reason = reasonOf(d, &form, "ly-do")
	said := "Đã gửi đề nghị lùi hạn đến " + x.NewDue.String() + ", chờ cán bộ phụ trách trả lời."
	body, mine := askingBody(r.Actor, d.Task)
	x.BodyID, x.BodyName = body.BodyID, body.Name
	switch {
	case r.May(actor.TaskEdit):
		x.State, x.DecidedBy, x.DecidedAt = Allowed, r.Actor.Name, r.Now
		x.Document = shortText(d, &form, "van-ban", "Số văn bản")
		said = "Đã lùi hạn từ " + x.OldDue.String() + " đến " + x.NewDue.String() + "."
	case !mine:
		form.Add("han-moi", "Chỉ cơ quan chủ trì hoặc thực hiện việc này xin lùi hạn được; cơ quan của anh/chị không ở trong đó")
	}
	version := d.Version
	return func(ctx context.Context, tx *store.Tx) error { return x.give(ctx, tx, version) }, said, form.Err()
}

func laterDay(r *web.Request, d *doing, form *errs.Form) day.Day {
	due, err := day.Parse(d.Typed("han-moi"))
	switch {
	case err != nil:
		form.Add("han-moi", "%s", wordsOf(err))
	case due.IsZero():
		form.Add("han-moi", "Ghi hạn mới, ví dụ %s", d.Task.Due.Add(14))
	case !due.After(d.Task.Due):
		form.Add("han-moi", "Hạn mới phải sau hạn đang có, %s", d.Task.Due)
	case due.Before(r.Today()):
		form.Add("han-moi", "Hạn mới phải là hôm nay hoặc sau đó")
	case due.Year() > d.Task.Year+5:
		form.Add("han-moi", "Hạn mới quá xa: kế hoạch này là của năm %d", d.Task.Year)
	}
	return due
}

// extensionAnswer is allowing or refusing what a body asked for.
func (p *Plans) extensionAnswer() deed {
	return deed{Path: "gia-han/{extension}", Title: "Trả lời đề nghị lùi hạn", Page: answerPage, Ready: withExtension, Check: checkAnswer}
}

func withExtension(r *web.Request, d *doing) (err error) {
	id, err := r.ID("extension")
	if err != nil {
		return err
	}
	if d.Extension, err = store.Get[extension](r.Context(), r.Reader(), extensionGet, id); err != nil {
		return err
	}
	switch {
	case d.Extension.TaskID != d.Task.ID:
		return errs.New(errs.NotFound, "Đề nghị này không thuộc nhiệm vụ trong địa chỉ.")
	case d.Extension.State != Asked:
		return errs.Newf(errs.Conflict, "Đề nghị này đã được %s trả lời lúc %s. Chưa ghi gì thêm.", d.Extension.DecidedBy, stamp(d.Extension.DecidedAt))
	case d.Extension.PointID != "":
		d.Point, err = store.Get[Point](r.Context(), r.Reader(), pointGet, d.Extension.PointID)
		d.Version = d.Point.Version
	}
	return err
}

func checkAnswer(r *web.Request, d *doing) (change, string, error) {
	x, version := d.Extension, d.Version
	x.DecidedBy, x.DecidedAt = r.Actor.Name, r.Now
	var form errs.Form
	said := "Đã trả lời " + x.BodyName + ": không cho lùi hạn."
	switch d.Typed("tra-loi") {
	case "cho":
		x.State = Allowed
		said = "Đã cho lùi hạn đến " + x.NewDue.String() + "."
	case "khong":
		x.State = Refused
		x.Answer = reasonOf(d, &form, "ly-do")
	default:
		form.Add("tra-loi", "Chọn cho lùi hoặc không cho lùi")
	}
	x.Document = shortText(d, &form, "van-ban", "Số văn bản")
	return func(ctx context.Context, tx *store.Tx) error { return x.settle(ctx, tx, version) }, said, form.Err()
}

const extensionColumns = `x.id, x.unit_id, x.task_id, x.body_id, x.body_name, x.asked_by, x.asked_at, x.old_due, x.new_due, x.reason, x.state, x.decided_by, x.decided_at, x.answer, x.document, x.checkpoint_id`

var (
	extensionAdd = store.Change("plan.extension.add", `INSERT INTO task_extension (id, unit_id, task_id, body_id, body_name, asked_by, asked_at, old_due, new_due, reason,
		state, decided_by, decided_at, answer, document, checkpoint_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`)
	extensionGet    = store.Query("plan.extension.get", `SELECT `+extensionColumns+` FROM task_extension x WHERE x.id = $1 AND {scope:x}`)
	extensionOf     = store.Query("plan.extension.of_task", `SELECT `+extensionColumns+` FROM task_extension x WHERE x.task_id = $1 AND {scope:x} ORDER BY x.id DESC`)
	extensionDecide = store.Change("plan.extension.decide", `UPDATE task_extension AS x SET state = $1, decided_by = $2, decided_at = $3, answer = $4, document = $5
		WHERE x.id = $6 AND x.state = 'asked' AND {scope:x}`)
	taskExtended = store.Change("plan.task.extend", `UPDATE task AS t SET due_on = CASE WHEN $1 = '' THEN t.due_on ELSE $1 END, asking = $2,
		slipped = CASE WHEN $3 = TRUE THEN TRUE ELSE t.slipped END, version = version + 1 WHERE t.id = $4 AND t.version = $5 AND {scope:t}`)
)

// give writes more time that was asked for, or allowed at once.
func (x extension) give(ctx context.Context, tx *store.Tx, version int64) error {
	if _, err := tx.Exec(ctx, extensionAdd, x.ID, x.UnitID, x.TaskID, x.BodyID, x.BodyName, x.AskedBy, x.AskedAt, x.OldDue, x.NewDue, x.Reason,
		string(x.State), x.DecidedBy, x.DecidedAt, x.Answer, x.Document, x.PointID); err != nil {
		return err
	}
	return x.apply(ctx, tx, version, x.Reason)
}

// settle writes the answer to a request.
func (x extension) settle(ctx context.Context, tx *store.Tx, version int64) error {
	if err := tx.UpdateOne(ctx, extensionDecide, string(x.State), x.DecidedBy, x.DecidedAt, x.Answer, x.Document, x.ID); err != nil {
		return err
	}
	return x.apply(ctx, tx, version, x.Answer)
}

// apply brings the task into line with the request and writes the history.
func (x extension) apply(ctx context.Context, tx *store.Tx, version int64, note string) error {
	var due day.Day // only an allowed request moves the date, which somebody may have corrected meanwhile
	action := "Xin lùi hạn"
	switch x.State {
	case Allowed:
		due, action = x.NewDue, "Lùi hạn"
	case Refused:
		action = "Không cho lùi hạn"
	}
	if err := x.move(ctx, tx, due, version); err != nil {
		return err
	}
	touchTask(tx, x.TaskID)
	if x.Document != "" {
		note = joinWords(note, "văn bản "+x.Document)
	}
	entry := store.Entry{Kind: "task", ID: x.TaskID, UnitID: x.UnitID, Action: action, Note: note}
	if x.State != Refused {
		entry.Before, entry.After = given{x.OldDue}, given{x.NewDue}
	}
	return tx.Audit(ctx, entry)
}

func joinWords(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}
