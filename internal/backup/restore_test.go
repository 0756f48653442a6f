package backup_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// TestRoundTrip takes an archive from each engine into each engine. What a second backup of the restored database holds
// must be the same to the byte.
func TestRoundTrip(t *testing.T) {
	engines := map[string]func(testing.TB) *store.DB{"sqlite": template.SQLite, "postgres": template.Postgres}
	for from, openFrom := range engines {
		for to, openTo := range engines {
			t.Run(from+" to "+to, func(t *testing.T) {
				source, files := openFrom(t), newFiles(t)
				w := newWard(t, source, files, "Phường Thử", 250)
				newWard(t, source, files, "Xã Thử Hai", 3)
				path, before := archive(t, source, files)

				target, restored := openTo(t), newFiles(t)
				leftFromSetUp := &ward{db: target}
				leftFromSetUp.insert(t, "place", row{"id": "cũ", "name": "Tên cũ"})
				got, err := backup.Restore(t.Context(), path, target, restored, nil)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(before, got); diff != "" {
					t.Errorf("summary of the restore differs from that of the backup:\n%s", diff)
				}
				_, after := archive(t, target, restored)
				if diff := cmp.Diff(before.Tables, after.Tables); diff != "" {
					t.Errorf("tables differ:\n%s", diff)
				}
				if diff := cmp.Diff(before.Files, after.Files); diff != "" {
					t.Errorf("attachments differ:\n%s", diff)
				}
				for _, table := range []string{"session", "reset_code", "request_key"} {
					if n := countRows(t, target, table); n != 0 {
						t.Errorf("%d rows of %s came back", n, table)
					}
				}
				photo, err := restored.Open(w.photo.Hash)
				if err != nil {
					t.Fatal(err)
				}
				defer photo.Close()
				if text, _ := io.ReadAll(photo); string(text) != "Ảnh chụp buổi lễ của Phường Thử" {
					t.Errorf("attachment reads %q", text)
				}
			})
		}
	}
}

func TestWriteFileIsPrivateAndNeverReplaces(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	newWard(t, db, files, "Phường Thử", 1)
	path, _ := archive(t, db, files)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if _, err := backup.WriteFile(t.Context(), db, files, path, nil); !errs.Is(err, errs.Conflict) {
		t.Errorf("second backup to one name: %v", err)
	}
	if _, err := backup.WriteFile(t.Context(), db, files, filepath.Join(t.TempDir(), "khong-co", "x.zip"), nil); !errs.Is(err, errs.Invalid) {
		t.Errorf("backup into a folder that is not there: %v", err)
	}
	left, _ := os.ReadDir(filepath.Dir(path))
	if len(left) != 1 {
		t.Errorf("files left beside the backup: %v", left)
	}
}

// TestSnapshot writes rows while a backup runs: the backup has all tables of one moment. Each change adds a task and its
// body, so the two numbers of the archive must agree.
func TestSnapshot(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		files := newFiles(t)
		w := newWard(t, db, files, "Phường Thử", 600)
		busy := &slowWriter{onWrite: func() { w.addTasks(t, 1) }}
		s, err := backup.Write(t.Context(), db, files, busy, nil)
		if err != nil {
			t.Fatal(err)
		}
		if busy.calls == 0 {
			t.Fatal("nothing was written while the backup ran")
		}
		rows := map[string]int64{}
		for _, table := range s.Tables {
			rows[table.Name] = table.Rows
		}
		if rows["task"] != 600 || rows["task_body"] != 600 || rows["audit"] != 600 {
			t.Errorf("the backup saw rows of another moment: %v", rows)
		}
		if n := countRows(t, db, "task"); n <= 600 {
			t.Errorf("%d tasks: the program could not write during the backup", n)
		}
	})
}

type slowWriter struct {
	onWrite func()
	calls   int
}

func (s *slowWriter) Write(p []byte) (int, error) {
	s.calls++
	s.onWrite()
	return len(p), nil
}

func TestProgressReachesItsTotal(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	newWard(t, db, files, "Phường Thử", 300)
	last, end := 0, 0
	watch := func(done, total int) {
		if done < last || done > total {
			t.Errorf("progress went from %d to %d of %d", last, done, total)
		}
		last, end = done, total
	}
	s, err := backup.Write(t.Context(), db, files, io.Discard, watch)
	if want := int(s.Rows()) + len(s.Files); err != nil || last != want || end != want {
		t.Errorf("progress ended at %d of %d, want %d; %v", last, end, want, err)
	}
	path, _ := archive(t, db, files)
	last = 0
	if _, err := backup.Restore(t.Context(), path, template.SQLite(t), newFiles(t), watch); err != nil || last != end {
		t.Errorf("restore ended at %d of %d; %v", last, end, err)
	}
}

