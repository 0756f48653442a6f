package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"

	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/store"
)

// jobWorkers is how many jobs one process does at the same time.
const jobWorkers = 2

// Work does what the program owes itself, jobs, messages and the sealing of the history, until the context ends, and returns when what is under way
// has ended. Call it beside the serving of pages; without it nothing is lost, and nothing is sent or sealed.
func (a *App) Work(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() { a.Jobs.Run(ctx, jobWorkers) })
	wg.Go(func() { a.Mail.Run(ctx) })
	wg.Go(func() { a.Chain.Run(ctx) })
	wg.Wait()
}

// background makes the workers and says what recurs.
func (a *App) background(db *store.DB, log *slog.Logger, m mail.Settings) {
	a.Jobs = jobs.NewRunner(db, log)
	a.Mail = &mail.Sender{DB: db, Log: log, Settings: m}
	a.Jobs.Add(jobs.Kind{Name: "app.tidy", Title: "Dọn phiên cũ, việc nền đã xong từ lâu và thùng rác", Run: func(ctx context.Context, _ jobs.Job) error {
		return errors.Join(a.tidy(ctx), a.emptyTrash(ctx))
	}}, jobs.Schedule{Hour: 3})
	a.Jobs.Add(jobs.Kind{Name: "app.expire", Title: "Trả về tình trạng cũ những gì đã quá ngày kiểm tra lại", Run: func(ctx context.Context, _ jobs.Job) error {
		return a.expire(ctx)
	}}, jobs.Schedule{Hour: 0})
	a.exports(db)
}

// emptyTrash erases in every unit what has been in its trash for long enough.
func (a *App) emptyTrash(ctx context.Context) error {
	units, err := a.Org.LivingUnits(ctx, day.At(a.DB.Clock().Time))
	for _, u := range units {
		_, one := a.Plans.EmptyTrash(ctx, a.DB, u.ID)
		err = errors.Join(err, one)
	}
	return err
}

// watchWork adds the figures of the workers to the metrics.
func (a *App) watchWork() {
	w := a.Metrics.NewWork()
	a.Jobs.Observe = w.Job
	a.Mail.Observe = func(s mail.State) { w.Mail(string(s)) }
	from := a.DB.Reader(actor.System("số đo"))
	a.Metrics.WatchQueue("mangnon_jobs", "Background jobs by state.", func(ctx context.Context) (map[string]int64, error) {
		counts, err := jobs.Counts(ctx, from)
		return asText(counts), err
	})
	a.Metrics.WatchQueue("mangnon_mail_messages", "Messages of the outbox by state.", func(ctx context.Context) (map[string]int64, error) {
		counts, err := mail.Counts(ctx, from)
		return asText(counts), err
	})
}

func asText[S ~string](counts map[S]int64) map[string]int64 {
	out := make(map[string]int64, len(counts))
	for s, n := range counts {
		out[string(s)] = n
	}
	return out
}
