package app_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
)

// tracesOf reads the log of reads, oldest first: route, kind, account and ids of each row.
func (w *world) tracesOf(kind string) (out [][]string) {
	w.t.Helper()
	writer, _ := w.app.DB.Raw()
	rows, err := writer.Query(`SELECT route, account_id, post, unit_id, ids FROM read_trace WHERE kind = $1 ORDER BY id`, kind)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		line := make([]string, 5)
		if err := rows.Scan(&line[0], &line[1], &line[2], &line[3], &line[4]); err != nil {
			w.t.Fatal(err)
		}
		out = append(out, line)
	}
	return out
}

func TestAPageOfConfidentialRecordsLeavesOneTrace(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		officer, err := w.app.Accounts.ByUsername(t.Context(), "hoa.tt")
		if err != nil {
			t.Fatal(err)
		}
		admin, _ := w.app.Accounts.ByUsername(t.Context(), "phong.lh")
		w.samples["id"] = officer.ID
		w.run([]scenario{
			{Name: "list", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/tai-khoan"}, Want: 200},
			{Name: "one", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/tai-khoan/{id}"}, Want: 200},
			{Name: "refused", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tai-khoan/{id}"}, Want: 403},
			{Name: "not there", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/tai-khoan/" + ident.New()}, Want: 404},
			{Name: "a form with mistakes shows the account again", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/tai-khoan/{id}/sua", Form: url.Values{"ho-ten": {""}}}, Want: 422},
			{Name: "a code", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/tai-khoan/{id}/ma", Form: url.Values{}}, Want: 200},
			{Name: "the history", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/lich-su"}, Want: 200},
		})
		traces := w.tracesOf("account")
		if len(traces) < 3 {
			t.Fatalf("%d traces: %v", len(traces), traces)
		}
		list, one, again := traces[0], traces[1], traces[2]
		var ids []string
		if err := json.Unmarshal([]byte(list[4]), &ids); err != nil || len(ids) < 4 || !slices.Contains(ids, officer.ID) || !slices.Contains(ids, admin.ID) {
			t.Errorf("the list names %v, %v", list[4], err)
		}
		if one[0] != "/u/{unit}/{year}/tai-khoan/{id}" || one[1] != admin.ID || one[2] == "" || one[3] != w.unitID() || one[4] != `["`+officer.ID+`"]` {
			t.Errorf("the page of one account left %q", one)
		}
		if again[0] != "/u/{unit}/{year}/tai-khoan/{id}/sua" || again[4] != one[4] {
			t.Errorf("the form that came back left %q", again)
		}
		var shown []string
		if h := w.tracesOf("history"); len(h) != 1 || json.Unmarshal([]byte(h[0][4]), &shown) != nil || len(shown) == 0 {
			t.Errorf("the history left %q", h)
		}
		if code := w.lastAudit(); code.Kind != "account" || slices.Contains(shown, code.ID) {
			t.Error("the trace names a line that the officer was not shown")
		}
	})
}

func TestAPageWhoseTraceCannotBeWrittenIsRefused(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.exec(`ALTER TABLE read_trace RENAME TO read_trace_away`)
		a := w.do(request{As: "phong.lh", Path: "/u/{unit}/{year}/tai-khoan"})
		if a.Code != http.StatusInternalServerError || strings.Contains(a.Body.String(), "hoa.tt") || a.doc.Find("h1").Length() != 1 {
			t.Errorf("status %d: %s", a.Code, words(a.doc))
		}
		if got := a.Header().Get("Content-Type"); !strings.HasPrefix(got, "text/html") {
			t.Errorf("type %q", got)
		}
		w.run([]scenario{{Name: "pages that leave no trace open", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"}, Want: 200}})
		w.exec(`ALTER TABLE read_trace_away RENAME TO read_trace`)
		w.run([]scenario{{Name: "and this one again", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/tai-khoan"}, Want: 200}})
	})
}

// exec does what somebody with the password of the database does.
func (w *world) exec(query string, args ...any) {
	w.t.Helper()
	writer, _ := w.app.DB.Raw()
	if _, err := writer.Exec(query, args...); err != nil {
		w.t.Fatal(err)
	}
}

func TestTheAdministratorSeesWhetherTheHistoryIsWhole(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		page := request{As: "phong.lh", Path: "/u/{unit}/{year}/kiem-tra-chuoi"}
		ask := request{As: "phong.lh", Path: page.Path, Form: url.Values{}}
		if _, err := w.app.Chain.SealAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.run([]scenario{
			{Name: "never yet", request: page, Want: 200, Selector: ".lead", Has: "Chưa kiểm tra lần nào"},
			{Name: "ask", request: ask, Want: 303, Leads: page.Path, Audit: "Kiểm tra chuỗi lịch sử"},
			{Name: "under way", request: page, Want: 200, Selector: "progress"},
		})
		if a := w.do(page); a.Header().Get("Refresh") == "" {
			t.Error("the page does not look again by itself")
		}
		w.drainKind(seal.CheckJob)
		w.run([]scenario{{Name: "whole", request: page, Want: 200, Selector: ".lead", Has: "Chuỗi lịch sử nguyên vẹn"}})
		w.exec(`UPDATE audit SET action = 'Việc khác' WHERE id = (SELECT row_id FROM seal WHERE seq = 5)`)
		w.run([]scenario{{Name: "ask again", request: ask, Want: 303}})
		w.drainKind(seal.CheckJob)
		w.run([]scenario{{Name: "broken", request: page, Want: 200, Selector: ".lead", Has: "Chuỗi ĐỨT ở dòng 5"}})
		if why := w.app.Chain.Unwell(t.Context()); why != "the chain of the history is broken" {
			t.Errorf("health says %q", why)
		}
	})
}

// drainKind does the jobs of a kind that are due, and whatever comes before them.
func (w *world) drainKind(kind string) {
	w.t.Helper()
	for range 20 {
		worked, err := w.app.Jobs.Step(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		waiting, err := jobs.List(w.t.Context(), w.app.DB.Reader(actor.System("test")), jobs.Waiting, 50)
		if err != nil {
			w.t.Fatal(err)
		}
		if !worked || !slices.ContainsFunc(waiting, func(j jobs.Job) bool { return j.Kind == kind && !j.RunAt.After(today) }) {
			return
		}
	}
}

func TestTheHeadGoesToTheFileAndByMail(t *testing.T) {
	dir := t.TempDir()
	db := template.SQLite(t)
	w := newWorldWith(t, db, app.Config{Dir: dir, HeadTo: "an-toan@example.vn", Mail: mail.Settings{Server: "smtp.example.vn:587", From: "phuong@example.vn"}})
	if _, err := w.app.Chain.SealAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.drain()
	heads, err := seal.HeadsIn(filepath.Join(dir, app.HeadFile))
	if err != nil || len(heads) != 1 || heads[0].Seq == 0 {
		t.Fatalf("%+v %v", heads, err)
	}
	list, err := mail.Newest(t.Context(), db.Reader(actor.System("test")), 50)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(m mail.Message) bool { return m.To == "an-toan@example.vn" })
	if i < 0 || !strings.Contains(list[i].Body, heads[0].String()) {
		t.Fatalf("no message with the head among %d", len(list))
	}
	got, err := seal.ReadHeads(strings.NewReader(list[i].Body))
	if err != nil || len(got) != 1 || got[0].Hash != heads[0].Hash {
		t.Errorf("the message reads as %+v, %v", got, err)
	}
	last, ok, err := seal.LastCheck(t.Context(), db.Reader(actor.System("test")))
	if err != nil || !ok || !last.Intact {
		t.Errorf("the daily walk: %+v %v", last, err)
	}
	if info, err := os.Stat(filepath.Join(dir, app.HeadFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
}

func TestHealthSaysWhenSealingLags(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		if _, err := w.app.Chain.SealAll(ctx); err != nil {
			t.Fatal(err)
		}
		w.change(func(ctx context.Context, tx *store.Tx) error {
			return tx.Audit(ctx, store.Entry{Kind: "unit", ID: w.unitID(), UnitID: w.unitID(), Action: "Thử"})
		})
		if why := w.app.Chain.Unwell(ctx); why != "" {
			t.Errorf("a row of this moment: %q", why)
		}
		w.app.DB.Clock = func() store.Instant { return store.Instant{Time: today.Add(2 * time.Minute)} }
		if why := w.app.Chain.Unwell(ctx); !strings.Contains(why, "lags") {
			t.Errorf("a row of two minutes ago: %q", why)
		}
		if _, err := w.app.Chain.SealAll(ctx); err != nil {
			t.Fatal(err)
		}
		if why := w.app.Chain.Unwell(ctx); why != "" {
			t.Errorf("after sealing: %q", why)
		}
	})
}
