package web

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Gate knows who is signed in. The account feature implements it.
type Gate interface {
	// Session finds the session of a cookie. No session, or one that has ended, is errs.Unauthenticated.
	Session(ctx context.Context, token string, now store.Instant) (Session, error)
	// SignInPage answers a request that needs a session: with 401, and with the held form in it.
	SignInPage(w http.ResponseWriter, r *Request, held Held) error
	// ConfirmPage asks a person who is signed in for the password once more, with the held form in the page.
	ConfirmPage(w http.ResponseWriter, r *Request, held Held) error
}

// Units knows the localities of the installation. The org feature implements it.
type Units interface {
	// SetUp reports whether the installation has a unit yet; before that every page leads to the set-up page.
	SetUp(ctx context.Context) (bool, error)
	// Heirs are the units that go on with the work of a unit that has ended, by name.
	Heirs(ctx context.Context, unitID string) ([]Unit, error)
}

// Site is the whole of the pages.
type Site struct {
	DB     *store.DB
	Files  *store.Files // the bytes of what is attached to records
	Gate   Gate
	Units  Units
	Log    *slog.Logger
	Clock  func() store.Instant
	Secure bool // cookies only over HTTPS
	// Proxies are the addresses of which X-Forwarded-For is believed; none by itself.
	Proxies []netip.Prefix
	Tokens  Tokens // of programs; nil lets none in
	Menu    []MenuItem
	// Workdays is the calendar of working days in force; nil means the one that the program brings along.
	Workdays func(ctx context.Context) day.Calendar
	Observe  func(route Route, status int, seconds float64) // metrics; may be nil
	// Start is the page inside the unit and year with which the person chose to begin, empty for the first noun; may be nil.
	Start func(r *Request) (path string, err error)
	// Former is the page of a unit that has ended with its totals together with those of its heirs; the zero item is none.
	Former MenuItem
	// Bell counts what the reader should see soon, for the top of every page of a unit; may be nil.
	Bell func(ctx context.Context, r *Request) (n int, shown bool)

	routes []Route
	mux    *http.ServeMux
}

// Routes is the table of contents of the site, for the tests that try every line of it.
func (s *Site) Routes() []Route { return s.routes }

// Handler builds the site from its features.
func (s *Site) Handler(features []Feature, static http.Handler, extra map[string]http.Handler) http.Handler {
	mux := http.NewServeMux()
	s.mux = mux
	for _, f := range features {
		for _, rt := range f.Routes {
			if rt.Access.kind == accessNobody {
				panic(fmt.Sprintf("web: route %s %s of %s says nobody may use it", rt.Method, rt.Path, f.Name))
			}
			s.routes = append(s.routes, rt)
			mux.Handle(rt.Method+" "+rt.Path, s.serve(rt))
		}
	}
	mux.Handle("GET /{$}", s.serve(Route{Method: "GET", Path: "/{$}", Title: "Trang đầu", Access: Public(), Handle: s.home}))
	mux.Handle("GET /tinh/", static)
	for pattern, h := range extra {
		mux.Handle(pattern, h)
	}
	mux.Handle("/", s.serve(Route{Method: "GET", Path: "/", Title: "Không tìm thấy", Access: Public(), Handle: s.notFound}))
	return s.recovered(s.behindProxy(s.secured(s.sameOrigin(mux))))
}

func (s *Site) notFound(http.ResponseWriter, *Request) error {
	return errs.New(errs.NotFound, "Không có trang ở địa chỉ này. Có thể địa chỉ bị gõ sai hoặc trang đã chuyển đi.")
}

// home leads to where the person's work is: set-up, sign-in, or the first unit.
func (s *Site) home(w http.ResponseWriter, r *Request) error {
	ready, err := s.Units.SetUp(r.Context())
	switch {
	case err != nil:
		return err
	case !ready:
		return r.Go(w, "/thiet-lap")
	case r.Session.AccountID == "":
		return r.Go(w, "/dang-nhap")
	}
	units := r.Session.Units()
	if len(units) == 0 {
		return r.Go(w, "/tai-khoan")
	}
	if err := s.enterUnit(r, units[0].Slug); err != nil {
		return err
	}
	if s.Start != nil {
		path, err := s.Start(r)
		if err != nil {
			return err
		}
		if path != "" {
			return r.Go(w, r.In(path))
		}
	}
	for _, m := range s.Menu {
		if r.Allowed(m.Access) && !strings.HasPrefix(m.Path, "/") {
			return r.Go(w, r.In(m.Path))
		}
	}
	return r.Go(w, "/tai-khoan")
}

