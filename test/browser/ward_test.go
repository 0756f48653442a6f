package browser

import (
	"bytes"
	"context"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// today is the day on which everything happens: a Tuesday in May, when some work is late and some is due.
var today = time.Date(2026, 5, 12, 8, 5, 0, 0, time.FixedZone("ICT", 7*3600))

func clock() store.Instant { return store.Instant{Time: today} }

// ward is a running installation.
type ward struct {
	*app.App
	base    string // address without a slash at the end
	samples app.Samples
	log     *journal
}

// demo is the demonstration ward, a fresh copy for each test.
func demo(t *testing.T) *ward {
	t.Helper()
	template, err := demoTemplate()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(template)); err != nil {
		t.Fatal(err)
	}
	w := serve(t, dir)
	if w.samples, err = w.Samples(t.Context()); err != nil {
		t.Fatal(err)
	}
	return w
}

// empty is an installation on its first run.
func empty(t *testing.T) *ward {
	t.Helper()
	return serve(t, t.TempDir())
}

// demoTemplate fills the demonstration once.
var demoTemplate = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(scratch, "demo")
	a, err := app.Open(context.Background(), app.Config{Dir: dir, Clock: clock})
	if err != nil {
		return "", err
	}
	if err := a.LoadDemo(context.Background()); err != nil {
		return "", err
	}
	return dir, a.Close()
})

// serve opens the installation in a folder and gives it an address until the test ends. A failure of the program in any
// request fails the test.
func serve(t *testing.T, dir string) *ward {
	t.Helper()
	w := &ward{log: &journal{}}
	level := slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelError})
	var err error
	if w.App, err = app.Open(t.Context(), app.Config{Dir: dir, Clock: clock, Log: slog.New(level)}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(w.Handler())
	w.base = server.URL
	t.Cleanup(func() {
		server.Close()
		_ = w.Close()
		if said := w.log.String(); said != "" {
			t.Errorf("the program failed: %s", said)
		}
	})
	return w
}

// fill replaces the parts of an address with the samples of the demonstration.
func (w *ward) fill(path string) string {
	for part, value := range w.samples {
		path = strings.ReplaceAll(path, "{"+part+"}", value)
	}
	return path
}

// address is where a route can be seen; ok is false when there is nothing to see there.
func (w *ward) address(t *testing.T, rt web.Route) (path string, ok bool) {
	t.Helper()
	path, ok = w.samples.Address(rt)
	if ok || !strings.Contains(path, "{id}") {
		return path, ok
	}
	id := w.person(t, "dat.lq").ID
	if strings.Contains(path, "/to-chuc/") {
		register, err := w.Org.Register(t.Context(), w.DB.Reader(w.officer(t)), day.At(today))
		if err != nil {
			t.Fatal(err)
		}
		id = register.Bodies[1].ID
	}
	path = strings.ReplaceAll(path, "{id}", id)
	return path, !strings.Contains(path, "{")
}

func (w *ward) person(t *testing.T, username string) account.Account {
	t.Helper()
	a, err := w.Accounts.ByUsername(t.Context(), username)
	if err != nil {
		t.Fatalf("%s: %v", username, err)
	}
	return a
}

// officer is the officer of the demonstration outside of any browser.
func (w *ward) officer(t *testing.T) actor.Actor {
	t.Helper()
	units, err := w.Org.Units(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a := w.person(t, "hoa.tt")
	return actor.Actor{AccountID: a.ID, Name: a.Name, UnitID: units[0].ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
}

// session signs somebody in without the cost of a password.
func (w *ward) session(t *testing.T, username string) string {
	t.Helper()
	token, err := w.Accounts.StartSession(t.Context(), w.person(t, username).ID, "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0", clock())
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// importDraft brings in a plan that nobody has confirmed, and gives its id.
func (w *ward) importDraft(t *testing.T) string {
	t.Helper()
	return w.importText(t, ownPlan)
}

func (w *ward) importText(t *testing.T, text string) string {
	t.Helper()
	raw := []byte(text)
	doc, err := docfile.Read(t.Context(), "ke-hoach.txt", raw)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := w.Files.Put(bytes.NewReader(raw), store.MaxFile)
	if err != nil {
		t.Fatal(err)
	}
	id, by := "", w.officer(t)
	err = w.DB.Write(t.Context(), by, func(tx *store.Tx) error {
		pl, err := w.Plans.Import(t.Context(), tx, plan.Brought{UnitID: by.UnitID, Year: today.Year(), Name: "ke-hoach.txt", Kept: kept, Doc: doc, At: clock()})
		id = pl.ID
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// journal keeps what the program logged.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}
