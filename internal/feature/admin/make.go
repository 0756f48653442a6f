package admin

import (
	"net/http"
	"os"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func (a *Admin) page(m making) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		v := web.View{Title: m.title, Lead: m.lead, Crumbs: []ui.Crumb{{Text: m.title}}}
		if m.kind != archive.kind {
			return r.Show(w, v, startPage(r, m))
		}
		h, err := a.health(r)
		if err != nil {
			return err
		}
		return r.Show(w, v, backupPage(r, m, h))
	}
}

func (a *Admin) start(m making) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		j, err := a.queue().start(r.Actor.AccountID, r.Unit.ID, m.kind, m.name(r), m.make(a, r.Actor))
		if err != nil {
			return err
		}
		return r.Go(w, r.In(m.kind+"/"+j.ID))
	}
}

// watch shows how far the file is; the page asks again by itself every second, also without JavaScript.
func (a *Admin) watch(m making) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		j, err := a.queue().find(r.PathValue("job"), r.Actor.AccountID, r.Unit.ID, m.kind)
		if err != nil {
			return err
		}
		done, total, finished, err := j.state()
		if finished && err != nil {
			if errs.KindOf(err) == errs.Internal {
				r.Site.Log.Error("file for a person", "kind", m.kind, "error", err.Error())
			}
			return err
		}
		if !finished {
			w.Header().Set("Refresh", "1")
		}
		v := web.View{Title: m.title, Crumbs: []ui.Crumb{{Text: m.title, Href: r.In(m.kind)}, {Text: "Tiến độ"}}}
		return r.Show(w, v, watchPage(r, m, j, done, total, finished))
	}
}

// fetch sends the finished file.
func (a *Admin) fetch(m making) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		j, err := a.queue().find(r.PathValue("job"), r.Actor.AccountID, r.Unit.ID, m.kind)
		if err != nil {
			return err
		}
		if _, _, finished, err := j.state(); !finished || err != nil {
			return errs.New(errs.NotFound, "Tệp chưa xong. Quay lại trang tiến độ và chờ thêm.")
		}
		in, err := os.Open(j.path)
		if err != nil {
			return err
		}
		defer func() { _ = in.Close() }()
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", web.Disposition(false, j.Name))
		http.ServeContent(w, r.Request, "", time.Time{}, in)
		return nil
	}
}

func clock(t time.Time) string { return t.In(day.Zone).Format("15:04:05") }
