package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/mangnon/mangnon/internal/store"
)

// BenchmarkPaste2000 pastes 2,000 rows into the quick grid of hazard sites, one row in forty with a mistake, from the first request
// to the answer after which all are written or wait. longest_ms is the longest request, behind which others wait.
func BenchmarkPaste2000(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": template.SQLite, "postgres": template.Postgres} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b, open(b))
			w.byHand = true
			longest := 0.0
			n := 0
			for b.Loop() {
				n++
				longest = max(longest, pasteRows(b, w, n))
			}
			b.ReportMetric(longest, "longest_ms")
		})
	}
}

// pasteRows pastes and writes one block, and gives the milliseconds of the longest request.
func pasteRows(b *testing.B, w *world, n int) (longest float64) {
	const rows = 2000
	block := make([][]string, rows)
	for i := range block {
		day := fmt.Sprintf("%d/4/2026", 1+i%28)
		if i%40 == 7 {
			day = "31/4/2026"
		}
		block[i] = []string{fmt.Sprintf("Điểm dán %d số %d", n, i), "Ao, hồ, đầm", "Cao", fmt.Sprintf("Ngõ %d đường Nguyễn Văn Linh", i), day}
	}
	data, err := json.Marshal(map[string]any{"cols": []string{"noi", "loai", "muc", "dia-chi", "phat-hien"}, "rows": block})
	if err != nil {
		b.Fatal(err)
	}
	var a struct {
		Paste           string
		More            bool
		Done, All, Wait int
	}
	ask := func(path, key, data string) {
		began := b.Elapsed()
		rec := w.send(request{As: "hoa.tt", Path: path, Form: form("once", key, "du-lieu", data)})
		longest = max(longest, float64((b.Elapsed() - began).Milliseconds()))
		if err := json.Unmarshal(rec.Body.Bytes(), &a); err != nil || rec.Code != http.StatusOK {
			b.Fatalf("%s: %d %s", path, rec.Code, rec.Body.String())
		}
	}
	ask(hazards+"/bang/dan", fmt.Sprint("k", n), string(data))
	for i := 0; a.More; i++ {
		ask("/u/{unit}/{year}/dan-nguy-co/"+a.Paste+"/ghi", fmt.Sprint("k", n, ".", i), "{}")
	}
	if a.Done != rows || a.Wait != rows/40 {
		b.Fatalf("%+v", a)
	}
	return longest
}
