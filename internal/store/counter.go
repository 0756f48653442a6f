package store

import (
	"context"
	"sync/atomic"
)

// Counter counts the statements that a request runs. The page tests read it: a page that asks more questions when it
// has more rows is a defect.
type Counter struct{ n atomic.Int64 }

// N is how many statements have run.
func (c *Counter) N() int64 { return c.n.Load() }

type counterKey struct{}

// WithCounter makes a context whose statements are counted.
func WithCounter(ctx context.Context) (context.Context, *Counter) {
	c := &Counter{}
	return context.WithValue(ctx, counterKey{}, c), c
}

func count(ctx context.Context, _ *Stmt) {
	if c, ok := ctx.Value(counterKey{}).(*Counter); ok {
		c.n.Add(1)
	}
}
