package app_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
	"github.com/mangnon/mangnon/internal/web"
)

func TestEveryStatementHasItsIndexAndItsScope(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		for name, problems := range storetest.Problems(t, db) {
			for _, p := range problems {
				t.Errorf("%s: %s", name, p)
			}
		}
		for _, p := range storetest.TableProblems(t, db) {
			t.Errorf("tables: %s", p)
		}
	})
}

// address fills the pattern of a route; parts without a sample get an id that names nothing.
func address(s app.Samples, rt web.Route) string {
	addr, ok := s.Address(rt)
	for !ok {
		open, end := strings.IndexByte(addr, '{'), strings.IndexByte(addr, '}')
		addr = addr[:open] + "01999999-9999-7999-8999-999999999999" + addr[end+1:]
		ok = !strings.Contains(addr, "{")
	}
	return addr
}

// pagesOf are the routes for people; those for programs are tried with tokens (api_test.go).
func pagesOf(w *world) []web.Route {
	return slices.DeleteFunc(slices.Clone(w.app.Site.Routes()), func(rt web.Route) bool { return strings.HasPrefix(rt.Path, web.APIPath) })
}

func roleOf(username string) actor.Role { return staff[username] }

// Every route, tried as nobody and as each role: a route answers 401 to nobody and 403 to a role without the right, and
// never to anyone else.
func TestEveryRouteAsksForItsRight(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	people := append([]string{""}, everybody()...)
	for _, rt := range pagesOf(w) {
		for _, who := range people {
			req := request{As: who, Method: rt.Method, Path: address(w.samples, rt)}
			if rt.Method == http.MethodPost {
				req.Form = url.Values{}
			}
			if strings.HasSuffix(rt.Path, "/dang-xuat") {
				continue // ends the session that the next lines use; it has a scenario of its own
			}
			got := w.do(req).Code
			want := expected(rt, who)
			if refused := got == http.StatusUnauthorized || got == http.StatusForbidden; refused != (want != 0) || want != 0 && got != want {
				t.Errorf("%s %s as %q answers %d, want %s", rt.Method, rt.Path, who, got, wantWords(want))
			}
			if got == http.StatusInternalServerError {
				t.Errorf("%s %s as %q fails: %s", rt.Method, rt.Path, who, w.log)
			}
		}
	}
}

// expected is the refusal that a person must get, 0 for none.
func expected(rt web.Route, who string) int {
	switch {
	case rt.Access.IsPublic():
		return 0
	case who == "":
		return http.StatusUnauthorized
	case rt.Access.Action() != "" && !roleOf(who).May(rt.Access.Action()):
		return http.StatusForbidden
	}
	return 0
}

func wantWords(status int) string {
	if status == 0 {
		return "no refusal"
	}
	return http.StatusText(status)
}

func TestEveryPageHasATitleAndOneHeading(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	for _, rt := range pagesOf(w) {
		who := whoMay(rt)
		a := w.do(request{As: who, Path: address(w.samples, rt)})
		if rt.Method != http.MethodGet || a.Code != http.StatusOK || !strings.HasPrefix(a.Header().Get("Content-Type"), "text/html") {
			continue
		}
		if title := a.doc.Find("head > title").Text(); !strings.HasSuffix(title, "Măng Non") {
			t.Errorf("%s has the title %q", rt.Path, title)
		}
		if n := a.doc.Find("h1").Length(); n != 1 {
			t.Errorf("%s has %d h1", rt.Path, n)
		}
		if n := a.doc.Find("[style],[onclick],script:not([src])").Length(); n > 0 {
			t.Errorf("%s has %d inline styles or scripts", rt.Path, n)
		}
	}
}

func whoMay(rt web.Route) string {
	for _, p := range app.DemoPeople() {
		if rt.Access.Action() == "" || p.Role.May(rt.Access.Action()) {
			return p.Username
		}
	}
	return ""
}

// mostQuestions is how many statements one page may ask. The task page, with a block for each thing that can happen to a
// task, asks the most; what matters more is that no page asks more when there are more rows.
const mostQuestions = 20

// asksByKind is the one page that asks more with more: once for each kind of record on it, of which there are as many as features.
const asksByKind = "/u/{unit}/{year}/lich-su"

func TestNoPageAsksMoreQuestionsWithMoreRows(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	before := queriesOfPages(t, w)
	if err := w.app.FillForBench(t.Context(), 2, 60, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	after := queriesOfPages(t, w)
	for path, n := range after {
		if n > before[path] && path != asksByKind {
			t.Errorf("%s asks %d questions with many rows and %d with few", path, n, before[path])
		}
		if n > mostQuestions {
			t.Errorf("%s asks %d questions", path, n)
		}
	}
}

// queriesOfPages counts the statements of each page that answers.
func queriesOfPages(t *testing.T, w *world) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	for _, rt := range pagesOf(w) {
		if rt.Method != http.MethodGet {
			continue
		}
		a := w.do(request{As: whoMay(rt), Path: address(w.samples, rt)})
		if a.Code == http.StatusOK {
			out[rt.Path] = w.log.lastQueries(t)
		}
	}
	return out
}

func TestLogsNameNobodyAndNoAddress(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=Nguyen+Van+Bi+Mat"})
	w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}"})
	for _, secret := range []string{"Bi Mat", "Bi+Mat", "Trần Thu Hoa", w.token("hoa.tt"), w.samples["task"]} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}
