package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// The preview of a whole unit with 20,000 tasks and 60,000 check-points: what Count of every kind takes together.
func BenchmarkPreviewOfAllKinds(b *testing.B) {
	w, by, _ := manyPoints(b)
	writer, _ := w.app.DB.Raw()
	for _, sql := range []string{
		`WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 2)
		INSERT INTO task (` + others(b, w, "task", "", "id") + `, id) SELECT ` + others(b, w, "task", "t.", "id") + `, t.id || '-' || k.n FROM task t, k`,
		`INSERT INTO task_body (` + others(b, w, "task_body", "", "id", "task_id") + `, id, task_id) SELECT ` + others(b, w, "task_body", "o.", "id", "task_id") + `, o.id || '-' || k.n, o.task_id || '-' || k.n
			FROM task_body o, (SELECT 1 AS n UNION ALL SELECT 2) k`,
		`INSERT INTO body_task (` + others(b, w, "body_task", "", "id") + `, id) SELECT ` + others(b, w, "body_task", "o.", "id") + `, o.id || '-' || k.n FROM body_task o, (SELECT 1 AS n UNION ALL SELECT 2) k`,
		`ANALYZE`,
	} {
		if _, err := writer.ExecContext(b.Context(), sql); err != nil {
			b.Fatal(err)
		}
	}
	bodies, err := w.app.Org.Bodies(b.Context(), w.app.DB.Reader(by), iso("2026-05-12"))
	if err != nil {
		b.Fatal(err)
	}
	m := directory.Moves{ActID: "x", UnitID: by.UnitID, Day: day.Must(2026, 5, 13), Basis: "NQ", Ends: true, Bodies: map[string][]directory.Heir{}, Gone: map[string]bool{}}
	for _, o := range bodies {
		m.Bodies[o.ID], m.Gone[o.ID] = []directory.Heir{{UnitID: "u", BodyID: "b", Name: "B"}}, true
	}
	from := w.app.DB.Reader(by)
	run := func(name string, m directory.Moves) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := countAll(b.Context(), w, from, m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("whole unit", m)
	m.Ends = false
	run("all bodies", m)
}

// countAll asks every kind how much passes on.
func countAll(ctx context.Context, w *world, from store.Source, m directory.Moves) error {
	for _, e := range w.app.Handovers.Estates {
		if _, err := e.Count(ctx, from, m); err != nil {
			return err
		}
	}
	return nil
}

// others are the columns of a table but some, each after a prefix.
func others(b *testing.B, w *world, table, prefix string, but ...string) string {
	b.Helper()
	writer, _ := w.app.DB.Raw()
	rows, err := writer.QueryContext(b.Context(), `SELECT * FROM `+table+` LIMIT 0`)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	var out []string
	for _, c := range columns {
		if !slices.Contains(but, c) {
			out = append(out, prefix+c)
		}
	}
	return strings.Join(out, ", ")
}
