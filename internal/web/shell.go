package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// MenuItem puts a page of a feature under one of the nine nouns, or into the person's own menu when Noun is empty.
type MenuItem struct {
	Noun   string // a key of ui.Nouns
	Text   string // for the person's menu
	Path   string // inside the unit and year, or absolute when it begins with "/"
	Access Access
	Seldom bool // stands behind “Thêm” among its neighbours under the noun
}

// View is what a page adds to the shell.
type View struct {
	Title   string
	Lead    string
	Here    string // key of the noun
	Crumbs  []ui.Crumb
	Actions templ.Component
	Errors  []errs.Field
	Query   string
	Flash   *ui.Flash
	Under   templ.Component // steps or states below the heading
	Check   string          // of what is printed: see CheckCode
	Heirs   []ui.Crumb      // in a unit that has ended: where what the page shows goes on, instead of the heirs of the unit
}

const flashCookie = "bao"

// Show writes a page inside the shell. A view with errors is answered with 422.
func (r *Request) Show(w http.ResponseWriter, v View, content templ.Component) error {
	return r.ShowStatus(w, http.StatusOK, v, content)
}

// ShowStatus is Show with a status.
func (r *Request) ShowStatus(w http.ResponseWriter, status int, v View, content templ.Component) error {
	if len(v.Errors) > 0 && status == http.StatusOK {
		status = http.StatusUnprocessableEntity
	}
	s := r.shell(w, v)
	return r.Page(w, status, templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
		return ui.Page(s).Render(templ.WithChildren(ctx, content), out)
	}))
}

func (r *Request) shell(w http.ResponseWriter, v View) ui.Shell {
	s := ui.Shell{
		Title: v.Title, Lead: v.Lead, Actions: v.Actions, Here: v.Here, Crumbs: v.Crumbs, Under: v.Under, Errors: v.Errors, Query: v.Query,
		Year: r.Year, Flash: v.Flash, Demo: r.Unit.Demo, SignOutAction: "/dang-xuat", Theme: r.theme(),
		Updated: "Cập nhật " + r.came.In(day.Zone).Format("15:04"),
	}
	if s.Flash == nil {
		s.Flash = r.takeFlash(w)
	}
	if r.Session.News > 0 {
		s.News = &ui.Bell{Count: r.Session.News, Href: "/tai-khoan"}
	}
	post := r.Actor.Acting()
	s.User = ui.User{Name: r.Actor.Name, Username: r.Actor.Username, Post: post.Name(), Body: post.BodyName}
	s.Print = "In lúc " + Stamp(r.came) + " bởi " + r.Actor.Name
	if v.Check != "" {
		s.Print += " · mã kiểm tra " + v.Check
	}
	s.Acting = r.acting()
	if r.Unit.Slug != "" {
		s.Unit = ui.UnitRef{Slug: r.Unit.Slug, Name: vi.Sentence(r.Unit.Name)}
		for _, u := range r.Session.Units() {
			s.Units = append(s.Units, ui.UnitRef{Slug: u.Slug, Name: vi.Sentence(u.Name)})
		}
		s.Path = r.switchPath(v.Here)
		s.Years = years(r.Today().Year(), r.Year)
		s.Bell = r.bell()
		s.Ended = r.endedBanner(v.Heirs)
		if s.Demo {
			s.DemoHref = "/tro-giup#minh-hoa"
		}
	}
	for _, m := range r.Site.Menu {
		r.addToMenu(&s, m)
	}
	return s
}

// bell leads to the reminders of the reader.
func (r *Request) bell() *ui.Bell {
	if r.Site.Bell == nil {
		return nil
	}
	n, shown := r.Site.Bell(r.Context(), r)
	if !shown {
		return nil
	}
	return &ui.Bell{Count: n, Href: r.In("nhac-viec")}
}

