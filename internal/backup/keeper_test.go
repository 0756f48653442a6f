package backup_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

// keeper keeps backups of a small installation; the copies are made as app makes them.
func keeper(t *testing.T, db *store.DB) *backup.Keeper {
	t.Helper()
	files := newFiles(t)
	newWard(t, db, files, "Phường Thử", 4)
	return &backup.Keeper{DB: db, Files: files, Folder: backup.Folder{Dir: filepath.Join(t.TempDir(), "sao-luu")}, Policy: backup.Usual,
		Stage: func(ctx context.Context, dir string) (*store.DB, *store.Files, error) {
			copied, err := sqlite.Open(ctx, filepath.Join(dir, "mangnon.db"), sqlite.Options{Fast: true})
			if err != nil {
				return nil, nil, err
			}
			if _, err := copied.Migrate(ctx, template.Migrations); err != nil {
				return nil, nil, err
			}
			there, err := store.OpenFiles(filepath.Join(dir, "files"))
			return copied, there, err
		}}
}

func TestABackupIsMadeKeptAndTried(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		k := keeper(t, db)
		if r, err := k.Rehearse(t.Context()); err != nil || !strings.Contains(r.Problem, "Chưa có bản sao lưu") {
			t.Fatalf("%+v, %v", r, err)
		}
		start := time.Date(2026, 11, 1, 18, 0, 0, 0, time.UTC)
		for night := range 12 {
			db.Clock = func() store.Instant { return store.Instant{Time: start.AddDate(0, 0, night)} }
			if err := k.Nightly(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		list, err := k.Folder.List()
		if err != nil || len(list) < 7 || len(list) > 9 {
			t.Fatalf("%d archives, %v", len(list), err)
		}
		if info, err := os.Stat(k.Folder.Path(list[0])); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
		r, err := k.Rehearse(t.Context())
		if err != nil || r.Problem != "" || r.Rows == 0 || r.Files != 2 {
			t.Fatalf("%+v, %v", r, err)
		}
		last, ok, err := backup.LastRehearsal(t.Context(), db)
		if err != nil || !ok || last.Rows != r.Rows || last.At != db.Clock().Time {
			t.Errorf("the history has %+v, %v, %v", last, ok, err)
		}
		if left, _ := filepath.Glob(filepath.Join(k.Folder.Dir, "thu-*")); len(left) > 0 {
			t.Errorf("the copy is still there: %v", left)
		}
	})
}

func TestARehearsalFindsWhatIsWrong(t *testing.T) {
	cut := func(t *testing.T, k *backup.Keeper) {
		list, _ := k.Folder.List()
		if err := os.Truncate(k.Folder.Path(list[0]), list[0].Size/2); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		spoil func(*testing.T, *backup.Keeper)
		says  string
	}{
		"half an archive": {cut, "không dùng được"},
		"a chain that breaks": {func(_ *testing.T, k *backup.Keeper) {
			k.Chain = func(context.Context, *store.DB) error {
				return errs.New(errs.Invalid, "Chuỗi lịch sử đứt ở dòng 5")
			}
		}, "Chuỗi lịch sử đứt"},
		"no room for the copy": {func(_ *testing.T, k *backup.Keeper) {
			k.Stage = func(context.Context, string) (*store.DB, *store.Files, error) {
				return nil, nil, errs.New(errs.Full, "Ổ đĩa đã đầy")
			}
		}, "Ổ đĩa đã đầy"},
	} {
		t.Run(name, func(t *testing.T) {
			db := template.SQLite(t)
			k := keeper(t, db)
			if err := k.Nightly(t.Context()); err != nil {
				t.Fatal(err)
			}
			c.spoil(t, k)
			if r, err := k.Rehearse(t.Context()); err != nil || !strings.Contains(r.Problem, c.says) {
				t.Fatalf("%+v, %v", r, err)
			}
			if f := finding(t, db, k.Files, "rehearsal"); !f.Bad || f.Do == "" || !strings.Contains(f.Text, c.says) {
				t.Errorf("%+v", f)
			}
			if left, _ := filepath.Glob(filepath.Join(k.Folder.Dir, "thu-*")); len(left) > 0 {
				t.Errorf("the copy is still there: %v", left)
			}
		})
	}
}

func TestTheFolderLeavesOtherFilesAlone(t *testing.T) {
	db := template.SQLite(t)
	k := keeper(t, db)
	if err := os.MkdirAll(k.Folder.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(k.Folder.Dir, "mangnon-cua-toi.zip")
	if err := os.WriteFile(other, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := k.Nightly(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list, err := k.Folder.List(); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error(err)
	}
}
