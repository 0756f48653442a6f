package seal

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// CheckJob is the kind of the job that walks the chain for a person; its key is the id of the Check.
const CheckJob = "seal.check"

// Check is one walk along the chain that was asked for, and what it found.
type Check struct {
	ID      string        `db:"id"`
	AskedBy string        `db:"asked_by"` // account; empty when the program asked
	AskedAt store.Instant `db:"asked_at"`
	EndedAt store.Instant `db:"ended_at"` // zero while it walks
	Done    int64         `db:"done"`     // links
	Total   int64         `db:"total"`
	Intact  bool          `db:"intact"`
	Report  string        `db:"report"` // JSON of a Report
}

// Ended reports whether there is a result.
func (c Check) Ended() bool { return !c.EndedAt.IsZero() }

// Result reads the report.
func (c Check) Result() (r Report, err error) {
	if err = json.Unmarshal([]byte(c.Report), &r); err != nil {
		return r, fmt.Errorf("seal: report of a check: %w", err)
	}
	return r, nil
}

const checkColumns = `k.id, k.asked_by, k.asked_at, k.ended_at, k.done, k.total, k.intact, k.report`

var (
	checkAdd = store.Change("seal.check.add", `INSERT INTO seal_check (id, asked_by, asked_at, ended_at, done, total, intact, report)
		VALUES ($1, $2, $3, 0, 0, 0, FALSE, '{}') ON CONFLICT (id) DO NOTHING`)
	checkStep = store.Change("seal.check.step", `UPDATE seal_check SET done = $1, total = $2 WHERE id = $3`)
	checkEnd  = store.Change("seal.check.end", `UPDATE seal_check SET done = $1, total = $1, ended_at = $2, intact = $3, report = $4 WHERE id = $5`)
	checks    = store.Query("seal.check.newest", `SELECT `+checkColumns+` FROM seal_check k ORDER BY k.id DESC LIMIT $1`, store.Whole("reads a few rows along the primary key"))
	checkLast = store.Query("seal.check.last_ended", `SELECT `+checkColumns+` FROM seal_check k WHERE k.ended_at > 0 ORDER BY k.id DESC LIMIT 1`,
		store.Whole("reads a few rows along the primary key: one check at most has not ended"))
)

// Ask writes down that a walk is wanted, inside the caller's change, which also asks for the job. by is the account.
func Ask(ctx context.Context, tx *store.Tx, by string) (id string, err error) {
	id = ident.New()
	_, err = tx.Aside(ctx, checkAdd, id, by, tx.Now())
	return id, err
}

// Checks are the newest walks, newest first.
func Checks(ctx context.Context, from store.Source, limit int) ([]Check, error) {
	return store.List[Check](ctx, from, checks, limit)
}

// LastCheck is the newest walk that has ended; ok is false when there was none.
func LastCheck(ctx context.Context, from store.Source) (c Check, ok bool, err error) {
	return store.Find[Check](ctx, from, checkLast)
}

// tellEvery is how often a walk writes down how far it is.
const tellEvery = time.Second

// RunCheck walks the chain for a check and writes down how far it is and what it found. It bears being run again.
func (c *Chain) RunCheck(ctx context.Context, id string) (Report, error) {
	last := time.Now()
	r, err := c.Verify(ctx, Options{Progress: func(done, total int) {
		if time.Since(last) < tellEvery {
			return
		}
		last = time.Now()
		_ = c.aside(ctx, checkStep, done, total, id) // the walk goes on without being watched
	}})
	if err != nil {
		return r, err
	}
	raw, err := json.Marshal(r)
	if err != nil {
		return r, err
	}
	if !r.Intact() {
		c.Log.Error("chain of the history is broken", "kind", string(r.Break.Kind), "seq", r.Break.Seq)
	}
	return r, c.aside(ctx, checkEnd, r.Seq, c.DB.Clock(), r.Intact(), string(raw), id)
}

// CheckNow asks for a walk by the program itself and does it.
func (c *Chain) CheckNow(ctx context.Context) (r Report, err error) {
	id := ""
	err = c.DB.Write(ctx, system(), func(tx *store.Tx) error {
		id, err = Ask(ctx, tx, "")
		return err
	})
	if err != nil {
		return r, err
	}
	return c.RunCheck(ctx, id)
}

func (c *Chain) aside(ctx context.Context, s *store.Stmt, args ...any) error {
	return c.DB.Write(ctx, system(), func(tx *store.Tx) error {
		_, err := tx.Aside(ctx, s, args...)
		return err
	})
}
