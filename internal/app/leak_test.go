package app_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// secret is a record that some readers may not see, and what would give it away.
type secret struct {
	name    string
	hidden  []string                 // who may not see it at all: every page is the same with and without it
	wordsOf []string                 // who may see that it is there, or count it, and not read its words
	readers []string                 // who reads it: the test would be worth nothing if nobody did
	make    func(w *world) leftovers // makes it, and says what must not be seen
}

// leftovers are what a secret leaves behind: words and ids that must not appear, and addresses that lead to it.
type leftovers struct {
	words   string
	ids     []string
	samples map[string]string // parts of addresses, such as the id of the task
}

// marker is a word that is nowhere else; its letters have no marks, so that search and folding leave it as it is.
const marker = "zqxwv"

var secrets = []secret{
	{"work of another unit", everybody(), nil, []string{"la.dt"}, func(w *world) leftovers {
		got := w.secretWork(w.samples["other"])
		got.ids = append(got.ids, w.comment("la.dt", "/u/{other}/{year}/nhiem-vu/"+got.samples["task"], "Trao đổi "+marker, ""))
		return got
	}},
	{"an internal note", []string{"thinh.vv", "cuc.nt", "phong.lh", "tinh.lx"}, []string{"kiem.dv"}, []string{"hoa.tt", "dat.lq", "van.pt"}, func(w *world) leftovers {
		id := w.comment("hoa.tt", "/u/{unit}/{year}/nhiem-vu/{task}", "Cần giữ kín "+marker, "noi-bo")
		return leftovers{words: marker, ids: []string{id}, samples: map[string]string{"comment": id}}
	}},
	{"work in which the collaborator is not named", []string{"cuc.nt", "phong.lh"}, []string{"tinh.lx"}, []string{"hoa.tt", "thinh.vv"}, func(w *world) leftovers {
		got := w.secretWork(w.samples["unit"])
		got.ids = append(got.ids, w.comment("hoa.tt", "/u/{unit}/{year}/nhiem-vu/"+got.samples["task"], "Trao đổi "+marker, ""))
		return got
	}},
}

func everybody() (out []string) {
	for username := range staff {
		out = append(out, username)
	}
	slices.Sort(out)
	return out
}

