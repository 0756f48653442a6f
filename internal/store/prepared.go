package store

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"
)

// prepared keeps the statements of a pool of SQLite that are asked for again and again: to read the text of one and to plan it takes
// longer than most of them run. The driver of PostgreSQL keeps its own.
type prepared struct {
	pool *sql.DB
	most int
	kept sync.Map // text → *sql.Stmt
	n    atomic.Int32
	uses sync.Map // text → *atomic.Int32, until it is kept
}

const (
	usesBeforeKept = 3   // what runs once a day is not kept
	mostKept       = 200 // some thirty kilobytes each and connection
)

func newPrepared(e Engine, pool *sql.DB) *prepared {
	p := &prepared{pool: pool, most: mostKept}
	if e.Name() == "postgres" {
		p.most = 0
	}
	return p
}

// find is the kept statement of a text, nil when there is none.
func (p *prepared) find(text string) *sql.Stmt {
	if st, ok := p.kept.Load(text); ok {
		return st.(*sql.Stmt)
	}
	return nil
}

// wanted counts a use, and says whether the statement is now worth keeping.
func (p *prepared) wanted(text string) bool {
	if p.most == 0 || int(p.n.Load()) >= p.most {
		return false
	}
	uses, _ := p.uses.LoadOrStore(text, &atomic.Int32{})
	return uses.(*atomic.Int32).Add(1) == usesBeforeKept
}

// keep prepares a statement for all uses to come. A text that cannot be prepared is left to the use that fails with it.
func (p *prepared) keep(ctx context.Context, text string) *sql.Stmt {
	p.uses.Delete(text)
	st, err := p.pool.PrepareContext(context.WithoutCancel(ctx), text)
	if err != nil {
		return nil
	}
	if have, twice := p.kept.LoadOrStore(text, st); twice {
		_ = st.Close() // somebody else kept the same
		return have.(*sql.Stmt)
	}
	p.n.Add(1)
	return st
}

// QueryContext reads through a kept statement where there is one.
func (p *prepared) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	st := p.find(text)
	if st == nil && p.wanted(text) {
		st = p.keep(ctx, text)
	}
	if st == nil {
		return p.pool.QueryContext(ctx, text, args...)
	}
	return st.QueryContext(ctx, args...)
}

// close ends the statements; the pool is closed after it.
func (p *prepared) close() {
	p.kept.Range(func(_, st any) bool {
		_ = st.(*sql.Stmt).Close()
		return true
	})
}
