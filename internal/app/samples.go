package app

import (
	"context"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Samples are real values for the parts of addresses, so that every page of a filled installation can be opened: by the
// benchmark, by the route tests and by the browser.
type Samples map[string]string

var (
	sampleTask = store.Query("app.sample.task", `SELECT t.id, t.plan_id, u.slug, t.year FROM task t JOIN unit u ON u.id = t.unit_id WHERE {scope:t} AND t.live = TRUE ORDER BY t.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	sampleFile = store.Query("app.sample.file", `SELECT f.id FROM result_file f WHERE {scope:f} ORDER BY f.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
)

type sampleRow struct {
	Task string `db:"id"`
	Plan string `db:"plan_id"`
	Slug string `db:"slug"`
	Year int    `db:"year"`
}

// Samples reads the newest task, its plan and the newest file of the installation.
func (a *App) Samples(ctx context.Context) (Samples, error) {
	from := a.DB.Reader(actor.System("mẫu địa chỉ"))
	row, err := store.Get[sampleRow](ctx, from, sampleTask)
	if err != nil {
		return nil, err
	}
	file, _, err := store.Find[string](ctx, from, sampleFile)
	return Samples{"unit": row.Slug, "year": strconv.Itoa(row.Year), "plan": row.Plan, "task": row.Task, "file": file}, err
}

// Address fills the pattern of a route; ok is false when a part has no sample.
func (s Samples) Address(rt web.Route) (address string, ok bool) {
	address = rt.Path
	for part, value := range s {
		if value != "" {
			address = strings.ReplaceAll(address, "{"+part+"}", value)
		}
	}
	return address, !strings.Contains(address, "{")
}
