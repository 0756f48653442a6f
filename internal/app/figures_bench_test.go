package app_test

import (
	"context"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// manyPoints fills one unit with 50 plans and some 60,000 check-points of one year: far more than a ward has, as much as all wards
// of a province have together.
func manyPoints(b *testing.B) (w *world, by actor.Actor, planID string) {
	b.Helper()
	w = newWorld(b, template.SQLite(b))
	if err := w.app.FillForBench(b.Context(), 50, 150, func(int, int) {}); err != nil {
		b.Fatal(err)
	}
	writer, _ := w.app.DB.Raw()
	for _, sql := range []string{
		`WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 7)
		INSERT INTO checkpoint SELECT c.id || '-' || k.n, c.unit_id, c.year, c.task_id, c.plan_id, c.key || '-' || k.n, c.label, c.period_from, c.period_to, c.starts_on,
			'2026-' || SUBSTR('0' || (1 + (k.n * 5 + LENGTH(c.task_id)) % 12), -2) || '-' || SUBSTR('0' || (1 + k.n * 3), -2), c.state, c.state_why, c.state_by, c.state_at,
			CASE WHEN k.n % 3 = 0 THEN '2026-05-01' ELSE '' END, c.results, c.waiting, c.claimed_on, c.asking, c.slipped, c.live, c.phase, c.requested, c.lead_id, c.first_lead, c.class, c.version
		FROM checkpoint c, k`,
		`DELETE FROM due_tally`, `ANALYZE`,
	} {
		if _, err := writer.ExecContext(b.Context(), sql); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.app.Plans.Fill(b.Context(), w.app.DB); err != nil {
		b.Fatal(err)
	}
	units, err := w.app.Org.Units(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return w, actor.Actor{Name: "đo", UnitID: units[0].ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}, w.samples["plan"]
}

func BenchmarkFiguresOver60000CheckPoints(b *testing.B) {
	w, by, _ := manyPoints(b)
	at := iso("2026-05-12")
	samples, err := w.app.Samples(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	p, from := w.app.Plans, w.app.DB.Reader(by)
	run := func(name string, f func(ctx context.Context) error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := f(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	given := 0
	run("figures of unit and bodies", func(ctx context.Context) error {
		f, err := p.Figures(ctx, from, 2026, at)
		given = f.All.Given
		return err
	})
	b.Logf("%d pieces given", given)
	run("twelve weeks of bodies", func(ctx context.Context) error {
		_, err := p.Weeks(ctx, from, 2026, at.Add(-77), 12, at)
		return err
	})
	run("branches of a plan", func(ctx context.Context) error { _, err := p.Branches(ctx, from, samples["plan"], at); return err })
	run("next 14 days, 50 rows", func(ctx context.Context) error { _, err := p.Window(ctx, from, at, at.Add(14), 50); return err })
	run("overdue check-points, 20 rows and count", func(ctx context.Context) error {
		_, _, err := p.OverduePoints(ctx, from, 2026, at, 20)
		return err
	})
	run("due in 7 days, 20 rows and count", func(ctx context.Context) error {
		_, _, err := p.PointsDue(ctx, from, 2026, at, at.Add(7), 20)
		return err
	})
	for _, fig := range []plan.Figure{plan.FigGiven, plan.FigInTime, plan.FigLate, plan.FigOverdue, plan.FigAsking} {
		run("list behind "+string(fig)+", 50 rows", func(ctx context.Context) error {
			_, err := p.Instances(ctx, from, plan.Behind{Year: 2026, Figure: fig, At: at}, 50)
			return err
		})
	}
	run("recording a result, with the sums of its plan", func(ctx context.Context) error {
		tasks, err := p.Work(ctx, from, samples["plan"])
		if err != nil {
			return err
		}
		return w.app.DB.Write(ctx, by, func(tx *store.Tx) error {
			return p.Record(ctx, tx, tasks[0], plan.Result{BodyName: "Phòng Văn hóa - Xã hội", DoneOn: at, Text: "Đã làm", CreatedAt: tx.Now()}, nil)
		})
	})
}
