package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "task_person", Growing: true, Scoped: true, Own: ownTask("task_id"), Titles: true, Title: "Người được ghi tên vào việc"})
}

// Named is a person who is named on a task beside its bodies: a collaborator sees the task by that, and whoever leaves hands
// it over.
type Named struct {
	ID        string        `db:"id"`
	TaskID    string        `db:"task_id"`
	AccountID string        `db:"account_id"`
	Name      string        `db:"name"`
	By        string        `db:"named_by"`
	At        store.Instant `db:"named_at"`
}

const namedColumns = `n.id, n.task_id, n.account_id, n.name, n.named_by, n.named_at`

var (
	personAdd = store.Change("plan.person.add", `INSERT INTO task_person (id, unit_id, plan_id, task_id, account_id, name, named_by, named_at, ended_by, ended_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0) ON CONFLICT DO NOTHING`)
	personEnd = store.Change("plan.person.end", `UPDATE task_person AS n SET ended_by = $1, ended_at = $2
		WHERE n.task_id = $3 AND n.account_id = $4 AND n.ended_at = 0 AND {scope:n}`)
	personsOf = store.Query("plan.person.of_task", `SELECT `+namedColumns+` FROM task_person n WHERE n.task_id = $1 AND n.ended_at = 0 AND {scope:n} ORDER BY n.id`)
)

// PersonRef is somebody of the unit who can be named.
type PersonRef struct{ ID, Name, Words string }

// People is what this feature needs of the accounts.
type People interface {
	// Staff lists who holds a post in the actor's unit on the source's day, by name.
	Staff(ctx context.Context, from store.Source, unitID string) ([]PersonRef, error)
}

// personRecord is a naming as the history tells it.
type personRecord struct {
	Name string `json:"Người làm"`
}

// name names a person on a task; one who is named already stays.
func name(ctx context.Context, tx *store.Tx, t Task, p PersonRef) error {
	n, err := tx.Exec(ctx, personAdd, newID(), t.UnitID, t.PlanID, t.ID, p.ID, p.Name, tx.Actor().Name, tx.Now())
	if err != nil {
		return err
	}
	if n == 0 {
		return errs.Newf(errs.Conflict, "%s đã có tên trong việc này. Chưa ghi gì thêm.", p.Name)
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Ghi tên người làm", After: personRecord{p.Name}})
}

// unname takes a person off a task. It stays in the history.
func unname(ctx context.Context, tx *store.Tx, t Task, p PersonRef) error {
	if err := tx.UpdateOne(ctx, personEnd, tx.Actor().Name, tx.Now(), t.ID, p.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Bỏ tên người làm", Before: personRecord{p.Name}})
}

// Names are who is named in a task, by id.
type Names struct {
	Title          string
	Bodies, People map[string]string
}

// NamedIn reads who is named in a task; one that the reader does not see is errs.NotFound.
func (p *Plans) NamedIn(ctx context.Context, from store.Source, id string) (n Names, err error) {
	t, err := taskWith(ctx, from, id)
	if err != nil {
		return n, err
	}
	n = Names{Title: t.Title, Bodies: map[string]string{}, People: map[string]string{}}
	for _, o := range t.Owed {
		if o.BodyID != "" {
			n.Bodies[o.BodyID] = o.Name
		}
	}
	people, err := store.List[Named](ctx, from, personsOf, id)
	for _, who := range people {
		n.People[who.AccountID] = who.Name
	}
	return n, err
}
