package app_test

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// BenchmarkProgressPagesOver60000CheckPoints reads whole pages, and a feed, as a browser gets them; p99-ms is the slowest of a
// hundred readings but one.
func BenchmarkProgressPagesOver60000CheckPoints(b *testing.B) {
	w, _, _ := manyPoints(b)
	samples, err := w.app.Samples(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	w.samples = samples
	feed := w.feedFor("hoa.tt", "cho", "toi")
	plan := "/u/{unit}/{year}/ke-hoach/{plan}"
	for _, path := range []string{coursePath, coursePath + "/giao", coursePath + "/qua-han", coursePath + "/muon", "/u/{unit}/{year}/don-doc", plan + "/tien-do", plan + "/tien-do/giao",
		plan + "/tien-do/qua-han", plan + "/don-doc", "/u/{unit}/{year}/lich", "/u/{unit}/{year}/lich/5", "/u/{unit}/{year}/lich/12", feed} {
		name := path
		if path == feed {
			name = "/lich/….ics"
		}
		b.Run(name, func(b *testing.B) {
			var times []time.Duration
			size := 0
			for b.Loop() {
				from := time.Now()
				rec := w.send(request{As: map[bool]string{false: "hoa.tt"}[path == feed], Path: path})
				times = append(times, time.Since(from))
				if size = rec.Body.Len(); rec.Code != 200 {
					b.Fatal(fmt.Sprint(path, " answers ", rec.Code))
				}
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(size), "bytes")
		})
	}
}
