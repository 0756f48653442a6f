package stateprogram

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// The kinds of lines: what is to be done in the software.
const (
	toAdd   = "them"       // the software does not have the child
	toFix   = "sua"        // one column
	toMove  = "chuyen-di"  // the child moved away
	toClose = "ket-thuc"   // the record is over: sixteen, dead, merged, dropped
	heldOut = "rut-dong-y" // consent was withdrawn: counted, never shown nor sent
)

// kinds are those of the list, in its order.
var kinds = []struct{ Key, Text, Do string }{
	{toAdd, "Thêm mới", "Thêm"}, {toFix, "Sửa", "Sửa"}, {toMove, "Chuyển đi", "Ghi chuyển đi"}, {toClose, "Kết thúc, khóa", "Khóa hồ sơ"},
}

// line is one thing to be done in the software.
type line struct {
	ChildID string `db:"child_id"`
	Field   string `db:"field"` // code of the pack; empty for the child as a whole
	Kind    string `db:"kind"`
	Hamlet  string `db:"hamlet"`
	Key     string `db:"name_key"`
	Level   int64  `db:"level"`
}

var (
	lineAdd   = store.Change("state.line.add", `INSERT INTO state_line (unit_id, child_id, field, kind, hamlet, name_key, level) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	lineClear = store.Change("state.line.clear", `DELETE FROM state_line AS l WHERE l.child_id = $1 AND {scope:l}`)
	dirtyPut  = store.Change("state.dirty.put", `INSERT INTO state_dirty (unit_id, child_id) VALUES ($1, $2) ON CONFLICT (unit_id, child_id) DO NOTHING`)
	dirtyAll  = store.Change("state.dirty.all", `INSERT INTO state_dirty (unit_id, child_id) SELECT c.unit_id, c.id FROM child c WHERE c.unit_id = $1 AND c.dropped = FALSE AND {scope:c} ON CONFLICT (unit_id, child_id) DO NOTHING`)
	dirtySeen = store.Change("state.dirty.seen", `INSERT INTO state_dirty (unit_id, child_id) SELECT k.unit_id, k.child_id FROM state_child k WHERE k.unit_id = $1 AND {scope:k} ON CONFLICT (unit_id, child_id) DO NOTHING`)
	dirtyNext = store.Query("state.dirty.next", `SELECT d.child_id FROM state_dirty d WHERE d.unit_id = $1 AND {scope:d} ORDER BY d.child_id LIMIT $2`)
	dirtyLeft = store.Query("state.dirty.left", `SELECT COUNT(*) FROM state_dirty d WHERE d.unit_id = $1 AND {scope:d}`)
	dirtyDone = store.Change("state.dirty.done", `DELETE FROM state_dirty AS d WHERE d.unit_id = $1 AND d.child_id = $2 AND {scope:d}`)
	listGet   = store.Query("state.list.get", `SELECT b.turn, b.pack, b.built_at FROM state_list b WHERE b.unit_id = $1 AND {scope:b}`)
	listPut   = store.Change("state.list.put", `INSERT INTO state_list (unit_id, turn, pack, built_at) VALUES ($1, $2, $3, $4) ON CONFLICT (unit_id) DO UPDATE SET turn = $2, pack = $3, built_at = $4`)
)

// touch asks for the lines of a child to be worked out again.
func touch(ctx context.Context, tx *store.Tx, unitID, childID string) error {
	_, err := tx.Exec(ctx, dirtyPut, unitID, childID)
	return err
}

// linesOf is what is to be done in the software for one child. The register is the whole one: each line has the level of its column.
func (x *Program) linesOf(rec register.Record, k known, s shape, e *register.Env) (out []line) {
	at := k.Seen && k.Child.Standing == there
	one := func(kind, field string, level actor.Level) {
		out = append(out, line{rec.ID, field, kind, rec.Str(hamletColumn), rec.Str(orderColumn), int64(level)})
	}
	switch {
	case rec.Dropped && at, rec.State != keptState && rec.State != movedState && at:
		one(toClose, "", actor.Ordinary)
	case rec.Dropped:
	case rec.State == movedState && at:
		one(toMove, "", actor.Ordinary)
	case rec.State == keptState && !at:
		one(toAdd, "", actor.Ordinary)
	case rec.State == keptState:
		for _, c := range s.Columns {
			said, known := k.Columns[c.Code]
			if mine := rec.Value(c.Field.Column); c.compared() && known && tells(mine) && !c.agrees(mine, said.Kept, e) {
				one(toFix, c.Code, c.level())
			}
		}
	}
	if len(out) > 0 && x.withheld(rec) != "" {
		out = []line{{rec.ID, "", heldOut, rec.Str(hamletColumn), "", int64(actor.Ordinary)}}
	}
	return out
}

// movedState is the state of a child who lives elsewhere.
const movedState = "chuyen-di"

// standing is how far the list of a unit is.
type standing struct {
	Turn  int64         `db:"turn"`
	Pack  string        `db:"pack"`
	Built store.Instant `db:"built_at"`
}

// CatchUp brings the list of a unit up to what the register says, for about the given time, and says how many children are left. It is
// the program's own work: what the list shows to whom is decided when it is read.
func (x *Program) CatchUp(ctx context.Context, db *store.DB, unitID string, today day.Day, most time.Duration) (left int64, err error) {
	b, err := readBook(ctx, db.Reader(actor.ForUnit(unitID)))
	if err != nil {
		return 0, err
	}
	return x.catchUp(ctx, db, unitID, x.shape(b, x.Children, today), most)
}

func (x *Program) catchUp(ctx context.Context, db *store.DB, unitID string, s shape, most time.Duration) (left int64, err error) {
	by := actor.ForUnit(unitID)
	if err := x.note(ctx, db, by, unitID, s); err != nil {
		return 0, err
	}
	for started := time.Now(); ; {
		if left, err = store.Get[int64](ctx, db.Reader(by), dirtyLeft, unitID); err != nil || left == 0 || time.Since(started) > most {
			return left, err
		}
		err := db.Write(ctx, by, func(tx *store.Tx) error {
			defer tx.Unaudited(follows)
			for range 4 {
				if err := x.relist(ctx, tx, unitID, s); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return left, err
		}
	}
}

// follows is why no change of the list has a row in the history.
const follows = "the list follows from the register and from what is known of the software"

// note finds out whose lines must be worked out again: who was written since, or everybody when the columns are others.
func (x *Program) note(ctx context.Context, db *store.DB, by actor.Actor, unitID string, s shape) error {
	from := db.Reader(by)
	turn, err := x.Children.Turn(ctx, from, unitID)
	if err != nil {
		return err
	}
	had, ok, err := store.Find[standing](ctx, from, listGet, unitID)
	if err != nil || ok && had.Turn == turn && had.Pack == s.Version.Key {
		return err
	}
	var ids []string
	whole := !ok || had.Pack != s.Version.Key || had.Turn > turn || turn-had.Turn > register.TurnsKept
	if !whole {
		err := x.Children.Changed(ctx, from, unitID, had.Turn, turn, func(changed []string, _ []register.Followed) error {
			ids = append(ids, changed...)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return db.Write(ctx, by, func(tx *store.Tx) error {
		defer tx.Unaudited(follows)
		if whole {
			for _, stmt := range []*store.Stmt{dirtyAll, dirtySeen} {
				if _, err := tx.Exec(ctx, stmt, unitID); err != nil {
					return err
				}
			}
		}
		for _, id := range ids {
			if err := touch(ctx, tx, unitID, id); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, listPut, unitID, turn, s.Version.Key, tx.Now())
		return err
	})
}

// relist works out the lines of the next children, inside the caller's change.
func (x *Program) relist(ctx context.Context, tx *store.Tx, unitID string, s shape) error {
	ids, err := store.List[string](ctx, tx, dirtyNext, unitID, min(atOnce, register.ReadAtOnce))
	if err != nil || len(ids) == 0 {
		return err
	}
	recs, err := x.Children.Read(ctx, tx, ids)
	if err != nil {
		return err
	}
	know, err := knownOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := tx.Exec(ctx, lineClear, id); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, dirtyDone, unitID, id); err != nil {
			return err
		}
	}
	e := x.Children.With(x.Lists).EnvOn(ctx, tx, s.On)
	for _, rec := range recs {
		for _, l := range x.linesOf(rec, know[rec.ID], s, e) {
			if _, err := tx.Exec(ctx, lineAdd, unitID, l.ChildID, l.Field, l.Kind, l.Hamlet, l.Key, l.Level); err != nil {
				return err
			}
		}
	}
	return e.Err()
}

// errNotFound is for what is not there, or not the reader's, in the same words.
func errNotFound() error {
	return errs.New(errs.NotFound, "Không tìm thấy mục này. Có thể trang đã cũ; mở lại danh sách.")
}
