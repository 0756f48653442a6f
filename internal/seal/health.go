package seal

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/store"
)

// LateAfter is how old a row may be that waits for its seal before somebody should look.
const LateAfter = time.Minute

// Standing is how the sealer is.
type Standing struct {
	Seq      int64
	Waiting  int64
	Lag      time.Duration // age of the oldest row that waits; 0 when none does
	SealedAt store.Instant
}

var oldestWaiting = store.Query("seal.wait.oldest", `SELECT COALESCE((SELECT e.at FROM audit e WHERE e.id = w.row_id AND {scope:e}),
	(SELECT r.at FROM read_trace r WHERE r.id = w.row_id AND {scope:r}), 0) AS at FROM seal_wait w ORDER BY w.row_id LIMIT 1`)

// Standing asks how far sealing is.
func (c *Chain) Standing(ctx context.Context) (s Standing, err error) {
	from := c.DB.Reader(system())
	at, _, err := store.Find[state](ctx, from, stateGet)
	if err != nil {
		return s, err
	}
	s.Seq, s.SealedAt = at.Seq, at.SealedAt
	if s.Waiting, err = store.Get[int64](ctx, from, marksCount); err != nil || s.Waiting == 0 {
		return s, err
	}
	oldest, found, err := store.Find[store.Instant](ctx, from, oldestWaiting)
	if found && !oldest.IsZero() {
		s.Lag = max(0, c.DB.Clock().Sub(oldest.Time))
	}
	return s, err
}

// Backlog is how many rows of the history that are older than the chain are not sealed yet.
func (c *Chain) Backlog(ctx context.Context) (int64, error) {
	from := c.DB.Reader(system())
	at, ok, err := store.Find[state](ctx, from, stateGet)
	if err != nil || !ok || at.BacklogTo == "" {
		return 0, err
	}
	return store.Get[int64](ctx, from, backlogCount, at.BacklogAt, at.BacklogTo)
}

// Unwell says why somebody should look at the sealer, "" when nobody needs to.
func (c *Chain) Unwell(ctx context.Context) string {
	s, err := c.Standing(ctx)
	switch {
	case err != nil:
		return "how far the history is sealed cannot be read"
	case s.Lag > LateAfter:
		return "sealing of the history lags more than a minute"
	}
	if last, ok, err := LastCheck(ctx, c.DB.Reader(system())); err == nil && ok && !last.Intact {
		return "the chain of the history is broken"
	}
	return ""
}
