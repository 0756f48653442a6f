package telemetry

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"
)

// Counts tells how many entries of a queue are in each state. The states are few and known; they name nobody.
type Counts func(context.Context) (map[string]int64, error)

// WatchQueue adds the length of a queue by state. Call it once for each name.
func (m *Metrics) WatchQueue(name, help string, counts Counts) {
	m.registry.MustRegister(&queue{prometheus.NewDesc(name, help, []string{"state"}, nil), counts})
}

type queue struct {
	desc   *prometheus.Desc
	counts Counts
}

func (q *queue) Describe(out chan<- *prometheus.Desc) { out <- q.desc }

// Collect asks when the metrics are read; a queue that does not answer is left out.
func (q *queue) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), measureWithin)
	defer cancel()
	counts, err := q.counts(ctx)
	if err != nil {
		return
	}
	for state, n := range counts {
		out <- prometheus.MustNewConstMetric(q.desc, prometheus.GaugeValue, float64(n), state)
	}
}

// Work counts what the program does by itself: jobs by kind, messages by the state in which an attempt left them.
type Work struct {
	jobs *prometheus.HistogramVec
	mail *prometheus.CounterVec
}

// NewWork adds the figures of background work. Call it once.
func (m *Metrics) NewWork() *Work {
	w := &Work{
		jobs: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "mangnon_job_seconds", Help: "Time of a background job by kind and outcome.",
			Buckets: []float64{.01, .05, .1, .5, 1, 5, 30, 120, 600}}, []string{"kind", "outcome"}),
		mail: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "mangnon_mail_attempts_total", Help: "Attempts to send a message by the state in which they left it."},
			[]string{"state"}),
	}
	m.registry.MustRegister(w.jobs, w.mail)
	return w
}

// Job counts one attempt at a job.
func (w *Work) Job(kind, outcome string, seconds float64) {
	w.jobs.WithLabelValues(kind, outcome).Observe(seconds)
}

// Mail counts one attempt to send a message.
func (w *Work) Mail(state string) { w.mail.WithLabelValues(state).Inc() }
