package postgres

import (
	"context"
	"fmt"

	"github.com/mangnon/mangnon/internal/store"
)

// Others counts the connections of other programs to a database. The pool is left with one connection, which is not counted.
func Others(ctx context.Context, db *store.DB) (n int, err error) {
	pool, _ := db.Raw()
	pool.SetMaxIdleConns(1)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	err = conn.QueryRowContext(ctx, `SELECT COUNT(*) FROM pg_stat_activity
		WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("postgres: other connections: %w", err)
	}
	return n, nil
}
