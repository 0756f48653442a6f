package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

const (
	resultColumns = `r.id, r.unit_id, r.task_id, r.body_id, r.body_name, r.account_id, r.account_name, r.done_on, r.text, r.finishes, r.on_behalf, r.created_at,
	r.amount, r.amount_unit, r.link, r.state, r.decided_by, r.decided_at, r.reason, r.link_id, r.sender_post, r.receipt, r.checkpoint_id`
	fileColumns = `f.id, f.unit_id, f.result_id, f.task_id, f.name, f.hash, f.size`
)

var (
	resultAdd = store.Change("plan.result.add", `INSERT INTO result (id, unit_id, task_id, body_id, body_name, account_id, account_name, done_on, text, finishes, on_behalf, created_at,
		amount, amount_unit, link, state, link_id, sender_post, receipt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`)
	resultGet    = store.Query("plan.result.get", `SELECT `+resultColumns+` FROM result r WHERE r.id = $1 AND {scope:r}`)
	resultOfTask = store.Query("plan.result.of_task", `SELECT `+resultColumns+` FROM result r WHERE r.task_id = $1 AND r.id < $2 AND {scope:r} ORDER BY r.id DESC LIMIT $3`)
	resultDecide = store.Change("plan.result.decide", `UPDATE result AS r SET state = $1, reason = $2, decided_by = $3, decided_at = $4
		WHERE r.id = $5 AND r.state = 'waiting' AND {scope:r}`)

	resultFileAdd  = store.Change("plan.result_file.add", `INSERT INTO result_file (id, unit_id, result_id, task_id, name, hash, size) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	resultFileList = store.Query("plan.result_file.of_task", `SELECT `+fileColumns+`, COALESCE(m.thumb_hash, '') AS thumb FROM result_file f LEFT JOIN file_thumb m ON m.hash = f.hash
		WHERE f.task_id = $1 AND f.result_id >= $2 AND f.result_id <= $3 AND {scope:f} ORDER BY f.result_id, f.id`)
	resultFileGet = store.Query("plan.result_file.get", `SELECT `+fileColumns+`, k.media, COALESCE(m.thumb_hash, '') AS thumb FROM result_file f
		JOIN file k ON k.hash = f.hash LEFT JOIN file_thumb m ON m.hash = f.hash WHERE f.id = $1 AND {scope:f}`)

	// Two results at the same moment stand in line for the task, so that the second count sees the first.
	taskHold = store.Change("plan.task.hold", `UPDATE task AS t SET results = t.results WHERE t.id = $1 AND {scope:t}`)
	// What waits is counted anew: a sum kept by hand drifts. The earliest day of doing stands, in whatever order results are
	// confirmed.
	taskProgress = store.Change("plan.task.progress", `UPDATE task AS t SET done_on = CASE WHEN t.done_on = '' OR $1 > '' AND $1 < t.done_on THEN $1 ELSE t.done_on END, results = results + $2,
		waiting = (SELECT COUNT(*) FROM result r WHERE r.task_id = t.id AND r.state = 'waiting'),
		claimed_on = (SELECT COALESCE(MIN(c.done_on), '') FROM result c WHERE c.task_id = t.id AND c.state = 'waiting' AND c.finishes = TRUE AND c.checkpoint_id = '')
		WHERE t.id = $3 AND {scope:t}`)
)

// servedFile is a result's file with the kind found from its bytes.
type servedFile struct {
	ResultFile
	Media string `db:"media"`
}

// record writes what a body has done. It counts at once when the person may confirm, else it waits. The task counts as done
// on the earliest day of a result that finishes it.
func record(ctx context.Context, tx *store.Tx, t Task, r Result, kept []attach.File) error {
	r.OnBehalf = r.LinkID == "" && !tx.Actor().HoldsPostIn(r.BodyID)
	r.State = Waiting
	if tx.Actor().May(actor.ResultConfirm) {
		r.State = Counted
	}
	if _, err := tx.Exec(ctx, taskHold, t.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, resultAdd, r.ID, t.UnitID, t.ID, r.BodyID, r.BodyName, r.AccountID, r.AccountName, r.DoneOn, r.Text, r.Finishes, r.OnBehalf, r.CreatedAt,
		r.Amount, r.AmountUnit, r.Link, string(r.State), r.LinkID, r.SenderPost, r.Receipt); err != nil {
		return err
	}
	if err := r.atPoint(ctx, tx); err != nil {
		return err
	}
	for i, f := range r.Files {
		if err := recordFile(ctx, tx, t, f, kept[i]); err != nil {
			return err
		}
	}
	if err := r.progress(ctx, tx, t, 1); err != nil {
		return err
	}
	entry := store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Ghi kết quả", After: r}
	if r.LinkID != "" {
		entry.Action = "Gửi kết quả bằng đường dẫn"
	}
	if r.OnBehalf || r.LinkID != "" {
		entry.BodyID, entry.BodyName = r.BodyID, r.BodyName
	}
	return tx.Audit(ctx, entry)
}

func recordFile(ctx context.Context, tx *store.Tx, t Task, f ResultFile, kept attach.File) error {
	if err := kept.Note(ctx, tx); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, resultFileAdd, f.ID, t.UnitID, f.ResultID, t.ID, f.Name, f.Hash, f.Size)
	return err
}

// doneDay is the day on which the result makes its task done: the day of the work, whenever it is confirmed.
func (r Result) doneDay() day.Day {
	if r.Finishes && r.State == Counted {
		return r.DoneOn
	}
	return day.Day{}
}

// decide settles a result that waits. The day of the work decides whether it was in time, not today.
func (res Result) decide(ctx context.Context, tx *store.Tx, t Task, to Standing, reason string, at store.Instant) error {
	if _, err := tx.Exec(ctx, taskHold, t.ID); err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, resultDecide, string(to), reason, tx.Actor().Name, at, res.ID); err != nil {
		return errs.Wrap(errs.Conflict, err, "Kết quả này đã có người xác nhận hoặc trả lại. Chưa ghi gì thêm; mở lại nhiệm vụ để xem.")
	}
	before := res
	res.State, res.Reason = to, reason
	if err := res.progress(ctx, tx, t, 0); err != nil {
		return err
	}
	entry := store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Xác nhận kết quả", After: resultAnswer{before.BodyName, res.DoneOn, ""}}
	if to == Returned {
		entry.Action, entry.After = "Trả lại kết quả", resultAnswer{before.BodyName, res.DoneOn, reason}
	}
	return tx.Audit(ctx, entry)
}

// resultAnswer is a decision about a result as the history shows it.
type resultAnswer struct {
	Body   string  `json:"Kết quả của"`
	On     day.Day `json:"Ngày làm"`
	Reason string  `json:"Lý do,omitempty"`
}

// resultPageSize is how many results a page of a task shows. Each brings at most five files.
const resultPageSize = 10

// resultsOf reads the results of a task before one of them, newest first, with their files, in two statements. More says
// that there are older ones.
func resultsOf(ctx context.Context, from store.Source, taskID, before string) (results []Result, more bool, err error) {
	if before == "" {
		before = "~" // sorts after every id
	}
	results, err = store.List[Result](ctx, from, resultOfTask, taskID, before, resultPageSize+1)
	if err != nil || len(results) == 0 {
		return results, false, err
	}
	if more = len(results) > resultPageSize; more {
		results = results[:resultPageSize]
	}
	files, err := store.List[ResultFile](ctx, from, resultFileList, taskID, results[len(results)-1].ID, results[0].ID)
	if err != nil {
		return nil, false, err
	}
	for i := range results {
		for _, f := range files {
			if f.ResultID == results[i].ID {
				results[i].Files = append(results[i].Files, f)
			}
		}
	}
	return results, more, nil
}

// firstDay is the earliest day that a result may give: a plan may be recorded late, never before it could begin.
func firstDay(year int) day.Day { return day.Must(year-1, 1, 1) }
