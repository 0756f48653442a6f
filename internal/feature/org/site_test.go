package org_test

import (
	"bytes"
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
	"github.com/mangnon/mangnon/internal/web"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// template holds the places and one ward with its usual bodies.
var template = &storetest.Template{Migrations: migrations(), Fill: fill}

func migrations() fs.FS {
	all, err := store.Merge(store.CoreMigrations(), org.Migrations())
	if err != nil {
		panic(err)
	}
	return all
}

func fill(ctx context.Context, db *store.DB) error {
	if err := org.Load(ctx, db); err != nil {
		return err
	}
	_, err := makeUnit(ctx, db, "12103")
	return err
}

// makeUnit makes a unit with its usual bodies of the place that has a code today.
func makeUnit(ctx context.Context, db *store.DB, code string) (u web.Unit, err error) {
	c, err := place.Load()
	if err != nil {
		return u, err
	}
	p, ok := c.Find(code, day.Day{})
	if !ok {
		return u, errs.New(errs.NotFound, "no place "+code)
	}
	o := org.New(db)
	err = db.Write(ctx, actor.System("test"), func(tx *store.Tx) error {
		if u, err = o.CreateUnit(ctx, tx, p, false); err != nil {
			return err
		}
		for _, t := range body.Usual(p) {
			if _, err := o.AddBody(ctx, tx, u, t); err != nil {
				return err
			}
		}
		return nil
	})
	return u, err
}

// officer is somebody who may edit the bodies of a unit.
func officer(u web.Unit) actor.Actor {
	return actor.Actor{AccountID: "a-hoa", Name: "Trần Thu Hoa", UnitID: u.ID, Posts: []actor.Post{{Title: "Chuyên viên", Role: actor.RoleOfficer}}}
}

// site is the pages over one database. Who is signed in stands in the cookie, see gate.
type site struct {
	t       testing.TB
	handler http.Handler
	db      *store.DB
	org     *org.Org
	unit    web.Unit
}

const home = "/u/phuong-my-hao/2026/to-chuc"

func newSite(t testing.TB, db *store.DB) *site {
	t.Helper()
	o := org.New(db)
	u, err := o.UnitBySlug(t.Context(), "phuong-my-hao")
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, db: db, org: o, unit: u}
	noon := store.Instant{Time: time.Date(2026, 5, 12, 5, 0, 0, 0, time.UTC)}
	w := &web.Site{DB: db, Gate: gate{u}, Units: o, Log: slog.New(slog.DiscardHandler), Clock: func() store.Instant { return noon }}
	s.handler = w.Handler([]web.Feature{o.Feature()}, http.NotFoundHandler(), nil)
	return s
}

type gate struct{ unit web.Unit }

// Session signs in whoever the cookie names: a role and a name, "officer/Hoa".
func (g gate) Session(_ context.Context, token string, _ store.Instant) (web.Session, error) {
	role, name, _ := strings.Cut(token, "/")
	post := actor.Post{ID: role, Title: "Chuyên viên", Role: actor.Role(role)}
	return web.Session{ID: token, AccountID: "a-" + token, Name: name, Posts: []web.UnitPost{{Unit: g.unit, Post: post}}}, nil
}

// SignInPage stands for the page of the account feature.
func (gate) SignInPage(w http.ResponseWriter, _ *web.Request, _ web.Held) error {
	w.WriteHeader(http.StatusUnauthorized)
	return nil
}

// ConfirmPage is not asked for: no page of this feature needs it.
func (gate) ConfirmPage(http.ResponseWriter, *web.Request, web.Held) error { return nil }

type answer struct {
	*httptest.ResponseRecorder
	doc *goquery.Document
}

// send is one request of somebody; a nil form is a GET.
func (s *site) send(as, path string, form url.Values) answer {
	s.t.Helper()
	w := s.serve(as, path, form)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{w, doc}
}

// serve is send without a look into the page.
func (s *site) serve(as, path string, form url.Values) *httptest.ResponseRecorder {
	method := http.MethodGet
	if form != nil {
		method = http.MethodPost
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: "phien", Value: as})
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

func (a answer) text(selector string) string {
	return strings.Join(strings.Fields(a.doc.Find(selector).Text()), " ")
}

// want fails the test when the page does not say something.
func (a answer) want(t *testing.T, status int, selector, words string) {
	t.Helper()
	if a.Code != status || !strings.Contains(a.text(selector), words) {
		t.Errorf("status %d, %s says %q; want %d with %q", a.Code, selector, a.text(selector), status, words)
	}
}

// fields are the values of the controls of a form, as the browser would send them.
func (a answer) fields(form string) url.Values {
	out := url.Values{}
	a.doc.Find(form).Find("input[name],textarea[name],select[name]").Each(func(_ int, s *goquery.Selection) {
		_, checked := s.Attr("checked")
		if kind := s.AttrOr("type", ""); (kind == "checkbox" || kind == "radio") && !checked {
			return
		}
		value, ok := s.Attr("value")
		switch {
		case s.Is("select"):
			value = s.Find("option[selected]").AttrOr("value", "")
		case !ok:
			value = s.Text()
		}
		out.Add(s.AttrOr("name", ""), value)
	})
	return out
}

// bodyID finds a body by a name.
func (s *site) bodyID(name string) string {
	s.t.Helper()
	b, ok, err := s.org.BodyNamed(s.t.Context(), s.db.Reader(officer(s.unit)), name, day.Must(2026, 5, 12))
	if err != nil || !ok {
		s.t.Fatalf("no body %q: %v", name, err)
	}
	return b.ID
}
