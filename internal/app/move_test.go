package app_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/sqlite"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

// bareTemplate gives databases with the schema and nothing in them.
var bareTemplate = &storetest.Template{}

func bareDB(t *testing.T, postgres bool) *store.DB {
	t.Helper()
	bareTemplate.Migrations = template.Migrations
	if postgres {
		return bareTemplate.Postgres(t)
	}
	return bareTemplate.SQLite(t)
}

func demoFiles(t *testing.T) *store.Files {
	t.Helper()
	files, err := store.OpenFiles(fileDir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The demonstration goes from one engine to the other and back, and is the same, table by table.
func TestAnInstallationMovesBetweenTheEnginesAndBack(t *testing.T) {
	first, middle, last := template.SQLite(t), bareDB(t, true), bareDB(t, false)
	files := demoFiles(t)
	there, err := backup.Move(t.Context(), first, middle, files, files, nil)
	if err != nil {
		t.Fatal(err)
	}
	elsewhere, err := store.OpenFiles(filepath.Join(t.TempDir(), "files"))
	if err != nil {
		t.Fatal(err)
	}
	back, err := backup.Move(t.Context(), middle, last, files, elsewhere, nil)
	if err != nil {
		t.Fatal(err)
	}
	if there.Rows() < 1000 || there.Files == 0 || there.Copied != 0 || back.Copied != there.Files {
		t.Errorf("%d rows, %d files, %d and %d copied", there.Rows(), there.Files, there.Copied, back.Copied)
	}
	for i, table := range there.Tables {
		if back.Tables[i].SHA256 != table.SHA256 || back.Tables[i].Rows != table.Rows {
			t.Errorf("table %s came back different", table.Name)
		}
	}
	w := newWorldWith(t, last, app.Config{})
	w.run([]scenario{{Name: "people work on", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}"}, Want: 200}})
}

func TestAMoveThatIsStoppedLeavesNothingAndStartsAgain(t *testing.T) {
	for _, postgres := range []bool{false, true} {
		t.Run(map[bool]string{false: "sqlite", true: "postgres"}[postgres], func(t *testing.T) {
			from, to, files := template.SQLite(t), bareDB(t, postgres), demoFiles(t)
			ctx, stop := context.WithCancel(t.Context())
			_, err := backup.Move(ctx, from, to, files, files, func(done, total int) {
				if done > total/2 {
					stop()
				}
			})
			if err == nil {
				t.Fatal("it was not stopped")
			}
			if err := backup.RefuseUsed(t.Context(), to, []string{"unit", "account"}); err != nil {
				t.Fatal(err)
			}
			if _, err := backup.Move(t.Context(), from, to, files, files, nil); err != nil {
				t.Fatal(err)
			}
			if _, err := backup.Move(t.Context(), from, to, files, files, nil); !errs.Is(err, errs.Conflict) {
				t.Errorf("over a used target: %v", err)
			}
		})
	}
}

// installation is a folder with the demonstration, closed.
func installation(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := template.SQLiteIn(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "files"), os.DirFS(fileDir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAMoveRefusesWhatCannotBeMeant(t *testing.T) {
	dir := installation(t)
	move := func(m app.Moving) error {
		_, err := app.Move(t.Context(), m, nil)
		return err
	}
	target := func() string { return filepath.Join(t.TempDir(), "moi", "mangnon.db") }
	text := filepath.Join(t.TempDir(), "ghi-chu.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("không phải cơ sở dữ liệu ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(t.TempDir(), "cu.db")
	oldSchema(t, old)
	foreign := target()
	makeForeign(t, foreign)
	for name, c := range map[string]struct {
		m    app.Moving
		says string
	}{
		"no source":               {app.Moving{From: filepath.Join(dir, "khong-co.db"), To: target()}, "Không có cơ sở dữ liệu nguồn"},
		"a text as source":        {app.Moving{From: text, To: target()}, "không phải cơ sở dữ liệu SQLite"},
		"itself":                  {app.Moving{From: dir, To: filepath.Join(dir, "mangnon.db")}, "là một cơ sở dữ liệu"},
		"an address of nothing":   {app.Moving{From: dir, To: "postgres://mangnon:bi-mat@127.0.0.1:1/mangnon?connect_timeout=2"}, "Không kết nối được PostgreSQL"},
		"an address that is none": {app.Moving{From: dir, To: "postgres://%zz"}, "PostgreSQL"},
		"no folder of files":      {app.Moving{From: "postgres://127.0.0.1:1/mangnon", To: "postgres://127.0.0.1:1/khac"}, "--from-dir"},
		"an older schema":         {app.Moving{From: old, To: target()}, "lược đồ cũ"},
		"somebody else's tables":  {app.Moving{From: dir, To: foreign}, "không phải của Măng Non"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := move(c.m); err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "bi-mat") {
				t.Errorf("%v, want words with %q", err, c.says)
			}
		})
	}
	to := target()
	if err := move(app.Moving{From: dir, To: to}); err != nil {
		t.Fatal(err)
	}
	if err := move(app.Moving{From: dir, To: to}); !errs.Is(err, errs.Conflict) {
		t.Errorf("a target in use: %v", err)
	}
	if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode of the target: %v, %v", info, err)
	}
}

func TestAMoveWantsTheServerStoppedAndTheFilesWhole(t *testing.T) {
	dir := installation(t)
	running, err := sqlite.Open(t.Context(), filepath.Join(dir, "mangnon.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := running.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "mangnon.db")
	if _, err := app.Move(t.Context(), app.Moving{From: dir, To: to}, nil); !errs.Is(err, errs.Conflict) || !strings.Contains(err.Error(), "dừng mangnon serve") {
		t.Errorf("while somebody works: %v", err)
	}
	if err := running.Close(); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Join(dir, "files"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.WriteFile(path, []byte("hỏng"), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.Move(t.Context(), app.Moving{From: dir, To: to}, nil); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "Tệp đính kèm") {
		t.Errorf("with damaged files: %v", err)
	}
}

// oldSchema makes a database as an older program left it: its last migration is not there yet.
func oldSchema(t *testing.T, path string) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, sqlite.Options{Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Migrate(t.Context(), template.Migrations); err != nil {
		t.Fatal(err)
	}
	writer, _ := db.Raw()
	if _, err := writer.ExecContext(t.Context(), `DELETE FROM goose_db_version WHERE version_id = (SELECT MAX(version_id) FROM goose_db_version)`); err != nil {
		t.Fatal(err)
	}
}

func makeForeign(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(t.Context(), path, sqlite.Options{Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	writer, _ := db.Raw()
	if _, err := writer.ExecContext(t.Context(), `CREATE TABLE khach_hang (id TEXT)`); err != nil {
		t.Fatal(err)
	}
}
