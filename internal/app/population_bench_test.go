package app_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/feature/population"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/linkage/sample"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// benchChildren is how many children the register and the list of the police have.
const benchChildren = 20_000

// sampled are invented children as lines of a register.
func sampled(b *testing.B, n int) (out [][]string) {
	b.Helper()
	var rows bytes.Buffer
	if err := sample.Generate(sample.Options{Rows: n * 2, Seed: 7}, &rows, nil); err != nil {
		b.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(rows.String()) {
		cell := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(out) < n && !seen[cell[1]] && len(cell[3]) == 10 && cell[3] > "2011-01-01" && cell[3] < "2026-05-01" {
			seen[cell[1]] = true
			out = append(out, cell)
		}
	}
	return out
}

// BenchmarkPopulationCheck compares a register with a list of the police of the same size, accepts two columns, writes and takes back.
// One row in five has no number in the register, one in ten another date of birth, one in twenty is only on one side.
func BenchmarkPopulationCheck(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	officer, g, on := w.officer(), child.Children, day.At(today)
	kids := sampled(b, benchChildren)
	table := [][]string{{"Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Họ tên mẹ", "Họ tên cha"}}
	for at := 0; at < len(kids); at += 200 {
		err := w.app.DB.Write(b.Context(), officer, func(tx *store.Tx) error {
			x := g.Edits(b.Context(), tx, officer.UnitID, on)
			for i, k := range kids[at:min(at+200, len(kids))] {
				n, birth, number := at+i, k[3], k[5]
				if n%10 == 1 {
					birth = birth[:8] + "15"
				}
				if n%20 != 3 {
					table = append(table, []string{k[2], birth, k[4], number, k[6], k[7]})
				}
				if n%5 == 0 {
					number = ""
				}
				if n%20 == 4 {
					continue
				}
				typed := map[string]string{"ho-ten": k[2], "ngay-sinh": k[3], "gioi": k[4], "so-dinh-danh": number, "me": k[6], "cha": k[7]}
				if _, err := x.Add(typed); err != nil {
					delete(typed, "so-dinh-danh") // two invented children of one number
					if _, err := x.Add(typed); err != nil {
						return err
					}
				}
			}
			return x.Close()
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("%d invented children", len(kids))
	for b.Loop() {
		w.populationRound(b, table)
	}
}

func (w *world) populationRound(b *testing.B, table [][]string) {
	b.Helper()
	officer, started := w.officer(), time.Now()
	lap := func(unit string) {
		b.ReportMetric(time.Since(started).Seconds(), unit)
		started = time.Now()
	}
	src, err := population.Table(b.Context(), w.app.DB.Reader(officer), "ds.xlsx", table, day.At(today))
	if err != nil {
		b.Fatal(err)
	}
	id, err := w.app.Population.Bring(b.Context(), w.app.DB, population.Bringing{By: officer, UnitID: officer.UnitID, Paper: "1/CAP", Today: day.At(today)}, src)
	if err != nil {
		b.Fatal(err)
	}
	lap("s-match")
	at := w.fill(popAt + "/" + id)
	b.Log(w.popNumbers(at))
	for _, below := range []string{"", "/khac-nhau", "/chi-o-so", "/chua-co"} {
		w.do(request{As: "hoa.tt", Path: at + below})
		b.ReportMetric(time.Since(started).Seconds()*1000, "ms-page"+strings.ReplaceAll(below, "/", "-"))
		started = time.Now()
	}
	for _, column := range []string{"so", "ngay-sinh"} {
		w.popPost("hoa.tt", at, "/nhan-cot", "muc", column)
	}
	lap("s-accept")
	saves := w.savesMeanwhile(b, func() {
		if a := w.popPost("hoa.tt", at, "/ghi"); a.Code != http.StatusSeeOther {
			b.Fatalf("writing answers %d", a.Code)
		}
	})
	lap("s-write")
	reportSaves(b, saves)
	b.ReportMetric(peakMemory(), "MB-peak")
	w.popPost("hoa.tt", at, "/hoan-tac")
	lap("s-undo")
	b.Log(w.popNumbers(at))
}

// savesMeanwhile is how long small changes by another took while something was done.
func (w *world) savesMeanwhile(b *testing.B, do func()) (took []time.Duration) {
	ctx, stop := context.WithCancel(b.Context())
	done := make(chan []time.Duration)
	go func() {
		var all []time.Duration
		for ctx.Err() == nil {
			at := time.Now()
			a := w.do(request{As: "hoa.tt", Path: reached + "/quy-tac", Form: form("quy-tac", "mam-non", "tat", "0", "once", web.NewKey())})
			if a.Code == http.StatusSeeOther {
				all = append(all, time.Since(at))
			}
			time.Sleep(50 * time.Millisecond)
		}
		done <- all
	}()
	do()
	stop()
	took = <-done
	slices.Sort(took)
	return took
}

// reportSaves tells of the saves of another, in the order of their length.
func reportSaves(b *testing.B, took []time.Duration) {
	if len(took) == 0 {
		return
	}
	for unit, d := range map[string]time.Duration{"ms-save-p50": took[len(took)/2], "ms-save-p99": took[len(took)*99/100], "ms-save-max": took[len(took)-1]} {
		b.ReportMetric(float64(d.Microseconds())/1000, unit)
	}
}

// peakMemory is the most that the process held, in megabytes; 0 where the system does not tell.
func peakMemory() float64 {
	raw, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return n / 1024
		}
	}
	return 0
}
