package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// manyTasks fills the ward with 20,000 tasks and more than 60,000 check-points of one year.
func manyTasks(b *testing.B) *world {
	b.Helper()
	w := newWorld(b, template.SQLite(b))
	if err := w.app.FillForBench(b.Context(), 50, 150, func(int, int) {}); err != nil {
		b.Fatal(err)
	}
	const k = `, (SELECT 1 AS n UNION ALL SELECT 2) AS k`
	w.again(b, "task", k, map[string]string{"id": "x.id || '-' || k.n"})
	w.again(b, "task_body", k, map[string]string{"id": "x.id || '-' || k.n", "task_id": "x.task_id || '-' || k.n"})
	w.again(b, "task_rhythm", k, map[string]string{"task_id": "x.task_id || '-' || k.n"})
	w.again(b, "checkpoint", k, map[string]string{"id": "x.id || '-' || k.n", "task_id": "x.task_id || '-' || k.n"})
	w.again(b, "checkpoint", `, (SELECT 1 AS n UNION ALL SELECT 2) AS k`, map[string]string{"id": "x.id || '+' || k.n", "key": "x.key || '+' || k.n", "due_on": "'2026-1' || k.n || '-05'"})
	writer, _ := w.app.DB.Raw()
	for _, sql := range []string{`DELETE FROM due_tally`, `DELETE FROM body_task`, `ANALYZE`} {
		if _, err := writer.ExecContext(b.Context(), sql); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.app.Plans.Fill(b.Context(), w.app.DB); err != nil {
		b.Fatal(err)
	}
	var tasks, points int
	if err := writer.QueryRowContext(b.Context(), `SELECT (SELECT COUNT(*) FROM task), (SELECT COUNT(*) FROM checkpoint)`).Scan(&tasks, &points); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d tasks, %d check-points", tasks, points)
	return w
}

// again writes all rows of a table once more for each number k.n, with other values in some columns.
func (w *world) again(b *testing.B, table, numbers string, other map[string]string) {
	b.Helper()
	writer, _ := w.app.DB.Raw()
	rows, err := writer.QueryContext(b.Context(), `SELECT * FROM `+table+` WHERE 1 = 0`)
	if err != nil {
		b.Fatal(err)
	}
	columns, err := rows.Columns()
	if err = errors.Join(err, rows.Close()); err != nil {
		b.Fatal(err)
	}
	values := make([]string, len(columns))
	for i, c := range columns {
		if values[i] = other[c]; values[i] == "" {
			values[i] = "x." + c
		}
	}
	sql := fmt.Sprintf(`INSERT INTO %s (%s) SELECT %s FROM %s x%s`, table, strings.Join(columns, ", "), strings.Join(values, ", "), table, numbers)
	if _, err := writer.ExecContext(b.Context(), sql); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkCountOfAnEstate(b *testing.B) {
	w := manyTasks(b)
	s := w.unitEnds()
	one := w.ends("Phòng Văn hóa", "Phòng Kinh tế")
	from := w.app.DB.Reader(actor.Actor{UnitID: s.old.ID})
	for name, m := range map[string]directory.Moves{"the unit ends": s.moves, "a body ends": one.moves} {
		b.Run(name, func(b *testing.B) {
			var n directory.Tally
			for b.Loop() {
				var err error
				if n, err = s.estate.Count(b.Context(), from, m); err != nil {
					b.Fatal(err)
				}
				if _, err := s.estate.List(b.Context(), from, m, "", 50); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n.Open), "open")
		})
	}
}

// Passing 20,000 tasks on to two units, once, and then the pages of an heir.
func BenchmarkPassingAUnitOn(b *testing.B) {
	w := manyTasks(b)
	s := w.unitEnds()
	var heirs []org.UnitHeir
	for _, u := range s.heirs {
		heirs = append(heirs, org.UnitHeir{OldID: s.old.ID, NewID: u.ID, ActID: s.moves.ActID, From: firstDay, Whole: true})
	}
	err := w.app.DB.Write(b.Context(), system, func(tx *store.Tx) error { return w.app.Org.EndUnit(context.Background(), tx, s.old, lastDay, heirs) })
	if err != nil {
		b.Fatal(err)
	}
	started := time.Now()
	n := s.pass(200, 1000)
	b.Logf("%d tasks passed on to %d units in %s", n, len(s.heirs), time.Since(started).Round(time.Millisecond))
	w = w.later(today.AddDate(0, 0, 2))
	w.samples["heir"] = s.heirs[0].Slug
	for _, path := range []string{"/u/{heir}/{year}/viec", "/u/{heir}/{year}/viec/tat-ca", "/u/{heir}/{year}/tien-do", "/u/{unit}/{year}/viec", "/u/{unit}/{year}/tien-do-don-vi-cu", "/u/{unit}/{year}/tien-do-don-vi-cu/giao"} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				if a := w.send(request{As: "can.b1", Path: path}); a.Code != 200 {
					b.Fatalf("%s answers %d", path, a.Code)
				}
			}
		})
	}
}
