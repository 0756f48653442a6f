package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// What is bound to a person in this feature, for handing it over when the person leaves.

// Bound is one thing that is bound to a person. Path lies inside the unit and year; empty when there is no page.
type Bound struct {
	ID   string `db:"id"`
	Text string `db:"text"`
}

var (
	boundTasks = store.Query("plan.bound.tasks", `SELECT t.id, t.title AS text FROM task_person n JOIN task t ON t.id = n.task_id
		WHERE n.account_id = $1 AND n.ended_at = 0 AND t.dropped = FALSE AND t.done_on = '' AND {scope:n} ORDER BY n.id`)
	boundLinks = store.Query("plan.bound.links", `SELECT l.id, l.body_name || ': ' || t.title AS text FROM task_link l JOIN task t ON t.id = l.task_id
		WHERE l.made_by = $1 AND l.revoked_at = 0 AND l.expires_at > $2 AND {scope:l} ORDER BY l.id`)
	linkGive = store.Change("plan.link.give", `UPDATE task_link AS l SET made_by = $1 WHERE l.id = $2 AND l.made_by = $3 AND {scope:l}`)
	linkTask = store.Query("plan.link.task", `SELECT l.task_id FROM task_link l WHERE l.id = $1 AND {scope:l}`)
)

// NamedWork lists the open work in which a person is named.
func (p *Plans) NamedWork(ctx context.Context, from store.Source, accountID string) ([]Bound, error) {
	return store.List[Bound](ctx, from, boundTasks, accountID)
}

// PassNamed writes another name into a piece of work, in the place of the one who leaves.
func (p *Plans) PassNamed(ctx context.Context, tx *store.Tx, taskID string, who, heir PersonRef) error {
	t, err := store.Get[Task](ctx, tx, taskGet, taskID)
	if err != nil {
		return err
	}
	if err := unname(ctx, tx, t, who); err != nil {
		return err
	}
	named, err := store.List[Named](ctx, tx, personsOf, taskID)
	if err != nil {
		return err
	}
	for _, n := range named {
		if n.AccountID == heir.ID {
			return nil
		}
	}
	return name(ctx, tx, t, heir)
}

// OpenLinks lists the links for results that a person gave and that can still be used.
func (p *Plans) OpenLinks(ctx context.Context, from store.Source, name string, now store.Instant) ([]Bound, error) {
	return store.List[Bound](ctx, from, boundLinks, name, now)
}

// PassLink makes another person the one who answers for a link; its address stays.
func (p *Plans) PassLink(ctx context.Context, tx *store.Tx, linkID string, who, heir PersonRef) error {
	taskID, err := store.Get[string](ctx, tx, linkTask, linkID)
	if err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, linkGive, heir.Name, linkID, who.Name); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: taskID, UnitID: tx.Actor().UnitID, Action: "Bàn giao đường dẫn gửi kết quả", Before: personRecord{who.Name}, After: personRecord{heir.Name}})
}
