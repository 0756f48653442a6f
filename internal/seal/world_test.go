package seal_test

import (
	"context"
	"io/fs"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

var template = &storetest.Template{Migrations: merged()}

func TestMain(m *testing.M) { storetest.Main(m) }

func init() { store.Declare(store.Table{Name: "note", Growing: true, Title: "Ghi chú"}) }

func merged() fs.FS {
	all, err := store.Merge(store.CoreMigrations(), seal.Migrations(), fstest.MapFS{
		"20260101000000_note.sql": &fstest.MapFile{Data: []byte("-- +goose Up\nCREATE TABLE note (id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL);\n" +
			"CREATE TABLE unit (id TEXT NOT NULL PRIMARY KEY);\nCREATE TABLE account (id TEXT NOT NULL PRIMARY KEY);\n")},
	})
	if err != nil {
		panic(err)
	}
	return all
}

// note is a record of these tests, as a feature keeps one.
type note struct {
	Text string `json:"Nội dung"`
	Lead string `json:"Chủ trì"`
}

var addNote = store.Change("test.note.add", `INSERT INTO note (id, text) VALUES ($1, $2)`)

// office is a database with its chain and a clock that the test moves.
type office struct {
	testing.TB
	db *store.DB
	*seal.Chain
	now atomic.Int64
}

func newOffice(t testing.TB, db *store.DB) *office {
	o := &office{TB: t, db: db}
	o.set(time.Date(2026, 5, 12, 8, 5, 0, 0, time.UTC))
	db.Clock = func() store.Instant { return store.Instant{Time: time.UnixMilli(o.now.Load()).UTC()} }
	o.Chain = &seal.Chain{DB: db, Log: slog.New(slog.DiscardHandler), File: filepath.Join(t.TempDir(), "dau-chuoi.txt")}
	return o
}

func both(t *testing.T, run func(o *office)) {
	t.Helper()
	template.Each(t, func(t *testing.T, db *store.DB) { run(newOffice(t, db)) })
}

func (o *office) set(t time.Time) { o.now.Store(t.UnixMilli()) }

func person() actor.Actor {
	return actor.Actor{AccountID: "a1", Name: "Trần Thu Hoa", UnitID: "u1", Posts: []actor.Post{{Title: "Chuyên viên", Role: actor.RoleOfficer}}}
}

// save writes a record and its row of the history, as every change does.
func (o *office) save(ctx context.Context, id, text string) error {
	return o.db.Write(ctx, person(), func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, addNote, id, text); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "note", ID: id, UnitID: "u1", Action: "Thêm ghi chú", After: note{text, "Công an phường"}})
	})
}

// write adds n rows to the history and gives their records.
func (o *office) write(n int) (ids []string) {
	o.Helper()
	for range n {
		id := ident.New()
		if err := o.save(o.Context(), id, "ghi chú "+id); err != nil {
			o.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// look adds n rows to the log of reads.
func (o *office) look(n int) {
	o.Helper()
	for range n {
		err := o.db.Trace(o.Context(), store.Seen{UnitID: "u1", AccountID: "a1", Post: "Chuyên viên", Route: "/u/{unit}/{year}/tai-khoan", Kind: "account", IDs: []string{ident.New()}})
		if err != nil {
			o.Fatal(err)
		}
	}
}

func (o *office) sealAll() int {
	o.Helper()
	n, err := o.SealAll(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	return n
}

func (o *office) verify(heads ...seal.Head) seal.Report {
	o.Helper()
	r, err := o.Verify(o.Context(), seal.Options{Heads: heads})
	if err != nil {
		o.Fatal(err)
	}
	return r
}

// exec does what somebody with the password of the database does.
func (o *office) exec(query string, args ...any) {
	o.Helper()
	writer, _ := o.db.Raw()
	if _, err := writer.ExecContext(o.Context(), query, args...); err != nil {
		o.Fatalf("%s: %v", query, err)
	}
}

func (o *office) text(query string, args ...any) (s string) {
	o.Helper()
	writer, _ := o.db.Raw()
	if err := writer.QueryRowContext(o.Context(), query, args...).Scan(&s); err != nil {
		o.Fatalf("%s: %v", query, err)
	}
	return s
}
