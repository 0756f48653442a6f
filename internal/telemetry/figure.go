package telemetry

import "context"

// WatchFigure adds a figure that is asked for when the metrics are read; one that cannot be had is -1. Call it once for each
// name.
func (m *Metrics) WatchFigure(name, help string, measure func(context.Context) (int64, error)) {
	m.registry.MustRegister(gauge(name, help, measure))
}
