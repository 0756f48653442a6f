package telemetry

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// Status is how well the program is.
type Status string

// The states.
const (
	OK       Status = "ok"
	Degraded Status = "degraded" // it works, and somebody should look
	Down     Status = "down"     // the database does not answer
)

// LowRoom is the room on the disk below which somebody should look: an upload is up to 20 MB, a backup needs as much as
// the data.
const LowRoom = 1 << 30

// answerWithin is how long the database may take.
const answerWithin = 2 * time.Second

// Report is the answer of /healthz.
type Report struct {
	Status   Status   `json:"status"`
	Database string   `json:"database"`                          // "ok", "read only" while nothing can be written, or "no answer"
	DiskFree *int64   `json:"disk_free_bytes,omitempty"`         // room for attachments
	Backup   *int64   `json:"last_backup_age_seconds,omitempty"` // missing when none was ever made
	Why      []string `json:"why,omitempty"`                     // what makes the program less than well
}

// Ail is a part of the program that says why somebody should look at it, "" when nobody needs to.
type Ail func(ctx context.Context) (why string)

// Health asks the database, the disk and the history how they are. It always has an answer.
func Health(ctx context.Context, db *store.DB, files *store.Files, also ...Ail) Report {
	r := Report{Status: OK, Database: "ok"}
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	writer, reader := db.Raw()
	var one int
	if err := reader.QueryRowContext(ctx, "SELECT 1").Scan(&one); err != nil {
		r.Database = "no answer"
		r.worse(Down, "the database does not answer")
		return r
	}
	if room, err := files.Room(); err != nil {
		r.worse(Degraded, "the folder of attachments cannot be reached")
	} else {
		r.DiskFree = &room
		if room < LowRoom {
			r.worse(Degraded, "the disk is nearly full")
		}
	}
	if at, ok := lastBackup(ctx, db); ok {
		age := int64(time.Since(at).Seconds())
		r.Backup = &age
	}
	for _, ail := range also {
		if why := ail(ctx); why != "" {
			r.worse(Degraded, why)
		}
	}
	if err := writer.PingContext(ctx); err != nil { // a long import holds the writer; pages still open
		r.Database = "read only"
		r.worse(Degraded, "nothing could be written for two seconds")
	}
	return r
}

func (r *Report) worse(s Status, why string) {
	r.Status = s
	r.Why = append(r.Why, why)
}

// lastBackup finds what backup.Note wrote.
func lastBackup(ctx context.Context, db *store.DB) (time.Time, bool) {
	events, err := store.HistoryOf(ctx, db.Reader(actor.System("healthz")), "backup", "installation", 1)
	if err != nil || len(events) == 0 {
		return time.Time{}, false
	}
	return events[0].At.Time, true
}

// Healthz answers with a Report: 200 while the program works, 503 when it does not. Only callers on this machine see
// more than the status.
func Healthz(db *store.DB, files *store.Files, also ...Ail) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		report := Health(r.Context(), db, files, also...)
		code := http.StatusOK
		if report.Status == Down {
			code = http.StatusServiceUnavailable
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(code)
		if !fromLoopback(r) {
			_ = json.NewEncoder(w).Encode(map[string]Status{"status": report.Status})
			return
		}
		_ = json.NewEncoder(w).Encode(report)
	})
}
