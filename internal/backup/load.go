package backup

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// loader inserts the rows of a table many at a time: one row a statement would cost a network round trip each. The
// statement of a full hand of rows is prepared once; SQLite needs longer to read it than to run it.
type loader struct {
	tx    *sql.Tx
	table Table
	most  int // rows in a full hand
	full  *sql.Stmt
	held  []any
}

const paramsAtOnce = 1000 // far below what either engine allows

func newLoader(tx *sql.Tx, t Table) *loader {
	return &loader{tx: tx, table: t, most: max(1, paramsAtOnce/len(t.Columns))}
}

func (l *loader) add(ctx context.Context, row []any) (err error) {
	l.held = append(l.held, row...)
	if len(l.held) < l.most*len(l.table.Columns) {
		return nil
	}
	if l.full == nil {
		if l.full, err = l.tx.PrepareContext(ctx, l.insert(l.most)); err != nil { // ends with the transaction
			return err
		}
	}
	_, err = l.full.ExecContext(ctx, l.held...)
	l.held = l.held[:0]
	return err
}

// flush inserts the rows that are left.
func (l *loader) flush(ctx context.Context) error {
	if len(l.held) == 0 {
		return nil
	}
	_, err := l.tx.ExecContext(ctx, l.insert(len(l.held)/len(l.table.Columns)), l.held...)
	l.held = l.held[:0]
	return err
}

func (l *loader) insert(rows int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO %s (", quoted(l.table.Name))
	for i, c := range l.table.Columns {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(quoted(c.Name))
	}
	b.WriteString(") VALUES ")
	n := 0
	for r := range rows {
		if r > 0 {
			b.WriteString(", ")
		}
		for i := range l.table.Columns {
			n++
			fmt.Fprintf(&b, "%s$%d", map[bool]string{true: "(", false: ", "}[i == 0], n)
		}
		b.WriteByte(')')
	}
	if isReference(l.table.Name) {
		b.WriteString(" ON CONFLICT DO NOTHING")
	}
	return b.String()
}

func (t Table) has(column string) bool {
	return slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Name == column })
}

func (r relation) hasKind(c Column) bool {
	return slices.ContainsFunc(r.columns, func(a attribute) bool { return a.Column == c })
}
