package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Tx is one change by one actor: all of it happens or nothing.
type Tx struct {
	*change
	actor actor.Actor
	scope scope
}

// change is what all hands of one transaction share.
type change struct {
	db       *DB
	tx       *sql.Tx
	prepared map[string]*sql.Stmt // by text
	worth    []string             // texts to prepare for all changes to come
	wrote    string               // first statement that wrote without an audit row after it
	result   string
	endings  []ending
	reading  map[string]bool // texts of statements that Each reads at this moment
	kinds    map[string]bool // of the rows that it leaves in the history
}

// ending is what a change still owes before it commits.
type ending struct {
	key string
	tx  *Tx
	do  func(context.Context, *Tx) error
}

func (tx *Tx) source() (querier, scope, *DB) { return reads{tx.change}, tx.scope, tx.db }

// reads are the questions of a change, through the statements that it keeps.
type reads struct{ c *change }

// QueryContext implements querier. A statement that is kept answers one question at a time: who asks it again while reading uses once.
func (r reads) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if r.c.reading[text] || r.c.db.Engine.Name() == "postgres" {
		return r.once(ctx, text, args)
	}
	st, err := r.c.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

func (r reads) once(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	return r.c.tx.QueryContext(ctx, text, args...)
}

// Actor is who makes the change.
func (tx *Tx) Actor() actor.Actor { return tx.actor }

// Now is the time that the change's rows carry.
func (tx *Tx) Now() Instant { return tx.db.Clock() }

// Result remembers the address that this request leads to, so that the same request sent twice ends at the same page.
func (tx *Tx) Result(address string) { tx.result = address }

// Write runs fn in a transaction. It commits when fn returns nil and every write was followed by Audit (or Unaudited);
// anything else rolls back. When the context carries a request key that has been used, fn does not run and the error is
// errs.Done with the first request's address.
func (db *DB) Write(ctx context.Context, a actor.Actor, fn func(*Tx) error) (err error) {
	sqlTx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return db.explainError(beginStmt, err)
	}
	tx := &Tx{&change{db: db, tx: sqlTx, prepared: map[string]*sql.Stmt{}, reading: map[string]bool{}, kinds: map[string]bool{}}, a, scopeOf(a)}
	defer func() {
		if p := recover(); p != nil {
			_ = sqlTx.Rollback()
			panic(p)
		}
		if err != nil {
			if rerr := sqlTx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
				err = errors.Join(err, rerr)
			}
		}
	}()
	if err := tx.claim(ctx); err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return err
	}
	if tx.wrote != "" {
		return fmt.Errorf("store: %s wrote and left no audit row", tx.wrote)
	}
	if err := tx.end(ctx); err != nil {
		return err
	}
	if err := tx.settle(ctx); err != nil {
		return err
	}
	if err := sqlTx.Commit(); err != nil {
		return db.explainError(commitStmt, err)
	}
	db.changed.add(tx.kinds)
	for _, text := range tx.worth {
		db.writes.keep(ctx, text)
	}
	return nil
}

var (
	beginStmt  = &Stmt{Name: "begin"}
	commitStmt = &Stmt{Name: "commit"}
)

// Exec runs a statement that writes and says how many rows it changed.
func (tx *Tx) Exec(ctx context.Context, s *Stmt, args ...any) (rows int64, err error) {
	rows, err = tx.exec(ctx, s, args)
	if err == nil && tx.wrote == "" {
		tx.wrote = s.Name
	}
	return rows, err
}

func (tx *Tx) exec(ctx context.Context, s *Stmt, args []any) (int64, error) {
	v, args, err := s.bind(tx.scope, args)
	if err != nil {
		return 0, err
	}
	count(ctx, s)
	res, err := tx.run(ctx, v, args)
	if err != nil {
		return 0, tx.db.explainError(s, err)
	}
	return res.RowsAffected()
}

// run sends the statement. The driver of PostgreSQL keeps its statements across transactions; preparing one here would cost
// two more journeys.
func (tx *Tx) run(ctx context.Context, v *variant, args []any) (sql.Result, error) {
	if tx.db.Engine.Name() == "postgres" {
		return tx.tx.ExecContext(ctx, v.text, args...)
	}
	text, args := v.bare(args)
	st, err := tx.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

// prepare keeps the statements of this change: an import runs a few of them thousands of times. Those that many changes run are kept
// beside the pool.
func (c *change) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if st, ok := c.prepared[text]; ok {
		return st, nil
	}
	if st := c.db.writes.find(text); st != nil {
		st = c.tx.StmtContext(ctx, st)
		c.prepared[text] = st
		return st, nil
	}
	st, err := c.tx.PrepareContext(ctx, text)
	if err == nil {
		c.prepared[text] = st
		if c.db.writes.wanted(text) {
			c.worth = append(c.worth, text)
		}
	}
	return st, err
}

// UpdateOne runs an update that names the version the person saw. When no row has that version any more, the error is
// errs.Conflict: the caller shows both versions.
func (tx *Tx) UpdateOne(ctx context.Context, s *Stmt, args ...any) error {
	n, err := tx.Exec(ctx, s, args...)
	if err == nil && n != 1 {
		return errs.New(errs.Conflict, "Có người vừa sửa mục này trước anh/chị. Chưa ghi gì; xem hai bản rồi chọn.")
	}
	return err
}

// Unaudited allows the writes so far to stand without an audit row. Say why: only for rows that are no records of work,
// such as sessions.
func (tx *Tx) Unaudited(reason string) {
	if reason == "" {
		panic("store: Unaudited without a reason")
	}
	tx.wrote = ""
}

// AtEnd runs do once before the change commits, however often it is asked for under one key: for what follows from rows that
// the change writes many of, such as sums. What do writes is part of the change and needs no audit row of its own. It reads
// and writes the whole unit, whatever the person sees of it: sums of half the work would be wrong for everybody.
func (tx *Tx) AtEnd(key string, do func(context.Context, *Tx) error) {
	for _, e := range tx.endings {
		if e.key == key {
			return
		}
	}
	tx.endings = append(tx.endings, ending{key, tx.Whole(), do})
}

func (tx *Tx) end(ctx context.Context) error {
	for i := 0; i < len(tx.endings); i++ { // one may ask for another
		e := tx.endings[i]
		if err := e.do(ctx, e.tx); err != nil {
			return err
		}
	}
	tx.wrote = ""
	return nil
}

// Whole is the same change by the same actor, with all of the unit in sight: for what follows from a change and for
// passing on what a person leaves behind. It answers no question of a reader.
func (tx *Tx) Whole() *Tx {
	wide := tx.scope
	wide.sight = actor.ForUnit(wide.unit).Sight()
	return &Tx{tx.change, tx.actor, wide}
}

// As is the same change, written on as another actor: the demonstration gives each row the person who did it.
func (tx *Tx) As(a actor.Actor) *Tx { return &Tx{tx.change, a, scopeOf(a)} }
