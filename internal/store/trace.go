package store

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
)

// Seen says that a person was shown confidential records. It holds ids and no content.
type Seen struct {
	UnitID    string
	AccountID string // empty when a secret address was the right
	Post      string // the post in which the person looked
	Route     string // pattern of the page, never the address
	Kind      string // kind of the records: "account"
	IDs       []string
	Reason    string // why, in the words of the person, where a page asks
}

// TraceWithin is how long a page waits for its trace. The one writer of SQLite may be busy with a long import.
const TraceWithin = 5 * time.Second

// tracesAtOnce is how many traces share a transaction.
const tracesAtOnce = 256

var traceAdd, traceAddWaiting = logged("store.read_trace.add", `INSERT INTO read_trace (id, at, unit_id, account_id, post, route, kind, ids, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, TraceLog)

// Trace writes into the log of reads and returns when the rows are on the disk: call it before the answer goes out, and do
// not answer when it fails. Traces that come at the same time share one transaction.
func (db *DB) Trace(ctx context.Context, seen ...Seen) error {
	if len(seen) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, TraceWithin)
	defer cancel()
	done := make(chan error, 1)
	db.traces.add(db, trace{seen, db.Clock(), done})
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return errs.Wrap(errs.TooMany, ctx.Err(), "Chưa ghi được nhật ký xem nên chưa mở trang này. Chờ vài giây rồi tải lại.")
	}
}

// trace is what one page waits for.
type trace struct {
	seen []Seen
	at   Instant
	done chan<- error
}

// traces is the log's queue. While it has pages, one goroutine writes; it ends when there are none.
type traces struct {
	mu      sync.Mutex
	waiting []trace
	writing bool
}

func (t *traces) add(db *DB, one trace) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waiting = append(t.waiting, one)
	if !t.writing {
		t.writing = true
		go t.write(db)
	}
}

// take gives the pages that have come in the meantime.
func (t *traces) take() []trace {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := min(len(t.waiting), tracesAtOnce)
	group := t.waiting[:n:n]
	t.waiting = t.waiting[n:]
	if n == 0 {
		t.waiting, t.writing = nil, false
	}
	return group
}

func (t *traces) write(db *DB) {
	for group := t.take(); len(group) > 0; group = t.take() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*TraceWithin)
		err := db.Write(ctx, actor.System("nhật ký xem"), func(tx *Tx) error { return tx.trace(ctx, group) })
		cancel()
		for _, one := range group {
			one.done <- err
		}
	}
}

func (tx *Tx) trace(ctx context.Context, group []trace) error {
	for _, one := range group {
		for _, s := range one.seen {
			ids, err := json.Marshal(append([]string{}, s.IDs...)) // no ids are [], not null
			if err != nil {
				return err
			}
			err = tx.addLogged(ctx, TraceLog, traceAdd, traceAddWaiting, ident.New(), one.at, s.UnitID, s.AccountID, s.Post, s.Route, s.Kind, string(ids), plain(s.Reason))
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// plain drops what PostgreSQL cannot hold: one bad text would refuse the pages of everybody in the group.
func plain(s string) string { return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "") }
