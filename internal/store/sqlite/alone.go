package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Alone reports whether no other program has the file open: a server keeps it open as long as it runs. It opens the file for
// itself only and closes it again, so the answer is of that moment.
func Alone(ctx context.Context, path string) (alone bool, err error) {
	q := url.Values{"_pragma": {"busy_timeout(300)", "locking_mode(EXCLUSIVE)"}, "_txlock": {"exclusive"}}
	db, err := sql.Open("sqlite", "file:"+uriPath.Replace(filepath.ToSlash(path))+"?"+q.Encode())
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	tx, err := db.BeginTx(ctx, nil)
	if err == nil {
		err = tx.Rollback()
	}
	if (engine{}).Classify(err) == errs.Done {
		return false, nil
	}
	return err == nil, err
}
