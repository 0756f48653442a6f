package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// Kind is what the program knows how to do.
type Kind struct {
	Name     string                           // "reminder.daily"
	Title    string                           // Vietnamese, for the administrator: "Tính nhắc việc hằng ngày"
	Attempts int                              // how often it is tried; DefaultAttempts when zero
	Run      func(context.Context, Job) error // may be run again for the same job
}

const (
	// Lease is how long a worker that says nothing keeps a job.
	Lease = 2 * time.Minute
	// DefaultAttempts is how often a job is tried: the last attempt lies about a day after the first.
	DefaultAttempts = 10
	// Grace is how long a stop waits for jobs under way.
	Grace = 8 * time.Second

	pause      = 3 * time.Second // between looks at an empty table
	candidates = 8               // how many jobs a worker looks at, in case others take the first ones
	longest    = 500             // characters of an error that are kept
)

// Runner does jobs. Add the kinds and schedules before Run.
type Runner struct {
	DB      *store.DB
	Log     *slog.Logger
	Observe func(kind, outcome string, seconds float64) // metrics; may be nil

	kinds     map[string]Kind
	schedules []Schedule
}

// NewRunner makes a runner of this process.
func NewRunner(db *store.DB, log *slog.Logger) *Runner {
	return &Runner{DB: db, Log: log, kinds: map[string]Kind{}}
}

// Add makes a kind known, with the times at which it recurs.
func (r *Runner) Add(k Kind, when ...Schedule) {
	if k.Attempts == 0 {
		k.Attempts = DefaultAttempts
	}
	r.kinds[k.Name] = k
	for _, s := range when {
		s.Kind = k.Name
		r.schedules = append(r.schedules, s)
	}
}

// Title is the Vietnamese name of a kind.
func (r *Runner) Title(kind string) string {
	if k, ok := r.kinds[kind]; ok {
		return k.Title
	}
	return kind
}

// Run works until the context ends, then lets the jobs under way finish for Grace. A worker that cannot reach the
// database goes on trying.
func (r *Runner) Run(ctx context.Context, workers int) {
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	context.AfterFunc(ctx, func() { time.AfterFunc(Grace, stop) })
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() { r.loop(ctx, work) })
	}
	wg.Wait()
}

func (r *Runner) loop(ctx, work context.Context) {
	for ctx.Err() == nil {
		worked, err := r.step(ctx, work)
		if err != nil && ctx.Err() == nil {
			r.Log.Error("jobs", "error", err.Error())
		}
		if worked && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// Step asks for what recurs and does one job that is due; worked is false when there was none. What the job itself fails
// with is no error of Step.
func (r *Runner) Step(ctx context.Context) (worked bool, err error) { return r.step(ctx, ctx) }

func (r *Runner) step(ctx, work context.Context) (bool, error) {
	if err := r.plan(ctx); err != nil {
		return false, err
	}
	j, ok, err := r.take(ctx)
	if err != nil || !ok {
		return false, err
	}
	return true, r.do(work, j)
}

// take leases the first due job that nobody else has.
func (r *Runner) take(ctx context.Context) (Job, bool, error) {
	system, now := actor.System("việc nền"), r.DB.Clock()
	far := store.Instant{Time: now.Add(2 * Lease)}
	from := r.DB.Reader(system)
	found, err := store.List[Job](ctx, from, due, now, candidates)
	if err != nil {
		return Job{}, false, err
	}
	left, err := store.List[Job](ctx, from, expired, now, now, far, candidates)
	if err != nil {
		return Job{}, false, err
	}
	for _, j := range append(left, found...) {
		if _, known := r.kinds[j.Kind]; !known {
			continue // a newer version of the program asked for it
		}
		var mine int64
		token := ident.New()
		err := r.DB.Write(ctx, system, func(tx *store.Tx) (err error) {
			mine, err = tx.Aside(ctx, lease, j.ID, now, far, store.Instant{Time: now.Add(Lease)}, token)
			return err
		})
		if err != nil {
			return Job{}, false, err
		}
		if mine == 1 {
			j.Attempts++
			j.lease = token
			return j, true, nil
		}
	}
	return Job{}, false, nil
}

// do runs a leased job and writes how it went.
func (r *Runner) do(ctx context.Context, j Job) error {
	held, release := context.WithCancel(ctx)
	defer release()
	go r.hold(held, release, j)
	started := time.Now()
	failure := r.attempt(held, j)
	release()
	outcome, err := r.settle(context.WithoutCancel(ctx), j, failure, ctx.Err() != nil)
	if r.Observe != nil {
		r.Observe(j.Kind, outcome, time.Since(started).Seconds())
	}
	return err
}

// attempt runs the handler; a panic is a failure like any other.
func (r *Runner) attempt(ctx context.Context, j Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return r.kinds[j.Kind].Run(ctx, j)
}

// hold renews the lease while the job runs, and ends the job when somebody else has it.
func (r *Runner) hold(ctx context.Context, lost context.CancelFunc, j Job) {
	tick := time.NewTicker(Lease / 4)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := r.DB.Write(ctx, actor.System("việc nền"), func(tx *store.Tx) error {
			n, err := tx.Aside(ctx, renew, store.Instant{Time: tx.Now().Add(Lease)}, j.ID, j.lease)
			if err == nil && n == 0 {
				err = errLost
			}
			return err
		})
		if errors.Is(err, errLost) {
			lost()
			return
		}
	}
}

var errLost = errors.New("jobs: the lease has gone to another worker")

// settle writes the outcome. A job that the program's end cut short goes back as if it had not been tried.
func (r *Runner) settle(ctx context.Context, j Job, failure error, stopped bool) (outcome string, err error) {
	now := r.DB.Clock()
	state, runAt, ended, words, attempts := Done, j.RunAt, now, "", j.Attempts
	switch {
	case failure == nil:
	case stopped:
		state, runAt, ended, attempts = Waiting, store.Instant{}, store.Instant{}, j.Attempts-1
	case j.Attempts >= r.kinds[j.Kind].Attempts:
		state, words = Failed, short(failure)
	default:
		state, runAt, ended, words = Waiting, store.Instant{Time: now.Add(Backoff(j.Attempts))}, store.Instant{}, short(failure)
	}
	if failure != nil && !stopped {
		r.Log.Error("job", "kind", j.Kind, "attempt", j.Attempts, "state", string(state), "error", failure.Error())
	}
	err = r.DB.Write(ctx, actor.System("việc nền"), func(tx *store.Tx) error {
		_, err := tx.Aside(ctx, end, string(state), runAt, words, attempts, ended, j.ID, j.lease)
		return err
	})
	return string(state), err
}

func short(err error) string {
	if s := []rune(err.Error()); len(s) > longest {
		return string(s[:longest])
	}
	return err.Error()
}

const (
	firstWait   = 15 * time.Second
	longestWait = 6 * time.Hour
)

// Backoff is how long to wait after an attempt that failed: four times as long each time, up to six hours, and up to a quarter
// more by chance, so that what failed together does not come back together.
func Backoff(attempt int) time.Duration {
	wait := longestWait
	if attempt < 12 {
		wait = min(firstWait<<(2*max(attempt-1, 0)), longestWait)
	}
	return wait + rand.N(wait/4)
}
