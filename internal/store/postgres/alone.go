package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/mangnon/mangnon/internal/store"
)

// leaving is how long a connection of a program that was killed may take to end; between two looks lies lookAgain.
const (
	leaving   = 5 * time.Second
	lookAgain = 250 * time.Millisecond
)

// Others counts the connections of other programs to a database. The pool is left with one connection, which is not counted;
// one that is about to end, because its program is gone, is waited for.
func Others(ctx context.Context, db *store.DB) (n int, err error) {
	pool, _ := db.Raw()
	pool.SetMaxIdleConns(1)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	for end := time.Now().Add(leaving); ; {
		err = conn.QueryRowContext(ctx, `SELECT COUNT(*) FROM pg_stat_activity
			WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`).Scan(&n)
		if err != nil {
			return 0, fmt.Errorf("postgres: other connections: %w", err)
		}
		if n == 0 || time.Now().After(end) {
			return n, nil
		}
		select {
		case <-ctx.Done():
			return n, ctx.Err()
		case <-time.After(lookAgain):
		}
	}
}
