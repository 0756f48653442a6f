// Package fault breaks the machine under the program: it kills it in the middle of a write and fills its disk. Whatever
// was acknowledged before must be there after.
package fault

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/seal"
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
	return store.Merge(store.CoreMigrations(), seal.Migrations(), fstest.MapFS{"20260101000000_report.sql": &fstest.MapFile{Data: []byte(`-- +goose Up
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
	chain *seal.Chain
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
	chain := &seal.Chain{DB: db, Log: slog.New(slog.DiscardHandler), File: filepath.Join(dir, "dau-chuoi.txt")}
	return &installation{dir, db, files, chain}, err
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
	go in.chain.Run(ctx)
	go in.giveHeads(ctx)
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

// giveHeads gives the end of the chain away far more often than once a day.
func (in *installation) giveHeads(ctx context.Context) {
	for {
		_, _, _ = in.chain.GiveHead(ctx, nil) // the file is judged when the program was killed
		time.Sleep(20 * time.Millisecond)
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
	in.mustBeChained(t, events)
	in.mustBeSound(t)
}

// mustBeChained wants every row of the history to be in the chain or to wait for its seal, once, whatever was under way.
func (in *installation) mustBeChained(t *testing.T, events int) {
	t.Helper()
	before, err := in.chain.Verify(t.Context(), seal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !before.Intact() || before.Seq+before.Waiting != int64(events) {
		t.Errorf("%d rows of history: %+v %+v", events, before, before.Break)
	}
	if _, err := in.chain.SealAll(t.Context()); errs.Is(err, errs.Full) {
		return // a full disk seals nothing, and breaks nothing
	} else if err != nil {
		t.Fatal(err)
	}
	after, err := in.chain.Verify(t.Context(), seal.Options{})
	if err != nil || !after.Intact() || after.Seq != int64(events) || after.Waiting != 0 {
		t.Errorf("after sealing the rest: %+v %+v %v", after, after.Break, err)
	}
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
