package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Each runs a statement and gives every row to fn as plain values: string, int64, bool, or nil for NULL. It is for tables whose
// columns are known only from a declaration; who knows them uses List. The slice is fn's only until it returns.
func Each(ctx context.Context, from Source, s *Stmt, fn func(row []any) error, args ...any) (err error) {
	q, sc, db := from.source()
	v, args, err := s.bind(sc, args)
	if err != nil {
		return err
	}
	count(ctx, s)
	var rows *sql.Rows
	if in, ok := q.(reads); ok {
		rows, err = in.QueryContext(ctx, v.text, args...)
		if !in.c.reading[v.text] {
			in.c.reading[v.text] = true // fn may ask the same again
			defer delete(in.c.reading, v.text)
		}
	} else {
		rows, err = q.QueryContext(ctx, v.text, args...)
	}
	if err != nil {
		return db.explainError(s, err)
	}
	defer func() {
		if cerr := rows.Close(); err == nil {
			err = cerr
		}
	}()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	row, dest := make([]any, len(names)), make([]any, len(names))
	for i := range row {
		dest[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return fmt.Errorf("store: %s: %w", s.Name, err)
		}
		for i, v := range row {
			if raw, ok := v.([]byte); ok {
				row[i] = string(raw)
			}
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Variant is a statement that is put together when it is first needed: a list with a set of filters that nobody foresaw. It
// stands outside the registry, so its maker registers with Query what stands for all of them, for the tests that inspect
// statements. Keep what it returns; it must not be made anew for every request.
func Variant(name, sql string) *Stmt { return newStmt(name, sql, false, nil) }
