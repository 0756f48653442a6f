package backup

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// Kind is the type of a column, the same on every engine.
type Kind string

// The kinds. The migrations use no other types.
const (
	Text    Kind = "text"
	Integer Kind = "integer"
	Boolean Kind = "boolean"
)

var kindOf = map[string]Kind{"text": Text, "bigint": Integer, "integer": Integer, "boolean": Boolean}

// leftOut are the tables whose rows never leave the installation.
var leftOut = map[string]string{
	"session":     "who is signed in at the moment",
	"reset_code":  "one-time codes by which a password is set",
	"request_key": "forms of the last days that were sent",
}

// relation is a table as the database has it.
type relation struct {
	name       string
	columns    []attribute
	references []reference
	carried    string // the condition of the rows that an archive carries; empty for all
}

type attribute struct {
	Column
	required bool // NOT NULL and without a default
	key      bool // part of the primary key
}

// reference is a foreign key of one column.
type reference struct{ column, table, to string }

func (r relation) has(column string) bool {
	return slices.ContainsFunc(r.columns, func(a attribute) bool { return a.Name == column })
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// The catalogues of the engines. The statements of this package are not in the registry: they are made from the tables
// that the database has, or ask the engine about itself.
var columnsSQL = map[string]string{
	"sqlite": `SELECT m.name, c.name, lower(c.type), c."notnull" = 1 AND c.dflt_value IS NULL, c.pk > 0
		FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid`,
	"postgres": `SELECT t.relname, a.attname, format_type(a.atttypid, NULL), a.attnotnull AND NOT a.atthasdef, COALESCE(a.attnum = ANY (i.indkey), FALSE)
		FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid LEFT JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary
		WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
		ORDER BY t.relname, a.attnum`,
}

var referencesSQL = map[string]string{
	"sqlite": `SELECT m.name, f."from", f."table", COALESCE(f."to", 'id')
		FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY m.name, f.id`,
	"postgres": `SELECT t.relname, a.attname, r.relname, b.attname
		FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
		JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
		JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
		WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace ORDER BY t.relname, c.conname`,
}

// relations reads the declared tables from the database, by name.
func relations(ctx context.Context, q querier, engine string) ([]relation, error) {
	found := map[string]*relation{}
	var table, name, typ string
	var required, key bool
	err := each(ctx, q, columnsSQL[engine], nil, []any{&table, &name, &typ, &required, &key}, func() error {
		if _, ok := store.TableNamed(table); !ok {
			return nil
		}
		kind, ok := kindOf[typ]
		if !ok {
			return fmt.Errorf("backup: column %s.%s has the type %q, which no archive holds", table, name, typ)
		}
		if found[table] == nil {
			found[table] = &relation{name: table}
		}
		found[table].columns = append(found[table].columns, attribute{Column{name, kind}, required, key})
		return nil
	})
	if err != nil {
		return nil, err
	}
	var column, to string
	err = each(ctx, q, referencesSQL[engine], nil, []any{&table, &column, &name, &to}, func() error {
		if r := found[table]; r != nil {
			r.references = append(r.references, reference{column, name, to})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return declared(found)
}

// declared gives the tables in the order of their names, and misses none.
func declared(found map[string]*relation) ([]relation, error) {
	var out []relation
	for _, t := range store.Tables() {
		r := found[t.Name]
		if r == nil {
			return nil, fmt.Errorf("backup: the database has no table %s; its migrations have not run", t.Name)
		}
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b relation) int { return strings.Compare(a.name, b.name) })
	return out, nil
}

// SchemaVersion is the last migration that the database has taken.
func SchemaVersion(ctx context.Context, db *store.DB) (int64, error) {
	_, reader := db.Raw()
	return schemaVersion(ctx, reader)
}

func schemaVersion(ctx context.Context, q querier) (v int64, err error) {
	err = each(ctx, q, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied`, nil, []any{&v}, func() error { return nil })
	return v, err
}

// each runs a query and calls fn after every row has been scanned into dest.
func each(ctx context.Context, q querier, query string, args, dest []any, fn func() error) (err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := rows.Close(); err == nil {
			err = cerr
		}
	}()
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := fn(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// selectAll reads a table in the order of its key, so that equal databases give equal archives.
func (r relation) selectAll(columns []Column, condition string) string {
	var names, keys []string
	for _, c := range columns {
		names = append(names, quoted(c.Name))
	}
	for _, a := range r.columns {
		if a.key {
			keys = append(keys, quoted(a.Name))
		}
	}
	q := "SELECT " + strings.Join(names, ", ") + " FROM " + quoted(r.name)
	if condition != "" {
		q += " WHERE " + condition
	}
	if len(keys) > 0 {
		q += " ORDER BY " + strings.Join(keys, ", ")
	}
	return q
}

// quoted writes an identifier; it comes from the database's own catalogue and holds no quotation mark.
func quoted(name string) string { return `"` + name + `"` }

func snapshot(ctx context.Context, db *store.DB, fn func(*sql.Tx) error) error {
	_, reader := db.Raw()
	tx, err := reader.BeginTx(ctx, db.Engine.SnapshotOptions())
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it wrote nothing
	return fn(tx)
}