// secretWork gives a unit a piece of work with the marker in its words.
func (w *world) secretWork(slug string) leftovers {
	w.t.Helper()
	ctx := w.t.Context()
	u := actor.ForUnit(w.unitOf(slug))
	var path string
	err := w.app.DB.Write(ctx, u, func(tx *store.Tx) (err error) {
		path, err = w.app.Plans.AddWork(ctx, tx, plan.Extra{UnitID: u.UnitID, Year: today.Year(), Title: "Việc riêng " + marker, Why: "Căn cứ " + marker, Due: day.At(today).Add(3)})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	taskID := strings.TrimPrefix(path, "nhiem-vu/")
	type of struct {
		Plan string `db:"plan_id"`
	}
	row, err := store.Get[of](ctx, w.app.DB.Reader(u), planOfTask, taskID)
	if err != nil {
		w.t.Fatal(err)
	}
	return leftovers{words: marker, ids: []string{taskID, row.Plan}, samples: map[string]string{"task": taskID, "plan": row.Plan}}
}

var (
	planOfTask    = store.Query("test.leak.plan", `SELECT t.plan_id FROM task t WHERE t.id = $1 AND {scope:t}`)
	newestComment = store.Query("test.leak.comment", `SELECT c.id FROM task_comment c WHERE {scope:c} ORDER BY c.id DESC LIMIT 1`, store.Whole("reads one row along the primary key"))
)

// comment writes a remark and gives its id.
func (w *world) comment(as, task, text, level string) string {
	w.t.Helper()
	if a := w.do(request{As: as, Path: task + "/trao-doi", Form: form("trao-doi", text, "muc", level, "once", web.NewKey())}); a.Code != http.StatusSeeOther {
		w.t.Fatalf("the remark answers %d\n%s", a.Code, words(a.doc))
	}
	id, err := store.Get[string](w.t.Context(), w.app.DB.Reader(actor.System("test")), newestComment)
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// What a reader may not see is on no page, in no file and in no number. Every route of the site is asked by every reader, once
// before the record is there and once after: a page that differs says that it is there. New routes are tried by themselves.
func TestWhatAReaderMayNotSeeIsNowhere(t *testing.T) {
	for _, s := range secrets {
		t.Run(s.name, func(t *testing.T) {
			w := newWorld(t, template.SQLite(t))
			w.hireAll()
			w.otherUnit("la.dt")
			named := form("nguoi", w.accountID("cuc.nt"), "ban", "1", "once", web.NewKey())
			if a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/nguoi-lam", Form: named}); a.Code != http.StatusSeeOther {
				t.Fatalf("the collaborator is not named: %d\n%s", a.Code, words(a.doc))
			}
			feeds := map[string]string{"thinh.vv": w.feedFor("thinh.vv", "once", web.NewKey()), "van.pt": w.feedFor("van.pt", "once", web.NewKey())}
			for _, feed := range feeds {
				w.readable("", feed) // the page of the feeds tells of their first reading
			}
			for _, who := range s.hidden {
				w.programsOf(who)
			}
			before := map[string]map[string]string{}
			for _, who := range s.hidden {
				before[who] = w.everyPage(who, w.samples, feeds[who])
			}
			left := s.make(w)
			for _, who := range s.hidden {
				after := w.everyPage(who, w.samples, feeds[who])
				for address, page := range after {
					if was := before[who][address]; was != page {
						t.Errorf("%s sees at %s that something was added: %s", who, address, difference(was, page))
					}
				}
			}
			for _, who := range append(slices.Clone(s.hidden), s.wordsOf...) {
				w.asksFor(who, left, slices.Contains(s.hidden, who))
			}
			for _, who := range s.readers {
				unit := w.samples["unit"]
				if who == "la.dt" {
					unit = w.samples["other"]
				}
				task := left.samples["task"]
				if task == "" {
					task = w.samples["task"]
				}
				if page := w.readable(who, "/u/"+unit+"/{year}/nhiem-vu/"+task); !strings.Contains(page, left.words) {
					t.Errorf("%s may read it and does not", who)
				}
			}
		})
	}
}

// everyPage is what a reader gets from every route that only reads, without what changes from one request to the next.
func (w *world) everyPage(who string, samples map[string]string, feed string) map[string]string {
	w.t.Helper()
	out := map[string]string{}
	for _, rt := range w.app.Site.Routes() {
		if _, own := changesByItself[rt.Path]; rt.Method != http.MethodGet || own {
			continue
		}
		for _, query := range queriesOf(rt) {
			address := address(samples, rt) + query
			out[address] = w.readable(who, address)
		}
		if strings.HasPrefix(rt.Path, web.APIPath) && roleIn(w, who).May(rt.Access.Action()) {
			address := address(samples, rt)
			rec := w.send(request{Path: address, Header: http.Header{"Authorization": {"Bearer " + w.programOf(who, rt.Access.Action())}}})
			out["a program asks "+address] = fmt.Sprint(rec.Code, " ", rec.Body)
		}
	}
	if feed != "" {
		out["feed"] = w.readable("", feed)
	}
	return out
}

// roleIn is the role of a person's first post.
func roleIn(w *world, who string) actor.Role {
	w.t.Helper()
	sess, err := w.app.Accounts.Session(w.t.Context(), w.token(who), clock())
	if err != nil || len(sess.Posts) == 0 {
		w.t.Fatalf("%s holds no post: %v", who, err)
	}
	return sess.Posts[0].Post.Role
}

// programOf is the token of a program of the person, made once, so that making it changes no page between two looks.
func (w *world) programOf(who string, action actor.Action) string {
	key := "program " + who + " " + string(action)
	if w.samples[key] == "" {
		w.samples[key] = w.program(who, action)
	}
	return w.samples[key]
}

// programsOf makes every token that a program of the person can have, and uses each: both show on pages of the person.
func (w *world) programsOf(who string) {
	w.t.Helper()
	for _, rt := range w.app.Site.Routes() {
		if rt.Method == http.MethodGet && rt.Access.Action() != "" && strings.HasPrefix(rt.Path, web.APIPath) && roleIn(w, who).May(rt.Access.Action()) {
			w.send(request{Path: address(w.samples, rt), Header: http.Header{"Authorization": {"Bearer " + w.programOf(who, rt.Access.Action())}}})
		}
	}
}

// changesByItself are the pages that are never twice the same, and why that tells nothing of a record.
var changesByItself = map[string]string{
	"/tai-khoan/hai-buoc":             "a new secret each time",
	"/u/{unit}/{year}/quan-tri":       "how much room the disk has",
	"/u/{unit}/{year}/kiem-tra-chuoi": "how many lines of the whole installation are sealed: that people work, and not at what",
}

// queriesOf are the questions with which a route is asked: none, and for lists and search those that would find the record.
func queriesOf(rt web.Route) []string {
	out := []string{""}
	if strings.HasSuffix(rt.Path, "/tim") {
		out = append(out, "?q="+marker)
	}
	if strings.Contains(rt.Path, "/viec/tat-ca") || strings.Contains(rt.Path, "/lich-su") || strings.Contains(rt.Path, "ai-thay-gi") {
		out = append(out, "?q="+marker+"&sap=ten")
	}
	return out
}

// asksFor asks every route for the record itself, also those that change something, and looks for its words and its ids.
func (w *world) asksFor(who string, left leftovers, idsToo bool) {
	w.t.Helper()
	samples := map[string]string{}
	for k, v := range w.samples {
		samples[k] = v
	}
	for k, v := range left.samples {
		samples[k] = v
	}
	for _, rt := range w.app.Site.Routes() {
		if strings.HasSuffix(rt.Path, "/dang-xuat") {
			continue
		}
		addr := address(samples, rt)
		var page string
		if rt.Method == http.MethodPost {
			page = text(w.t, addr, w.send(request{As: who, Method: rt.Method, Path: addr, Form: url.Values{}}).Result())
		} else {
			page = text(w.t, addr, w.send(request{As: who, Path: addr}).Result())
		}
		if strings.Contains(strings.ToLower(page), left.words) {
			w.t.Errorf("%s reads the secret at %s %s", who, rt.Method, addr)
		}
		for _, id := range left.ids {
			if idsToo && strings.Contains(strings.ReplaceAll(page, addr, ""), id) && !strings.Contains(addr, id) {
				w.t.Errorf("%s finds the id of the secret at %s %s", who, rt.Method, addr)
			}
		}
	}
}

var changing = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|DTSTAMP:\S+|đọc [\d.]+ lượt hồ sơ, \d+ lần gọi`)

func (w *world) readable(who, address string) string {
	w.t.Helper()
	res := w.send(request{As: who, Path: address}).Result()
	return changing.ReplaceAllString(text(w.t, address, res), "…")
}

// text is an answer as somebody who opens it reads it: pages as they are, the parts of Word and Excel files, the lines of a
// PDF.
func text(t testing.TB, address string, res *http.Response) string {
	t.Helper()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case bytes.HasPrefix(raw, []byte("PK")):
		return unzipped(t, raw)
	case bytes.HasPrefix(raw, []byte("%PDF")):
		doc, err := docfile.Read(t.Context(), "x.pdf", raw)
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		var lines []string
		for _, l := range doc.Lines {
			lines = append(lines, l.Text)
		}
		return strings.Join(lines, "\n")
	}
	return res.Status + "\n" + string(raw)
}

func unzipped(t testing.TB, raw []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, ".zip") || strings.HasPrefix(f.Name, "docProps/") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		_ = r.Close()
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString(f.Name + "\n")
		if bytes.HasPrefix(part, []byte("PK")) {
			part = []byte(unzipped(t, part))
		}
		out.Write(part)
	}
	return out.String()
}

// difference is where two pages part.
func difference(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	cut := func(s string) string { return s[max(0, min(n-60, len(s))):min(n+160, len(s))] }
	return "\n  before " + squash(cut(a)) + "\n  after  " + squash(cut(b))
}
