package plan

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func init() {
	store.Declare(store.Table{Name: "saved_view", Growing: true, Scoped: true, Own: ownAccount, Title: "Bộ lọc đã lưu"})
}

// savedView is a filter of the list of work under a name that a person gave it. Only that person sees it. The filter holds
// for every year: a view of last year's work is the same view in another year's address.
type savedView struct {
	ID      string `db:"id"`
	Name    string `db:"name"`
	Query   string `db:"query"`
	First   bool   `db:"first"` // opens instead of the day's page after signing in
	Dropped bool   `db:"dropped"`
}

// maxViews is how many chips a person can still tell apart.
const maxViews = 30

// viewsPath is the page of a person's saved filters, inside a unit and year.
const viewsPath = "viec/bo-loc"

// naming is a name for a filter as it was typed, with its mistakes.
type naming struct {
	Name   string
	Errors []errs.Field
}

const viewColumns = `v.id, v.name, v.query, v.first, v.dropped`

var (
	viewList = store.Query("plan.view.list", `SELECT `+viewColumns+` FROM saved_view v WHERE {scope:v} AND v.account_id = $1 AND v.dropped = FALSE ORDER BY v.name, v.id`)
	viewGet  = store.Query("plan.view.get", `SELECT `+viewColumns+` FROM saved_view v WHERE v.id = $1 AND v.account_id = $2 AND {scope:v}`)
	viewAdd  = store.Change("plan.view.add", `INSERT INTO saved_view (id, unit_id, account_id, name, query, first, dropped, created_at) VALUES ($1, $2, $3, $4, $5, FALSE, FALSE, $6)`)
	viewName = store.Change("plan.view.rename", `UPDATE saved_view AS v SET name = $1 WHERE v.id = $2 AND v.account_id = $3 AND {scope:v}`)
	viewDrop = store.Change("plan.view.drop", `UPDATE saved_view AS v SET dropped = $1, first = FALSE WHERE v.id = $2 AND v.account_id = $3 AND {scope:v}`)
	// At most one view is the first: the others stop being it in the same statement.
	viewFirst = store.Change("plan.view.first", `UPDATE saved_view AS v SET first = (v.id = $1) WHERE v.account_id = $2 AND {scope:v}`)
)

func viewsOf(ctx context.Context, from store.Source, accountID string) ([]savedView, error) {
	return store.List[savedView](ctx, from, viewList, accountID)
}

// Start is the page with which a person begins, empty when it is the day's page.
func (p *Plans) Start(r *web.Request) (string, error) {
	if !r.May(actor.WorkRead) {
		return "", nil
	}
	views, err := viewsOf(r.Context(), r.Reader(), r.Actor.AccountID)
	i := slices.IndexFunc(views, func(v savedView) bool { return v.First })
	if err != nil || i < 0 {
		return "", err
	}
	return views[i].path(), nil
}

// path is the list that the view opens, inside a unit and year.
func (v savedView) path() string { return viewFilter(v.Query).path(workPath) }

func viewFilter(query string) Filter {
	values, _ := url.ParseQuery(query) // written by Filter.Query
	f, _ := readFilter(values)
	return f
}

func checkName(name string, have []savedView, self string) error {
	var form errs.Form
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		form.Add("ten", "Ghi tên cho bộ lọc, ví dụ “Việc của công an quá hạn”")
	case n > 60:
		form.Add("ten", "Tên bộ lọc dài nhất 60 ký tự, đang có %d", n)
	case slices.ContainsFunc(have, func(v savedView) bool { return v.Name == name && v.ID != self }):
		form.Add("ten", "Anh/chị đã có bộ lọc tên này; ghi tên khác")
	case self == "" && len(have) >= maxViews:
		form.Add("ten", "Mỗi người giữ nhiều nhất %d bộ lọc; xóa bớt một bộ lọc rồi lưu lại", maxViews)
	}
	return form.Err()
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
	name := oneLine(f.Text("ten"))
	if fields, ok := web.Mistakes(checkName(name, have, "")); ok {
		r.URL.RawQuery = filter.Query()
		return p.showWork(w, r, naming{Name: name, Errors: fields})
	}
	next := r.In(filter.path(workPath))
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		if _, err := tx.Exec(ctx, viewAdd, newID(), r.Unit.ID, r.Actor.AccountID, name, filter.Query(), r.Now); err != nil {
			return err
		}
		tx.Unaudited("a filter of one's own is no record of work")
		return nil
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
	v, err := store.Get[savedView](r.Context(), r.Reader(), viewGet, id, r.Actor.AccountID)
	if err != nil {
		return err
	}
	have, err := viewsOf(r.Context(), r.Reader(), r.Actor.AccountID)
	if err != nil {
		return err
	}
	stmt, args, said, undo := viewDrop, []any{false, id, r.Actor.AccountID}, "Đã khôi phục bộ lọc “"+v.Name+"”.", ""
	switch f.Text("lam") {
	case "doi-ten":
		name := oneLine(f.Text("ten"))
		if fields, ok := web.Mistakes(checkName(name, have, id)); ok {
			return p.showViews(w, r, id, naming{name, fields})
		}
		stmt, args, said = viewName, []any{name, id, r.Actor.AccountID}, "Đã đổi tên thành “"+name+"”."
	case "xoa":
		args[0] = true
		said, undo = "Đã xóa bộ lọc “"+v.Name+"”.", r.In(viewsPath+"/"+id)
	case "mo-dau":
		stmt, args, said = viewFirst, []any{id, r.Actor.AccountID}, "Từ lần sau, vào chương trình là mở “"+v.Name+"”."
	case "thoi-mo-dau":
		stmt, args, said = viewFirst, []any{"", r.Actor.AccountID}, "Từ lần sau, vào chương trình là mở Việc hôm nay."
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In(viewsPath))
		if _, err := tx.Exec(ctx, stmt, args...); err != nil {
			return err
		}
		tx.Unaudited("a filter of one's own is no record of work")
		return nil
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
