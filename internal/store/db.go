package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Engine is what differs between SQLite and PostgreSQL. The packages store/sqlite and store/postgres make one each.
type Engine interface {
	Name() string                 // "sqlite" or "postgres"
	Adapt(ddl string) string      // a migration as this engine reads it
	Classify(err error) errs.Kind // Full, Conflict (unique or foreign key), Done (locked by another), else Internal
	Tables(ctx context.Context, db *sql.DB) ([]string, error)
	Explain(ctx context.Context, db *sql.DB, query string, params int) (plan []string, err error)
	Migrate(ctx context.Context, db *sql.DB, migrations fs.FS) (applied int, err error)
	SnapshotOptions() *sql.TxOptions // a transaction that sees one moment of the whole database
}

// DB is an open database: one pool that writes and one that reads.
type DB struct {
	Engine  Engine
	Clock   func() Instant // what time history rows get; tests and demonstrations set it
	writer  *sql.DB
	reader  *sql.DB
	traces  traces
	beside  []io.Closer
	changed changes

	reads, writes *prepared
}

// New is called by the engines' Open.
func New(e Engine, writer, reader *sql.DB) *DB {
	return &DB{Engine: e, Clock: Now, writer: writer, reader: reader, reads: newPrepared(e, reader), writes: newPrepared(e, writer)}
}

// Beside is something of the engine that ends with the database, before its connections do.
func (db *DB) Beside(c io.Closer) { db.beside = append(db.beside, c) }

// Close ends all connections.
func (db *DB) Close() (err error) {
	for _, c := range db.beside {
		err = errors.Join(err, c.Close())
	}
	db.reads.close()
	db.writes.close()
	if db.reader == db.writer {
		return errors.Join(err, db.writer.Close())
	}
	return errors.Join(err, db.reader.Close(), db.writer.Close())
}

// Migrate brings the schema up to date and says how many steps were taken.
func (db *DB) Migrate(ctx context.Context, migrations fs.FS) (applied int, err error) {
	defer errs.Prefix(&err, "store.Migrate")
	return db.Engine.Migrate(ctx, db.writer, Adapted(migrations, db.Engine.Adapt))
}

// Ping asks both pools for an answer.
func (db *DB) Ping(ctx context.Context) error {
	return errors.Join(db.reader.PingContext(ctx), db.writer.PingContext(ctx))
}

// Raw gives the pools to the few packages that work below statements: backup, doctor and the engine tests.
func (db *DB) Raw() (writer, reader *sql.DB) { return db.writer, db.reader }

// scope is what a statement needs to know of who runs it.
type scope struct {
	unit, body, me string
	all            bool // every unit, every row
	sight          actor.Sight
}

func scopeOf(a actor.Actor) scope {
	return scope{unit: a.UnitID, body: a.Acting().BodyID, me: a.AccountID, all: a.System != "", sight: a.Sight()}
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Source is what List and Get read from: a Reader or a Tx.
type Source interface {
	source() (querier, scope, *DB)
}

// Reader reads for one actor. It is cheap; make one per request.
type Reader struct {
	db    *DB
	scope scope
}

// Reader makes a reader for an actor.
func (db *DB) Reader(a actor.Actor) Reader { return Reader{db, scopeOf(a)} }

func (r Reader) source() (querier, scope, *DB) { return r.db.reads, r.scope, r.db }

// List runs a statement and reads all its rows. An empty result is an empty slice.
func List[T any](ctx context.Context, from Source, s *Stmt, args ...any) ([]T, error) {
	q, sc, db := from.source()
	v, args, err := s.bind(sc, args)
	if err != nil {
		return nil, err
	}
	count(ctx, s)
	rows, err := q.QueryContext(ctx, v.text, args...)
	if err != nil {
		return nil, db.explainError(s, err)
	}
	return scanAll[T](s.Name, rows)
}

// Get reads one row. No row is errs.NotFound, in the same words whether the record does not exist or lies outside the
// actor's scope.
func Get[T any](ctx context.Context, from Source, s *Stmt, args ...any) (T, error) {
	list, err := List[T](ctx, from, s, args...)
	var zero T
	switch {
	case err != nil:
		return zero, err
	case len(list) == 0:
		return zero, errs.New(errs.NotFound, "Không tìm thấy mục này. Có thể nó đã được chuyển đi hoặc địa chỉ bị gõ sai.")
	case len(list) > 1:
		return zero, fmt.Errorf("store: %s gave %d rows where one was expected", s.Name, len(list))
	}
	return list[0], nil
}

// Find is Get for a record that may rightly be missing.
func Find[T any](ctx context.Context, from Source, s *Stmt, args ...any) (v T, ok bool, err error) {
	v, err = Get[T](ctx, from, s, args...)
	if errs.Is(err, errs.NotFound) {
		return v, false, nil
	}
	return v, err == nil, err
}

// explainError gives a failure of the engine its kind and, where a person can act, its words.
func (db *DB) explainError(s *Stmt, err error) error {
	wrapped := fmt.Errorf("store: %s: %w", s.Name, err)
	switch db.Engine.Classify(err) {
	case errs.Full:
		return errs.Wrap(errs.Full, wrapped, "Ổ đĩa của máy chủ đã đầy nên chưa ghi được. Dữ liệu cũ còn nguyên. Báo người quản trị dọn ổ đĩa rồi làm lại.")
	case errs.Conflict:
		return errs.Wrap(errs.Conflict, wrapped, "Mục này vừa có người khác ghi trước. Chưa ghi gì thêm; mở lại trang để xem bản mới.")
	case errs.Done:
		return errs.Wrap(errs.TooMany, wrapped, "Máy chủ đang bận ghi việc khác. Chưa ghi gì; chờ vài giây rồi bấm lại.")
	}
	return wrapped
}
