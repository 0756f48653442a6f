package stateprogram

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

var (
	linesOfChildren = store.Query("state.line.of", `SELECT l.child_id, l.field, l.kind, l.hamlet, l.name_key, l.level FROM state_line l WHERE l.child_id IN (`+marks(1, atOnce)+`) AND l.kind <> 'rut-dong-y' AND {scope:l}`)
	lineGone        = store.Change("state.line.done", `DELETE FROM state_line AS l WHERE l.child_id = $1 AND l.field = $2 AND {scope:l}`)
	markAdd         = store.Change("state.mark.add", `INSERT INTO state_mark (batch, unit_id, child_id, field, before, marked_at, marked_by, undone, level) VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, $8)`)
	marksOf         = store.Query("state.mark.of", `SELECT k.child_id, k.field, k.before, k.level FROM state_mark k WHERE k.batch = $1 AND k.undone = FALSE AND {scope:k} ORDER BY k.child_id, k.field`)
	marksUndone     = store.Change("state.mark.undo", `UPDATE state_mark AS k SET undone = TRUE WHERE k.batch = $1 AND k.undone = FALSE AND {scope:k}`)
)

// markRow is one line that somebody said to have done in the software.
type markRow struct {
	ChildID string `db:"child_id"`
	Field   string `db:"field"`
	Before  string `db:"before"`
	Level   int64  `db:"level"`
}

// mark notes that what the form names was done in the software: lines "<child>:<column>" that are still open.
func (x *Program) mark(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	want := map[string]map[string]bool{}
	var ids []string
	for _, key := range f.All("dong") {
		id, field, ok := strings.Cut(key, ":")
		if !ok || !ident.Valid(id) {
			return errNotFound()
		}
		if want[id] == nil {
			want[id] = map[string]bool{}
			ids = append(ids, id)
		}
		want[id][field] = true
	}
	back := x.listAt(r, askOf(r))
	batch, n := ident.New(), 0
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(back)
		n, err = x.markAll(ctx, tx, r, batch, ids, func(l line) bool { return want[l.ChildID][l.Field] })
		return err
	})
	if err != nil {
		return err
	}
	r.SayUndo(w, "Đã ghi "+vi.Int(n)+" mục đã sửa trên phần mềm.", r.In(base+"/bo-danh-dau?lan="+batch))
	return r.Go(w, back)
}

// markAll marks the open lines that are wanted, inside the caller's change, and says how many.
func (x *Program) markAll(ctx context.Context, tx *store.Tx, r *web.Request, batch string, ids []string, want func(line) bool) (n int, err error) {
	g := x.kids(tx.Actor())
	s, err := x.shapeOn(ctx, tx, g, r.Today())
	if err != nil {
		return 0, err
	}
	level := actor.Ordinary
	e := g.EnvOn(ctx, tx, r.Today())
	for part := range slices.Chunk(ids, min(atOnce, register.ReadAtOnce)) {
		lines, err := store.List[line](ctx, tx, linesOfChildren, padded(part)...)
		if err != nil {
			return n, err
		}
		recs, err := g.Read(ctx, tx, part)
		if err != nil {
			return n, err
		}
		know, err := knownOf(ctx, tx, part)
		if err != nil {
			return n, err
		}
		m := marking{x, ctx, tx, s, e, batch, r}
		for _, rec := range recs {
			for _, l := range lines {
				if l.ChildID != rec.ID || !want(l) {
					continue
				}
				if err := m.one(rec, l, know[rec.ID]); err != nil {
					return n, err
				}
				n, level = n+1, max(level, actor.Level(l.Level))
			}
		}
	}
	if n == 0 {
		return 0, errs.New(errs.Conflict, "Các mục này đã được ghi, hoặc hồ sơ vừa thay đổi. Chưa ghi gì; xem lại danh sách.")
	}
	if err := e.Err(); err != nil {
		return n, err
	}
	return n, tx.Audit(ctx, store.Entry{Kind: Kind, ID: batch, UnitID: r.Unit.ID, Action: "Ghi đã sửa trên phần mềm trẻ em: " + vi.Int(n) + " mục", Level: level})
}

// marking marks lines of one batch.
type marking struct {
	x     *Program
	ctx   context.Context
	tx    *store.Tx
	shape shape
	env   *register.Env
	batch string
	r     *web.Request
}

// one takes what our record says as what the software says from now on, until a table of the software says otherwise.
func (m marking) one(rec register.Record, l line, k known) error {
	before, today := past{}, m.r.Today().ISO()
	child := childRow{ChildID: rec.ID, Code: k.Child.Code, Standing: there, On: today, ImportID: m.batch}
	if k.Seen {
		before.Child = &k.Child
	}
	put := func(c column) error {
		w := was{Field: c.Code}
		if old, ok := k.Columns[c.Code]; ok {
			w.Before = &old
		}
		before.Fields = append(before.Fields, w)
		v := rec.Value(c.Field.Column)
		return sourceRow{rec.ID, c.Code, rec.Text(c.Field.Column, m.env), kept(v), today, m.batch, int64(c.level())}.put(m.ctx, m.tx, rec.UnitID)
	}
	switch l.Kind {
	case toFix:
		c, ok := m.shape.column(l.Field)
		if !ok || !c.compared() {
			return errNotFound()
		}
		if err := put(c); err != nil {
			return err
		}
		before.Child = nil
	case toAdd:
		for _, c := range m.shape.Columns {
			if c.compared() {
				if err := put(c); err != nil {
					return err
				}
			}
		}
	default:
		child.Standing, child.Said = notMore, rec.Standing().Text
	}
	if l.Kind != toFix {
		if err := child.put(m.ctx, m.tx, rec.UnitID); err != nil {
			return err
		}
	}
	if _, err := m.tx.Exec(m.ctx, markAdd, m.batch, rec.UnitID, rec.ID, l.Field, before.String(), m.tx.Now(), m.tx.Actor().Name, l.Level); err != nil {
		return err
	}
	_, err := m.tx.Exec(m.ctx, lineGone, rec.ID, l.Field)
	return err
}

// unmark takes back a batch of marks. What a table of the software said since stays.
func (x *Program) unmark(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	batch := r.URL.Query().Get("lan")
	if !ident.Valid(batch) {
		return errNotFound()
	}
	back, n := r.In(base), 0
	err := r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(back)
		rows, err := store.List[markRow](ctx, tx, marksOf, batch)
		if err != nil {
			return err
		}
		if n = len(rows); n == 0 {
			return errs.New(errs.Conflict, "Lần ghi này đã được bỏ rồi. Chưa đổi gì.")
		}
		level := actor.Ordinary
		for _, k := range rows {
			level = max(level, actor.Level(k.Level))
			if err := putBack(ctx, tx, r.Unit.ID, k.ChildID, batch, k.Before); err != nil {
				return err
			}
			if err := touch(ctx, tx, r.Unit.ID, k.ChildID); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, marksUndone, batch); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: Kind, ID: batch, UnitID: r.Unit.ID, Action: "Bỏ ghi đã sửa trên phần mềm trẻ em: " + vi.Int(n) + " mục", Level: level})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã bỏ ghi: "+vi.Int(n)+" mục trở lại danh sách cần sửa.")
	return r.Go(w, back)
}
