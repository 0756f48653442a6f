package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/mail/smtptest"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

// today is the day on which all scenarios happen: a Tuesday in May, when some work is late and some is due.
var today = time.Date(2026, 5, 12, 8, 5, 0, 0, time.FixedZone("ICT", 7*3600))

func clock() store.Instant { return store.Instant{Time: today} }

var (
	fileDir  string
	template = &storetest.Template{Fill: fillDemo}
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(smtptest.Env); dir != "" {
		fmt.Fprintln(os.Stderr, smtptest.Serve(dir))
		os.Exit(1)
	}
	var err error
	if template.Migrations, err = app.Migrations(); err != nil {
		panic(err)
	}
	if fileDir, err = os.MkdirTemp("", "mangnon-files-"); err != nil {
		panic(err)
	}
	storetest.Main(m)
}

// fillDemo makes the template: places and the demonstration ward. Files are kept once for all tests; their names are
// their contents.
func fillDemo(ctx context.Context, db *store.DB) error {
	if err := app.Fill(ctx, db); err != nil {
		return err
	}
	files, err := store.OpenFiles(fileDir)
	if err != nil {
		return err
	}
	return app.Wire(db, files, app.Config{Clock: clock}).LoadDemo(ctx)
}

// world is one installation with its site, at work.
type world struct {
	t       testing.TB
	app     *app.App
	handler http.Handler
	samples app.Samples
	log     *captured
	signIn  func() store.Instant // when people sign in
	byHand  bool                 // the test writes tables itself, past everything that follows from work

	mu     sync.Mutex
	tokens map[string]string
}

func newWorld(t testing.TB, db *store.DB) *world {
	t.Helper()
	return newWorldWith(t, db, app.Config{})
}

// newWorldWith is newWorld with settings of its own; clock and log are those of the tests.
func newWorldWith(t testing.TB, db *store.DB, c app.Config) *world {
	t.Helper()
	files, err := store.OpenFiles(fileDir)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, tokens: map[string]string{}, log: &captured{}, signIn: clock}
	if c.Clock == nil {
		c.Clock = clock
	}
	c.Log = slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w.app = app.Wire(db, files, c)
	w.handler = w.app.Handler()
	if w.samples, err = w.app.Samples(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if !w.byHand {
			inStep(t, db)
		}
	})
	return w
}

// captured keeps the log lines of a world.
type captured struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (c *captured) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.b.Write(p)
}

func (c *captured) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.b.String()
}

// token signs a person in without the cost of a password.
func (w *world) token(username string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if tok, ok := w.tokens[username]; ok {
		return tok
	}
	a, err := w.app.Accounts.ByUsername(w.t.Context(), username)
	if err != nil {
		w.t.Fatalf("sign-in of %s: %v", username, err)
	}
	tok, err := w.app.Accounts.StartSession(w.t.Context(), a.ID, "test", w.signIn())
	if err != nil {
		w.t.Fatal(err)
	}
	w.tokens[username] = tok
	return tok
}

// upload is a file in a form.
type upload struct{ Field, Name, Content string }

// request is one thing that a person does.
type request struct {
	As     string // username; empty is nobody
	Method string // GET when empty and no form is sent
	Path   string // with {unit}, {year}, {plan}, {task}, {file}
	Form   url.Values
	Files  []upload
	Header http.Header
}

// answer is what came back.
type answer struct {
	*httptest.ResponseRecorder
	doc *goquery.Document
}

func (w *world) fill(path string) string {
	for part, value := range w.samples {
		path = strings.ReplaceAll(path, "{"+part+"}", value)
	}
	return path
}

func (w *world) do(r request) answer {
	w.t.Helper()
	rec := w.send(r)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(rec.Body.Bytes()))
	if err != nil {
		w.t.Fatal(err)
	}
	return answer{rec, doc}
}

// send is do without a look into the page.
func (w *world) send(r request) *httptest.ResponseRecorder {
	w.t.Helper()
	method := r.Method
	if method == "" {
		method = http.MethodGet
		if r.Form != nil || r.Files != nil {
			method = http.MethodPost
		}
	}
	body, kind := encode(w.t, r)
	req := httptest.NewRequestWithContext(w.t.Context(), method, w.fill(r.Path), body)
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	for k, v := range r.Header {
		req.Header[k] = v
	}
	if r.As != "" {
		req.AddCookie(&http.Cookie{Name: "phien", Value: w.token(r.As)})
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, req)
	return rec
}

