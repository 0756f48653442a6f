package seal

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Report is what a walk along the chain found. It names no person.
type Report struct {
	Seq      int64         // how far the rows are sealed
	After    int64         // how many of them this walk took as walked before
	Audits   int64         // of them rows of the history
	Traces   int64         // and rows of the log of reads
	SealedAt store.Instant // when the last one was sealed
	Waiting  int64         // rows that are newer and wait
	Backlog  int64         // rows older than the chain that wait
	Emptied  []Emptied     // rows whose values were erased, each with its document
	Heads    int           // heads that the chain agrees with
	Head     Head          // the newest of them
	Break    *Break        // the first break; nil when the chain is whole
}

// Intact reports whether nothing was changed.
func (r Report) Intact() bool { return r.Break == nil }

// BreakKind says in what way the chain is broken.
type BreakKind string

// The kinds.
const (
	Changed   BreakKind = "changed"   // the row is not what was sealed
	Removed   BreakKind = "removed"   // the row is gone
	Unlinked  BreakKind = "unlinked"  // the link is gone, and perhaps its row
	Reordered BreakKind = "reordered" // the row belongs to another place
	Inserted  BreakKind = "inserted"  // a row beside the chain: the program did not write it
	Cut       BreakKind = "cut"       // the end is missing
	Rewritten BreakKind = "rewritten" // the chain is another one than that of which a head was given away
	Erased    BreakKind = "erased"    // values were erased, and no sealed act says by which document
	Gone      BreakKind = "gone"      // the row was removed before it could be sealed
)

// Break is the first place at which the chain is broken.
type Break struct {
	Kind  BreakKind
	Seq   int64         // place in the chain; 0 for a row beside it
	Log   store.Log     // log of the row, where it is known
	RowID string        // id of the row
	At    store.Instant // time that the row carries; zero when the row is gone
	About string        // kind of the record: "task"
	Upto  int64         // for Rewritten: the place of the head; what lies between the last good head and it was written anew
}

// Options say with what a walk compares, and whom it tells how far it is.
type Options struct {
	Heads    []Head // from outside the database
	After    Head   // walk only what follows this head, whose past was walked before; zero walks everything
	Progress func(done, total int)
}

// stretch is how many links one reader takes at a time.
const stretch = 4000

// Verify walks the chain from its first link to its last. It reads while the program goes on working. The error is only for
// a walk that could not be done.
func (c *Chain) Verify(ctx context.Context, o Options) (r Report, err error) {
	defer errs.Prefix(&err, "seal.Verify")
	from := c.DB.Reader(system())
	at, found, err := store.Find[state](ctx, from, stateGet)
	if err != nil {
		return r, err
	}
	last, _, err := store.Find[int64](ctx, from, linkLast)
	if err != nil {
		return r, err
	}
	if !found && last == 0 { // an archive from before the chain, and no sealer yet
		n, err := store.Get[counted](ctx, from, countAll)
		r.Backlog = n.Rows
		return r, err
	}
	r.Seq, r.Audits, r.Traces, r.SealedAt = min(at.Seq, last), at.Audits, at.Traces, at.SealedAt
	w, err := c.newWalk(ctx, from, last, o.Progress)
	if err != nil {
		return r, err
	}
	r.Emptied, r.After = w.list, o.After.Seq
	if r.Break, err = c.begins(ctx, from, o.After, last); err != nil || r.Break != nil {
		return r, err
	}
	w.next.Store(o.After.Seq)
	w.done.Store(o.After.Seq)
	if r.Break, err = w.run(ctx); err != nil || r.Break != nil {
		return r, err
	}
	if last < at.Seq {
		r.Break = &Break{Kind: Cut, Seq: last + 1}
		return r, nil
	}
	if r, err = c.compare(ctx, from, r, last, o.Heads); err != nil || r.Break != nil {
		return r, err
	}
	return c.beside(ctx, from, r)
}

// begins wants the chain to have the head after which a walk begins.
func (c *Chain) begins(ctx context.Context, from store.Source, h Head, last int64) (*Break, error) {
	if h.Seq == 0 {
		return nil, nil //nolint:nilnil // no break is the good answer
	}
	if h.Seq > last {
		return &Break{Kind: Cut, Seq: last + 1, Upto: h.Seq, At: h.At}, nil
	}
	have, _, err := store.Find[string](ctx, from, linkHash, h.Seq)
	if err == nil && have != h.Hash {
		return &Break{Kind: Rewritten, Seq: 1, Upto: h.Seq, At: h.At}, nil
	}
	return nil, err
}

// walk is one walk along the chain.
type walk struct {
	from    store.Reader
	last    int64
	emptied map[string]emptied
	list    []Emptied
	tell    func(done, total int)

	next, done atomic.Int64
	mu         sync.Mutex
	broken     *Break
	failed     error
}

func (c *Chain) newWalk(ctx context.Context, from store.Reader, last int64, tell func(done, total int)) (*walk, error) {
	w := &walk{from: from, last: last, tell: tell}
	known, err := erased(ctx, from)
	for _, e := range known {
		w.list = append(w.list, Emptied{RowID: e.RowID, Document: e.Document, At: e.At})
	}
	slices.SortFunc(w.list, func(a, b Emptied) int { return strings.Compare(a.RowID, b.RowID) })
	w.emptied = known
	return w, err
}

// run lets as many readers walk as the machine has processors. Every stretch begins with the hash that its first link names
// as the one before, so that none waits for another.
func (w *walk) run(ctx context.Context) (*Break, error) {
	var wg sync.WaitGroup
	for range max(2, min(runtime.GOMAXPROCS(0), 4)) {
		wg.Go(func() {
			for {
				low := w.next.Add(stretch) - stretch
				if low >= w.last || w.settled(low) {
					return
				}
				w.note(w.stretch(ctx, low, min(low+stretch, w.last)))
			}
		})
	}
	wg.Wait()
	return w.broken, w.failed
}

// settled reports whether nothing from low on can matter any more.
func (w *walk) settled(low int64) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.failed != nil || w.broken != nil && w.broken.Seq <= low
}

// note keeps the first break and the first failure.
func (w *walk) note(b *Break, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil && w.failed == nil {
		w.failed = err
	}
	if b != nil && (w.broken == nil || b.Seq < w.broken.Seq) {
		w.broken = b
	}
	if w.tell != nil {
		w.tell(int(w.done.Load()), int(w.last))
	}
}
