package app_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// program makes a token of a person and gives its secret.
func (w *world) program(username string, actions ...actor.Action) string {
	w.t.Helper()
	sess, err := w.app.Accounts.Session(w.t.Context(), w.token(username), clock())
	if err != nil {
		w.t.Fatal(err)
	}
	var secret string
	err = w.app.DB.Write(w.t.Context(), actor.System("test"), func(tx *store.Tx) error {
		n := account.NewToken{Name: "Bảng theo dõi", UnitID: sess.Posts[0].Unit.ID, Actions: actions, Days: 30}
		_, secret, err = w.app.Accounts.MakeToken(context.Background(), tx, sess.AccountID, sess.Posts, n)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return secret
}

// call asks as a program does and reads the answer into v.
func (w *world) call(secret, path string, v any) int {
	w.t.Helper()
	rec := w.send(request{Path: path, Header: http.Header{"Authorization": {"Bearer " + secret}}})
	if err := json.Unmarshal(rec.Body.Bytes(), v); err != nil {
		w.t.Fatalf("%s: %d %v\n%s", path, rec.Code, err, rec.Body)
	}
	kind := "application/json; charset=utf-8"
	if rec.Code >= http.StatusBadRequest {
		kind = "application/problem+json; charset=utf-8"
	}
	if got := rec.Header().Get("Content-Type"); got != kind {
		w.t.Errorf("%s: %d is %s", path, rec.Code, got)
	}
	return rec.Code
}

type record struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Name   string `json:"name"`
	DueOn  string `json:"due_on"`
	Bodies []struct {
		Role, Name string
	}
}

type page struct {
	Items []record
	Next  string
}

const api = "/api/v1/{unit}/{year}/"

func apiRoutes(w *world) (out []web.Route) {
	for _, rt := range w.app.Site.Routes() {
		if strings.HasPrefix(rt.Path, web.APIPath) {
			out = append(out, rt)
		}
	}
	return out
}

// Every route for programs, tried with nothing, with a cookie, and with tokens of each person that carry every right the person
// can give: a token is let in exactly where its person has the right.
func TestEveryRouteForProgramsAsksForItsRight(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	if len(apiRoutes(w)) < 7 {
		t.Fatalf("%d routes for programs", len(apiRoutes(w)))
	}
	people := []string{"hoa.tt", "dat.lq", "thinh.vv", "phong.lh"}
	for i, rt := range apiRoutes(w) {
		path := address(w.samples, rt)
		for name, req := range map[string]request{"nobody": {Method: rt.Method, Path: path}, "a cookie": {As: "hoa.tt", Method: rt.Method, Path: path}} {
			if rec := w.send(req); rec.Code != http.StatusUnauthorized || !strings.Contains(rec.Header().Get("WWW-Authenticate"), "Bearer") {
				t.Errorf("%s %s with %s: %d", rt.Method, rt.Path, name, rec.Code)
			}
		}
		for _, who := range people {
			if i%100 == 0 {
				w.forgetPrograms(who) // a token may make so many calls in a minute, and here no minute passes
			}
			may := rt.Access.Action() == "" || roleOf(who).May(rt.Access.Action())
			rec := w.send(request{Method: rt.Method, Path: path, Header: http.Header{"Authorization": {"Bearer " + w.wholeProgram(who)}}})
			if refused := rec.Code == http.StatusForbidden; refused == may || rec.Code >= http.StatusInternalServerError || rec.Code == http.StatusTooManyRequests {
				t.Errorf("%s %s as %s answers %d: %s", rt.Method, rt.Path, who, rec.Code, rec.Body)
			}
			if sampled := !strings.Contains(path, "01999999-9999"); may && sampled && rt.Method == http.MethodGet && rec.Code != http.StatusOK {
				t.Errorf("%s as %s answers %d: %s", rt.Path, who, rec.Code, rec.Body)
			}
		}
	}
}

// wholeProgram is a token of a person that carries every right that the person can give.
func (w *world) wholeProgram(who string) string {
	key := "program of " + who
	if w.samples[key] == "" {
		var may []actor.Action
		for _, a := range w.app.Accounts.APIActions {
			if roleIn(w, who).May(a) {
				may = append(may, a)
			}
		}
		w.samples[key] = w.program(who, may...)
	}
	return w.samples[key]
}

func (w *world) forgetPrograms(who string) { delete(w.samples, "program of "+who) }

// A token carries no more than it names, and a right that the person loses goes from the token too.
func TestATokenHasTheSmallerOfTwoRights(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	var p web.Problem
	if got := w.call(w.program("hoa.tt", actor.OrgRead), api+"tasks", &p); got != http.StatusForbidden || !strings.Contains(p.Detail, actor.Words[actor.PlanRead]) {
		t.Errorf("%d %+v", got, p)
	}
	var list page
	if got := w.call(w.program("hoa.tt", actor.OrgRead), api+"bodies", &list); got != http.StatusOK || len(list.Items) == 0 {
		t.Errorf("%d %+v", got, list)
	}
	w.otherUnit("la.dt")
	if got := w.call(w.program("la.dt", actor.PlanRead), api+"tasks", &p); got != http.StatusNotFound {
		t.Errorf("a token of another unit: %d", got)
	}
	if got := w.call(w.program("la.dt", actor.PlanRead), "/api/v1/{other}/{year}/tasks/{task}", &p); got != http.StatusNotFound {
		t.Errorf("a record of another unit: %d", got)
	}
}

func TestListsForProgramsGoOnAfterTheLastRecord(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		secret := w.program("hoa.tt", actor.PlanRead, actor.OrgRead)
		for _, path := range []string{"plans", "tasks", "plans/{plan}/tasks", "bodies"} {
			var whole page
			w.call(secret, api+path+"?limit=200", &whole)
			if whole.Next != "" || len(whole.Items) == 0 {
				t.Fatalf("%s has %d records and goes on at %q", path, len(whole.Items), whole.Next)
			}
			var got []string
			next := ""
			for range len(whole.Items) + 1 {
				var p page
				w.call(secret, api+path+"?limit=7&after="+next, &p)
				for _, it := range p.Items {
					got = append(got, it.ID)
				}
				if next = p.Next; next == "" {
					break
				}
			}
			var want []string
			for _, it := range whole.Items {
				want = append(want, it.ID)
			}
			if strings.Join(got, " ") != strings.Join(want, " ") {
				t.Errorf("%s in pages of seven: %d records, whole %d", path, len(got), len(want))
			}
		}
	})
}

