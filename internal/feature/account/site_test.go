package account_test

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

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
	"github.com/mangnon/mangnon/internal/web"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// password is that of everybody in these tests.
const password = "ao Đình có rào mới"

// template holds one ward with its bodies, its administrator phong.lh and its officer hoa.tt.
var template = &storetest.Template{Migrations: migrations(), Fill: fill}

func migrations() fs.FS {
	all, err := store.Merge(store.CoreMigrations(), org.Migrations(), account.Migrations())
	if err != nil {
		panic(err)
	}
	return all
}

func fill(ctx context.Context, db *store.DB) error {
	if err := org.Load(ctx, db); err != nil {
		return err
	}
	unit, rooms, err := makeUnit(ctx, db, "12103")
	if err != nil {
		return err
	}
	accounts := account.New(db)
	return db.Write(ctx, actor.System("test"), func(tx *store.Tx) error {
		for _, p := range []struct {
			name, username string
			role           actor.Role
		}{{"Lê Hữu Phong", "phong.lh", actor.RoleAdmin}, {"Trần Thu Hoa", "hoa.tt", actor.RoleOfficer}} {
			post := actor.Post{BodyID: rooms["Phòng Văn hóa - Xã hội"], BodyName: "Phòng Văn hóa - Xã hội", Title: "Chuyên viên", Role: p.role}
			id, err := accounts.AddPerson(ctx, tx, unit.ID, p.name, p.username, password, day.Must(2025, 7, 1), post)
			if err != nil {
				return err
			}
			if p.role == actor.RoleAdmin { // else she sees only the page that asks for a second step
				secret := account.NewTOTP()
				if _, err := accounts.AddFactor(ctx, tx, id, secret, account.CodeAt(secret, tx.Now().Time)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// makeUnit makes a unit of the place that has a code today, with its usual bodies by name.
func makeUnit(ctx context.Context, db *store.DB, code string) (unit web.Unit, rooms map[string]string, err error) {
	c, err := place.Load()
	if err != nil {
		return unit, nil, err
	}
	p, _ := c.Find(code, day.Day{})
	o, rooms := org.New(db), map[string]string{}
	err = db.Write(ctx, actor.System("test"), func(tx *store.Tx) error {
		if unit, err = o.CreateUnit(ctx, tx, p, false); err != nil {
			return err
		}
		for _, t := range body.Usual(p) {
			if rooms[t.Name], err = o.AddBody(ctx, tx, unit, t); err != nil {
				return err
			}
		}
		return nil
	})
	return unit, rooms, err
}

// site is a whole site over one database, whose clock stands still until the test moves it.
type site struct {
	t        *testing.T
	handler  http.Handler
	db       *store.DB
	accounts *account.Accounts
	org      *org.Org
	now      time.Time
	log      bytes.Buffer
}

// agent is the browser of these tests.
const agent = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36"

// home is where the pages of the ward live.
const home = "/u/phuong-my-hao/2026/"

func newSite(t *testing.T, db *store.DB) *site {
	s := &site{t: t, db: db, org: org.New(db), now: time.Date(2026, 5, 12, 1, 5, 0, 0, time.UTC)}
	s.serve(account.New(db))
	return s
}

// serve starts the program over the accounts given.
func (s *site) serve(accounts *account.Accounts) {
	s.accounts = accounts
	accounts.APIActions = []actor.Action{actor.PlanRead, actor.OrgRead}
	w := &web.Site{
		DB: s.db, Tokens: accounts, Gate: s.accounts, Units: s.org, Log: slog.New(slog.NewTextHandler(&s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Clock: func() store.Instant { return store.Instant{Time: s.now} },
	}
	// work stands for the features that people use behind the sign-in.
	work := web.Feature{Name: "work", Routes: []web.Route{
		{Method: "GET", Path: "/u/{unit}/{year}/ghi-chu", Title: "Ghi chú", Access: web.SignedIn(), Handle: func(w http.ResponseWriter, r *web.Request) error {
			return r.Go(w, "/da-mo")
		}},
		{Method: "POST", Path: "/u/{unit}/{year}/ghi-chu", Title: "Ghi chú", Access: web.SignedIn(), Handle: func(w http.ResponseWriter, r *web.Request) error {
			f, err := r.Form()
			if err != nil {
				return err
			}
			return r.Go(w, "/da-ghi?"+url.Values{"noi-dung": {f.Text("noi-dung")}}.Encode())
		}},
	}}
	s.handler = w.Handler([]web.Feature{s.org.Feature(), s.accounts.Feature(s.org), work}, http.NotFoundHandler(), nil)
}

// browser keeps cookies as one does.
type browser struct {
	*site
	cookies map[string]string
	address string
}

func (s *site) browser() *browser {
	return &browser{site: s, cookies: map[string]string{}, address: "198.51.100.4:40000"}
}

// answer is a page that came back.
type answer struct {
	*httptest.ResponseRecorder
	doc *goquery.Document
}

func (b *browser) get(path string) answer { return b.send(http.MethodGet, path, nil) }

func (b *browser) post(path string, form url.Values) answer {
	return b.send(http.MethodPost, path, form)
}

func (b *browser) send(method, path string, form url.Values) answer {
	b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("User-Agent", agent)
	r.RemoteAddr = b.address
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{w, doc}
}

// signedIn is a browser in which a person is signed in, without the cost of a password.
func (s *site) signedIn(username string) *browser {
	s.t.Helper()
	b := s.browser()
	token, err := s.accounts.StartSession(s.t.Context(), s.find(username).ID, agent, store.Instant{Time: s.now})
	if err != nil {
		s.t.Fatal(err)
	}
	b.cookies["phien"] = token
	return b
}

func credentials(username, password string) url.Values {
	return url.Values{"ten-dang-nhap": {username}, "mat-khau": {password}}
}

func (a answer) text(selector string) string {
	return strings.Join(strings.Fields(a.doc.Find(selector).Text()), " ")
}

func (a answer) to() string { return a.Header().Get("Location") }

// fields are the values of all controls of a form, as the browser would send them.
func (a answer) fields(form string) url.Values { return fieldsOf(a.doc.Find(form)) }

func fieldsOf(form *goquery.Selection) url.Values {
	out := url.Values{}
	form.Find("input[name],textarea[name],select[name]").Each(func(_ int, s *goquery.Selection) {
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

// want fails the test when the page does not say something.
func (a answer) want(t *testing.T, status int, selector, words string) {
	t.Helper()
	if a.Code != status || !strings.Contains(a.text(selector), words) {
		t.Errorf("status %d, %s says %q; want %d with %q", a.Code, selector, a.text(selector), status, words)
	}
}
