package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

var template = &storetest.Template{Migrations: jobs.Migrations()}

func TestMain(m *testing.M) { storetest.Main(m) }

// office is a database with a clock that the test moves and a runner that counts.
type office struct {
	*testing.T
	db  *store.DB
	now atomic.Int64
	ran atomic.Int64
	*jobs.Runner
}

func newOffice(t *testing.T, db *store.DB) *office {
	o := &office{T: t, db: db}
	o.set(time.Date(2026, 5, 12, 8, 5, 0, 0, day.Zone))
	db.Clock = func() store.Instant { return store.Instant{Time: time.UnixMilli(o.now.Load()).UTC()} }
	o.Runner = jobs.NewRunner(db, slog.New(slog.DiscardHandler))
	return o
}

func (o *office) set(t time.Time)      { o.now.Store(t.UnixMilli()) }
func (o *office) pass(d time.Duration) { o.now.Add(d.Milliseconds()) }
func (o *office) reader() store.Reader { return o.db.Reader(actor.System("test")) }
func (o *office) counts() map[jobs.State]int64 {
	o.Helper()
	n, err := jobs.Counts(o.Context(), o.reader())
	if err != nil {
		o.Fatal(err)
	}
	return n
}

func (o *office) enqueue(kind, key string) (fresh bool) {
	o.Helper()
	err := o.db.Write(o.Context(), actor.System("test"), func(tx *store.Tx) (err error) {
		fresh, err = jobs.Enqueue(o.Context(), tx, kind, key, map[string]string{"id": key}, store.Instant{})
		return err
	})
	if err != nil {
		o.Fatal(err)
	}
	return fresh
}

// drain steps until nothing is due and says how many jobs were done.
func (o *office) drain() (n int) {
	o.Helper()
	for {
		worked, err := o.Step(o.Context())
		if err != nil {
			o.Fatal(err)
		}
		if !worked {
			return n
		}
		n++
	}
}

func (o *office) counting(name string, when ...jobs.Schedule) {
	o.Add(jobs.Kind{Name: name, Run: func(context.Context, jobs.Job) error { o.ran.Add(1); return nil }}, when...)
}

func both(t *testing.T, run func(o *office)) {
	template.Each(t, func(t *testing.T, db *store.DB) { run(newOffice(t, db)) })
}

func TestACauseThatHappensTwiceHasOneEffect(t *testing.T) {
	both(t, func(o *office) {
		o.counting("count")
		if !o.enqueue("count", "a") || o.enqueue("count", "a") || !o.enqueue("count", "b") {
			o.Error("a key was taken twice or refused once")
		}
		o.drain()
		if o.enqueue("count", "a") {
			o.Error("a key came back after its work was done")
		}
		if o.drain(); o.ran.Load() != 2 {
			o.Errorf("ran %d times, want 2", o.ran.Load())
		}
	})
}

func TestAJobOfAChangeThatFailsWasNeverAsked(t *testing.T) {
	both(t, func(o *office) {
		o.counting("count")
		broken := errors.New("broken")
		err := o.db.Write(o.Context(), actor.System("test"), func(tx *store.Tx) error {
			if _, err := jobs.Enqueue(o.Context(), tx, "count", "a", nil, store.Instant{}); err != nil {
				return err
			}
			return broken
		})
		if !errors.Is(err, broken) || o.drain() != 0 {
			o.Errorf("err %v, ran %d", err, o.ran.Load())
		}
	})
}

