package seal

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"log/slog"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Chain is the chain of one installation.
type Chain struct {
	DB   *store.DB
	Log  *slog.Logger
	File string // to which heads are added; empty is none
}

const (
	// Batch is how many rows one transaction seals on SQLite, where a save waits for it: a few milliseconds.
	Batch = 250
	// batchApart is the same on PostgreSQL, where nobody waits and every transaction has its journeys.
	batchApart = 1000
	// every is how long a sealer waits between looks at what waits.
	every = 250 * time.Millisecond
	// afterFailure is how long it waits when the database does not answer.
	afterFailure = 5 * time.Second
	// lastWords is how long a sealer that is stopped goes on, for the changes of the last moment.
	lastWords = 2 * time.Second
)

// errOvertaken means that another sealer was faster.
var errOvertaken = errors.New("seal: the chain has another end by now")

func (c *Chain) batch() int {
	if c.DB.Engine.Name() == "postgres" {
		return batchApart
	}
	return Batch
}

func system() actor.Actor { return actor.System("niêm lịch sử") }

// Run seals until the context ends. Any number of processes may run it.
func (c *Chain) Run(ctx context.Context) {
	for ctx.Err() == nil {
		started := time.Now()
		n, err := c.Step(ctx)
		wait := every
		switch {
		case err != nil && ctx.Err() == nil:
			c.Log.Error("seal", "error", err.Error())
			wait = afterFailure
		case n == c.batch(): // there is more; the others get as much of the machine as this
			wait = time.Since(started)
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	if _, err := c.SealAll(last); err != nil && last.Err() == nil {
		c.Log.Error("seal", "error", err.Error())
	}
}

// SealAll seals until nothing waits, and says how many rows.
func (c *Chain) SealAll(ctx context.Context) (total int, err error) {
	for {
		n, err := c.Step(ctx)
		total += n
		if err != nil || n == 0 {
			return total, err
		}
	}
}

// Step seals one batch: what waits first, then what is older than the chain. It gives 0 when there is nothing left.
func (c *Chain) Step(ctx context.Context) (sealed int, err error) {
	defer errs.Prefix(&err, "seal.Step")
	for {
		sealed, err = c.step(ctx)
		switch {
		case errors.Is(err, errOvertaken):
			continue
		case errs.Is(err, errs.Conflict): // a mark of a row that has its seal, as after an archive was put together by hand
			if n, cerr := c.clearSealed(ctx); n > 0 && cerr == nil {
				continue
			}
		}
		return sealed, err
	}
}

func (c *Chain) step(ctx context.Context) (int, error) {
	from := c.DB.Reader(system())
	at, err := c.state(ctx, from)
	if err != nil {
		return 0, err
	}
	waiting, err := store.List[mark](ctx, from, marks, c.batch())
	if err != nil {
		return 0, err
	}
	if len(waiting) > 0 {
		rows, err := readMarked(ctx, from, waiting)
		if err != nil {
			return 0, err
		}
		return len(rows), c.extend(ctx, at, at, rows, waiting)
	}
	if at.BacklogTo == "" {
		return 0, nil
	}
	return c.stepBack(ctx, from, at)
}

// stepBack seals rows that are older than the chain.
func (c *Chain) stepBack(ctx context.Context, from store.Source, at state) (int, error) {
	old, err := store.List[event](ctx, from, backlog, at.BacklogAt, at.BacklogTo, c.batch())
	if err != nil {
		return 0, err
	}
	next := at
	rows := make([]sealable, len(old))
	for i := range old {
		rows[i] = sealable{eventRow(form1, &old[i]), form1}
		next.BacklogAt = old[i].ID
	}
	if len(old) < c.batch() {
		next.BacklogAt, next.BacklogTo = "", ""
	}
	return len(rows), c.extend(ctx, at, next, rows, nil)
}

// state reads the end of the chain, and makes it when an archive brought none.
func (c *Chain) state(ctx context.Context, from store.Source) (state, error) {
	at, ok, err := store.Find[state](ctx, from, stateGet)
	if err != nil || ok {
		return at, err
	}
	err = c.DB.Write(ctx, system(), func(tx *store.Tx) error {
		_, err := tx.Aside(ctx, stateBegin)
		return err
	})
	if err != nil && !errs.Is(err, errs.Conflict) { // another process has just made it
		return state{}, err
	}
	return store.Get[state](ctx, from, stateGet)
}

// sealable is a row with the form in which it is sealed.
type sealable struct {
	row
	form int
}

// readMarked reads the rows that wait, in the order of their marks.
func readMarked(ctx context.Context, from store.Source, waiting []mark) ([]sealable, error) {
	first, last := waiting[0].RowID, waiting[len(waiting)-1].RowID
	events, err := store.List[event](ctx, from, eventsOf, first, last)
	if err != nil {
		return nil, err
	}
	reads, err := store.List[read](ctx, from, readsOf, first, last)
	if err != nil {
		return nil, err
	}
	found := make(map[string]row, len(waiting))
	for i := range events {
		found[events[i].ID] = eventRow(form1, &events[i])
	}
	for i := range reads {
		found[reads[i].ID] = traceRow(&reads[i])
	}
	out := make([]sealable, len(waiting))
	for i, m := range waiting {
		out[i] = sealable{row{log: m.Log, id: m.RowID}, gone}
		if r, ok := found[m.RowID]; ok && r.log == m.Log {
			out[i] = sealable{r, form1}
		}
	}
	return out, nil
}

// extend adds the rows to the chain that ends at old. waiting are their marks, which go away; rows older than the chain
// have none.
func (c *Chain) extend(ctx context.Context, old, next state, rows []sealable, waiting []mark) error {
	links := make([]link, len(rows))
	var h hasher
	before := parseHash(old.Hash)
	for i, r := range rows {
		next.Seq++
		l := link{Seq: next.Seq, Log: r.log, RowID: r.id, Form: r.form, Salt: newSalt()}
		before = h.sealed(before, l.Seq, l.Form, r.row, l.Salt)
		l.Hash = before.String()
		links[i], next.Hash = l, l.Hash
		if r.log == store.TraceLog {
			next.Traces++
		} else {
			next.Audits++
		}
	}
	next.SealedAt = c.DB.Clock()
	return c.DB.Write(ctx, system(), func(tx *store.Tx) error {
		n, err := tx.Aside(ctx, stateMove, next.Seq, next.Hash, next.Audits, next.Traces, next.BacklogAt, next.BacklogTo, next.SealedAt,
			old.Seq, old.Hash, old.BacklogAt)
		if err == nil && n != 1 {
			err = errOvertaken
		}
		if err != nil {
			return err
		}
		if err := addLinks(ctx, tx, links); err != nil || len(waiting) == 0 {
			return err
		}
		cleared, err := tx.Aside(ctx, marksClear, waiting[0].RowID, waiting[len(waiting)-1].RowID, old.Seq, next.Seq)
		if err == nil && cleared != int64(len(waiting)) {
			err = errOvertaken
		}
		return err
	})
}

func addLinks(ctx context.Context, tx *store.Tx, links []link) error {
	for len(links) > 0 {
		n, stmt := 1, linkAdd
		if len(links) >= rowsAtOnce {
			n, stmt = rowsAtOnce, linksAdd
		}
		args := make([]any, 0, n*linkWidth)
		for _, l := range links[:n] {
			args = append(args, l.Seq, string(l.Log), l.RowID, l.Form, l.Salt, l.Hash)
		}
		if _, err := tx.Aside(ctx, stmt, args...); err != nil {
			return err
		}
		links = links[n:]
	}
	return nil
}

func (c *Chain) clearSealed(ctx context.Context) (n int64, err error) {
	err = c.DB.Write(ctx, system(), func(tx *store.Tx) error {
		n, err = tx.Aside(ctx, marksSealed)
		return err
	})
	return n, err
}

// newSalt is 128 bits that nobody can guess.
func newSalt() string {
	var raw [16]byte
	_, _ = rand.Read(raw[:]) // crypto/rand.Read never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(raw[:])
}
