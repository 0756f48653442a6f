package seal_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
)

// fillHistory writes rows as the form of a task does, many in one change.
func (o *office) fillHistory(rows int) {
	o.Helper()
	type task struct {
		Title string `json:"Nhiệm vụ"`
		Lead  string `json:"Chủ trì"`
		Due   string `json:"Hạn"`
	}
	ctx := o.Context()
	for done := 0; done < rows; {
		n := min(5000, rows-done)
		err := o.db.Write(ctx, person(), func(tx *store.Tx) error {
			for i := range n {
				e := store.Entry{Kind: "task", ID: ident.New(), UnitID: "u1", Action: "Sửa nhiệm vụ", BodyID: "b1", BodyName: "Phòng Văn hóa - Xã hội",
					Before: task{"Rà soát ao, hồ, cống hở và cắm biển cảnh báo", "Trạm Y tế phường", "2026-05-01"},
					After:  task{fmt.Sprintf("Rà soát ao, hồ và cắm biển cảnh báo, đợt %d", done+i), "Công an phường", "2026-06-30"}}
				if err := tx.Audit(ctx, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			o.Fatal(err)
		}
		done += n
	}
}

// benchRows is a million unless the environment says otherwise.
func benchRows() int {
	if n, err := strconv.Atoi(os.Getenv("MANGNON_BENCH_ROWS")); err == nil {
		return n
	}
	return 1_000_000
}

// BenchmarkVerify walks a chain of a million rows of the history.
func BenchmarkVerify(b *testing.B) {
	o := newOffice(b, template.SQLite(b))
	rows := benchRows()
	o.fillHistory(rows)
	o.sealAll()
	before := o.processorTime()
	for b.Loop() {
		if r := o.verify(); !r.Intact() || r.Seq != int64(rows) {
			b.Fatalf("%+v", r)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64((o.processorTime()-before).Microseconds())/float64(rows)/float64(b.N), "cpu-µs/row")
}

// BenchmarkSeal seals a backlog.
func BenchmarkSeal(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": template.SQLite, "postgres": template.Postgres} {
		b.Run(name, func(b *testing.B) {
			o := newOffice(b, open(b))
			for b.Loop() {
				b.StopTimer()
				o.fillHistory(20 * seal.Batch)
				b.StartTimer()
				o.sealAll()
			}
			b.ReportMetric(float64(20*seal.Batch)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