func TestManyWorkersDoEachJobOnce(t *testing.T) {
	both(t, func(o *office) {
		const n = 60
		var mu sync.Mutex
		seen := map[string]int{}
		kind := jobs.Kind{Name: "count", Run: func(_ context.Context, j jobs.Job) error {
			mu.Lock()
			defer mu.Unlock()
			seen[j.Key]++
			return nil
		}}
		for i := range n {
			o.enqueue("count", string(rune('A'+i)))
		}
		var wg sync.WaitGroup
		for range 4 { // each as a process of its own
			r := jobs.NewRunner(o.db, slog.New(slog.DiscardHandler))
			r.Add(kind)
			wg.Go(func() {
				for {
					worked, err := r.Step(o.Context())
					if err != nil {
						o.Error(err)
						return
					}
					if !worked && o.counts()[jobs.Waiting] == 0 {
						return
					}
				}
			})
		}
		wg.Wait()
		if len(seen) != n {
			o.Errorf("%d jobs were done, want %d", len(seen), n)
		}
		for key, times := range seen {
			if times != 1 {
				o.Errorf("%q was done %d times", key, times)
			}
		}
	})
}

func TestWhatFailsIsTriedAgainLaterThenStaysVisible(t *testing.T) {
	both(t, func(o *office) {
		broken, panics := true, true
		o.Add(jobs.Kind{Name: "fragile", Attempts: 3, Run: func(context.Context, jobs.Job) error {
			o.ran.Add(1)
			switch {
			case panics:
				panics = false
				panic("out of order")
			case broken:
				return errors.New("no answer")
			}
			return nil
		}})
		o.enqueue("fragile", "a")
		if o.drain() != 1 {
			o.Error("a job that has just failed was tried again at once")
		}
		for range 5 {
			o.pass(8 * time.Hour)
			o.drain()
		}
		if o.ran.Load() != 3 || o.counts()[jobs.Failed] != 1 {
			o.Fatalf("tried %d times, %v", o.ran.Load(), o.counts())
		}
		failed, err := jobs.List(o.Context(), o.reader(), jobs.Failed, 10)
		if err != nil || len(failed) != 1 || failed[0].LastError != "no answer" || failed[0].Attempts != 3 {
			o.Fatalf("%+v %v", failed, err)
		}
		broken = false
		o.retry(failed[0].ID, false)
		o.retry(failed[0].ID, true)
		if o.drain() != 1 || o.counts()[jobs.Failed] != 0 {
			o.Errorf("started again: %v", o.counts())
		}
	})
}

func (o *office) retry(id string, refused bool) {
	o.Helper()
	err := o.db.Write(o.Context(), actor.System("test"), func(tx *store.Tx) error {
		defer tx.Unaudited("this test has no history")
		return jobs.Retry(o.Context(), tx, id)
	})
	if refused != errs.Is(err, errs.Conflict) || !refused && err != nil {
		o.Errorf("retry: %v", err)
	}
}

func TestAJobWhoseWorkerDiedIsTakenByAnother(t *testing.T) {
	both(t, func(o *office) { o.abandoned(func() { o.pass(jobs.Lease + time.Second) }) })
}

func TestALeaseDoesNotOutliveAClockSetBack(t *testing.T) {
	both(t, func(o *office) { o.abandoned(func() { o.pass(-3 * time.Hour) }) })
}

// abandoned leaves a job in the hands of a worker that is gone, moves the clock and lets another worker look.
func (o *office) abandoned(move func()) {
	o.Helper()
	// The first worker's process ends in the middle: its handler never returns and its lease is not renewed.
	dead := make(chan struct{})
	o.Add(jobs.Kind{Name: "long", Run: func(context.Context, jobs.Job) error { <-dead; return nil }})
	o.enqueue("long", "a")
	gone := make(chan struct{})
	go func() { defer close(gone); _, _ = o.Step(context.WithoutCancel(o.Context())) }()
	for o.counts()[jobs.Running] == 0 {
		time.Sleep(time.Millisecond)
	}
	second := jobs.NewRunner(o.db, slog.New(slog.DiscardHandler))
	second.Add(jobs.Kind{Name: "long", Run: func(context.Context, jobs.Job) error { o.ran.Add(1); return nil }})
	if worked, err := second.Step(o.Context()); worked || err != nil {
		o.Errorf("a leased job was taken: %v", err)
	}
	move()
	if worked, err := second.Step(o.Context()); !worked || err != nil || o.ran.Load() != 1 {
		o.Errorf("an abandoned job was not taken: %v", err)
	}
	close(dead)
	<-gone
	if n := o.counts(); n[jobs.Running]+n[jobs.Waiting]+n[jobs.Failed] != 0 {
		o.Errorf("the dead worker's late answer changed something: %v", n)
	}
}

