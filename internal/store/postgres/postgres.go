// Package postgres opens a PostgreSQL database, for when one machine or one writer is not enough.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/pressly/goose/v3"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// MaxConns bounds the connections of one program.
const MaxConns = 16

// Open connects to a database by its URL (postgres://…). The schema is made by Migrate.
func Open(ctx context.Context, url string) (*store.DB, error) {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return nil, errs.Wrap(errs.Invalid, err, "Địa chỉ PostgreSQL không đọc được; dạng đúng: postgres://người-dùng@máy/cơ-sở-dữ-liệu")
	}
	db.SetMaxOpenConns(MaxConns)
	db.SetMaxIdleConns(MaxConns)
	if err := db.PingContext(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("postgres: %w", err)
	}
	return store.New(engine{}, db, db), nil
}

type engine struct{}

func (engine) Name() string { return "postgres" }

var textColumn = regexp.MustCompile(`(?m)\bTEXT\b`)

// Adapt compares all text byte by byte, as SQLite does: keys for search and order are made in Go, and a database's own
// idea of Vietnamese must never decide.
func (engine) Adapt(ddl string) string { return textColumn.ReplaceAllString(ddl, `TEXT COLLATE "C"`) }

func (engine) SnapshotOptions() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

func (engine) Classify(err error) errs.Kind {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return errs.Internal
	}
	switch {
	case e.Code == "53100":
		return errs.Full
	case e.Code == "40001", e.Code == "40P01", e.Code == "55P03":
		return errs.Done
	case strings.HasPrefix(e.Code, "23"):
		return errs.Conflict
	}
	return errs.Internal
}

func (engine) Tables(ctx context.Context, db *sql.DB) ([]string, error) {
	return lines(ctx, db, `SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'goose_db_version' ORDER BY tablename`)
}

// Explain plans the statement with unknown parameters and with whole-table reads made as dear as can be, so that one
// that remains in the plan has no index to use.
func (engine) Explain(ctx context.Context, db *sql.DB, query string, params int) ([]string, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close() }()
	setup := []string{"SET enable_seqscan = off", "SET plan_cache_mode = force_generic_plan", "PREPARE inspected AS " + query}
	for _, s := range setup {
		if _, err := conn.ExecContext(ctx, s); err != nil {
			return nil, err
		}
	}
	defer func() {
		_, _ = conn.ExecContext(ctx, "DEALLOCATE inspected")
		_, _ = conn.ExecContext(ctx, "RESET ALL")
	}()
	call := "EXPLAIN EXECUTE inspected"
	if params > 0 {
		call += "(" + strings.TrimSuffix(strings.Repeat("NULL,", params), ",") + ")"
	}
	rows, err := conn.QueryContext(ctx, call)
	if err != nil {
		return nil, err
	}
	return collect(rows)
}

func (engine) Migrate(ctx context.Context, db *sql.DB, migrations fs.FS) (int, error) {
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations)
	if err != nil {
		return 0, err
	}
	done, err := p.Up(ctx)
	return len(done), err
}

func lines(ctx context.Context, db *sql.DB, query string) ([]string, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return collect(rows)
}

func collect(rows *sql.Rows) ([]string, error) {
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
