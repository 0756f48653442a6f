package stateprogram

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// The standings of a child in the software.
const (
	there   = "there"
	notMore = "gone"
)

// childRow is what is known of a child in the software as a whole.
type childRow struct {
	ChildID  string `db:"child_id" json:"-"`
	Code     string `db:"code" json:"code"`
	Standing string `db:"standing" json:"standing"`
	Said     string `db:"said" json:"said"` // its own words for a standing that is not there any more
	On       string `db:"seen_on" json:"on"`
	ImportID string `db:"import_id" json:"import"`
}

// sourceRow is what the software is known to say of a child in one column.
type sourceRow struct {
	ChildID  string `db:"child_id" json:"-"`
	Field    string `db:"field" json:"field"` // code of the pack
	Said     string `db:"said" json:"said"`   // as the software writes it
	Kept     string `db:"kept" json:"kept"`   // as our field would keep it
	On       string `db:"seen_on" json:"on"`
	ImportID string `db:"import_id" json:"import"` // the import, or the batch of marks, that says so
	Level    int64  `db:"level" json:"level"`
}

// atOnce is how many children one statement asks for.
const atOnce = 50

var (
	childByCode = store.Query("state.child.by_code", `SELECT k.child_id FROM state_child k WHERE {scope:k} AND k.unit_id = $1 AND k.code = $2 ORDER BY k.child_id LIMIT 1`)
	childrenOf  = store.Query("state.child.of", `SELECT k.child_id, k.code, k.standing, k.said, k.seen_on, k.import_id FROM state_child k WHERE k.child_id IN (`+marks(1, atOnce)+`) AND {scope:k}`)
	childPut    = store.Change("state.child.put", `INSERT INTO state_child (child_id, unit_id, code, standing, said, seen_on, import_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (child_id) DO UPDATE SET code = $3, standing = $4, said = $5, seen_on = $6, import_id = $7`)
	childDrop = store.Change("state.child.drop", `DELETE FROM state_child AS k WHERE k.child_id = $1 AND {scope:k}`)

	sourcesOf = store.Query("state.source.of", `SELECT s.child_id, s.field, s.said, s.kept, s.seen_on, s.import_id, s.level FROM child_source s WHERE s.child_id IN (`+marks(1, atOnce)+`) AND {scope:s}`)
	sourcePut = store.Change("state.source.put", `INSERT INTO child_source (child_id, unit_id, field, said, kept, seen_on, import_id, level) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (child_id, field) DO UPDATE SET said = $4, kept = $5, seen_on = $6, import_id = $7, level = $8`)
	sourceDrop = store.Change("state.source.drop", `DELETE FROM child_source AS s WHERE s.child_id = $1 AND s.field = $2 AND {scope:s}`)
)

func marks(first, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = "$" + strconv.Itoa(first+i)
	}
	return strings.Join(out, ", ")
}

func padded(ids []string) []any {
	out := make([]any, atOnce)
	for i := range out {
		out[i] = ""
		if i < len(ids) {
			out[i] = ids[i]
		}
	}
	return out
}

// known is what the software is known to say of a child.
type known struct {
	Child   childRow
	Seen    bool // the software has or had the child
	Columns map[string]sourceRow
}

// knownOf reads it for at most atOnce children.
func knownOf(ctx context.Context, from store.Source, ids []string) (map[string]known, error) {
	out := make(map[string]known, len(ids))
	for _, id := range ids {
		out[id] = known{Columns: map[string]sourceRow{}}
	}
	children, err := store.List[childRow](ctx, from, childrenOf, padded(ids)...)
	if err != nil {
		return nil, err
	}
	for _, c := range children {
		out[c.ChildID] = known{c, true, out[c.ChildID].Columns}
	}
	sources, err := store.List[sourceRow](ctx, from, sourcesOf, padded(ids)...)
	for _, s := range sources {
		out[s.ChildID].Columns[s.Field] = s
	}
	return out, err
}

func (c childRow) put(ctx context.Context, tx *store.Tx, unitID string) error {
	_, err := tx.Exec(ctx, childPut, c.ChildID, unitID, c.Code, c.Standing, c.Said, c.On, c.ImportID)
	return err
}

func (s sourceRow) put(ctx context.Context, tx *store.Tx, unitID string) error {
	_, err := tx.Exec(ctx, sourcePut, s.ChildID, unitID, s.Field, s.Said, s.Kept, s.On, s.ImportID, s.Level)
	return err
}

// past is what was known before something was noted, to be put back.
type past struct {
	Child  *childRow `json:"child"` // nil when nothing was
	Fields []was     `json:"fields"`
}

type was struct {
	Field  string     `json:"field"`
	Before *sourceRow `json:"before"` // nil when nothing was
}

func (p past) String() string { return jsonOf(p) }

// putBack puts back what was known of a child before by noted it. What something else noted since stays.
func putBack(ctx context.Context, tx *store.Tx, unitID, childID, by, text string) error {
	var p past
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return err
	}
	now, err := knownOf(ctx, tx, []string{childID})
	if err != nil {
		return err
	}
	for _, f := range p.Fields {
		if now[childID].Columns[f.Field].ImportID != by {
			continue
		}
		if f.Before == nil {
			_, err = tx.Exec(ctx, sourceDrop, childID, f.Field)
		} else {
			f.Before.ChildID = childID
			err = f.Before.put(ctx, tx, unitID)
		}
		if err != nil {
			return err
		}
	}
	switch {
	case now[childID].Child.ImportID != by:
		return nil
	case p.Child == nil:
		_, err = tx.Exec(ctx, childDrop, childID)
		return err
	}
	p.Child.ChildID = childID
	return p.Child.put(ctx, tx, unitID)
}