func TestAStopGivesTheJobBack(t *testing.T) {
	o := newOffice(t, template.SQLite(t))
	ctx, stop := context.WithCancel(t.Context())
	o.Add(jobs.Kind{Name: "long", Attempts: 1, Run: func(ctx context.Context, _ jobs.Job) error {
		stop()
		<-ctx.Done()
		return ctx.Err()
	}})
	o.enqueue("long", "a")
	if _, err := o.Step(ctx); err != nil {
		t.Fatal(err)
	}
	waiting, err := jobs.List(t.Context(), o.reader(), jobs.Waiting, 10)
	if err != nil || len(waiting) != 1 || waiting[0].Attempts != 0 {
		t.Errorf("%+v %v", waiting, err)
	}
}

func TestRunFinishesWhatItBegan(t *testing.T) {
	o := newOffice(t, template.SQLite(t))
	ctx, stop := context.WithCancel(t.Context())
	o.Add(jobs.Kind{Name: "short", Run: func(context.Context, jobs.Job) error { stop(); o.ran.Add(1); return nil }})
	o.enqueue("short", "a")
	o.Runner.Run(ctx, 2)
	if n := o.counts(); o.ran.Load() != 1 || n[jobs.Running]+n[jobs.Waiting] != 0 {
		t.Errorf("ran %d, %v", o.ran.Load(), n)
	}
}

func TestAScheduleRunsOnceWhateverTheClockDoes(t *testing.T) {
	both(t, func(o *office) {
		o.counting("weekly", jobs.Schedule{Hour: 7, On: jobs.Weekly(time.Monday)})
		at := func(month time.Month, date, hour int) { o.set(time.Date(2026, month, date, hour, 30, 0, 0, day.Zone)) }
		for _, step := range []struct {
			month      time.Month
			date, hour int
			want       int64
			why        string
		}{
			{5, 12, 8, 1, "a new installation does the newest occurrence"},
			{5, 13, 8, 1, "nothing on other days"},
			{5, 18, 6, 1, "not before its hour"},
			{5, 18, 7, 2, "at its hour"},
			{5, 18, 6, 2, "the clock set back an hour"},
			{5, 18, 7, 2, "and forward again"},
			{5, 11, 7, 2, "the clock set back a week"},
			{6, 10, 9, 3, "a machine that slept three weeks does the newest one only"},
			{5, 18, 9, 3, "back before the sleep"},
			{6, 10, 9, 3, "and forward again"},
		} {
			at(step.month, step.date, step.hour)
			if o.drain(); o.ran.Load() != step.want {
				o.Errorf("%s: ran %d times, want %d", step.why, o.ran.Load(), step.want)
			}
		}
	})
}

func TestLatest(t *testing.T) {
	first := jobs.Schedule{Hour: 7, On: func(d day.Day) bool { return d.Month() == 1 && d.Date() == 1 }}
	at, ok := first.Latest(time.Date(2026, 12, 31, 23, 0, 0, 0, day.Zone))
	if !ok || day.At(at) != day.Must(2026, 1, 1) {
		t.Errorf("a yearly occurrence: %v %v", at, ok)
	}
	if _, ok := (jobs.Schedule{On: func(day.Day) bool { return false }}).Latest(at); ok {
		t.Error("a schedule that never happens has an occurrence")
	}
}

func TestBackoffGrowsAndEnds(t *testing.T) {
	for n := 1; n < 30; n++ {
		a, b := jobs.Backoff(n), jobs.Backoff(n+1)
		if a <= 0 || a > 8*time.Hour || n < 5 && b <= a {
			t.Errorf("after attempt %d wait %v, then %v", n, a, b)
		}
	}
}
