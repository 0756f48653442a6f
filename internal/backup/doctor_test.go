package backup_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

func finding(t testing.TB, db *store.DB, files *store.Files, check string) backup.Finding {
	t.Helper()
	all, err := backup.Check(t.Context(), db, files)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(f backup.Finding) bool { return f.Check == check })
	if i < 0 {
		t.Fatalf("no finding about %s in %v", check, all)
	}
	return all[i]
}

func TestCheckOfAHealthyInstallation(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		files := newFiles(t)
		w := newWard(t, db, files, "Phường Thử", 3)
		if err := backup.Note(t.Context(), db, w.officer(), backup.Summary{}); err != nil {
			t.Fatal(err)
		}
		all, err := backup.Check(t.Context(), db, files)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			if f.Bad || f.Text == "" || f.Check == "" {
				t.Errorf("%+v", f)
			}
		}
		if want := map[string]int{"sqlite": 11, "postgres": 8}[db.Engine.Name()]; len(all) != want {
			t.Errorf("%d findings, want %d: %v", len(all), want, all)
		}
	})
}

func TestCheckFindsDamagedAttachments(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", 1)
	orphan := put(t, files, "không hồ sơ nào dùng")
	damage(t, files, w.photo.Hash)
	if f := finding(t, db, files, "attachments"); !f.Bad || !strings.Contains(f.Text, w.photo.Hash) || f.Do == "" {
		t.Errorf("%+v", f)
	}
	if err := files.Remove(w.plan.Hash); err != nil {
		t.Fatal(err)
	}
	if f := finding(t, db, files, "attachments"); !strings.HasPrefix(f.Text, "2 trong 2 ") {
		t.Errorf("%+v", f)
	}
	if f := finding(t, db, files, "orphans"); f.Bad || !strings.HasPrefix(f.Text, "1 tệp") || !files.Has(orphan.Hash) {
		t.Errorf("%+v", f)
	}
}

func TestCheckFindsBrokenReferences(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	newWard(t, db, files, "Phường Thử", 2)
	writer, _ := db.Raw()
	for _, q := range []string{`PRAGMA foreign_keys = 0`, `DELETE FROM task`, `PRAGMA foreign_keys = 1`} {
		if _, err := writer.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if f := finding(t, db, files, "references"); !f.Bad || !strings.Contains(f.Text, "dòng trỏ tới dòng không có") {
		t.Errorf("%+v", f)
	}
}

// TestCheckFindsADamagedDatabase writes over a page in the middle of the file.
func TestCheckFindsADamagedDatabase(t *testing.T) {
	dir := t.TempDir()
	files := newFiles(t)
	db := template.SQLiteIn(t, dir)
	newWard(t, db, files, "Phường Thử", 400)
	writer, _ := db.Raw()
	var page int64
	if err := writer.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = 'task_by_due'`).Scan(&page); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "mangnon.db")
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(slices.Repeat([]byte{0xA5}, 4096), (page-1)*4096); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	broken, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer broken.Close()
	if f := finding(t, broken, files, "integrity"); !f.Bad || !strings.Contains(f.Do, "phục hồi") {
		t.Errorf("%+v", f)
	}
}

func TestCheckFindsAClockThatWasMoved(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		w := &ward{db: db}
		w.insert(t, "audit", row{"id": "f", "at": time.Now().Add(48 * time.Hour).UnixMilli()})
		w.insert(t, "audit", row{"id": "0", "at": time.Now().UnixMilli()})
		if f := finding(t, db, newFiles(t), "clock"); !f.Bad || !strings.Contains(f.Text, "đồng hồ đã bị lùi") {
			t.Errorf("%+v", f)
		}
	})
}

func TestCheckTellsTheAgeOfTheBackup(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	if f := finding(t, db, files, "backup"); !f.Look || !strings.Contains(f.Text, "Chưa sao lưu") {
		t.Errorf("%+v", f)
	}
	old := time.Now().Add(-30 * 24 * time.Hour).UnixMilli()
	(&ward{db: db}).insert(t, "audit", row{"id": "1", "at": old, "kind": "backup", "record_id": "installation"})
	if f := finding(t, db, files, "backup"); !f.Look || !strings.Contains(f.Text, "30 ngày") {
		t.Errorf("%+v", f)
	}
}

func TestSyncTimeLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	took, err := backup.SyncTime(dir, 3)
	if err != nil || took <= 0 {
		t.Errorf("%v, %v", took, err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := backup.SyncTime(filepath.Join(dir, "khong-co"), 1); err == nil {
		t.Error("no error for a folder that is not there")
	}
}
