package backup

import (
	"context"
	"sync/atomic"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Keeper makes the nightly backup of an installation and tries every night whether it can be restored.
type Keeper struct {
	DB     *store.DB
	Files  *store.Files
	Folder Folder
	Policy Policy
	// Stage opens an empty, migrated database with a folder of attachments inside a folder of its own, for a rehearsal.
	Stage func(ctx context.Context, dir string) (*store.DB, *store.Files, error)
	// Chain verifies the sealed history of a restored copy; nil when there is no seal to verify. What it finds broken is an
	// errs.Invalid with words.
	Chain func(ctx context.Context, copied *store.DB) error

	done, total atomic.Int64
}

// Nightly makes one archive and trims the folder. It may run twice for one night: the policy keeps one.
func (k *Keeper) Nightly(ctx context.Context) (err error) {
	defer errs.Prefix(&err, "backup.Nightly")
	defer k.done.Store(0)
	defer k.total.Store(0)
	tell := func(done, total int) {
		k.done.Store(int64(done))
		k.total.Store(int64(total))
	}
	_, sum, err := k.Folder.make(ctx, k.DB, k.Files, k.DB.Clock().Time, k.Policy, tell)
	if err != nil {
		return err
	}
	return Note(ctx, k.DB, actor.System("sao lưu hằng đêm"), sum)
}

// Progress tells how far a nightly backup of this process is; total is 0 when none is under way.
func (k *Keeper) Progress() (done, total int) { return int(k.done.Load()), int(k.total.Load()) }