// What a program reads of a task is what the person reads on its page.
func TestATaskForProgramsSaysWhatItsPageSays(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	var task record
	w.call(w.program("thinh.vv", actor.PlanRead), api+"tasks/{task}", &task)
	shown := w.do(request{As: "thinh.vv", Path: "/u/{unit}/{year}/nhiem-vu/{task}"})
	if got := squash(shown.doc.Find("h1").Text()); got != squash(task.Title) {
		t.Errorf("the page is titled %q, the answer %q", got, task.Title)
	}
	for _, b := range task.Bodies {
		if !strings.Contains(shown.doc.Text(), b.Name) {
			t.Errorf("the page does not name %s", b.Name)
		}
	}
}

func TestMistakesOfProgramsAreNamed(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	secret := w.program("hoa.tt", actor.PlanRead)
	for path, want := range map[string]struct {
		status int
		field  string
	}{
		"tasks?limit=0":           {http.StatusUnprocessableEntity, "limit"},
		"tasks?limit=nhieu":       {http.StatusUnprocessableEntity, "limit"},
		"tasks?after=@@":          {http.StatusUnprocessableEntity, "after"},
		"tasks?after=bm90IGpzb24": {http.StatusUnprocessableEntity, "after"},
		"tasks?trang=2":           {http.StatusUnprocessableEntity, "trang"},
		"tasks/{task}?limit=5":    {http.StatusUnprocessableEntity, "limit"},
		"tasks/khong-phai-ma":     {http.StatusNotFound, ""},
		"khong-co":                {http.StatusNotFound, ""},
	} {
		var p web.Problem
		if got := w.call(secret, api+path, &p); got != want.status || p.Status != want.status || p.Detail == "" || p.Title == "" {
			t.Errorf("%s answers %d with %+v", path, got, p)
		}
		if want.field != "" && (len(p.Errors) != 1 || p.Errors[0].Field != want.field || p.Errors[0].Detail == "") {
			t.Errorf("%s names %+v, want %s", path, p.Errors, want.field)
		}
	}
	if strings.Contains(w.log.String(), secret) {
		t.Error("the log holds a token")
	}
}
