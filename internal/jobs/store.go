package jobs

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "job", Growing: true, Private: true, Kind: actor.KindMachine, Events: []string{"job"}})
}

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of this package.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// State is how far a job is.
type State string

// The states.
const (
	Waiting State = "waiting"
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed" // after the last attempt; a person may start it again
)

// Words are the states in Vietnamese.
var Words = map[State]string{Waiting: "đang chờ", Running: "đang chạy", Done: "đã xong", Failed: "hỏng"}

// Job is one piece of work.
type Job struct {
	ID        string        `db:"id"`
	Kind      string        `db:"kind"`
	Key       string        `db:"job_key"`
	Payload   string        `db:"payload"` // JSON; ids and dates, never names
	State     State         `db:"state"`
	RunAt     store.Instant `db:"run_at"`
	LeaseEnd  store.Instant `db:"lease_until"`
	Attempts  int           `db:"attempts"` // the one that runs counts
	LastError string        `db:"last_error"`
	CreatedAt store.Instant `db:"created_at"`
	EndedAt   store.Instant `db:"ended_at"`

	lease string // what the worker that runs it signs with
}

// Read decodes the payload.
func (j Job) Read(into any) error {
	if err := json.Unmarshal([]byte(j.Payload), into); err != nil {
		return fmt.Errorf("jobs: payload of %s: %w", j.Kind, err)
	}
	return nil
}

const (
	columns = `j.id, j.kind, j.job_key, j.payload, j.state, j.run_at, j.lease_until, j.attempts, j.last_error, j.created_at, j.ended_at`
	// A lease that reaches further than any lease can was taken before the clock was set back.
	free = `(j.lease_until < $2 OR j.lease_until > $3)`
)

var (
	add = store.Change("job.add", `INSERT INTO job (id, kind, job_key, payload, state, run_at, lease_until, lease_by, attempts, last_error, created_at, ended_at)
		VALUES ($1, $2, $3, $4, 'waiting', $5, 0, '', 0, '', $6, 0) ON CONFLICT (kind, job_key) DO NOTHING`)
	have    = store.Query("job.have", `SELECT j.id FROM job j WHERE j.kind = $1 AND j.job_key = $2`)
	due     = store.Query("job.due", `SELECT `+columns+` FROM job j WHERE j.state = 'waiting' AND j.run_at <= $1 ORDER BY j.run_at, j.id LIMIT $2`)
	expired = store.Query("job.expired", `SELECT `+columns+` FROM job j WHERE j.state = 'running' AND j.run_at <= $1 AND `+free+` ORDER BY j.run_at, j.id LIMIT $4`)
	lease   = store.Change("job.lease", `UPDATE job AS j SET state = 'running', lease_until = $4, lease_by = $5, attempts = attempts + 1
		WHERE j.id = $1 AND j.run_at <= $2 AND (j.state = 'waiting' OR j.state = 'running' AND `+free+`)`)
	renew = store.Change("job.renew", `UPDATE job SET lease_until = $1 WHERE id = $2 AND lease_by = $3 AND state = 'running'`)
	end   = store.Change("job.end", `UPDATE job SET state = $1, run_at = $2, last_error = $3, attempts = $4, ended_at = $5, lease_until = 0, lease_by = ''
		WHERE id = $6 AND lease_by = $7 AND state = 'running'`)
	again = store.Change("job.again", `UPDATE job SET state = 'waiting', run_at = 0, attempts = 0, ended_at = 0 WHERE id = $1 AND state = 'failed'`)
	get   = store.Query("job.get", `SELECT `+columns+` FROM job j WHERE j.id = $1`)
	list  = store.Query("job.list", `SELECT `+columns+` FROM job j WHERE j.state = $1 ORDER BY j.run_at, j.id LIMIT $2`)
	count = store.Query("job.count", `SELECT j.state, COUNT(*) AS n FROM job j WHERE j.state IN ('waiting', 'running', 'failed') GROUP BY j.state`)
)

// Enqueue asks for a piece of work inside the caller's change, not before a time; the zero Instant is at once, whatever becomes of the
// clock. fresh is
// false when the kind has had the key before: then nothing is added. The payload is small and names nobody.
func Enqueue(ctx context.Context, tx *store.Tx, kind, key string, payload any, at store.Instant) (fresh bool, err error) {
	raw, err := json.Marshal(payload)
	if err != nil {
		return false, fmt.Errorf("jobs: payload of %s: %w", kind, err)
	}
	n, err := tx.Aside(ctx, add, ident.New(), kind, key, string(raw), at, tx.Now())
	return n == 1, err
}

// Find reads one job.
func Find(ctx context.Context, from store.Source, id string) (Job, error) {
	return store.Get[Job](ctx, from, get, id)
}

// List reads jobs of a state, the earliest first.
func List(ctx context.Context, from store.Source, s State, limit int) ([]Job, error) {
	return store.List[Job](ctx, from, list, string(s), limit)
}

// Counts tells how many jobs wait, run and have failed.
func Counts(ctx context.Context, from store.Source) (map[State]int64, error) {
	rows, err := store.List[struct {
		State State `db:"state"`
		N     int64 `db:"n"`
	}](ctx, from, count)
	out := map[State]int64{Waiting: 0, Running: 0, Failed: 0}
	for _, r := range rows {
		out[r.State] = r.N
	}
	return out, err
}

// Retry starts a failed job again, inside the caller's change, which writes the audit row. A job that has not failed is
// errs.Conflict.
func Retry(ctx context.Context, tx *store.Tx, id string) error {
	n, err := tx.Exec(ctx, again, id)
	if err == nil && n != 1 {
		return errs.New(errs.Conflict, "Việc này không còn ở trạng thái hỏng. Mở lại trang để xem trạng thái mới.")
	}
	return err
}
