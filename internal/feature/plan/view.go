package plan

import (
	"context"
	"net/http"
	"net/url"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/saved"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// savedView is a filter of the list of work under a name that a person gave it. Only that person sees it.
type savedView struct{ saved.Filter }

// viewsPath is the page of a person's saved filters, inside a unit and year.
const viewsPath = "viec/bo-loc"

// naming is a name for a filter as it was typed, with its mistakes.
type naming struct {
	Name   string
	Errors []errs.Field
}

func viewsOf(ctx context.Context, from store.Source, accountID string) ([]savedView, error) {
	list, err := saved.Of(ctx, from, accountID, saved.Work)
	out := make([]savedView, len(list))
	for i, f := range list {
		out[i] = savedView{f}
	}
	return out, err
}

// Start is the page with which a person begins, empty when it is the day's page.
func (p *Plans) Start(r *web.Request) (string, error) {
	if !r.May(actor.WorkRead) {
		return "", nil
	}
	first, found, err := saved.Start(r.Context(), r.Reader(), r.Actor.AccountID)
	if err != nil || !found || first.About != saved.Work {
		return "", err
	}
	return savedView{first}.path(), nil
}

// path is the list that the view opens, inside a unit and year.
func (v savedView) path() string { return viewFilter(v.Query).path(workPath) }

func viewFilter(query string) Filter {
	values, _ := url.ParseQuery(query) // written by Filter.Query
	f, _ := readFilter(values)
	return f
}

func checkName(name string, have []savedView, account, self string) error {
	list := make([]saved.Filter, len(have))
	for i, v := range have {
		list[i] = v.Filter
	}
	return saved.Check(name, list, account, self)
}

// viewSave keeps the filter of the list under a name.
func (p *Plans) viewSave(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	filter := viewFilter(f.Text("loc"))
	have, err := viewsOf(r.Context(), r.Reader(), r.Actor.AccountID)
	if err != nil {
		return err
	}
	name := saved.OneLine(f.Text("ten"))
	if fields, ok := web.Mistakes(checkName(name, have, r.Actor.AccountID, "")); ok {
		r.URL.RawQuery = filter.Query()
		return p.showWork(w, r, naming{Name: name, Errors: fields})
	}
	next := r.In(filter.path(workPath))
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		return saved.Add(ctx, tx, saved.Filter{AccountID: r.Actor.AccountID, About: saved.Work, Name: name, Query: filter.Query()})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã lưu bộ lọc “"+name+"”.")
	return r.Go(w, next)
}

// views shows the saved filters, to rename them, to delete them, and to begin with one.
func (p *Plans) views(w http.ResponseWriter, r *web.Request) error {
	return p.showViews(w, r, "", naming{})
}

func (p *Plans) showViews(w http.ResponseWriter, r *web.Request, of string, named naming) error {
	views, err := viewsOf(r.Context(), r.Reader(), r.Actor.AccountID)
	if err != nil {
		return err
	}
	for i := range named.Errors {
		named.Errors[i].Name = "ten-" + of
	}
	v := web.View{Title: "Bộ lọc đã lưu", Lead: "Chỉ anh/chị thấy các bộ lọc này.", Here: ui.NavToday, Errors: named.Errors,
		Crumbs: []ui.Crumb{{Text: "Việc hôm nay", Href: r.In("viec")}, {Text: "Tất cả việc", Href: r.In(workPath)}, {Text: "Bộ lọc đã lưu"}}}
	return r.Show(w, v, viewsPage(r, views, of, named))
}

// viewChange renames, deletes or restores a view, or makes it the first page.
func (p *Plans) viewChange(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	id, err := r.ID("view")
	if err != nil {
		return err
	}
	v, err := saved.Get(r.Context(), r.Reader(), id, r.Actor.AccountID, saved.Work)
	if err != nil {
		return err
	}
	have, err := viewsOf(r.Context(), r.Reader(), r.Actor.AccountID)
	if err != nil {
		return err
	}
	me := r.Actor.AccountID
	act, said, undo := func(ctx context.Context, tx *store.Tx) error { return saved.Drop(ctx, tx, v, false) }, "Đã khôi phục bộ lọc “"+v.Name+"”.", ""
	switch f.Text("lam") {
	case "doi-ten":
		name := saved.OneLine(f.Text("ten"))
		if fields, ok := web.Mistakes(checkName(name, have, me, id)); ok {
			return p.showViews(w, r, id, naming{name, fields})
		}
		act, said = func(ctx context.Context, tx *store.Tx) error { return saved.Rename(ctx, tx, v, name) }, "Đã đổi tên thành “"+name+"”."
	case "xoa":
		act = func(ctx context.Context, tx *store.Tx) error { return saved.Drop(ctx, tx, v, true) }
		said, undo = "Đã xóa bộ lọc “"+v.Name+"”.", r.In(viewsPath+"/"+id)
	case "mo-dau":
		act, said = func(ctx context.Context, tx *store.Tx) error { return saved.Begin(ctx, tx, me, id) }, "Từ lần sau, vào chương trình là mở “"+v.Name+"”."
	case "thoi-mo-dau":
		act, said = func(ctx context.Context, tx *store.Tx) error { return saved.Begin(ctx, tx, me, "") }, "Từ lần sau, vào chương trình là mở Việc hôm nay."
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In(viewsPath))
		return act(ctx, tx)
	})
	if err != nil {
		return err
	}
	r.SayUndo(w, said, undo)
	return r.Go(w, r.In(viewsPath))
}

func viewTyped(v savedView, of string, named naming) string {
	if v.ID == of && len(named.Errors) > 0 {
		return named.Name
	}
	return v.Name
}

func viewErrors(v savedView, of string, named naming) []errs.Field {
	if v.ID != of {
		return nil
	}
	return named.Errors
}