// serve makes a handler of a route: limits, session, unit, right, error page, log line.
func (s *Site) serve(rt Route) http.Handler {
	limit := rt.MaxBody
	if limit == 0 {
		limit = DefaultBody
	}
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		started := time.Now()
		rec := &recorder{ResponseWriter: w, started: started, status: http.StatusOK}
		ctx, counter := store.WithCounter(hr.Context())
		body := hr.Body
		hr = hr.WithContext(ctx)
		hr.Body = http.MaxBytesReader(rec, body, limit)
		now := s.Clock()
		r := &Request{Request: hr, Site: s, Now: now, came: now, route: rt, Year: day.At(now.Time).Year()}
		err := s.admit(rec, r, rt)
		if err != nil {
			s.fail(rec, r, err)
		}
		if hr.MultipartForm != nil {
			_ = hr.MultipartForm.RemoveAll()
		}
		_, _ = io.CopyN(io.Discard, body, drainLimit)
		s.logged(r, rt, rec.status, time.Since(started), counter.N(), err)
	})
}

// admit lets a request through to its handler when the person may use the route.
func (s *Site) admit(w http.ResponseWriter, r *Request, rt Route) error {
	if err := s.identify(r, rt); err != nil {
		return err
	}
	if !r.Session.kept(rt) {
		return s.firstOf(w, r)
	}
	if slug := r.PathValue("unit"); slug != "" {
		if err := s.enter(r, slug); err != nil {
			return err
		}
	}
	if rt.Access.kind == accessRight && !r.Actor.May(rt.Access.action) {
		return r.forbidden(rt.Access.action)
	}
	if rt.Method == http.MethodPost {
		if err := r.refuseEnded(); err != nil {
			return err
		}
	}
	if rt.Fresh && !r.Session.Fresh(r.came) {
		return s.askAgain(w, r)
	}
	return s.traced(w, r, rt)
}

func (s *Site) identify(r *Request, rt Route) error {
	if isAPI(rt.Path) {
		return s.bearer(r)
	}
	c, err := r.Cookie(s.cookieName())
	if err != nil {
		if rt.Access.kind == accessPublic {
			return nil
		}
		return errs.New(errs.Unauthenticated, "Anh/chị chưa đăng nhập.")
	}
	sess, err := s.Gate.Session(r.Context(), c.Value, r.Now)
	if err != nil {
		if rt.Access.kind == accessPublic && errs.Is(err, errs.Unauthenticated) {
			return nil
		}
		return err
	}
	r.enterAs(sess)
	return nil
}

// enterAs makes the request that of a person, outside every unit: there the posts of all units count.
func (r *Request) enterAs(sess Session) {
	r.Session = sess
	r.Actor = actor.Actor{AccountID: sess.AccountID, Username: sess.Username, Name: sess.Name, Only: sess.Actions}
	r.actEverywhere()
}

// enter moves the request into the unit and the year of its address.
func (s *Site) enter(r *Request, slug string) error {
	if err := s.enterUnit(r, slug); err != nil {
		return err
	}
	if !strings.Contains(r.route.Path, "{year}") {
		return nil // lists of programs that belong to no year
	}
	year, err := strconv.Atoi(r.PathValue("year"))
	if err != nil || year < 2000 || year > 2100 {
		return errs.New(errs.NotFound, "Năm trong địa chỉ phải là số từ 2000 đến 2100.")
	}
	r.Year = year
	return nil
}

// enterUnit moves the request into a unit: only the post counts by which the person acts there.
func (s *Site) enterUnit(r *Request, slug string) error {
	if !r.actIn(slug) {
		return errs.New(errs.NotFound, "Không tìm thấy đơn vị này trong các đơn vị của anh/chị.")
	}
	r.standStill()
	return nil
}

func forbidden(a actor.Action) error {
	var who []string
	for _, role := range actor.Holders(a) {
		who = append(who, strings.ToLower(actor.RoleWords[role]))
	}
	return errs.Newf(errs.Forbidden, "Anh/chị chưa được giao quyền %s. Người có quyền này: %s; người cấp quyền: quản trị máy.", actor.Words[a], strings.Join(who, ", "))
}

func (s *Site) cookieName() string {
	if s.Secure {
		return "__Host-phien"
	}
	return "phien"
}

// SetSession gives the browser a session; an empty token takes it away.
func (s *Site) SetSession(w http.ResponseWriter, token string) {
	c := &http.Cookie{Name: s.cookieName(), Value: token, Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}
