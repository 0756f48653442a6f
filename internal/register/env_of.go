package register

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Env is what showing answers on a page needs, for the parts of a page that a feature draws itself: that of the page when it has
// one, so that no list is read twice.
func (g *Register) Env(r *web.Request) *Env {
	if e, ok := r.Context().Value(envKey(g.Name)).(*Env); ok {
		return e
	}
	return g.envOf(r)
}

// EnvOn is Env inside a change, where there is no page.
func (g *Register) EnvOn(ctx context.Context, from store.Source, today day.Day) *Env {
	return g.env(ctx, from, today)
}