func encode(t testing.TB, r request) (io.Reader, string) {
	t.Helper()
	if len(r.Files) == 0 {
		if r.Form == nil {
			return nil, ""
		}
		return strings.NewReader(r.Form.Encode()), "application/x-www-form-urlencoded"
	}
	var buf bytes.Buffer
	mw := multipart.NewWriter(&buf)
	for k, vs := range r.Form {
		for _, v := range vs {
			if err := mw.WriteField(k, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, f := range r.Files {
		part, err := mw.CreateFormFile(f.Field, f.Name)
		if err == nil {
			_, err = io.WriteString(part, f.Content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := mw.Close(); err != nil {
		t.Fatal(err)
	}
	return &buf, mw.FormDataContentType()
}

// scenario is one line of a scenario table: who does what, and what must be seen and remembered.
type scenario struct {
	request
	Name     string
	Want     int    // status
	Selector string // an element that must be there
	Has      string // words that the element, or the page, must hold
	Hasnt    string // words that must not be on the page
	Audit    string // action of the newest history row of the unit
	Leads    string // where a redirect leads, {…} filled; a prefix
}

func (w *world) run(scenarios []scenario) {
	w.t.Helper()
	for i, s := range scenarios {
		a := w.do(s.request)
		name := fmt.Sprintf("%d %s", i+1, s.Name)
		if a.Code != s.Want {
			w.t.Fatalf("%s: status %d, want %d\n%s", name, a.Code, s.Want, words(a.doc))
		}
		if s.Leads != "" && !strings.HasPrefix(a.Header().Get("Location"), w.fill(s.Leads)) {
			w.t.Errorf("%s: leads to %s, want %s", name, a.Header().Get("Location"), w.fill(s.Leads))
		}
		w.see(name, s, a)
		if s.Audit != "" {
			if got := w.lastAudit(); got.Action != s.Audit {
				w.t.Errorf("%s: history says %q, want %q", name, got.Action, s.Audit)
			}
		}
	}
}

func (w *world) see(name string, s scenario, a answer) {
	w.t.Helper()
	text := a.doc.Text()
	if s.Selector != "" {
		sel := a.doc.Find(s.Selector)
		if sel.Length() == 0 {
			w.t.Errorf("%s: no %s on the page\n%s", name, s.Selector, words(a.doc))
			return
		}
		text = sel.Text()
	}
	if s.Has != "" && !strings.Contains(squash(text), s.Has) {
		w.t.Errorf("%s: %q does not say %q", name, squash(text), s.Has)
	}
	if s.Hasnt != "" && strings.Contains(a.doc.Text(), s.Hasnt) {
		w.t.Errorf("%s: the page says %q", name, s.Hasnt)
	}
}

var newestEvent = store.Query("test.audit.newest", `SELECT `+store.EventColumns+` FROM audit e WHERE {scope:e} ORDER BY e.id DESC LIMIT 1`)

// lastAudit is the newest history row of the demonstration's unit.
func (w *world) lastAudit() store.Event {
	w.t.Helper()
	events, err := store.List[store.Event](w.t.Context(), w.app.DB.Reader(actor.System("test")), newestEvent)
	if err != nil || len(events) == 0 {
		w.t.Fatalf("history: %v", err)
	}
	return events[0]
}

func squash(s string) string { return strings.Join(strings.Fields(s), " ") }

// words is the main part of a page, short enough for a test's message.
func words(doc *goquery.Document) string {
	s := squash(doc.Find("main").Text())
	if len(s) > 600 {
		s = s[:600] + "…"
	}
	return s
}

// both runs a test in a world on each engine.
func both(t *testing.T, run func(t *testing.T, w *world)) {
	t.Helper()
	template.Each(t, func(t *testing.T, db *store.DB) { run(t, newWorld(t, db)) })
}

// lastQueries reads the number of statements from the newest request line of the log.
func (c *captured) lastQueries(t testing.TB) int64 {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(c.String()), "\n")
	var line struct{ Queries int64 }
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &line); err != nil {
		t.Fatal(err)
	}
	return line.Queries
}

// otherUnit makes a second locality with one officer and remembers its slug as {other}.
func (w *world) otherUnit(username string) {
	w.t.Helper()
	w.unitOfPlace("12133", "other", username)
}

// unitOfPlace makes a locality of the place with a code, with one officer, and remembers its slug as a sample.
func (w *world) unitOfPlace(code, sample, username string) {
	w.t.Helper()
	ctx := w.t.Context()
	catalogue, err := place.Load()
	if err != nil {
		w.t.Fatal(err)
	}
	p, ok := catalogue.Find(code, day.At(today))
	if !ok {
		w.t.Fatal("no second place")
	}
	err = w.app.DB.Write(ctx, actor.System("test"), func(tx *store.Tx) error {
		u, err := w.app.Org.CreateUnit(ctx, tx, p, true)
		if err != nil {
			return err
		}
		w.samples[sample] = u.Slug
		bodyID, err := w.app.Org.AddBody(ctx, tx, u, body.Usual(p)[0])
		if err != nil {
			return err
		}
		_, _, err = w.app.Accounts.Create(ctx, tx, account.Draft{Name: "Đỗ Thị Lạ", Username: username, Role: actor.RoleOfficer}, "",
			account.Position{UnitID: u.ID, BodyID: bodyID, Role: actor.RoleOfficer, From: day.Must(2026, 1, 1)})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}
