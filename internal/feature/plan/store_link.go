package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

const linkColumns = `l.id, l.unit_id, l.year, l.task_id, l.body_id, l.body_name, l.role, l.made_by, l.made_at, l.expires_at, l.revoked_by, l.revoked_at, l.opens, l.opened_at`

// listedColumns go with FROM task_link l JOIN task t.
const listedColumns = linkColumns + `, t.title, (SELECT COUNT(*) FROM result r WHERE r.link_id = l.id) AS brought,
	(SELECT COUNT(*) FROM result w WHERE w.link_id = l.id AND w.state = 'waiting') AS waiting`

var (
	linkAdd = store.Change("plan.link.add", `INSERT INTO task_link (id, unit_id, year, task_id, body_id, body_name, role, digest, made_by, made_at, expires_at, revoked_by, revoked_at, opens, opened_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 0, 0, 0)`)
	linkGet      = store.Query("plan.link.get", `SELECT `+linkColumns+` FROM task_link l WHERE l.id = $1 AND {scope:l}`)
	linkOfDigest = store.Query("plan.link.of_digest", `SELECT `+linkColumns+`, u.valid_to AS unit_to FROM task_link l JOIN unit u ON u.id = l.unit_id WHERE l.digest = $1`,
		store.Unscoped("only who knows the secret finds the row, and the row says which unit it is of"))
	linkRevoke = store.Change("plan.link.revoke", `UPDATE task_link AS l SET revoked_by = $1, revoked_at = $2 WHERE l.id = $3 AND l.revoked_at = 0 AND {scope:l}`)
	linkExtend = store.Change("plan.link.extend", `UPDATE task_link AS l SET expires_at = $1 WHERE l.id = $2 AND l.revoked_at = 0 AND {scope:l}`)
	linkOpened = store.Change("plan.link.opened", `UPDATE task_link AS l SET opens = l.opens + 1, opened_at = $1 WHERE l.id = $2 AND l.opened_at <= $3 AND {scope:l}`)

	linkList = store.Query("plan.link.list", `SELECT `+listedColumns+` FROM task_link l JOIN task t ON t.id = l.task_id
		WHERE {scope:l} AND l.year = $1 ORDER BY l.id DESC LIMIT $2 OFFSET $3`)
	linkCount  = store.Query("plan.link.count", `SELECT COUNT(*) FROM task_link l WHERE {scope:l} AND l.year = $1`)
	linkOfTask = store.Query("plan.link.of_task", `SELECT `+listedColumns+` FROM task_link l JOIN task t ON t.id = l.task_id
		WHERE {scope:l} AND l.task_id = $1 ORDER BY l.id DESC LIMIT $2 OFFSET $3`)
	linkCountOfTask = store.Query("plan.link.count_of_task", `SELECT COUNT(*) FROM task_link l WHERE {scope:l} AND l.task_id = $1`)

	// What a holder may read: three statements, each bound to the link.
	linkFacts = store.Query("plan.link.facts", `SELECT u.name AS unit_name, u.demo, p.number, p.title AS plan_title, p.issued_on,
		t.id, t.unit_id, t.year, t.live, t.dropped, t.title, {see:t.text} AS text, t.line_from, t.line_to, t.when_kind, t.when_raw, t.starts_on, t.due_on, t.peaks, t.requested, t.done_on, t.phase
		FROM task_link l JOIN task t ON t.id = l.task_id JOIN plan p ON p.id = t.plan_id JOIN unit u ON u.id = l.unit_id WHERE l.id = $1 AND {scope:l}`)
	linkSent = store.Query("plan.link.sent", `SELECT r.id, r.done_on, r.text, r.finishes, r.amount, r.amount_unit, r.link, r.state, r.reason, r.decided_at, r.created_at, r.account_name, r.receipt
		FROM result r WHERE r.link_id = $1 AND r.id < $2 AND {scope:r} ORDER BY r.id DESC LIMIT $3`)
	linkSentFiles = store.Query("plan.link.sent_files", `SELECT f.result_id, f.name, f.size FROM result r JOIN result_file f ON f.result_id = r.id
		WHERE r.link_id = $1 AND r.id >= $2 AND r.id <= $3 AND {scope:r} ORDER BY f.result_id, f.id`)
	linkWaiting = store.Query("plan.link.waiting", `SELECT COUNT(*) FROM result r WHERE r.link_id = $1 AND r.state = 'waiting' AND {scope:r}`)
)

// listedLink is a link as a list shows it.
type listedLink struct {
	Link
	Title   string `db:"title"`
	Brought int    `db:"brought"`
	Waiting int    `db:"waiting"`
}

// MakeLink writes a link for a body of the task and gives its secret, which is kept nowhere.
func (p *Plans) MakeLink(ctx context.Context, tx *store.Tx, t Task, o Owed, secret string) (Link, error) {
	l := Link{ID: newID(), UnitID: t.UnitID, Year: t.Year, TaskID: t.ID, BodyID: o.BodyID, BodyName: o.Name, Role: o.Role, MadeBy: tx.Actor().Name, MadeAt: tx.Now()}
	l.ExpiresAt = store.Instant{Time: l.MadeAt.Add(LinkLife)}
	if _, err := tx.Exec(ctx, linkAdd, l.ID, l.UnitID, l.Year, l.TaskID, l.BodyID, l.BodyName, string(l.Role), ident.Digest(secret), l.MadeBy, l.MadeAt, l.ExpiresAt); err != nil {
		return l, err
	}
	return l, l.audit(ctx, tx, "Cấp đường dẫn", stamp(l.ExpiresAt))
}

// revoke ends the link at once and for good.
func (l Link) revoke(ctx context.Context, tx *store.Tx) error {
	if err := tx.UpdateOne(ctx, linkRevoke, tx.Actor().Name, tx.Now(), l.ID); err != nil {
		return errs.Wrap(errs.Conflict, err, "Đường dẫn này đã được thu hồi trước đó.")
	}
	return l.audit(ctx, tx, "Thu hồi đường dẫn", "")
}

// prolong gives the link its whole life again from now. The secret stays: see docs/decisions/0007.
func (l Link) prolong(ctx context.Context, tx *store.Tx) error {
	until := store.Instant{Time: tx.Now().Add(LinkLife)}
	if err := tx.UpdateOne(ctx, linkExtend, until, l.ID); err != nil {
		return errs.Wrap(errs.Conflict, err, "Đường dẫn này đã được thu hồi nên không gia hạn được. Cấp đường dẫn mới ở trang nhiệm vụ.")
	}
	return l.audit(ctx, tx, "Gia hạn đường dẫn", stamp(until))
}

func (l Link) audit(ctx context.Context, tx *store.Tx, action, until string) error {
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: l.TaskID, UnitID: l.UnitID, Action: action, After: linkDeed{l.BodyName, until}})
}
