package app

import (
	"context"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Samples are real values for the parts of addresses, so that every page of a filled installation can be opened: by the
// benchmark, by the route tests and by the browser.
type Samples map[string]string

var (
	sampleTask = store.Query("app.sample.task", `SELECT t.id, t.plan_id, u.slug, t.year FROM task t JOIN unit u ON u.id = t.unit_id WHERE {scope:t} AND t.live = TRUE ORDER BY t.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	sampleDigest = store.Query("app.sample.digest", `SELECT d.id FROM reminder_digest d WHERE {scope:d} ORDER BY d.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	sampleFile = store.Query("app.sample.file", `SELECT f.id FROM result_file f WHERE {scope:f} ORDER BY f.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	sampleHamlet = store.Query("app.sample.hamlet", `SELECT h.id FROM hamlet h WHERE {scope:h} AND h.valid_to = '' ORDER BY h.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	sampleCited = store.Query("app.sample.cited", `SELECT c.number_fold FROM plan_citation c WHERE {scope:c} ORDER BY c.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	sampleLink = store.Query("app.sample.link", `SELECT COUNT(*) FROM task_link l WHERE l.digest = $1`,
		store.Unscoped("asks only whether the link of the demonstration is there"))
	sampleList = store.Query("app.sample.list", `SELECT l.id FROM work_list l WHERE {scope:l} ORDER BY l.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	samplePoint = store.Query("app.sample.point", `SELECT c.task_id, c.id FROM checkpoint c WHERE {scope:c} AND c.live = TRUE AND (c.done_on > '') = $1 ORDER BY c.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	sampleBatch = store.Query("app.sample.batch", `SELECT m.id FROM register_import m WHERE {scope:m} AND m.register = $1 ORDER BY m.id DESC LIMIT 1`,
		store.Whole("reads along the primary key, for benchmarks and tests"))
	sampleBody = store.Query("app.sample.body", `SELECT o.body_id FROM task_body o WHERE o.plan_id = $1 AND o.body_id > '' AND {scope:o} ORDER BY o.task_id, o.seq LIMIT 1`)
)

type sampleRow struct {
	Task string `db:"id"`
	Plan string `db:"plan_id"`
	Slug string `db:"slug"`
	Year int    `db:"year"`
}

type samplePointRow struct {
	Task  string `db:"task_id"`
	Point string `db:"id"`
}

// pointSamples are the parts of addresses that are check-points, and whether they are done ones.
var pointSamples = map[string]bool{"point": false, "done": true}

// taskOf names the task of a sample check-point: the newest task may have none.
func taskOf(part string) string { return "task of " + part }

// Samples reads the newest task, its plan and a body of it, the newest file and the document cited last.
func (a *App) Samples(ctx context.Context) (Samples, error) {
	from := a.DB.Reader(actor.System("mẫu địa chỉ"))
	row, err := store.Get[sampleRow](ctx, from, sampleTask)
	if err != nil {
		return nil, err
	}
	out := Samples{"unit": row.Slug, "year": strconv.Itoa(row.Year), "plan": row.Plan, "task": row.Task, "number": "giao", "month": "5", "pack": "safe-home", "reach": "bao-hiem"}
	if out["file"], _, err = store.Find[string](ctx, from, sampleFile); err != nil {
		return nil, err
	}
	if out["hamlet"], _, err = store.Find[string](ctx, from, sampleHamlet); err != nil {
		return nil, err
	}
	if out["population"], _, err = store.Find[string](ctx, from, samplePopulation); err != nil {
		return nil, err
	}
	if out["list"], _, err = store.Find[string](ctx, from, sampleList); err != nil {
		return nil, err
	}
	if out["body"], _, err = store.Find[string](ctx, from, sampleBody, row.Plan); err != nil {
		return nil, err
	}
	links, err := store.Get[int](ctx, from, sampleLink, ident.Digest(DemoSecret))
	if err != nil {
		return nil, err
	}
	if links > 0 {
		out["secret"] = DemoSecret
	}
	if out["digest"], _, err = store.Find[string](ctx, from, sampleDigest); err != nil {
		return nil, err
	}
	if err := a.weekSamples(ctx, out); err != nil {
		return nil, err
	}
	if err := a.trailSamples(ctx, from, row.Task, out); err != nil {
		return nil, err
	}
	if err := a.handoverSamples(ctx, out); err != nil {
		return nil, err
	}
	if err := a.orgSamples(ctx, from, out); err != nil {
		return nil, err
	}
	for part, done := range pointSamples {
		point, _, err := store.Find[samplePointRow](ctx, from, samplePoint, done)
		if err != nil {
			return nil, err
		}
		out[part], out[taskOf(part)] = point.Point, point.Task
	}
	for _, g := range registers() {
		if out[g.Name], err = g.Sample(ctx, from); err != nil {
			return nil, err
		}
		if out[g.Name+"_file"], err = g.SampleFile(ctx, from); err != nil {
			return nil, err
		}
		if out[g.Name+"_sheets"], err = g.SampleSheets(ctx, from); err != nil {
			return nil, err
		}
		if out[g.Name+"_export"], err = g.SampleExport(ctx, from); err != nil {
			return nil, err
		}
		if out[batchOf(g.Path)], _, err = store.Find[string](ctx, from, sampleBatch, g.Name); err != nil {
			return nil, err
		}
	}
	if out["arrival"], err = child.SampleArrival(ctx, from); err != nil {
		return nil, err
	}
	if out["program"], _, err = store.Find[string](ctx, from, sampleProgram); err != nil {
		return nil, err
	}
	cited, _, err := store.Find[string](ctx, from, sampleCited)
	if out["account"], err = a.sampleAccount(ctx, from, row.Slug); err != nil {
		return nil, err
	}
	out["action"] = string(actor.PlanRead)
	out["document"] = strings.ReplaceAll(cited, " ", "-")
	return out, err
}

// sampleAccount is the first account of a unit.
func (a *App) sampleAccount(ctx context.Context, from store.Source, slug string) (string, error) {
	u, err := a.Org.UnitBySlug(ctx, slug)
	if err != nil {
		return "", err
	}
	people, err := a.Accounts.OfUnit(ctx, from, u.ID)
	if err != nil || len(people) == 0 {
		return "", err
	}
	return people[0].ID, nil
}

// batchOf names the sample of an import into the register of a path: one of another register is not found there.
func batchOf(path string) string { return "batch of " + path }

// Address fills the pattern of a route; ok is false when a part has no sample.
func (s Samples) Address(rt web.Route) (address string, ok bool) {
	address = s.withBody(rt.Path)
	for part := range pointSamples {
		if strings.Contains(address, "{"+part+"}") && s[part] != "" {
			address = strings.ReplaceAll(address, "{task}", s[taskOf(part)])
		}
	}
	for _, g := range registers() {
		if batch := s[batchOf(g.Path)]; batch != "" && strings.Contains(address, "/nhap-"+g.Path+"/") {
			address = strings.ReplaceAll(address, "{batch}", batch)
		}
	}
	for part, value := range s {
		if value != "" {
			address = strings.ReplaceAll(address, "{"+part+"}", value)
		}
	}
	return address, !strings.Contains(address, "{")
}
