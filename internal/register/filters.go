package register

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/saved"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// filtersAt is the address of the saved filters: beside that of the list, whose records have every address below it.
func (g *Register) filtersAt(r *web.Request, below string) string {
	return r.In("bo-loc-" + g.Path + below)
}

func (g *Register) filterRoutes() []web.Route {
	at, read := "/u/{unit}/{year}/bo-loc-"+g.Path, web.Right(g.ReadRight)
	return []web.Route{
		{Method: "GET", Path: at, Title: g.Title + ": bộ lọc đã lưu", Access: read, Handle: g.filters},
		{Method: "POST", Path: at, Title: "Lưu bộ lọc", Access: read, Still: true, Handle: g.filterSave},
		{Method: "POST", Path: at + "/{view}", Title: "Sửa bộ lọc đã lưu", Access: read, Still: true, Handle: g.filterChange},
	}
}

// narrowing is the query of an address with nothing in it that the list does not know, and without its place in the list.
func (g *Register) narrowing(year int, query string) string {
	q, err := url.ParseQuery(query)
	if err != nil {
		return ""
	}
	a := g.askFrom(year, q)
	a.After, a.Back, a.Trash = "", false, false
	return strings.TrimPrefix(g.query(a), "?")
}

// look is a way to look at the list that the register has.
func (g *Register) look(at string) string {
	if slices.ContainsFunc(g.looks(), func(l look) bool { return l.at == at }) {
		return at
	}
	return ""
}

// savable reports whether the list is so narrowed or ordered that the filter is worth a name.
func (v listView) savable() bool {
	return !v.Ask.Trash && (v.of.query(v.first()) != "" || v.at != "")
}

// isOn reports whether a saved filter is what the page shows.
func (v listView) isOn(f saved.Filter) bool {
	return f.At == v.at && f.Query == strings.TrimPrefix(v.of.query(v.first()), "?")
}

// opensAt is the page that a saved filter opens.
func (g *Register) opensAt(r *web.Request, f saved.Filter) string {
	return g.here(r, g.look(f.At)) + joined("", g.narrowing(r.Year, f.Query))
}

// filterSave keeps the filter of a list under a name.
func (g *Register) filterSave(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	have, err := saved.Of(r.Context(), r.Reader(), r.Actor.AccountID, g.Name)
	if err != nil {
		return err
	}
	made := saved.Filter{AccountID: r.Actor.AccountID, About: g.Name, Name: saved.OneLine(f.Text("ten")), At: g.look(f.Text("xem-o")), Query: g.narrowing(r.Year, f.Text("loc")),
		Shared: f.Has("chung") && r.May(g.EditRight)}
	if fields, ok := web.Mistakes(saved.Check(made.Name, have, made.AccountID, "")); ok {
		return g.showFilters(w, r, filtersView{New: &made, Errors: fields})
	}
	next := g.opensAt(r, made)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		return saved.Add(ctx, tx, made)
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã lưu bộ lọc “"+made.Name+"”.")
	return r.Go(w, next)
}

// filtersView is the page of the saved filters of a register.
type filtersView struct {
	of     *Register
	List   []saved.Filter
	New    *saved.Filter // one that could not be kept
	Of     string        // id of the one that could not be renamed
	Typed  string
	Errors []errs.Field
}

func (g *Register) filters(w http.ResponseWriter, r *web.Request) error {
	return g.showFilters(w, r, filtersView{})
}

func (g *Register) showFilters(w http.ResponseWriter, r *web.Request, v filtersView) (err error) {
	v.of = g
	if v.List, err = saved.For(r.Context(), r.Reader(), r.Actor.AccountID, g.Name); err != nil {
		return err
	}
	for i := range v.Errors {
		if v.Of != "" {
			v.Errors[i].Name = "ten-" + v.Of
		}
	}
	return r.Show(w, web.View{Title: "Bộ lọc đã lưu: " + lowerFirst(g.Title), Lead: "Bộ lọc riêng chỉ anh/chị thấy; bộ lọc chung cả đơn vị thấy.", Here: g.Noun, Errors: v.Errors,
		Crumbs: g.crumbs(r, ui.Crumb{Text: "Bộ lọc đã lưu"})}, filtersPage(r, v))
}

// own are the filters of the reader, and those that others share.
func (v filtersView) own(account string) (own, others []saved.Filter) {
	for _, f := range v.List {
		if f.AccountID == account {
			own = append(own, f)
		} else {
			others = append(others, f)
		}
	}
	return own, others
}

func (v filtersView) typed(f saved.Filter) string {
	if f.ID == v.Of {
		return v.Typed
	}
	return f.Name
}

// filterChange renames, shares, deletes or restores a filter of the person's own.
func (g *Register) filterChange(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	id, err := r.ID("view")
	if err != nil {
		return err
	}
	f, err := saved.Get(r.Context(), r.Reader(), id, r.Actor.AccountID, g.Name)
	if err != nil {
		return err
	}
	act, said, undo := func(ctx context.Context, tx *store.Tx) error { return saved.Drop(ctx, tx, f, false) }, "Đã khôi phục bộ lọc “"+f.Name+"”.", ""
	switch form.Text("lam") {
	case "doi-ten":
		have, err := saved.Of(r.Context(), r.Reader(), r.Actor.AccountID, g.Name)
		if err != nil {
			return err
		}
		name := saved.OneLine(form.Text("ten"))
		if fields, ok := web.Mistakes(saved.Check(name, have, f.AccountID, id)); ok {
			return g.showFilters(w, r, filtersView{Of: id, Typed: name, Errors: fields})
		}
		act, said = func(ctx context.Context, tx *store.Tx) error { return saved.Rename(ctx, tx, f, name) }, "Đã đổi tên thành “"+name+"”."
	case "chung", "rieng":
		shared := form.Text("lam") == "chung"
		if shared && !r.May(g.EditRight) {
			return errs.New(errs.Forbidden, "Chỉ người được ghi sổ này mới dùng chung bộ lọc cho cả đơn vị. Anh/chị vẫn giữ được bộ lọc riêng.")
		}
		act, said = func(ctx context.Context, tx *store.Tx) error { return saved.Share(ctx, tx, f, shared) }, sharedWords(f.Name, shared)
	case "xoa":
		act = func(ctx context.Context, tx *store.Tx) error { return saved.Drop(ctx, tx, f, true) }
		said, undo = "Đã xóa bộ lọc “"+f.Name+"”.", g.filtersAt(r, "/"+id)
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(g.filtersAt(r, ""))
		return act(ctx, tx)
	})
	if err != nil {
		return err
	}
	r.SayUndo(w, said, undo)
	return r.Go(w, g.filtersAt(r, ""))
}

func sharedWords(name string, shared bool) string {
	if shared {
		return "Từ nay cả đơn vị thấy bộ lọc “" + name + "”."
	}
	return "Từ nay chỉ anh/chị thấy bộ lọc “" + name + "”."
}

// beyond reads what a page shows besides the records of its list.
func (v *listView) beyond(r *web.Request) (err error) {
	if v.Saved, err = saved.For(r.Context(), r.Reader(), r.Actor.AccountID, v.of.Name); err != nil {
		return err
	}
	if v.Sums, err = v.of.sumsOf(r.Context(), r.Reader(), r.Unit.ID, *v, r.Today()); err != nil {
		return err
	}
	slices.SortStableFunc(v.Saved, func(a, b saved.Filter) int { return strings.Compare(a.Name, b.Name) })
	return nil
}
