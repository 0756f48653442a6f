package app_test

import "testing"

// BenchmarkImport200 reads and keeps one plan of 200 tasks.
func BenchmarkImport200(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	for b.Loop() {
		if err := w.app.FillForBench(b.Context(), 1, 200, func(int, int) {}); err != nil {
			b.Fatal(err)
		}
	}
}
