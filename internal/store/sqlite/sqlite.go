// Package sqlite opens the embedded database: one file, one connection that writes, many that read.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Readers is how many connections may read at once. Each keeps its own page cache, so few is also small.
const Readers = 4

// Options of an embedded database.
type Options struct {
	// Fast gives up durability for speed. Only for tests: a power cut may lose what was acknowledged.
	Fast bool
}

// Open opens the file, making it when it does not exist. The folder must exist.
func Open(ctx context.Context, path string, opt Options) (*store.DB, error) {
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return nil, errs.Wrap(errs.Invalid, err, "Không mở được thư mục dữ liệu "+filepath.Dir(path))
	}
	// Made here when it is missing, so that nobody else on the machine can read it, whatever its folder allows.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, errs.Wrap(errs.Invalid, err, "Không mở được tệp cơ sở dữ liệu "+path)
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	writer, err := pool(path, opt, false)
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	// The first writer switches the file to WAL; readers opened before that would lock each other out.
	if err := writer.PingContext(ctx); err != nil {
		_ = writer.Close()
		return nil, fmt.Errorf("sqlite: open %s: %w", path, err)
	}
	reader, err := pool(path, opt, true)
	if err != nil {
		_ = writer.Close()
		return nil, err
	}
	reader.SetMaxOpenConns(Readers)
	reader.SetMaxIdleConns(Readers)
	beside, err := keepCheckpoints(path, opt)
	if err != nil {
		return nil, errors.Join(err, reader.Close(), writer.Close())
	}
	db := store.New(engine{}, writer, reader)
	db.Beside(beside)
	return db, nil
}

func pool(path string, opt Options, readOnly bool) (*sql.DB, error) {
	q := url.Values{}
	q.Add("_pragma", "busy_timeout(5000)")
	q.Add("_pragma", "journal_mode(WAL)")
	q.Add("_pragma", "foreign_keys(1)")
	q.Add("_pragma", "temp_store(MEMORY)")
	// What one change touches should fit: pages that do not are written to the disk before it ends, and again at the end.
	q.Add("_pragma", "cache_size("+map[bool]string{false: "-32000", true: "-4000"}[readOnly]+")")
	q.Add("_pragma", fmt.Sprintf("wal_autocheckpoint(%d)", checkpointPages))
	// FULL makes each commit reach the disk before it is acknowledged.
	q.Add("_pragma", "synchronous("+map[bool]string{false: "FULL", true: "OFF"}[opt.Fast]+")")
	if readOnly {
		q.Add("_pragma", "query_only(1)")
	} else {
		q.Set("_txlock", "immediate")
	}
	return sql.Open("sqlite", "file:"+uriPath.Replace(filepath.ToSlash(path))+"?"+q.Encode())
}

// uriPath hides the signs that would end the path in a SQLite address.
var uriPath = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

type engine struct{}

func (engine) Name() string                    { return "sqlite" }
func (engine) Adapt(ddl string) string         { return ddl }
func (engine) SnapshotOptions() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }

func (engine) Classify(err error) errs.Kind {
	var e *driver.Error
	if !errors.As(err, &e) {
		return errs.Internal
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_FULL:
		return errs.Full
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return errs.Done
	case lib.SQLITE_CONSTRAINT:
		return errs.Conflict
	}
	return errs.Internal
}

func (engine) Tables(ctx context.Context, db *sql.DB) ([]string, error) {
	return strings1(ctx, db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version' ORDER BY name`)
}

func (engine) Explain(ctx context.Context, db *sql.DB, query string, params int) ([]string, error) {
	rows, err := db.QueryContext(ctx, "EXPLAIN QUERY PLAN "+query, make([]any, params)...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var plan []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			return nil, err
		}
		plan = append(plan, detail)
	}
	return plan, rows.Err()
}

func (engine) Migrate(ctx context.Context, db *sql.DB, migrations fs.FS) (int, error) {
	p, err := goose.NewProvider(goose.DialectSQLite3, db, migrations)
	if err != nil {
		return 0, err
	}
	done, err := p.Up(ctx)
	if err != nil {
		return len(done), err
	}
	return len(done), tell(ctx, db)
}

func strings1(ctx context.Context, db *sql.DB, query string) ([]string, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, strings.Clone(s))
	}
	return out, rows.Err()
}
