package app_test

import (
	"context"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

var benchTask = store.Change("test.task.dated", `INSERT INTO task (id, unit_id, plan_id, year, kind, live, seq, path, title, title_fold, lead, text,
	line_from, line_to, when_kind, when_raw, starts_on, due_on, peaks, requested, done_on, results, version)
	SELECT $1, t.unit_id, t.plan_id, t.year, t.kind, TRUE, 0, t.path, t.title, t.title_fold, t.lead, '', 0, 0, t.when_kind, '', '', $2, t.peaks, FALSE, '', 0, 1
	FROM task t WHERE t.id = $3 AND {scope:t}`)

var benchOwed = store.Change("test.owed.dated", `INSERT INTO task_body (id, unit_id, task_id, plan_id, seq, role, name, via, body_id)
	SELECT $1, o.unit_id, $2, o.plan_id, 0, 'lead', o.name, '', $3 FROM task_body o WHERE o.task_id = $4 AND {scope:o} LIMIT 1`)

// fillDated adds n open tasks whose due dates are spread over the year by step days.
func fillDated(b *testing.B, w *world, n int, due func(i int) day.Day) {
	b.Helper()
	r := &reminded{w, &work{}}
	body := r.body(economy)
	w.change(func(ctx context.Context, tx *store.Tx) error {
		for i := range n {
			id := ident.New()
			if _, err := tx.Exec(ctx, benchTask, id, due(i), w.samples["task"]); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, benchOwed, ident.New(), id, body, w.samples["task"]); err != nil {
				return err
			}
		}
		return nil
	})
}

// BenchmarkRemind gives the reminders of one working day for 60,000 open tasks: spread over the year as work is, and all
// due on one day, which is the worst there can be. Each round is a new day of the ladder.
func BenchmarkRemind(b *testing.B) {
	const n = 60_000
	for name, due := range map[string]func(int) day.Day{
		"spread": func(i int) day.Day { return day.Must(2026, 1, 1).Add(i % 365) },
		"worst":  func(int) day.Day { return day.Must(2026, 5, 21) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				w := newWorld(b, template.SQLite(b))
				fillDated(b, w, n, due)
				b.StartTimer()
				if err := w.app.Remind(b.Context(), may(tuesday)); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				given, err := store.List[told](b.Context(), w.app.DB.Reader(actor.System("test")), benchTold)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(given)), "reminders")
				b.StartTimer()
			}
		})
	}
}

var benchTold = store.Query("test.reminder.given_today", `SELECT '' AS username, r.item_id, r.step, r.given_on, FALSE AS pass_on FROM reminder r WHERE {scope:r} AND r.given_on = '2026-05-12'`)
