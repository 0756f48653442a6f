package attach

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// named are the columns of the database that hold hashes of files.
var named []*store.Stmt

// Named says that a column of a table holds hashes of files; it needs an index that begins with it. Call it once, when the program
// starts. Who keeps files and does not say so loses their bytes when another record with the same file is erased.
func Named(table, column string) {
	named = append(named, store.Query("attach.named."+table+"."+column, `SELECT 1 AS one FROM `+table+` x WHERE x.`+column+` = $1 LIMIT 1`,
		store.Unscoped("bytes are kept once for all units")))
}

var (
	thumbOf   = store.Query("attach.file_thumb.of", `SELECT m.thumb_hash FROM file_thumb m WHERE m.hash = $1`)
	thumbUsed = store.Query("attach.file_thumb.used", `SELECT 1 AS one FROM file_thumb m WHERE m.thumb_hash = $1 LIMIT 1`)
	thumbGone = store.Change("attach.file_thumb.gone", `DELETE FROM file_thumb WHERE hash = $1`)
	fileGone  = store.Change("attach.file.gone", `DELETE FROM file WHERE hash = $1`)
)

// Forget takes files that no record of any unit names any more out of the database, with their small pictures, inside a change that
// took away a record's own. The bytes of what it gives back belong to nobody then: the caller removes them after the change.
func Forget(ctx context.Context, tx *store.Tx, hashes []string) (left []string, err error) {
	for _, hash := range slices.Compact(slices.Sorted(slices.Values(hashes))) {
		used, err := inUse(ctx, tx, hash)
		if err != nil {
			return nil, err
		}
		if used {
			continue
		}
		small, pictured, err := store.Find[string](ctx, tx, thumbOf, hash)
		if err != nil {
			return nil, err
		}
		if pictured {
			if _, err := tx.Exec(ctx, thumbGone, hash); err != nil {
				return nil, err
			}
			if used, err = inUse(ctx, tx, small); err != nil {
				return nil, err
			}
		}
		gone := []string{hash}
		if pictured && !used && small != hash {
			gone = append(gone, small)
		}
		for _, h := range gone {
			if _, err := tx.Exec(ctx, fileGone, h); err != nil {
				return nil, err
			}
		}
		left = append(left, gone...)
	}
	return left, nil
}

// inUse reports whether a row names the hash.
func inUse(ctx context.Context, tx *store.Tx, hash string) (bool, error) {
	for _, s := range append(named[:len(named):len(named)], thumbUsed) {
		if _, ok, err := store.Find[int64](ctx, tx, s, hash); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// Columns are the columns that Named was told of, as table.column.
func Columns() (out []string) {
	for _, s := range named {
		out = append(out, strings.TrimPrefix(s.Name, "attach.named."))
	}
	return out
}
