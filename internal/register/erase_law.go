package register

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// TrashLife is how long a record of a person lies in the trash before it can be erased.
const TrashLife = 30 * 24 * time.Hour

// eraseAt is below the address of a record.
const eraseAt = "/xoa-theo-van-ban"

// eraseReach is how many rows of the history of one record are emptied; one that has more is asked for again.
const eraseReach = 5000

var (
	commentErase = store.Change("register.comment.erase", `DELETE FROM register_comment AS c WHERE c.record_id = $1 AND {scope:c}`)
	fileErase    = store.Change("register.file.erase", `DELETE FROM register_file AS f WHERE f.record_id = $1 AND {scope:f}`)
	fileHashes   = store.Query("register.file.hashes", `SELECT f.hash FROM register_file f WHERE f.record_id = $1 AND {scope:f} ORDER BY f.id`)
	draftErase   = store.Change("register.draft.erase", `DELETE FROM register_draft AS d WHERE d.register = $1 AND d.form >= $2 AND d.form < $3 AND {scope:d}`)
)

// EraseByLaw removes a record for good, inside the caller's change: the answers, the lines, what was said and added, and the
// values in its history (Luật 91/2025/QH15, Điều 14). That there was a record, who wrote in it and when, and the document that
// orders this stay. It must have lain in the trash for TrashLife. Copies in backups end with the backups.
// The caller removes the bytes of the files that it gives back after the change.
func (g *Register) EraseByLaw(ctx context.Context, tx *store.Tx, now Record, document string) (files []string, err error) {
	if err := g.erasable(now, document, tx.Now()); err != nil {
		return nil, err
	}
	hashes, err := store.List[string](ctx, tx.Whole(), fileHashes, now.ID)
	if err != nil {
		return nil, err
	}
	if err := g.eraseBeside(ctx, tx, now, document); err != nil {
		return nil, err
	}
	if files, err = attach.Forget(ctx, tx, hashes); err != nil {
		return nil, err
	}
	if err := tx.UpdateOne(ctx, g.stmt.erase, now.ID, now.Version); err != nil {
		return nil, err
	}
	return files, tx.Audit(ctx, store.Entry{Kind: g.Name, ID: now.ID, UnitID: now.UnitID, Action: "Xóa hẳn " + now.Code() + " theo văn bản", Note: document})
}

// eraseBeside removes everything of a record but its row.
func (g *Register) eraseBeside(ctx context.Context, tx *store.Tx, now Record, document string) error {
	whole := tx.Whole()
	for _, kind := range []string{g.Name, g.secretKind()} {
		if err := emptyPast(ctx, whole, kind, now.ID, document); err != nil {
			return err
		}
	}
	if g.Erased != nil {
		if err := g.Erased(ctx, tx, now, func(tx *store.Tx, kind, id string) error { return emptyPast(ctx, tx, kind, id, document) }); err != nil {
			return err
		}
	}
	if err := g.clearLines(ctx, tx, now.ID); err != nil {
		return err
	}
	for _, s := range []*store.Stmt{wordClear, commentErase, fileErase} {
		if _, err := whole.Exec(ctx, s, now.ID); err != nil {
			return err
		}
	}
	if err := g.endWith(ctx, tx, now.ID); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, draftErase, g.Name, now.ID, now.ID+"~")
	return err
}

// erasable reports why a record cannot be erased.
func (g *Register) erasable(now Record, document string, at store.Instant) error {
	until := now.UpdatedAt.Add(TrashLife)
	switch {
	case !g.Personal:
		return errs.New(errs.NotFound, "Sổ này không xóa hẳn hồ sơ.")
	case !now.Dropped:
		return errs.Newf(errs.Conflict, "%s chưa ở thùng rác. Chuyển vào thùng rác, sau 30 ngày mới xóa hẳn được.", now.Code())
	case at.Before(until):
		return errs.Newf(errs.Conflict, "%s ở thùng rác chưa đủ 30 ngày; xóa hẳn được từ %s.", now.Code(), day.At(until).String())
	case strings.TrimSpace(document) == "":
		var form errs.Form
		form.Add("van-ban", "Ghi số, ngày, cơ quan ra văn bản yêu cầu xóa")
		return form.Err()
	}
	return nil
}

// emptyPast empties the values of every row of the history of a kind that tells of a record.
func emptyPast(ctx context.Context, tx *store.Tx, kind, id, document string) error {
	events, err := store.HistoryOf(ctx, tx, kind, id, eraseReach)
	if err != nil {
		return err
	}
	for _, ev := range events {
		if ev.Before == "" && ev.After == "" && ev.Note == "" {
			continue
		}
		if err := seal.Empty(ctx, tx, ev.ID, document); err != nil {
			return err
		}
	}
	return nil
}

// eraseView is the page that asks for the document.
type eraseView struct {
	of     *Register
	Rec    Record
	Typed  string
	Errors []errs.Field
	Once   string
	Until  day.Day // first day on which it may be erased
	Ready  bool
}

func (g *Register) eraseForm(w http.ResponseWriter, r *web.Request) error {
	rec, err := g.record(r)
	if err != nil {
		return err
	}
	return g.showErase(w, r, http.StatusOK, rec, eraseView{})
}

func (g *Register) showErase(w http.ResponseWriter, r *web.Request, status int, rec Record, v eraseView) error {
	until := rec.UpdatedAt.Add(TrashLife)
	v.of, v.Rec, v.Once, v.Until, v.Ready = g, rec, web.NewKey(), day.At(until), rec.Dropped && !r.Now.Before(until)
	view := web.View{Title: "Xóa hẳn theo văn bản", Here: g.Noun, Errors: v.Errors, Crumbs: g.crumbs(r, ui.Crumb{Text: rec.Code(), Href: g.here(r, rec.ID)}, ui.Crumb{Text: "Xóa hẳn"})}
	return r.ShowStatus(w, status, view, erasePage(r, v))
}

func (g *Register) eraseDo(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	document := strings.TrimSpace(f.Text("van-ban"))
	rec, err := g.record(r)
	if err != nil {
		return err
	}
	var files []string
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		now, err := g.Get(ctx, tx, rec.ID)
		if err != nil {
			return err
		}
		tx.Result(g.here(r, ""))
		files, err = g.EraseByLaw(ctx, tx, now, document)
		return err
	})
	if fields, ok := web.Mistakes(err); ok {
		return g.showErase(w, r, http.StatusUnprocessableEntity, rec, eraseView{Typed: document, Errors: fields})
	}
	if err != nil {
		return err
	}
	for _, hash := range files {
		if err := r.Site.Files.Remove(hash); err != nil {
			return err
		}
	}
	r.Say(w, "Đã xóa hẳn "+rec.Code()+" theo "+document+".")
	return r.Go(w, g.here(r, ""))
}

// eraseRoutes are those of registers of persons.
func (g *Register) eraseRoutes(one string) []web.Route {
	if !g.Personal {
		return nil
	}
	edit := web.Right(g.EditRight)
	return []web.Route{
		{Method: "GET", Path: one + eraseAt, Title: "Xóa hẳn theo văn bản", Access: edit, Handle: g.eraseForm},
		{Method: "POST", Path: one + eraseAt, Title: "Xóa hẳn theo văn bản", Access: edit, Fresh: true, Handle: g.eraseDo},
	}
}
