package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
	"github.com/mangnon/mangnon/internal/telemetry"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var template = &storetest.Template{Migrations: store.CoreMigrations()}

func newFiles(t testing.TB) *store.Files {
	t.Helper()
	f, err := store.OpenFiles(filepath.Join(t.TempDir(), "tep"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// ask sends a request as if from an address.
func ask(t testing.TB, h http.Handler, from string, headers ...string) (int, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = from
	for _, name := range headers {
		r.Header.Set(name, "203.0.113.7")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

const here = "127.0.0.1:4711"

func TestLoopbackOnly(t *testing.T) {
	h := telemetry.LoopbackOnly(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "bên trong") }))
	cases := []struct {
		from    string
		headers []string
		want    int
	}{
		{here, nil, 200},
		{"127.8.9.1:1", nil, 200},
		{"[::1]:4711", nil, 200},
		{"[::ffff:127.0.0.1]:4711", nil, 200},
		{"192.168.1.20:4711", nil, 404},
		{"[2001:db8::1]:80", nil, 404},
		{"0.0.0.0:1", nil, 404},
		{"", nil, 404},
		{"@", nil, 404},
		{"localhost:80", nil, 404},
		{here, []string{"X-Forwarded-For"}, 404},
		{here, []string{"Forwarded"}, 404},
		{here, []string{"X-Real-IP"}, 404},
	}
	for _, c := range cases {
		code, body := ask(t, h, c.from, c.headers...)
		if code != c.want || (code == 200) != (body == "bên trong") {
			t.Errorf("from %q %v: %d %q, want %d", c.from, c.headers, code, body, c.want)
		}
	}
}

func TestMetrics(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		m := telemetry.NewMetrics()
		m.Watch(db, newFiles(t))
		m.Observe("/u/{unit}/{year}/viec", "GET", 200, 0.004)
		m.Observe("/u/{unit}/{year}/viec", "GET", 200, 0.2)
		m.Observe("/u/{unit}/{year}/viec", "BREW", 418, 0.001)
		m.Observe("/u/{unit}/{year}/viec", "STEAM", 418, 0.001)
		_, body := ask(t, m.Handler(), here)
		for _, want := range []string{
			`mangnon_request_seconds_count{method="GET",route="/u/{unit}/{year}/viec",status="200"} 2`,
			`mangnon_request_seconds_bucket{method="GET",route="/u/{unit}/{year}/viec",status="200",le="0.005"} 1`,
			`mangnon_request_seconds_count{method="other",route="/u/{unit}/{year}/viec",status="418"} 2`,
			"go_build_info{", "go_goroutines ", "process_resident_memory_bytes ", `go_sql_open_connections{db_name="writer"}`,
		} {
			if !strings.Contains(body, want) {
				t.Errorf("no %s in\n%s", want, body)
			}
		}
		for _, name := range []string{"mangnon_database_bytes", "mangnon_disk_free_bytes"} {
			if v := value(body, name); v == "" || strings.HasPrefix(v, "-") || v == "0" {
				t.Errorf("%s is %q", name, v)
			}
		}
	})
}

func value(body, name string) string {
	for line := range strings.Lines(body) {
		if v, ok := strings.CutPrefix(line, name+" "); ok {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func TestMetricsWithADeadDatabase(t *testing.T) {
	db := template.SQLite(t)
	m := telemetry.NewMetrics()
	m.Watch(db, newFiles(t))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	code, body := ask(t, m.Handler(), here)
	if code != http.StatusOK || value(body, "mangnon_database_bytes") != "-1" {
		t.Errorf("%d, size %q", code, value(body, "mangnon_database_bytes"))
	}
}

func health(t testing.TB, db *store.DB, files *store.Files, from string) (int, telemetry.Report, string) {
	t.Helper()
	code, body := ask(t, telemetry.Healthz(db, files), from)
	var r telemetry.Report
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		t.Fatalf("%v in %q", err, body)
	}
	return code, r, body
}

func TestHealthz(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		files := newFiles(t)
		code, r, _ := health(t, db, files, here)
		if code != 200 || r.Database != "ok" || r.DiskFree == nil || *r.DiskFree <= 0 || r.Backup != nil {
			t.Errorf("%d %+v", code, r)
		}
		if err := backup.Note(t.Context(), db, actor.System("thử"), backup.Summary{}); err != nil {
			t.Fatal(err)
		}
		if _, r, _ = health(t, db, files, here); r.Backup == nil || *r.Backup < 0 || *r.Backup > 60 {
			t.Errorf("after a backup: %+v", r)
		}
		if code, _, body := health(t, db, files, "192.0.2.1:1"); code != 200 || strings.Contains(body, "disk") || strings.Contains(body, "database") {
			t.Errorf("a stranger sees %d %s", code, body)
		}
		if err := os.RemoveAll(files.Dir()); err != nil {
			t.Fatal(err)
		}
		if code, r, _ = health(t, db, files, here); code != 200 || r.Status != telemetry.Degraded || len(r.Why) == 0 {
			t.Errorf("without the folder of attachments: %d %+v", code, r)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if code, r, _ = health(t, db, files, here); code != 503 || r.Status != telemetry.Down {
			t.Errorf("with a closed database: %d %+v", code, r)
		}
	})
}

// TestHealthWhileAnImportWrites holds the one writer of SQLite: pages open, so the program is not down.
func TestHealthWhileAnImportWrites(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	err := db.Write(t.Context(), actor.System("thử"), func(*store.Tx) error {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		if r := telemetry.Health(ctx, db, files); r.Status != telemetry.Degraded || r.Database != "read only" {
			t.Errorf("%+v", r)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLoggers(t *testing.T) {
	level, err := telemetry.Level("warn")
	if err != nil {
		t.Fatal(err)
	}
	var text, lines bytes.Buffer
	for _, log := range []*slog.Logger{telemetry.NewLogger(&text, level), telemetry.NewJSONLogger(&lines, level)} {
		log.Info("quá nhỏ")
		log.Error("request", "route", "/u/{unit}", "status", 500)
	}
	if got := text.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "route=/u/{unit} status=500") {
		t.Errorf("text: %q", got)
	}
	var one struct {
		Level  string
		Msg    string
		Status int
	}
	if err := json.Unmarshal(lines.Bytes(), &one); err != nil || one.Level != "ERROR" || one.Msg != "request" || one.Status != 500 {
		t.Errorf("JSON: %q, %v", lines.String(), err)
	}
	if _, err := telemetry.Level("to tiếng"); !errs.Is(err, errs.Invalid) {
		t.Errorf("a level that does not exist: %v", err)
	}
}
