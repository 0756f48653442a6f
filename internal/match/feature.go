package match

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Feature is the pages: search as people type, what may be doubled, two records side by side.
func (f *Finder) Feature() web.Feature {
	return web.Feature{Name: "match", Routes: f.Routes(), Migrations: Migrations()}
}

// Routes are the pages beside those of the register.
func (f *Finder) Routes() []web.Route {
	g := f.Register
	search, twins := "/u/{unit}/{year}/tim-"+g.Path, "/u/{unit}/{year}/trung-"+g.Path
	read, edit := web.Right(g.ReadRight), web.Right(g.EditRight)
	return []web.Route{
		{Method: "GET", Path: search, Title: "Tìm " + g.One, Access: read, Handle: f.searchPage},
		{Method: "GET", Path: twins, Title: "Có thể trùng", Access: edit, Handle: f.listPage},
		{Method: "POST", Path: twins, Title: "Tìm lại hồ sơ trùng", Access: edit, Handle: f.lookNow},
		{Method: "GET", Path: twins + "/doi-chieu", Title: "Đối chiếu hai hồ sơ", Access: edit, Handle: f.comparePage},
		{Method: "POST", Path: twins + "/gop", Title: "Gộp thành một hồ sơ", Access: edit, Handle: f.merge},
		{Method: "POST", Path: twins + "/tach", Title: "Hoàn tác gộp", Access: edit, Handle: f.unmerge},
		{Method: "POST", Path: twins + "/khong-trung", Title: "Ghi không trùng", Access: edit, Handle: f.apart},
	}
}

// Menu opens the pages beside the register's.
func Menu(g *register.Register) []web.MenuItem {
	return []web.MenuItem{{Noun: g.Noun, Text: "Tìm " + g.One, Path: "tim-" + g.Path, Access: web.Right(g.ReadRight)},
		{Noun: g.Noun, Text: "Có thể trùng", Path: "trung-" + g.Path, Access: web.Right(g.EditRight)}}
}

// twinsAt is the address of what may be doubled, or of what lies below it.
func (f *Finder) twinsAt(r *web.Request, below string) string {
	return r.In("trung-" + f.Register.Path + below)
}

func (f *Finder) crumbs(r *web.Request, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Text: f.Register.Title, Href: f.Register.Here(r, "")}}, more...)
}

// foundAtMost is how many records a search shows.
const foundAtMost = 20

func (f *Finder) searchPage(w http.ResponseWriter, r *web.Request) error {
	v := searchView{Typed: r.URL.Query().Get("tim"), Env: f.Register.EnvOf(r)}
	var err error
	if v.Answer, err = f.Search(r.Context(), Asked{By: r.Actor, From: r.Reader(), UnitID: r.Unit.ID, Place: r.Unit.PlaceID, Today: r.Today(), Typed: v.Typed, Most: foundAtMost}); err != nil {
		return err
	}
	page := f.searchResult(r, v)
	if err := v.Env.Err(); err != nil {
		return err
	}
	return r.Show(w, web.View{Title: "Tìm " + f.Register.One, Here: f.Register.Noun, Lead: v.lead(f), Under: register.Beside(r, f.Register.Noun), Crumbs: f.crumbs(r, ui.Crumb{Text: "Tìm"})}, page)
}

func (f *Finder) lookNow(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	if err := f.Look(r.Context(), r.Unit.ID); err != nil {
		return err
	}
	r.Say(w, "Đã tìm lại hồ sơ trùng.")
	return r.Go(w, f.twinsAt(r, ""))
}

func (f *Finder) apart(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	a, b := form.Text("a"), form.Text("b")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(f.twinsAt(r, ""))
		return f.Apart(ctx, tx, a, b, form.Text("la"))
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi: "+kinWords[form.Text("la")]+". Hai hồ sơ này sẽ không được hỏi lại.")
	return r.Go(w, f.twinsAt(r, ""))
}
