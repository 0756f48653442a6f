// Package storetest gives tests an empty database on each engine. SQLite is a copy of a template file; PostgreSQL is a
// throw-away server that the tests start themselves and stop at their end.
package storetest

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/postgres"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

// Template is a schema with the reference data that every test starts from.
type Template struct {
	Migrations fs.FS
	Fill       func(ctx context.Context, db *store.DB) error // may be nil

	once sync.Once
	path string
	err  error

	pgOnce sync.Once
	pgName string
	pgErr  error
}

// SQLite is a new database made by copying the template's file.
func (t *Template) SQLite(tb testing.TB) *store.DB {
	tb.Helper()
	return t.open(tb, filepath.Join(tb.TempDir(), "test.db"))
}

// SQLiteIn is SQLite in a folder of the caller's.
func (t *Template) SQLiteIn(tb testing.TB, dir string) *store.DB {
	tb.Helper()
	return t.open(tb, filepath.Join(dir, "mangnon.db"))
}

func (t *Template) open(tb testing.TB, path string) *store.DB {
	tb.Helper()
	t.once.Do(t.build)
	if t.err != nil {
		tb.Fatalf("template database: %v", t.err)
	}
	data, err := os.ReadFile(t.path)
	if err == nil {
		err = os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		tb.Fatalf("copy of the template database: %v", err)
	}
	db, err := sqlite.Open(tb.Context(), path, sqlite.Options{Fast: true})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	return db
}

// build makes the template once per test process. The folder is left to the system's cleaning of temporary files when
// the process dies; Main removes it.
func (t *Template) build() {
	dir, err := os.MkdirTemp("", "mangnon-template-")
	if err != nil {
		t.err = err
		return
	}
	atEnd(func() { _ = os.RemoveAll(dir) })
	t.path = filepath.Join(dir, "template.db")
	ctx := context.Background()
	db, err := sqlite.Open(ctx, t.path, sqlite.Options{Fast: true})
	if err != nil {
		t.err = err
		return
	}
	if t.err = t.prepare(ctx, db); t.err != nil {
		return
	}
	writer, _ := db.Raw()
	if _, t.err = writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); t.err == nil {
		t.err = db.Close()
	}
}

func (t *Template) prepare(ctx context.Context, db *store.DB) error {
	if _, err := db.Migrate(ctx, t.Migrations); err != nil {
		return err
	}
	if t.Fill == nil {
		return nil
	}
	return t.Fill(ctx, db)
}

// Postgres is a new database on the throw-away server; the test is skipped where PostgreSQL is not installed, and Main
// says so aloud.
func (t *Template) Postgres(tb testing.TB) *store.DB {
	tb.Helper()
	srv, err := server()
	if err != nil {
		if os.Getenv("MANGNON_REQUIRE_POSTGRES") != "" {
			tb.Fatalf("PostgreSQL was required: %v", err)
		}
		skipped.Add(1)
		tb.Skipf("PostgreSQL: %v", err)
	}
	t.pgOnce.Do(func() { t.pgName, t.pgErr = t.buildPostgres(srv) })
	if t.pgErr != nil {
		tb.Fatalf("template database: %v", t.pgErr)
	}
	name := srv.nextName()
	if err := srv.admin(fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, t.pgName)); err != nil {
		tb.Fatal(err)
	}
	db, err := postgres.Open(tb.Context(), srv.url(name))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = db.Close()
		_ = srv.admin("DROP DATABASE " + name)
	})
	return db
}

func (t *Template) buildPostgres(srv *pgServer) (string, error) {
	name := srv.nextName()
	if err := srv.admin("CREATE DATABASE " + name); err != nil {
		return "", err
	}
	ctx := context.Background()
	db, err := postgres.Open(ctx, srv.url(name))
	if err != nil {
		return "", err
	}
	if err := t.prepare(ctx, db); err != nil {
		return "", err
	}
	return name, db.Close()
}

// Each runs a test on both engines.
func (t *Template) Each(tt *testing.T, run func(t *testing.T, db *store.DB)) {
	tt.Helper()
	tt.Run("sqlite", func(tt *testing.T) { run(tt, t.SQLite(tt)) })
	tt.Run("postgres", func(tt *testing.T) { run(tt, t.Postgres(tt)) })
}
