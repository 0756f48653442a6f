// Package fault breaks the machine under the program: it kills it in the middle of a write and fills its disk. Whatever
// was acknowledged before must be there after.
package fault

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

// childDir tells a copy of the test binary that it is the child, and where to write.
const childDir = "MANGNON_FAULT_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(context.Background(), dir))
		os.Exit(1) // it never ends by itself
	}
	os.Exit(m.Run())
}

// report is a record made for these tests: with an attachment or without.
type report struct {
	ID   string `db:"id" json:"-"`
	Text string `db:"text" json:"Nội dung"`
	Hash string `db:"hash" json:"Tệp"`
}

var (
	addReport = store.Change("fault.report.add", `INSERT INTO report (id, text, hash) VALUES ($1, $2, $3)`)
	getReport = store.Query("fault.report.get", `SELECT r.id, r.text, r.hash FROM report r WHERE r.id = $1`)
)

func init() { store.Declare(store.Table{Name: "report", Growing: true, Title: "Báo cáo"}) }

func migrations() (fs.FS, error) {
	return store.Merge(store.CoreMigrations(), fstest.MapFS{"20260101000000_report.sql": &fstest.MapFile{Data: []byte(`-- +goose Up
CREATE TABLE report (id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE unit (id TEXT NOT NULL PRIMARY KEY);
CREATE TABLE account (id TEXT NOT NULL PRIMARY KEY);
`)}})
}

// installation is a program's data, opened as the program opens it: durable.
type installation struct {
	dir   string
	db    *store.DB
	files *store.Files
}

func open(ctx context.Context, dir string) (*installation, error) {
	files, err := store.OpenFiles(filepath.Join(dir, "files"))
	if err != nil {
		return nil, err
	}
	db, err := sqlite.Open(ctx, filepath.Join(dir, "mangnon.db"), sqlite.Options{})
	if err != nil {
		return nil, err
	}
	all, err := migrations()
	if err == nil {
		_, err = db.Migrate(ctx, all)
	}
	return &installation{dir, db, files}, err
}

func mustOpen(t *testing.T, dir string) *installation {
	t.Helper()
	in, err := open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.db.Close() })
	return in
}

// save writes a report as a feature does. When it returns, the report is acknowledged.
func (in *installation) save(ctx context.Context, text, attachment string) (id string, err error) {
	r := report{ID: ident.New(), Text: text}
	var kept store.Kept
	if attachment != "" {
		if kept, err = in.files.Put(strings.NewReader(attachment), store.MaxFile); err != nil {
			return "", err
		}
		r.Hash = kept.Hash
	}
	return r.ID, in.db.Write(ctx, actor.System("thử hỏng máy"), func(tx *store.Tx) error {
		if kept.Hash != "" {
			if err := tx.AddFile(ctx, kept); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, addReport, r.ID, r.Text, r.Hash); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "report", ID: r.ID, Action: "Ghi báo cáo"})
	})
}

// writeUntilKilled saves reports of all sizes and prints the id of each one that was acknowledged. The texts are long
// enough that pages go from the journal to the database all the time.
func writeUntilKilled(ctx context.Context, dir string) error {
	in, err := open(ctx, dir)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		attachment := ""
		if n%3 == 0 {
			attachment = fmt.Sprintf("tệp %d của %d", n, os.Getpid())
		}
		id, err := in.save(ctx, textOf(rand.IntN(60_000)), attachment)
		if err != nil {
			return err
		}
		if _, err := fmt.Println(id); err != nil {
			return err
		}
	}
}

// textOf makes a text that shows when a piece of it is missing.
func textOf(n int) string { return strings.Repeat("báo cáo ", n/8) + "hết" }

// mustHold wants every acknowledged report whole, and no report without its history or the other way round.
func (in *installation) mustHold(t *testing.T, ids []string) {
	t.Helper()
	from := in.db.Reader(actor.System("thử hỏng máy"))
	for _, id := range ids {
		r, err := store.Get[report](t.Context(), from, getReport, id)
		if err != nil {
			t.Errorf("acknowledged and gone: %v", err)
			continue
		}
		if !strings.HasSuffix(r.Text, "hết") {
			t.Errorf("report %s is not whole", id)
		}
		if r.Hash != "" && !in.files.Has(r.Hash) {
			t.Errorf("report %s has lost its attachment", id)
		}
	}
	_, reader := in.db.Raw()
	var reports, events int
	if err := reader.QueryRow(`SELECT (SELECT COUNT(*) FROM report), (SELECT COUNT(*) FROM audit)`).Scan(&reports, &events); err != nil {
		t.Fatal(err)
	}
	if reports != events || reports < len(ids) {
		t.Errorf("%d reports, %d rows of history, %d acknowledged", reports, events, len(ids))
	}
	in.mustBeSound(t)
}

// mustBeSound wants nothing lost or damaged in the eyes of the doctor. That the disk is full is known.
func (in *installation) mustBeSound(t *testing.T) {
	t.Helper()
	findings, err := backup.Check(t.Context(), in.db, in.files)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Bad && f.Check != "disk" && f.Check != "fsync" {
			t.Error(f)
		}
	}
}
