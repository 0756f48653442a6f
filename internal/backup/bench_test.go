package backup_test

import (
	"io"
	"testing"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/store"
)

// The benchmarks take 10,000 tasks with what belongs to them: some 60,000 rows.
const benchTasks = 10_000

func benchWard(b *testing.B) *ward {
	b.Helper()
	db := template.SQLite(b)
	writer, _ := db.Raw()
	if _, err := writer.Exec(`PRAGMA synchronous = OFF`); err != nil {
		b.Fatal(err)
	}
	w := newWard(b, db, newFiles(b), "Phường Thử", 0)
	w.inOneChange(b, func() { w.addTasks(b, benchTasks) })
	return w
}

func (w *ward) inOneChange(tb testing.TB, fill func()) {
	tb.Helper()
	writer, _ := w.db.Raw()
	for _, q := range []string{"BEGIN", "COMMIT"} {
		if _, err := writer.Exec(q); err != nil {
			tb.Fatal(err)
		}
		if q == "BEGIN" {
			fill()
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	w := benchWard(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := backup.Write(b.Context(), w.db, newFiles(b), io.Discard, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(6*benchTasks)/b.Elapsed().Seconds()*float64(b.N), "rows/s")
}

func BenchmarkVerify(b *testing.B) {
	w := benchWard(b)
	path, _ := archive(b, w.db, newFiles(b))
	for b.Loop() {
		if _, err := backup.Verify(b.Context(), path); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(6*benchTasks)/b.Elapsed().Seconds()*float64(b.N), "rows/s")
}

func BenchmarkRestore(b *testing.B) {
	w := benchWard(b)
	path, _ := archive(b, w.db, newFiles(b))
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": template.SQLite, "postgres": template.Postgres} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				db, files := open(b), newFiles(b)
				b.StartTimer()
				if _, err := backup.Restore(b.Context(), path, db, files, nil); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(6*benchTasks)/b.Elapsed().Seconds()*float64(b.N), "rows/s")
		})
	}
}

func BenchmarkExport(b *testing.B) {
	w := benchWard(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := backup.Export(b.Context(), w.db, newFiles(b), w.officer(), io.Discard, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(6*benchTasks)/b.Elapsed().Seconds()*float64(b.N), "rows/s")
}
