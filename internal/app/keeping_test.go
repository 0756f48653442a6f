package app_test

import (
	"compress/gzip"
	"context"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

func TestTheNightMakesABackupAndTriesIt(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		dir := t.TempDir()
		w := newWorldWith(t, db, app.Config{Dir: dir})
		w.run([]scenario{
			{Name: "nothing yet", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/quan-tri"}, Want: 200, Selector: ".tag-over", Has: "chưa có"},
			{Name: "not for officers", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/quan-tri"}, Want: 403},
		})
		w.drain()
		w.drain()
		w.run([]scenario{
			{Name: "the backup", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/sao-luu"}, Want: 200, Selector: "main", Has: "Đã thử phục hồi lúc"},
			{Name: "all is well", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/quan-tri"}, Want: 200, Selector: "main table", Has: "Lần gần nhất vài giây trước"},
			{Name: "the installation's history has it", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/lich-su-may?ca-may=1"}, Want: 200, Selector: "ol.trail", Has: "thử phục hồi bản sao lưu"},
		})
		list, _ := filepath.Glob(filepath.Join(dir, "backups", "*"))
		if len(list) != 1 {
			t.Errorf("the folder holds %v", list)
		}
		w.at(today.Add(9 * 24 * time.Hour))
		w.run([]scenario{{Name: "nine days without", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/quan-tri"}, Want: 200, Selector: "main", Has: "quá cũ"}})
	})
}

func TestOldHistoryGoesIntoAFileAndStays(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		dir := t.TempDir()
		w := newWorldWith(t, db, app.Config{Dir: dir})
		const path = "/u/{unit}/{year}/thoi-han-luu"
		count := func() int {
			n, err := store.Get[int](t.Context(), db.Reader(actor.System("test")), testAuditRows)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		old := db.Clock
		db.Clock = func() store.Instant { return store.Instant{Time: today.AddDate(-7, 0, 0)} }
		w.change(func(ctx context.Context, tx *store.Tx) error {
			return tx.Audit(ctx, store.Entry{Kind: "task", ID: w.samples["task"], UnitID: w.unitID(), Action: "Việc rất cũ"})
		})
		db.Clock = old
		before := count()
		ask := func(day string) request {
			return request{As: "phong.lh", Path: path + "/lich-su", Form: url.Values{"truoc-ngay": {day}}}
		}
		w.run([]scenario{
			{Name: "the periods", request: request{As: "phong.lh", Path: path}, Want: 200, Selector: "main table", Has: "chưa đối chiếu"},
			{Name: "no day", request: ask(""), Want: 422, Selector: "#truoc-ngay-loi"},
			{Name: "a day that is not", request: ask("32/13/2020"), Want: 422, Selector: "#truoc-ngay-loi"},
			{Name: "too young", request: ask("01/05/2026"), Want: 422, Selector: "#truoc-ngay-loi", Has: "12 tháng"},
			{Name: "in order", request: ask("01/01/2021"), Want: 303, Leads: path, Audit: "Đặt việc xuất lịch sử cũ"},
		})
		w.drain()
		w.run([]scenario{{Name: "the file", request: request{As: "phong.lh", Path: path}, Want: 200, Selector: "main", Has: "lich-su-truoc-2021-01-01.jsonl.gz"}})
		f, err := os.Open(filepath.Join(dir, "archives", "lich-su-truoc-2021-01-01.jsonl.gz"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		zip, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		if _, err := io.Copy(&text, zip); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(text.String(), "\n"); n != 2 || !strings.Contains(text.String(), "Việc rất cũ") {
			t.Errorf("%d lines: %s", n, text.String())
		}
		if count() < before {
			t.Error("rows of the history are gone")
		}
	})
}

var testAuditRows = store.Query("test.audit.rows", `SELECT COUNT(*) FROM audit e WHERE {scope:e}`, store.Whole("a test counts"))

func TestWhatIsOldGoesAtNightInPieces(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		past := store.Instant{Time: today.AddDate(-2, 0, 0)}
		w.change(func(ctx context.Context, tx *store.Tx) error {
			for i := range 1203 {
				if _, err := tx.Exec(ctx, testOldKey, "cu-"+string(rune('a'+i%26))+time.Duration(i).String(), past); err != nil {
					return err
				}
			}
			return nil
		})
		w.change(func(ctx context.Context, tx *store.Tx) error {
			_, err := jobs.Enqueue(ctx, tx, "app.tidy", "test", nil, store.Instant{})
			return err
		})
		w.drain()
		if n, err := store.Get[int](t.Context(), w.app.DB.Reader(actor.System("test")), testKeys, past); err != nil || n != 0 {
			t.Errorf("%d old keys stay, %v", n, err)
		}
		failed, err := jobs.List(t.Context(), w.app.DB.Reader(actor.System("test")), jobs.Waiting, 10)
		for _, j := range failed {
			if j.LastError != "" {
				t.Errorf("%s: %s", j.Kind, j.LastError)
			}
		}
		if err != nil {
			t.Error(err)
		}
	})
}

var (
	testOldKey = store.Change("test.request_key.old", `INSERT INTO request_key (key, account_id, result, at) VALUES ($1, 'x', '', $2)`)
	testKeys   = store.Query("test.request_key.count", `SELECT COUNT(*) FROM request_key k WHERE k.at <= $1`)
)
