package register

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// The lines of a few records are read in one statement, whatever number of fields of lines a register has: every column as text,
// every table as wide as the widest.

// prepareUnion registers the statements that read all fields of lines at once; a register with one field has that of its table.
func (g *Register) prepareUnion() {
	if len(g.LineTables()) < 2 {
		return
	}
	g.stmt.lines = store.Query(g.stem()+".lines.of_one", g.union("r.id = $1"))
	g.stmt.linesSome = store.Query(g.stem()+".lines.of_some", g.union("r.id IN ("+params(1, namesAtOnce)+")"))
}

func (g *Register) union(of string) string {
	tables, width := g.LineTables(), 0
	for _, t := range tables {
		width = max(width, len(t.k.shape.columns))
	}
	parts := make([]string, len(tables))
	for i, t := range tables {
		cells := make([]string, width)
		for j := range cells {
			cells[j] = "CAST(NULL AS TEXT)"
			if j < len(t.k.shape.columns) {
				cells[j] = "CAST(l." + t.k.shape.columns[j] + " AS TEXT)"
			}
		}
		parts[i] = fmt.Sprintf("SELECT %d, l.record_id, l.seq, %s FROM %s r JOIN %s l ON l.record_id = r.id WHERE %s AND {scope:r} AND {scope:l}", i, strings.Join(cells, ", "), g.Name, t.Name, of)
	}
	return strings.Join(parts, " UNION ALL ") + " ORDER BY 1, 2, 3"
}

// readUnion gives the lines of records by the place of their field among those of lines, then by record; ok is false when they are
// too many records for one statement, or one field is all there is.
func (g *Register) readUnion(ctx context.Context, from store.Source, recs []Record) (found []map[string][]Record, ok bool, err error) {
	stmt, args := g.stmt.linesSome, []any(nil)
	switch {
	case stmt == nil || len(recs) > namesAtOnce:
		return nil, false, nil
	case len(recs) == 1:
		stmt, args = g.stmt.lines, []any{recs[0].ID}
	default:
		args = padded(idsOf(recs), namesAtOnce)
	}
	tables := g.LineTables()
	found = make([]map[string][]Record, len(tables))
	err = store.Each(ctx, from, stmt, func(row []any) error {
		at, _ := row[0].(int64)
		if at < 0 || int(at) >= len(tables) {
			return fmt.Errorf("register: lines of no field: %d", at)
		}
		id, _ := row[1].(string)
		if found[at] == nil {
			found[at] = map[string][]Record{}
		}
		line, err := tables[at].k.scanTexts(row[3:])
		found[at][id] = append(found[at][id], line)
		return err
	}, args...)
	return found, true, err
}

func idsOf(recs []Record) []string {
	ids := make([]string, len(recs))
	for i, rec := range recs {
		ids[i] = rec.ID
	}
	return ids
}

// scanTexts is scanLine for columns that were read as text.
func (k Rows) scanTexts(row []any) (Record, error) {
	values, at := make([]any, len(row)), 0
	for _, f := range k.shape.Fields {
		for _, c := range f.Kind.Columns() {
			v, err := ofType(c.Type, row[at])
			if err != nil {
				return Record{}, err
			}
			values[at] = v
			at++
		}
	}
	return k.scanLine(values), nil
}

// ofType is a value of a column that was read as text.
func ofType(kind string, v any) (any, error) {
	s, ok := v.(string)
	if !ok {
		return nil, nil // NULL
	}
	switch kind {
	case "BIGINT":
		return strconv.ParseInt(s, 10, 64)
	case "BOOLEAN":
		return s == "1" || s == "true", nil
	}
	return s, nil
}
