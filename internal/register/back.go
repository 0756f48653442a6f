package register

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Snapshot is a record as it stands, for Restore. What needs a right of its own comes apart, to be kept where only those see it
// who have the right; secret is empty when the record does not hold it.
func (rec Record) Snapshot() (open, secret string) {
	kept := snapshot{State: rec.State, StateBy: rec.StateBy, StateOn: rec.StateOn, Values: map[string]Value{}}
	hidden := snapshot{Values: map[string]Value{}}
	for i, f := range rec.of.Fields {
		if f.Right != "" {
			hidden.Values[f.Column] = rec.Values[i]
		} else {
			kept.Values[f.Column] = rec.Values[i]
		}
	}
	if len(hidden.Values) > 0 {
		secret = asJSON(hidden)
	}
	return asJSON(kept), secret
}

type snapshot struct {
	State   string           `json:"state,omitempty"`
	StateBy string           `json:"state_by,omitempty"`
	StateOn string           `json:"state_on,omitempty"`
	Values  map[string]Value `json:"values"`
}

// Restore puts back what Snapshot told of a record, inside the caller's change: every answer, line and state as it was, nothing
// worked out anew. An empty secret leaves what needs a right as it is. The caller has seen that nobody changed the record since.
func (g *Register) Restore(ctx context.Context, tx *store.Tx, now Record, open, secret string, today day.Day, action, note string) (Record, error) {
	x := g.Edits(ctx, tx, now.UnitID, today)
	before, err := x.Restore(now, open, secret, action, note)
	if err != nil {
		return before, err
	}
	return before, x.Close()
}

// restored is a record with the answers that Snapshot told.
func (g *Register) restored(now Record, open, secret string) (Record, error) {
	before := now
	before.Values = slices.Clone(now.Values)
	for _, raw := range []string{open, secret} {
		if raw == "" {
			continue
		}
		var kept struct {
			snapshot
			Values map[string][]json.RawMessage `json:"values"`
		}
		if err := json.Unmarshal([]byte(raw), &kept); err != nil {
			return before, err
		}
		if kept.State != "" {
			before.State, before.StateBy, before.StateOn = kept.State, kept.StateBy, kept.StateOn
		}
		for i, f := range g.Fields {
			parts, there := kept.Values[f.Column]
			if !there {
				continue
			}
			v, err := readValue(f.Kind, parts)
			if err != nil {
				return before, err
			}
			before.Values[i] = v
		}
	}
	return before, nil
}

// vacant refuses answers that belong to another record by now.
func (g *Register) vacant(ctx context.Context, tx *store.Tx, rec Record) error {
	if g.Against == nil {
		return nil
	}
	m := &Mistakes{fields: g.Fields}
	if err := g.Against(ctx, tx, rec, m); err != nil {
		return err
	}
	if err := m.Err(); err != nil {
		return errs.Wrap(errs.Conflict, err, "Giá trị cũ nay thuộc một hồ sơ khác.")
	}
	return nil
}

// Prefilled shows the form of a new record with answers by field name in it, for a page that knows them and must not put them into
// an address. Nothing is written before somebody sends the form.
func (g *Register) Prefilled(w http.ResponseWriter, r *web.Request, typed map[string]string) error {
	return g.showAdd(w, r, formView{Typed: typed})
}
