package app

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

// The hours of the night, in Vietnam: first what is old goes, then the backup, then the try to restore it.
const (
	backupHour     = 1
	rehearsalHour  = 2
	rehearsalAfter = 30 // minutes
)

// keeping makes the keeper of the backups and says when it works. An installation without a folder of its own keeps none.
func (a *App) keeping(c Config) *backup.Keeper {
	if c.Dir == "" {
		return nil
	}
	k := &backup.Keeper{DB: a.DB, Files: a.Files, Folder: backup.Folder{Dir: c.backups()}, Policy: backup.Usual, Stage: stage, Chain: chainOf}
	a.Jobs.Add(jobs.Kind{Name: "backup.nightly", Title: "Sao lưu hằng đêm", Run: func(ctx context.Context, _ jobs.Job) error { return k.Nightly(ctx) }},
		jobs.Schedule{Hour: backupHour})
	a.Jobs.Add(jobs.Kind{Name: "backup.rehearse", Title: "Thử phục hồi bản sao lưu", Run: func(ctx context.Context, _ jobs.Job) error {
		list, err := k.Folder.List()
		if err == nil && len(list) == 0 { // the first night of an installation
			err = k.Nightly(ctx)
		}
		if err != nil {
			return err
		}
		_, err = k.Rehearse(ctx)
		return err
	}}, jobs.Schedule{Hour: rehearsalHour, Minute: rehearsalAfter})
	return k
}

// historyJob is the kind of work that writes the old history to a file.
const historyJob = "history.archive"

// oldHistory is its payload.
type oldHistory struct {
	Before day.Day `json:"before"`
}

// archiving lets an administrator ask for the old history as a file. The file stays in the folder of the installation: the
// administrator sees no record.
func (a *App) archiving(c Config) func(context.Context, *store.Tx, string, day.Day) error {
	if c.Dir == "" {
		return nil
	}
	a.Jobs.Add(jobs.Kind{Name: historyJob, Title: "Xuất lịch sử cũ ra tệp lưu trữ", Run: func(ctx context.Context, j jobs.Job) error {
		var o oldHistory
		if err := j.Read(&o); err != nil {
			return err
		}
		_, err := backup.WriteHistory(ctx, a.DB, filepath.Join(c.Dir, "archives"), o.Before, actor.System("xuất lịch sử cũ"), nil)
		return err
	}})
	return func(ctx context.Context, tx *store.Tx, key string, before day.Day) error {
		_, err := jobs.Enqueue(ctx, tx, historyJob, key, oldHistory{before}, store.Instant{})
		return err
	}
}

// stage opens an empty copy in a folder, on SQLite whatever the installation runs on.
func stage(ctx context.Context, dir string) (*store.DB, *store.Files, error) {
	migrations, err := Migrations()
	if err != nil {
		return nil, nil, err
	}
	files, err := store.OpenFiles(filepath.Join(dir, "files"))
	if err != nil {
		return nil, nil, err
	}
	db, err := sqlite.Open(ctx, filepath.Join(dir, "mangnon.db"), sqlite.Options{})
	if err != nil {
		return nil, nil, err
	}
	if _, err := db.Migrate(ctx, migrations); err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return db, files, nil
}

// chainOf verifies the sealed history of a restored copy.
func chainOf(ctx context.Context, copied *store.DB) error {
	r, err := (&seal.Chain{DB: copied}).Verify(ctx, seal.Options{})
	if err == nil && !r.Intact() {
		return errs.New(errs.Invalid, r.Verdict())
	}
	return err
}
