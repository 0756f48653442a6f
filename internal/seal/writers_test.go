package seal_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
)

const (
	benchWriters = 8
	benchSlice   = 1500 * time.Millisecond
)

// unmarked is the row of the history as it was before the chain.
var unmarked = store.Change("test.audit.add_unmarked", `INSERT INTO audit
	(id, at, unit_id, kind, record_id, action, account_id, account_name, post, body_id, body_name, before, after, note)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', '', $9, '')`)

// ways are what a save costs in: nothing but the record; with its history; with the mark for the sealer; with a sealer at work.
var ways = []struct {
	name    string
	save    func(ctx context.Context, o *office, id string) error
	sealing bool
}{
	{"bare", func(ctx context.Context, o *office, id string) error {
		return o.db.Write(ctx, person(), func(tx *store.Tx) error {
			defer tx.Unaudited("what a save costs without a history")
			_, err := tx.Exec(ctx, addNote, id, "ghi chú")
			return err
		})
	}, false},
	{"audited", func(ctx context.Context, o *office, id string) error {
		return o.db.Write(ctx, person(), func(tx *store.Tx) error {
			defer tx.Unaudited("the row is written below")
			if _, err := tx.Exec(ctx, addNote, id, "ghi chú"); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, unmarked, ident.New(), tx.Now(), "u1", "note", id, "Thêm ghi chú", "a1", "Trần Thu Hoa", `{"Nội dung":"ghi chú","Chủ trì":"Công an phường"}`)
			return err
		})
	}, false},
	{"marked", func(ctx context.Context, o *office, id string) error { return o.save(ctx, id, "ghi chú") }, false},
	{"sealed", func(ctx context.Context, o *office, id string) error { return o.save(ctx, id, "ghi chú") }, true},
}

// BenchmarkWriters has eight writers at work in each way by turns, so that the noise of the machine falls on all of them alike.
// MANGNON_POSTGRES_DURABLE makes the commits of PostgreSQL wait for the disk.
func BenchmarkWriters(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": template.SQLite, "postgres": template.Postgres} {
		b.Run(name, func(b *testing.B) {
			o := newOffice(b, open(b))
			saved, worked := make([]int64, len(ways)), make([]time.Duration, len(ways))
			for b.Loop() {
				for i, w := range ways {
					before := o.processorTime()
					saved[i] += o.saveFor(benchSlice, w.save, w.sealing)
					worked[i] += o.processorTime() - before
				}
			}
			for i, w := range ways {
				b.ReportMetric(float64(saved[i])/float64(b.N)/benchSlice.Seconds(), w.name+"/s")
				b.ReportMetric(float64(worked[i].Microseconds())/float64(saved[i]), w.name+"-cpu-µs")
			}
		})
	}
}

// processorTime is what this process and the server of the database have worked: on a machine that does other things too it
// says more than the clock. Elsewhere than on Linux it is 0.
func (o *office) processorTime() time.Duration {
	work := ticks(os.Getpid(), false)
	if o.db.Engine.Name() != "postgres" {
		return work
	}
	writer, _ := o.db.Raw()
	rows, err := writer.Query(`SELECT pid FROM pg_stat_activity`)
	if err != nil {
		o.Fatal(err)
	}
	defer rows.Close()
	pid := 0
	for rows.Next() {
		if err := rows.Scan(&pid); err != nil {
			o.Fatal(err)
		}
		work += ticks(pid, false)
	}
	if f := statOf(pid); len(f) > 1 {
		parent, _ := strconv.Atoi(f[1])
		work += ticks(parent, true) // with what ended in the meantime
	}
	return work
}

// statOf are the fields of /proc/…/stat after the name.
func statOf(pid int) []string {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, after, _ := strings.Cut(string(raw), ") ")
	return strings.Fields(after)
}

func ticks(pid int, withEnded bool) (d time.Duration) {
	f := statOf(pid)
	if len(f) < 15 {
		return 0
	}
	fields := f[11:13]
	if withEnded {
		fields = f[11:15]
	}
	for _, n := range fields {
		t, _ := strconv.Atoi(n)
		d += time.Duration(t) * 10 * time.Millisecond
	}
	return d
}

// saveFor lets the writers write for a time and says how often they did.
func (o *office) saveFor(d time.Duration, save func(context.Context, *office, string) error, sealing bool) int64 {
	o.Helper()
	var n atomic.Int64
	var writers, sealer sync.WaitGroup
	ctx, stop := context.WithCancel(o.Context())
	if sealing {
		c := &seal.Chain{DB: o.db, Log: o.Chain.Log}
		sealer.Go(func() { c.Run(ctx) })
	}
	end := time.Now().Add(d)
	for range benchWriters {
		writers.Go(func() {
			for time.Now().Before(end) {
				if err := save(o.Context(), o, ident.New()); err != nil {
					o.Error(err)
					return
				}
				n.Add(1)
			}
		})
	}
	writers.Wait()
	stop()
	sealer.Wait()
	o.exec(`DELETE FROM seal_wait`) // the next way begins with nothing to catch up
	return n.Load()
}