func TestRestoreRefusesADatabaseInUse(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		files := newFiles(t)
		newWard(t, db, files, "Phường Thử", 2)
		path, before := archive(t, db, files)
		if _, err := backup.Restore(t.Context(), path, db, files, nil); !errs.Is(err, errs.Conflict) {
			t.Errorf("restore over a unit: %v", err)
		}
		if _, after := archive(t, db, files); !cmp.Equal(before.Tables, after.Tables) {
			t.Error("the refused restore changed the database")
		}
	})
}

func TestLostAttachmentDoesNotStopTheBackup(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", 1)
	damage(t, files, w.photo.Hash)
	path, s := archive(t, db, files)
	if diff := cmp.Diff([]string{w.photo.Hash}, s.Lost); diff != "" {
		t.Errorf("lost:\n%s", diff)
	}
	target, restored := template.SQLite(t), newFiles(t)
	if _, err := backup.Restore(t.Context(), path, target, restored, nil); err != nil {
		t.Fatal(err)
	}
	if restored.Has(w.photo.Hash) || !restored.Has(w.plan.Hash) {
		t.Error("want the whole attachment and not the damaged one")
	}
	if !strings.Contains(s.Words(), "1 tệp đã mất") {
		t.Errorf("a person is not told: %s", s.Words())
	}
}

func damage(t testing.TB, files *store.Files, hash string) {
	t.Helper()
	err := files.Walk(func(h string, _ int64) error {
		if h != hash {
			return nil
		}
		return os.WriteFile(filepath.Join(files.Dir(), h[:2], h), []byte("khác"), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestBrokenTextIsReplacedAndCounted(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", 0)
	w.insert(t, "body", row{"id": "p", "unit_id": w.unit, "name": "a\xffb", "source": "c\x00d"})
	path, s := archive(t, db, files)
	if s.Altered != 2 {
		t.Errorf("%d texts counted, want 2", s.Altered)
	}
	target := template.Postgres(t)
	if _, err := backup.Restore(t.Context(), path, target, newFiles(t), nil); err != nil {
		t.Fatal(err)
	}
	writer, _ := target.Raw()
	var name, full string
	if err := writer.QueryRow(`SELECT name, source FROM body WHERE id = 'p'`).Scan(&name, &full); err != nil {
		t.Fatal(err)
	}
	if name != "a\ufffdb" || full != "c\ufffdd" {
		t.Errorf("restored as %q and %q", name, full)
	}
}

func TestNoteAndLast(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		if _, ok, err := backup.Last(t.Context(), db); ok || err != nil {
			t.Fatalf("before the first backup: %v, %v", ok, err)
		}
		w := newWard(t, db, newFiles(t), "Phường Thử", 0)
		if err := backup.Note(t.Context(), db, w.officer(), backup.Summary{}); err != nil {
			t.Fatal(err)
		}
		at, ok, err := backup.Last(t.Context(), db)
		if err != nil || !ok || time.Since(at) > time.Minute {
			t.Errorf("after it: %v, %v, %v", at, ok, err)
		}
	})
}

func TestWriteReportsAFailingReader(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	newWard(t, db, files, "Phường Thử", 5)
	broken := errors.New("ống bị đứt")
	if _, err := backup.Write(t.Context(), db, files, failing{broken}, nil); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// An archive carries of the program's own data what records name; a restore adds it to what the program has brought.
func TestReferenceDataIsCarriedWhereItIsNamed(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", 1)
	for _, id := range []string{"p1", "p2"} {
		w.insert(t, "place", row{"id": id, "code": id, "name": "Không ai gọi tên"})
	}
	w.insert(t, "place_edition", row{"digest": "cũ", "loaded_at": 1})
	path, s := archive(t, db, files)
	for _, table := range s.Tables {
		want := map[string]int64{"place": 1, "place_edition": 0, "unit": 1}
		if n, ok := want[table.Name]; ok && table.Rows != n {
			t.Errorf("%d rows of %s, want %d", table.Rows, table.Name, n)
		}
	}
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": template.SQLite, "postgres": template.Postgres} {
		t.Run(name, func(t *testing.T) {
			target := open(t)
			fresh := &ward{db: target}
			fresh.insert(t, "place", row{"id": "p1", "code": "p1", "name": "Của chương trình"})
			fresh.insert(t, "place_edition", row{"digest": "mới", "loaded_at": 2})
			if _, err := backup.Restore(t.Context(), path, target, newFiles(t), nil); err != nil {
				t.Fatal(err)
			}
			writer, _ := target.Raw()
			var places, editions int
			err := writer.QueryRow(`SELECT (SELECT COUNT(*) FROM place), (SELECT COUNT(*) FROM place_edition)`).Scan(&places, &editions)
			if err != nil || places != 2 || editions != 1 {
				t.Errorf("%d places and %d editions, %v", places, editions, err)
			}
		})
	}
}
