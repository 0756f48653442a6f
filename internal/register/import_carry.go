package register

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// stepTime is how long one request goes on writing pieces.
const stepTime = time.Second

// importWrite writes pieces for about a second; the page that follows goes on.
func (g *Register) importWrite(w http.ResponseWriter, r *web.Request) error {
	return g.carry(w, r, importWaiting, importWriting, g.WritePiece)
}

// importUndo takes pieces back.
func (g *Register) importUndo(w http.ResponseWriter, r *web.Request) error {
	return g.carry(w, r, importWritten, importUndoing, g.UndoPiece)
}

type pieceFunc = func(context.Context, *store.Tx, Import, day.Day) (bool, error)

// carry begins a long change or goes on with it, piece by piece. The key of the form counts for the beginning alone: the rest
// is the same work, however often it is asked for.
func (g *Register) carry(w http.ResponseWriter, r *web.Request, from, to string, do pieceFunc) error {
	if _, err := r.Form(); err != nil && !errs.Is(err, errs.Done) {
		return err
	}
	if err := g.goOn(r, from, to, do); err != nil {
		return err
	}
	id, err := r.ID("batch")
	if err != nil {
		return err
	}
	return r.Go(w, g.importAt(r, id))
}

// goOn begins a long change or goes on with it for about a second.
func (g *Register) goOn(r *web.Request, from, to string, do pieceFunc) error {
	ctx, db := r.Context(), r.Site.DB
	started := time.Now()
	for more := true; more && time.Since(started) < stepTime; {
		err := db.Write(ctx, r.Actor, func(tx *store.Tx) error {
			m, err := g.importOf(r, tx)
			if err != nil {
				return err
			}
			switch m.State {
			case from:
				if err := m.ready(from); err != nil {
					return err
				}
				if from == importWritten && r.Now.After(m.undoUntil()) {
					return errs.New(errs.Conflict, "Đã quá 30 ngày nên không hoàn tác được lần nhập này nữa.")
				}
				if m, err = m.enter(ctx, tx, to); err != nil {
					return err
				}
			case to:
			default:
				more = false
				return nil
			}
			more, err = do(ctx, tx, m, r.Today())
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// enter begins the writing or the taking back of a table.
func (m Import) enter(ctx context.Context, tx *store.Tx, to string) (Import, error) {
	err := tx.UpdateOne(ctx, importStep, to, 0, 0, m.ID, m.State)
	m.State = to
	return m, err
}

// Start begins the writing of a table whose rows have been judged, inside the caller's change; WritePiece goes on with it.
func (g *Register) Start(ctx context.Context, tx *store.Tx, m Import) (Import, error) {
	if err := m.ready(importWaiting); err != nil {
		return m, err
	}
	m.State = importWaiting
	defer tx.Unaudited("each record has its own row, the import one at its end")
	return m.enter(ctx, tx, importWriting)
}

// ready reports whether a table may go on from a state.
func (m Import) ready(from string) error {
	if heads := m.unsure(); from == importWaiting && len(heads) > 0 {
		return errs.Newf(errs.Invalid, "Cột “%s” có ngày như 03/04 mà không dòng nào cho biết ngày hay tháng đứng trước. Mở “Ghép cột”, chọn cách đọc rồi ghi. Chưa ghi gì vào sổ.", strings.Join(heads, "”, “"))
	}
	return nil
}

// importJudge goes on looking at the rows.
func (g *Register) importJudge(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("batch")
	if err != nil {
		return err
	}
	return g.judgeAwhile(w, r, id)
}

// judgeAwhile judges rows of a table for about a second; the page that follows goes on.
func (g *Register) judgeAwhile(w http.ResponseWriter, r *web.Request, id string) error {
	started, write := time.Now(), writing(r)
	var m Import
	for more := true; more && time.Since(started) < stepTime; {
		err := write(func(ctx context.Context, tx *store.Tx) (err error) {
			if m, err = store.Get[Import](ctx, tx, importGet, id, g.Name); err != nil || m.State != importJudging || g.bringsHidden(m) {
				more = false
				return err
			}
			more, err = g.judgeSome(ctx, tx, m, r.Today())
			return err
		})
		if err != nil {
			return err
		}
		if !more && m.State == importJudging && !g.bringsHidden(m) {
			if err := g.compareRows(r, m, write); err != nil {
				return err
			}
		}
	}
	return r.Go(w, g.importAt(r, id))
}

// compareRows compares the rows of a judged table with one another and opens it. Somebody who corrected a row meanwhile has it judged
// again first.
func (g *Register) compareRows(r *web.Request, m Import, write Writing) error {
	found, err := g.among(r.Context(), r.Reader(), r.Actor, m, r.Today())
	if err != nil {
		return err
	}
	return write(func(ctx context.Context, tx *store.Tx) error {
		now, err := store.Get[Import](ctx, tx, importGet, m.ID, g.Name)
		if err != nil || now.Version != m.Version || now.State != importJudging {
			tx.Unaudited("a preview: nothing of it is in the register yet")
			return err
		}
		return g.settleAmong(ctx, tx, m, found)
	})
}
