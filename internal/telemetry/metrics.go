package telemetry

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/mangnon/mangnon/internal/store"
)

// Metrics are the figures of one running program.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

// NewMetrics starts with the Go runtime, the process and the build; Watch adds the database.
func NewMetrics() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "mangnon_request_seconds",
			Help:    "Server time of a request by route pattern, method and status.",
			Buckets: []float64{.001, .0025, .005, .01, .015, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route", "method", "status"}),
	}
	m.registry.MustRegister(m.requests, collectors.NewGoCollector(), collectors.NewBuildInfoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Observe counts one answered request. route is the pattern ("/u/{unit}/{year}/viec"), never the address: addresses hold
// what people search for, and there is no end of them.
func (m *Metrics) Observe(route, method string, status int, seconds float64) {
	m.requests.WithLabelValues(route, known(method), strconv.Itoa(status)).Observe(seconds)
}

// known keeps a caller who makes up methods from making up time series.
func known(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// Watch adds the size of the database, the use of its connections and the room on the disk of the attachments. Call it
// once.
func (m *Metrics) Watch(db *store.DB, files *store.Files) {
	writer, reader := db.Raw()
	m.registry.MustRegister(
		gauge("mangnon_database_bytes", "Size of the database.", func(ctx context.Context) (int64, error) { return DatabaseSize(ctx, db) }),
		gauge("mangnon_disk_free_bytes", "Room on the disk of the attachments.", func(context.Context) (int64, error) { return files.Room() }),
		collectors.NewDBStatsCollector(writer, "writer"),
	)
	if reader != writer {
		m.registry.MustRegister(collectors.NewDBStatsCollector(reader, "reader"))
	}
}

const measureWithin = 2 * time.Second

// gauge asks for a figure when the metrics are read; one that cannot be had is -1.
func gauge(name, help string, measure func(context.Context) (int64, error)) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 {
		ctx, cancel := context.WithTimeout(context.Background(), measureWithin)
		defer cancel()
		n, err := measure(ctx)
		if err != nil {
			return -1
		}
		return float64(n)
	})
}

var sizeSQL = map[string]string{
	"sqlite":   `SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()`,
	"postgres": `SELECT pg_database_size(current_database())`,
}

// DatabaseSize is the size of the database in bytes. It asks the engine about itself, so it is no statement of the
// registry.
func DatabaseSize(ctx context.Context, db *store.DB) (n int64, err error) {
	_, reader := db.Raw()
	err = reader.QueryRowContext(ctx, sizeSQL[db.Engine.Name()]).Scan(&n)
	return n, err
}

// Handler answers /metrics. Put LoopbackOnly around it.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
