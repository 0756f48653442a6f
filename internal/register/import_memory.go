package register

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// mappingsAtMost is how many tables of one sender are remembered by the names of their columns.
const mappingsAtMost = 50

var mappingsBy = store.Query("register.mapping.by_sender", `SELECT h.heads, h.columns, h.readings FROM register_mapping h WHERE {scope:h} AND h.unit_id = $1 AND h.register = $2 AND h.sender = $3 ORDER BY h.heads LIMIT $4`)

// said is what a sender means by the name of a column.
type said struct {
	column  string
	reading reading
	unclear bool // it meant different things
}

// sentNames are the names that a sender gave to columns in tables with other heads, and what a person said that they mean.
func (g *Register) sentNames(ctx context.Context, from store.Source, m Import) (map[string]said, error) {
	list, err := store.List[struct {
		Heads    string `db:"heads"`
		Columns  string `db:"columns"`
		Readings string `db:"readings"`
	}](ctx, from, mappingsBy, m.UnitID, g.Name, m.sentBy(), mappingsAtMost)
	out := map[string]said{}
	for _, t := range list {
		columns, readings := listOf(t.Columns), readingsOf(t.Readings)
		for i, name := range listOf(t.Heads) {
			key := vi.Fold(name)
			if key == "" || i >= len(columns) || i >= len(readings) {
				continue
			}
			now := said{column: columns[i], reading: readings[i]}
			if old, ok := out[key]; ok && old.column != now.column {
				now.unclear = true
			}
			out[key] = now
		}
	}
	return out, err
}

// bySender gives columns to the names that the sender used before, and says how each was read; the others stay as they were matched.
func (g *Register) bySender(ctx context.Context, from store.Source, m Import, h *head) ([]reading, error) {
	names, err := g.sentNames(ctx, from, m)
	if err != nil || len(names) == 0 {
		return nil, err
	}
	columns, readings, known := slices.Clone(h.Columns), make([]reading, len(h.Columns)), map[int]bool{}
	for i, name := range h.Names {
		s, ok := names[vi.Fold(name)]
		if !ok || s.unclear || twice(h.Names, name) || s.column != "" && !g.known(s.column) {
			continue
		}
		columns[i], readings[i], known[i] = s.column, s.reading, true
	}
	for i, c := range columns {
		for j := range columns {
			if i != j && c != "" && columns[j] == c && (known[j] && !known[i] || known[i] == known[j] && j < i) {
				columns[i], readings[i] = "", asWritten
			}
		}
	}
	h.Columns = columns
	return readings, nil
}

// twice reports whether a name stands over several columns.
func twice(names []string, name string) bool {
	n := 0
	for _, other := range names {
		if vi.Fold(other) == vi.Fold(name) {
			n++
		}
	}
	return n > 1
}
