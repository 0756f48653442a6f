package seal

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// counted is one look at all tables of the chain.
type counted struct {
	Rows    int64 `db:"row_count"`
	Sealed  int64 `db:"sealed"`
	Waiting int64 `db:"waiting"`
	Backlog int64 `db:"backlog"`
}

// stray is a row that no seal covers and no mark announces.
type stray struct {
	ID   string        `db:"id"`
	At   store.Instant `db:"at"`
	Kind string        `db:"kind"`
}

var (
	countAll = store.Query("seal.count", `SELECT (SELECT COUNT(*) FROM audit e WHERE {scope:e}) + (SELECT COUNT(*) FROM read_trace r WHERE {scope:r}) AS row_count,
		COALESCE((SELECT s.seq FROM seal s ORDER BY s.seq DESC LIMIT 1), 0) AS sealed, (SELECT COUNT(*) FROM seal_wait w) AS waiting,
		COALESCE((SELECT COUNT(*) FROM audit o JOIN seal_state c ON c.id = 1 WHERE o.id > c.backlog_at AND o.id <= c.backlog_to AND {scope:o}
			AND NOT EXISTS (SELECT 1 FROM seal p WHERE p.row_id = o.id) AND NOT EXISTS (SELECT 1 FROM seal_wait q WHERE q.row_id = o.id)), 0) AS backlog`,
		store.Whole("counts what the chain must cover, once a walk"))
	strayEvent = store.Query("seal.stray.event", `SELECT e.id, e.at, e.kind FROM audit e WHERE {scope:e} AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.row_id = e.id)
		AND NOT EXISTS (SELECT 1 FROM seal_wait w WHERE w.row_id = e.id) AND NOT EXISTS (SELECT 1 FROM seal_state c WHERE e.id > c.backlog_at AND e.id <= c.backlog_to)
		ORDER BY e.id LIMIT 1`, store.Whole("looks for a row that the counts say is there"))
	strayRead = store.Query("seal.stray.read", `SELECT r.id, r.at, r.kind FROM read_trace r WHERE {scope:r} AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.row_id = r.id)
		AND NOT EXISTS (SELECT 1 FROM seal_wait w WHERE w.row_id = r.id) ORDER BY r.id LIMIT 1`, store.Whole("looks for a row that the counts say is there"))
)

// beside says how many rows wait, and finds a row of which the chain knows nothing.
func (c *Chain) beside(ctx context.Context, from store.Source, r Report) (Report, error) {
	n, err := store.Get[counted](ctx, from, countAll)
	if err != nil {
		return r, err
	}
	r.Waiting, r.Backlog = n.Waiting, n.Backlog
	if n.Rows <= n.Sealed+n.Waiting+n.Backlog {
		return r, nil
	}
	for log, stmt := range map[store.Log]*store.Stmt{store.AuditLog: strayEvent, store.TraceLog: strayRead} {
		s, found, err := store.Find[stray](ctx, from, stmt)
		if err != nil {
			return r, err
		}
		if found {
			r.Break = &Break{Kind: Inserted, Log: log, RowID: s.ID, At: s.At, About: s.Kind}
		}
	}
	return r, nil
}