func (r *Request) addToMenu(s *ui.Shell, m MenuItem) {
	if m.Access.kind == accessRight && !r.Actor.May(m.Access.action) {
		return
	}
	href := m.Path
	if !strings.HasPrefix(href, "/") {
		slug := r.Unit.Slug
		if units := r.Session.Units(); slug == "" && len(units) > 0 {
			slug = units[0].Slug // a page of the person, outside every unit
		}
		if slug == "" {
			return
		}
		href = InUnit(slug, r.Year, href)
	}
	if m.Noun == "" {
		s.Menu = append(s.Menu, ui.Crumb{Text: m.Text, Href: href})
		return
	}
	s.Nav = append(s.Nav, ui.NavItem{Key: m.Noun, Href: href, Enabled: true})
}

// switchPath is where the unit and year switchers lead: the same page, or the noun's first page when this one is about a
// record, which is in no other unit or year.
func (r *Request) switchPath(here string) string {
	path := strings.TrimPrefix(r.URL.Path, strings.TrimSuffix(r.In(""), "/"))
	record := slices.ContainsFunc(strings.Split(path, "/"), ident.Valid)
	if !record {
		return path
	}
	first := ""
	for _, m := range r.Site.Menu {
		switch {
		case m.Noun == "" || m.Noun != here || !r.Allowed(m.Access):
		case strings.HasPrefix(path, "/"+m.Path+"/"):
			return "/" + m.Path
		case first == "":
			first = "/" + m.Path
		}
	}
	if first == "" {
		return path
	}
	return first
}

// years are what the year switcher offers: the neighbours of today and of the page.
func years(today, page int) []int {
	out := []int{today - 1, today, today + 1, page}
	slices.Sort(out)
	return slices.Compact(out)
}

func (r *Request) theme() string {
	if c, err := r.Cookie("giao-dien"); err == nil && (c.Value == "light" || c.Value == "dark") {
		return c.Value
	}
	return ""
}

// Say leaves one line for the next page: what the change did.
func (r *Request) Say(w http.ResponseWriter, text string) { r.SayUndo(w, text, "") }

// SayUndo is Say with a button that takes the change back by a POST to an address on this site.
func (r *Request) SayUndo(w http.ResponseWriter, text, undo string) {
	value := url.Values{"t": {text}, "u": {undo}}.Encode()
	http.SetCookie(w, &http.Cookie{Name: flashCookie, Value: value, Path: "/", HttpOnly: true, Secure: r.Site.Secure, SameSite: http.SameSiteLaxMode, MaxAge: 60})
}

func (r *Request) takeFlash(w http.ResponseWriter) *ui.Flash {
	c, err := r.Cookie(flashCookie)
	if err != nil {
		return nil
	}
	http.SetCookie(w, &http.Cookie{Name: flashCookie, Path: "/", MaxAge: -1, HttpOnly: true, Secure: r.Site.Secure, SameSite: http.SameSiteLaxMode})
	said, err := url.ParseQuery(c.Value)
	if err != nil || said.Get("t") == "" {
		return nil
	}
	return &ui.Flash{Text: said.Get("t"), UndoAction: localPath(said.Get("u")), Kind: "done"}
}

// NewKey is the key of a form about to be shown.
func NewKey() string { return ident.New() }

// Mistakes are the fields of an Invalid error, to show a form again with what was typed; ok is false for other errors.
func Mistakes(err error) (fields []errs.Field, ok bool) {
	var e *errs.Error
	if !errors.As(err, &e) || e.Kind != errs.Invalid || len(e.Fields) == 0 {
		return nil, false
	}
	return e.Fields, true
}

// Allowed reports whether the actor may follow a link to a route with this access.
func (r *Request) Allowed(a Access) bool {
	return a.kind != accessRight || r.Actor.May(a.action)
}

// Words are what an error tells a person; ok is false for defects, whose text must not be shown.
func Words(err error) (words string, ok bool) {
	var e *errs.Error
	if !errors.As(err, &e) || e.Kind == errs.Internal || e.Message == "" {
		return "", false
	}
	return e.Message, true
}
