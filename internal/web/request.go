package web

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// Unit is a locality that works with this installation.
type Unit struct {
	ID       string `db:"id"`
	Slug     string `db:"slug"`     // in addresses: "phuong-my-hao"
	Name     string `db:"name"`     // "phường Mỹ Hào"
	Province string `db:"province"` // "tỉnh Hưng Yên"
	PlaceID  string `db:"place_id"`
	Demo     bool   `db:"demo"` // invented data: every page says so

	From day.Day `db:"valid_from"` // first day; zero when not known
	To   day.Day `db:"valid_to"`   // last day; zero while the unit lasts
}

// Session is a signed-in browser.
type Session struct {
	ID        string
	AccountID string
	Username  string
	Name      string
	Posts     []UnitPost

	FreshAt store.Instant  // when the person last showed who she is
	Only    string         // address below which she must do something first; empty when nothing is in the way
	News    int            // words about her sign-in that she has not read
	Actions []actor.Action // what a token may; nil for a browser

	Chosen map[string]string // unit → actor.Post.Key of the post by which the person acts there, where one was chosen
}

// UnitPost is a post with the unit in which it is held.
type UnitPost struct {
	Unit Unit
	Post actor.Post
}

// Units are the units in which the person holds a post, in the order of the posts.
func (s Session) Units() []Unit {
	var out []Unit
	for _, p := range s.Posts {
		if !slices.ContainsFunc(out, func(u Unit) bool { return u.ID == p.Unit.ID }) {
			out = append(out, p.Unit)
		}
	}
	return out
}

// Request is a request together with who makes it and where.
type Request struct {
	*http.Request
	Site    *Site
	Session Session
	Actor   actor.Actor
	Unit    Unit // zero outside a unit's paths
	Year    int  // the year of the path; this year outside
	form    *Form
	seen    []store.Seen  // what the answer will show, traced before it goes out
	Now     store.Instant // when the request came; in a unit that has ended the last moment of its last day
	came    store.Instant
	route   Route
	others  []actor.Post // posts of the person in the unit other than the acting one
}

// Reader reads the database for the request's actor.
func (r *Request) Reader() store.Reader { return r.Site.DB.Reader(r.Actor) }

// Write changes the database for the request's actor. A form sent twice changes it once.
func (r *Request) Write(fn func(ctx context.Context, tx *store.Tx) error) error {
	if err := r.refuseEnded(); err != nil {
		return err
	}
	ctx := r.Context()
	if r.form != nil {
		ctx = store.WithRequestKey(ctx, r.form.Text(KeyField))
	}
	return r.Site.DB.Write(ctx, r.Actor, func(tx *store.Tx) error { return fn(ctx, tx) })
}

// Today is the date in Vietnam when the request came; in a unit that has ended it is the last day of the unit.
func (r *Request) Today() day.Day { return day.At(r.Now.Time) }

// Calendar is the calendar of working days in force.
func (r *Request) Calendar() day.Calendar {
	if r.Site == nil || r.Site.Workdays == nil {
		return day.BuiltIn()
	}
	return r.Site.Workdays(r.Context())
}

// In is an address inside the request's unit and year.
func (r *Request) In(path string) string { return InUnit(r.Unit.Slug, r.Year, path) }

// InUnit is an address inside a unit and a year.
func InUnit(slug string, year int, path string) string {
	return "/u/" + slug + "/" + strconv.Itoa(year) + "/" + strings.TrimPrefix(path, "/")
}

// ID reads a record's id from the path; anything that is no id is not found.
func (r *Request) ID(name string) (string, error) {
	id := r.PathValue(name)
	if !ident.Valid(id) {
		return "", errs.New(errs.NotFound, "Không tìm thấy mục này. Có thể địa chỉ bị gõ sai.")
	}
	return id, nil
}

// May reports whether the actor has the right; templates use it to leave out what would be refused.
func (r *Request) May(a actor.Action) bool { return r.Actor.May(a) }

// Page writes a whole page. It is rendered before the first byte is sent, so that a failure is an error page and never
// half of one.
func (r *Request) Page(w http.ResponseWriter, status int, c templ.Component) error {
	var buf bytes.Buffer
	if err := c.Render(r.Context(), &buf); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	page := squeeze(h, r.Request, buf.Bytes())
	h.Set("Content-Length", strconv.Itoa(len(page)))
	w.WriteHeader(status)
	_, _ = w.Write(page) // the reader has gone away; nothing to repair
	return nil
}

// Go answers a change with the page to look at next.
func (r *Request) Go(w http.ResponseWriter, address string) error {
	http.Redirect(w, r.Request, address, http.StatusSeeOther)
	return nil
}
