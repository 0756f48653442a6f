package app

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

var (
	sampleHolding = store.Query("app.sample.holding", `SELECT h.id, h.body_id FROM body_function h WHERE {scope:h} ORDER BY h.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	sampleParent = store.Query("app.sample.parent", `SELECT p.id, p.body_id FROM body_parent p WHERE {scope:p} ORDER BY p.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	sampleCode = store.Query("app.sample.code", `SELECT c.id, c.body_id FROM body_code c WHERE {scope:c} ORDER BY c.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
)

// rowSamples are the parts of addresses that are dated rows of a body.
var rowSamples = map[string]*store.Stmt{"holding": sampleHolding, "parent": sampleParent, "code": sampleCode}

type sampleBodyRow struct {
	ID   string `db:"id"`
	Body string `db:"body_id"`
}

// bodyOf names the body of a sample row.
func bodyOf(part string) string { return "body of " + part }

// orgSamples reads the newest dated row of each kind with its body.
func (a *App) orgSamples(ctx context.Context, from store.Source, out Samples) error {
	out["function"] = "y-te.tre-em"
	for part, stmt := range rowSamples {
		row, _, err := store.Find[sampleBodyRow](ctx, from, stmt)
		if err != nil {
			return err
		}
		out[part], out[bodyOf(part)] = row.ID, row.Body
	}
	return nil
}

// withBody fills in the body whose row an address asks for.
func (s Samples) withBody(address string) string {
	for part := range rowSamples {
		if strings.Contains(address, "{"+part+"}") && s[part] != "" {
			return strings.ReplaceAll(address, "{id}", s[bodyOf(part)])
		}
	}
	return address
}
