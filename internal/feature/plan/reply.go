package plan

import (
	"context"
	"net/http"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func init() {
	store.Declare(store.Table{Name: "task_seen", Growing: true, Scoped: true, Own: ownAccount, Private: true})
}

// reply is what somebody answered to a person about a task: a remark, a result that came back, a decision about more time.
type reply struct {
	TaskID string        `db:"task_id"`
	Title  string        `db:"title"`
	Kind   string        `db:"kind"`
	Who    string        `db:"who"`
	Text   string        `db:"text"`
	At     store.Instant `db:"at"`
}

// replyDays is how long an answer that nobody read stays on the day's page.
const replyDays = 30

// replySQL finds answers after a moment that the person has not read: remarks of others about work on which the person
// remarked or reported or which the person's body carries; results that came back; decisions about more time.
const replySQL = `SELECT a.task_id, t.title, a.kind, a.who, a.text, a.at FROM (
	SELECT c.task_id, 'comment' AS kind, c.account_name AS who, c.text, c.created_at AS at FROM task_comment c
		WHERE {scope:c} AND c.created_at > $1 AND c.account_id <> $2 AND c.withdrawn_at = 0 AND (
			EXISTS (SELECT 1 FROM task_comment m WHERE m.task_id = c.task_id AND m.account_id = $2)
			OR EXISTS (SELECT 1 FROM result r WHERE r.task_id = c.task_id AND r.account_id = $2)
			OR EXISTS (SELECT 1 FROM task_body o WHERE o.task_id = c.task_id AND o.body_id = $3 AND o.role IN ('lead', 'colead', 'implement', 'request', 'report')))
	UNION ALL SELECT r.task_id, 'returned', r.decided_by, r.reason, r.decided_at FROM result r
		WHERE {scope:r} AND r.account_id = $2 AND r.state = 'returned' AND r.decided_at > $1
	UNION ALL SELECT x.task_id, x.state, x.decided_by, x.answer, x.decided_at FROM task_extension x
		WHERE {scope:x} AND x.body_id = $3 AND x.body_id > '' AND x.decided_at > $1 AND x.state <> 'asked' AND x.asked_by <> x.decided_by
	) AS a JOIN task t ON t.id = a.task_id
	WHERE t.dropped = FALSE AND NOT EXISTS (SELECT 1 FROM task_seen s WHERE s.account_id = $2 AND s.task_id = a.task_id AND s.seen_at >= a.at)`

var (
	replyList = store.Query("plan.reply.list", replySQL+` ORDER BY a.at DESC LIMIT $4`)
	replyOn   = store.Query("plan.reply.on_task", replySQL+` AND a.task_id = $4 ORDER BY a.at DESC LIMIT 1`)
	seenSet   = store.Change("plan.seen.set", `INSERT INTO task_seen (account_id, task_id, unit_id, seen_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account_id, task_id) DO UPDATE SET seen_at = excluded.seen_at`)
)

// repliesTo reads what was answered to the person since the person last opened each task.
func repliesTo(ctx context.Context, from store.Source, a actor.Actor, now store.Instant, limit int) ([]reply, error) {
	return store.List[reply](ctx, from, replyList, since(now), a.AccountID, a.Acting().BodyID, limit)
}

func since(now store.Instant) store.Instant {
	return store.Instant{Time: now.Add(-replyDays * 24 * time.Hour)}
}

// seen remembers that the person has opened a task, when there was something new on it.
func (p *Plans) seen(r *web.Request, taskID string) error {
	news, err := store.List[reply](r.Context(), r.Reader(), replyOn, since(r.Now), r.Actor.AccountID, r.Actor.Acting().BodyID, taskID)
	if err != nil || len(news) == 0 || r.StandsStill() {
		return err
	}
	return p.markSeen(r, taskID)
}

func (p *Plans) markSeen(r *web.Request, taskID string) error {
	return r.Write(func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, seenSet, r.Actor.AccountID, taskID, r.Unit.ID, r.Now); err != nil {
			return err
		}
		tx.Unaudited("what a person has read is no record of work")
		return nil
	})
}

// seenPost takes a task out of the answers without opening it.
func (p *Plans) seenPost(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	if err := p.markSeen(r, t.ID); err != nil {
		return err
	}
	return r.Go(w, r.In("viec")+"#tra-loi")
}

// replyLine is an answer as a line of the day's page.
func replyLine(r *web.Request, x reply) ui.Task {
	return ui.Task{Title: x.words(), Href: r.In("nhiem-vu/"+x.TaskID) + "#trao-doi", From: x.Title, Who: x.Who, Date: x.when(r.Today())}
}

func (x reply) words() string {
	switch x.Kind {
	case "returned":
		return "Kết quả bị trả lại: " + x.Text
	case string(Allowed):
		return "Được lùi hạn"
	case string(Refused):
		return "Chưa được lùi hạn: " + x.Text
	default:
		return "“" + vi.Cut(x.Text, 90) + "”"
	}
}

// when is the hour of today, else the day.
func (x reply) when(today day.Day) string {
	at := x.At.In(day.Zone)
	switch today.Sub(day.At(x.At.Time)) {
	case 0:
		return at.Format("15:04")
	case 1:
		return "hôm qua"
	default:
		return day.At(x.At.Time).Short()
	}
}
