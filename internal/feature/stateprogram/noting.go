package stateprogram

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

var (
	sourceRows = store.ChangeRows("state.source.put_rows", `INSERT INTO child_source (unit_id, child_id, field, said, kept, seen_on, import_id, level) VALUES`, `($1, #1, #2, #3, #4, #5, #6, #7)`,
		`ON CONFLICT (child_id, field) DO UPDATE SET said = excluded.said, kept = excluded.kept, seen_on = excluded.seen_on, import_id = excluded.import_id, level = excluded.level`)
	childRows = store.ChangeRows("state.child.put_rows", `INSERT INTO state_child (unit_id, child_id, code, standing, said, seen_on, import_id) VALUES`, `($1, #1, #2, #3, #4, #5, #6)`,
		`ON CONFLICT (child_id) DO UPDATE SET code = excluded.code, standing = excluded.standing, said = excluded.said, seen_on = excluded.seen_on, import_id = excluded.import_id`)
	dirtyRows = store.ChangeRows("state.dirty.put_rows", `INSERT INTO state_dirty (unit_id, child_id) VALUES`, `($1, #1)`, `ON CONFLICT (unit_id, child_id) DO NOTHING`)
)

// noting gathers what the software says of many children, to be noted in a few statements inside the caller's change.
type noting struct {
	ctx               context.Context
	tx                *store.Tx
	unitID            string
	sources, children []any
	ids               []any // of the children whose lines are to be worked out again
	seen              map[string]bool
}

// source gathers what the software says of a child in one column; the child follows.
func (n *noting) source(s sourceRow) error {
	err := n.once(s.ChildID)
	n.sources = append(n.sources, s.ChildID, s.Field, s.Said, s.Kept, s.On, s.ImportID, s.Level)
	return err
}

// once writes what was gathered when a child comes again: one statement may not note the same child twice.
func (n *noting) once(childID string) error {
	if !n.seen[childID] {
		return nil
	}
	return n.flush()
}

// child gathers what is known of a child as a whole.
func (n *noting) child(c childRow) error {
	if err := n.once(c.ChildID); err != nil {
		return err
	}
	if n.seen == nil {
		n.seen = map[string]bool{}
	}
	n.seen[c.ChildID] = true
	n.children, n.ids = append(n.children, c.ChildID, c.Code, c.Standing, c.Said, c.On, c.ImportID), append(n.ids, c.ChildID)
	return nil
}

// flush notes what was gathered.
func (n *noting) flush() error {
	for _, x := range []struct {
		stmt *store.Bulk
		rows *[]any
	}{{sourceRows, &n.sources}, {childRows, &n.children}, {dirtyRows, &n.ids}} {
		if _, err := n.tx.ExecRows(n.ctx, x.stmt, []any{n.unitID}, *x.rows); err != nil {
			return err
		}
		*x.rows = (*x.rows)[:0]
	}
	clear(n.seen)
	return nil
}
