package plan

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// TaskEstate is what tasks, with their check-points, links, requests and documents, leave when a body or the whole unit ends
// (clause IV.9 of the plans: the body that receives the function carries on this plan and earlier ones).
//
// Open are tasks of confirmed plans that are neither done, given up nor handed outside; a draft that nobody confirmed passes
// nothing on. In a unit that goes on the parts of a task change hands and nothing else: due dates and what is late stay. Of a unit
// that ends no row changes; each heir unit gets the plan with the same text and the open work, assigned to its own bodies.
type TaskEstate struct{ Plans *Plans }

// Kind implements directory.Estate.
func (TaskEstate) Kind() string { return "task" }

// Title implements directory.Estate.
func (TaskEstate) Title() string { return "Nhiệm vụ" }

func (e TaskEstate) moves(m directory.Moves) moves { return moves{m, e.Plans.Function} }

// passedID is the id of what a record becomes in a unit by an act: always the same, and in order where the old ids are.
func passedID(old, act, unit, body string) string {
	id := ident.Derived("heir", old, act, unit, body)
	return old[:13] + id[13:]
}

// inUnit is the same change, written on in one unit, so that every statement sees that unit alone.
func inUnit(tx *store.Tx, unitID string) *store.Tx {
	a := tx.Actor()
	return tx.As(actor.Actor{AccountID: a.AccountID, Username: a.Username, Name: a.Name, UnitID: unitID, Posts: a.Posts, Program: true})
}

// Count implements directory.Estate. All of it is counted inside indexes; only work of bodies without any heir is looked at.
func (e TaskEstate) Count(ctx context.Context, from store.Source, dm directory.Moves) (out directory.Tally, err error) {
	m := e.moves(dm)
	if out.Nowhere, err = countNowhere(ctx, from, m); err != nil {
		return out, err
	}
	if m.Ends {
		n, err := store.Get[unitCounts](ctx, from, passingCount, m.UnitID)
		out.Open, out.Done, out.Nowhere = n.Open, n.Live-n.Open, out.Nowhere+n.Leaderless
		return out, err
	}
	n, err := store.Get[partCounts](ctx, from, bodyPassingCount, m.UnitID, setOfIDs(m.passing()))
	out.Open, out.Done = n.Open, n.Done
	return out, err
}

// List implements directory.Estate.
func (e TaskEstate) List(ctx context.Context, from store.Source, dm directory.Moves, after string, limit int) ([]directory.Item, error) {
	m := e.moves(dm)
	ids, _, err := passingIDs(ctx, from, m, after, limit)
	if err != nil {
		return nil, err
	}
	tasks, err := passingTasksOf(ctx, from, ids)
	out := make([]directory.Item, 0, len(tasks))
	for _, t := range tasks {
		heirs := m.heirsOf(t.Owed)
		if len(heirs) == 0 && !m.nowhere(t.Owed) {
			heirs = m.asBefore(t.Owed)
		}
		out = append(out, directory.Item{ID: t.ID, Title: t.Title, Address: "nhiem-vu/" + t.ID, Body: t.Lead, Heirs: heirs})
	}
	return out, err
}

// Pass implements directory.Estate.
func (e TaskEstate) Pass(ctx context.Context, tx *store.Tx, dm directory.Moves, after string, limit int) (next string, done int, err error) {
	m := e.moves(dm)
	ids, more, err := passingIDs(ctx, tx, m, after, limit)
	if err != nil || len(ids) == 0 {
		return "", 0, err
	}
	pass := e.handOver
	if m.Ends {
		pass = e.continueIn
	}
	if done, err = pass(ctx, tx, m, ids); err != nil {
		return "", 0, err
	}
	if more {
		next = ids[len(ids)-1]
	}
	return next, done, nil
}

// Rests implements directory.Estate: the tasks with a line in the history since they were passed on, and the work that was added
// to a plan that the act made.
func (e TaskEstate) Rests(ctx context.Context, from store.Source, actID string, limit int) (out []directory.Item, err error) {
	for _, s := range []*store.Stmt{handedTouched, heirTouched, heirAdded, planHeirTouched} {
		if len(out) >= limit {
			break
		}
		rows, err := store.List[restingRow](ctx, from, s, actID, limit-len(out))
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out = append(out, directory.Item{ID: r.ID, Title: r.Title, Address: r.Path + r.ID, Body: r.Lead})
		}
	}
	return out, nil
}

// Restore implements directory.Estate. Somebody's work is never thrown away: the caller has asked Rests in the same change.
func (e TaskEstate) Restore(ctx context.Context, tx *store.Tx, actID string, limit int) (more bool, done int, err error) {
	if done, err = e.handBack(ctx, tx, actID, limit); err != nil || done >= limit {
		return err == nil, done, err
	}
	n, err := e.discontinue(ctx, tx, actID, limit-done)
	return done+n >= limit, done + n, err
}

// passingIDs are the ids of the open tasks that the moves touch, in order after one of them.
func passingIDs(ctx context.Context, from store.Source, m moves, after string, limit int) (ids []string, more bool, err error) {
	if m.Ends {
		ids, err = store.List[string](ctx, from, passingOfUnit, m.UnitID, after, limit+1)
	} else {
		for _, body := range m.passing() {
			some, err := store.List[string](ctx, from, passingOfBody, m.UnitID, body, after, limit+1)
			if err != nil {
				return nil, false, err
			}
			ids = append(ids, some...)
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
	}
	if len(ids) > limit {
		return ids[:limit], true, err
	}
	return ids, false, err
}
