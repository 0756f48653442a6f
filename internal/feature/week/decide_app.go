package week

import (
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// decideRoutes are the pages on which a signed-in leader decides.
func (w *Weeks) decideRoutes() []web.Route {
	var routes []web.Route
	for _, d := range deeds {
		path := "/u/{unit}/{year}/tuan/{monday}/viec/{case}/" + string(d)
		routes = append(routes,
			web.Route{Method: "GET", Path: path, Title: d.title(), Access: web.Right(actor.TaskDecide), Handle: ofYear(w.askInApp(d))},
			web.Route{Method: "POST", Path: path, Title: d.title(), Access: web.Right(actor.TaskDecide), Handle: w.decideInApp(d)})
	}
	return routes
}

// beginInApp reads the case of the address for a signed-in leader.
func (w *Weeks) beginInApp(r *web.Request, deed Deed) (deciding, error) {
	e, err := editionOfPath(r)
	if err != nil {
		return deciding{}, err
	}
	d, err := w.begin(r.Context(), r.Reader(), e, r.PathValue("case"), deed, r.Today())
	d.Unit, d.Back = "UBND "+r.Unit.Name, r.In("tuan/"+e.Monday.ISO())
	d.Action = d.Back + "/viec/" + strconv.Itoa(d.No) + "/" + string(deed)
	d.Text = urgeText(r.Calendar(), d.Unit, d.Item, d.Today)
	return d, err
}

func (w *Weeks) askInApp(deed Deed) web.Handler {
	return func(rw http.ResponseWriter, r *web.Request) error {
		d, err := w.beginInApp(r, deed)
		if err != nil {
			return err
		}
		return showDeciding(rw, r, http.StatusOK, d)
	}
}

func showDeciding(rw http.ResponseWriter, r *web.Request, status int, d deciding) error {
	d.Key = web.NewKey()
	v := web.View{Title: d.Deed.title(), Lead: d.Item.Title, Here: ui.NavToday, Crumbs: []ui.Crumb{{Text: "Trang lãnh đạo", Href: d.Back}, {Text: d.Deed.title()}}, Errors: d.Errors}
	return r.ShowStatus(rw, status, v, decidePage(d))
}

func (w *Weeks) decideInApp(deed Deed) web.Handler {
	return func(rw http.ResponseWriter, r *web.Request) error {
		f, err := r.Form()
		if err != nil {
			return err
		}
		d, err := w.beginInApp(r, deed)
		if err != nil {
			return err
		}
		o, words, err := d.read(f)
		if fields, ok := web.Mistakes(err); ok {
			d.Errors = fields
			return showDeciding(rw, r, http.StatusOK, d)
		} else if errs.Is(err, errs.Conflict) {
			return w.staleInApp(rw, r, deed, f)
		} else if err != nil {
			return err
		}
		o.Via = "trên trang lãnh đạo tuần " + strconv.Itoa(Number(d.Edition.Monday))
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(d.Back)
			return w.carryOut(ctx, tx, d, o, words, "")
		})
		if errs.Is(err, errs.Conflict) {
			return w.staleInApp(rw, r, deed, f)
		} else if err != nil {
			return err
		}
		r.Say(rw, words+".")
		return r.Go(rw, d.Back)
	}
}

// staleInApp shows the form again over the work as it is now.
func (w *Weeks) staleInApp(rw http.ResponseWriter, r *web.Request, deed Deed, f *web.Form) error {
	d, err := w.beginInApp(r, deed)
	if err != nil {
		return err
	}
	d.form, d.Stale = f, staleWords
	return showDeciding(rw, r, http.StatusConflict, d)
}
