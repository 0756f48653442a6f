package register

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// exportParam names in the address of a printed list the export that it is.
const exportParam = "lan"

// guardedPaper asks for the purpose of a paper, and shows it to who said it.
func (g *Register) guardedPaper(w http.ResponseWriter, r *web.Request) error {
	return g.reads(func(w http.ResponseWriter, r *web.Request) error {
		if id := r.URL.Query().Get(exportParam); ident.Valid(id) {
			return g.openPaper(w, r, id)
		}
		v, err := g.exportList(r)
		if err != nil {
			return err
		}
		v.Paper = true
		return g.askPaper(w, r, v)
	})(w, r)
}

func (g *Register) askPaper(w http.ResponseWriter, r *web.Request, v exportView) error {
	view := web.View{Title: "In, chép: " + lowerFirst(g.Title), Here: g.Noun, Lead: v.leadWords(), Errors: v.Errors, Crumbs: g.crumbs(r, ui.Crumb{Text: "Bản in"})}
	return r.Show(w, view, paperFormPage(r, v))
}

// paperMake writes down that the list goes onto paper.
func (g *Register) paperMake(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, err := g.exportList(r)
	if err != nil {
		return err
	}
	var wrong errs.Form
	v.Paper, v.Form = true, exportForm{Purpose: ReadPurpose(form, false, &wrong), Format: formatPaper}
	if fields, bad := web.Mistakes(wrong.Err()); bad {
		v.Errors = fields
		return g.askPaper(w, r, v)
	}
	t := g.taking(r, v)
	t.state, t.Fields = exportPaper, "Các cột của danh sách"
	next := ""
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		e, err := g.Take(ctx, tx, r.Unit.ID, t)
		if err != nil {
			return err
		}
		next = g.here(r, paperAt) + "?" + exportParam + "=" + e.ID
		tx.Result(next)
		if err := e.laterWork(ctx, tx, false); err != nil {
			return err
		}
		paper, err := g.paperList(r, tx, e)
		if err != nil {
			return err
		}
		_, secret := paper.filterWords()
		return g.ended(ctx, tx, e, exportPaper, "", int64(len(paper.Page.Records)), int64(paper.left), secret)
	})
	if err != nil {
		return err
	}
	return r.Go(w, next)
}

// paperView is a printed list with how many of its records are left out.
type paperView struct {
	listView
	left int
}

// paperList is the list of which an export is, without what may not leave the program.
func (g *Register) paperList(r *web.Request, from store.Source, e Export) (paperView, error) {
	ask, err := readAsk(e.Ask)
	if err != nil {
		return paperView{}, err
	}
	v := listView{of: g, Ask: ask.of(g), Env: g.envOf(r)}
	v.Ask.Size = paperReach
	if v.Page, v.Counts, err = g.List(r.Context(), from, e.UnitID, v.Ask, ask.Today); err != nil {
		return paperView{}, err
	}
	recs, left := g.published(v.Page.Records)
	v.Page.Records = recs
	return paperView{v, left}, nil
}

// openPaper shows the list of an export that is on paper, to its maker and for a while.
func (g *Register) openPaper(w http.ResponseWriter, r *web.Request, id string) error {
	if _, err := g.export(r.Context(), r.Reader(), id); err != nil { // of another unit it is not found
		return err
	}
	e, err := g.export(r.Context(), r.Site.DB.Reader(actor.ForUnit(r.Unit.ID)), id)
	if err != nil {
		return err
	}
	if e.State != exportPaper || !e.open(r.Actor, r.Now.Time) || e.Opened && !g.opens(r.Actor) {
		return errs.New(errs.NotFound, "Bản in này không còn mở. Mở danh sách, chọn Bản in và ghi mục đích.")
	}
	v, err := g.paperList(r, r.Reader(), e)
	if err != nil {
		return err
	}
	v.Env.Meet(v.Page.Records)
	g.trace(r, v.Page.Records...)
	view := web.View{Title: g.Title, Here: g.Noun, Lead: v.paperLead(), Check: g.checkCode(r, v.Page.Records), Crumbs: g.crumbs(r, ui.Crumb{Text: "Bản in"}), Actions: guardedPaperActions()}
	v.Foot = e.Line() + " · mã kiểm tra " + view.Check
	page := guardedPaperBody(r, v.listView, e, v.left)
	if err := v.Env.Err(); err != nil {
		return err
	}
	return r.Show(w, view, page)
}
