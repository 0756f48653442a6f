package plan

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/store"
)

// LinkEstate is what becomes of the links given to a body that ends: they end with it. The heir gets links of its own, because a
// link says in whose name its holder writes.
type LinkEstate struct{}

var _ directory.Estate = LinkEstate{}

var (
	linksOfBody = store.Query("plan.link.of_body", `SELECT `+linkColumns+` FROM task_link l WHERE l.unit_id = $1 AND l.body_id = $2 AND {scope:l} ORDER BY l.id`)
	linksOfUnit = store.Query("plan.link.all_of_unit", `SELECT `+linkColumns+` FROM task_link l WHERE l.unit_id = $1 AND {scope:l} ORDER BY l.id`)
	linkPass    = store.Change("plan.link.pass", `UPDATE task_link AS l SET revoked_by = $1, revoked_at = $2, ended_act = $3 WHERE l.id = $4 AND l.revoked_at = 0 AND {scope:l}`)
	linkPassed  = store.Query("plan.link.passed", `SELECT `+linkColumns+` FROM task_link l WHERE l.ended_act = $1 AND {scope:l} ORDER BY l.id LIMIT $2`)
	linkBack    = store.Change("plan.link.back", `UPDATE task_link AS l SET revoked_by = '', revoked_at = 0, ended_act = '' WHERE l.id = $1 AND l.ended_act = $2 AND {scope:l}`)
)

// Kind implements directory.Estate.
func (LinkEstate) Kind() string { return "link" }

// Title implements directory.Estate.
func (LinkEstate) Title() string { return "Đường dẫn gửi kết quả" }

// links are those of the ending bodies that nobody has taken back, by id; over counts the others.
func (LinkEstate) links(ctx context.Context, from store.Source, m directory.Moves) (open []Link, over int, err error) {
	list, err := linksOf(ctx, from, m)
	for _, l := range list {
		if l.Open(store.Instant{Time: m.Day.Start()}) {
			open = append(open, l)
		} else {
			over++
		}
	}
	slices.SortFunc(open, func(a, b Link) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return open, over, err
}

// linksOf are all links of the ending bodies; those of a whole unit come in one question.
func linksOf(ctx context.Context, from store.Source, m directory.Moves) (out []Link, err error) {
	if m.Ends {
		return store.List[Link](ctx, from, linksOfUnit, m.UnitID)
	}
	for bodyID := range m.Bodies {
		if !m.Gone[bodyID] {
			continue
		}
		list, err := store.List[Link](ctx, from, linksOfBody, m.UnitID, bodyID)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

// Count implements directory.Estate. A link needs no heir.
func (e LinkEstate) Count(ctx context.Context, from store.Source, m directory.Moves) (directory.Tally, error) {
	open, over, err := e.links(ctx, from, m)
	return directory.Tally{Open: len(open), Done: over}, err
}

// List implements directory.Estate. The heirs are those of the body: nobody has to decide on a link.
func (e LinkEstate) List(ctx context.Context, from store.Source, m directory.Moves, after string, limit int) ([]directory.Item, error) {
	open, _, err := e.links(ctx, from, m)
	out := []directory.Item{}
	for _, l := range open {
		if l.ID > after && len(out) < limit {
			out = append(out, directory.Item{ID: l.ID, Title: "Đường dẫn cấp cho " + l.BodyName, Address: "nhiem-vu/" + l.TaskID, Body: l.BodyName, Heirs: []directory.Heir{{Name: "kết thúc cùng cơ quan"}}})
		}
	}
	return out, err
}

// Pass implements directory.Estate.
func (e LinkEstate) Pass(ctx context.Context, tx *store.Tx, m directory.Moves, after string, limit int) (next string, done int, err error) {
	open, _, err := e.links(ctx, tx, m)
	if err != nil {
		return "", 0, err
	}
	for _, l := range open {
		if l.ID <= after {
			continue
		}
		if done == limit {
			return next, done, nil
		}
		if err := tx.UpdateOne(ctx, linkPass, tx.Actor().Name, tx.Now(), m.ActID, l.ID); err != nil {
			return "", done, err
		}
		if err := l.audit(ctx, tx, "Đường dẫn kết thúc cùng cơ quan", ""); err != nil {
			return "", done, err
		}
		next, done = l.ID, done+1
	}
	return "", done, nil
}

// Rests implements directory.Estate: a link that has ended brings nothing more.
func (LinkEstate) Rests(context.Context, store.Source, string, int) ([]directory.Item, error) {
	return []directory.Item{}, nil
}

// Restore implements directory.Estate.
func (e LinkEstate) Restore(ctx context.Context, tx *store.Tx, actID string, limit int) (more bool, done int, err error) {
	list, err := store.List[Link](ctx, tx, linkPassed, actID, limit)
	if err != nil {
		return false, 0, err
	}
	for _, l := range list {
		if err := tx.UpdateOne(ctx, linkBack, l.ID, actID); err != nil {
			return false, done, err
		}
		if err := l.audit(ctx, tx, "Mở lại đường dẫn khi thu hồi bàn giao", stamp(l.ExpiresAt)); err != nil {
			return false, done, err
		}
		done++
	}
	return len(list) == limit, done, nil
}
