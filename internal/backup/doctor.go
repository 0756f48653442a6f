package backup

import (
	"context"
	"fmt"

	"github.com/mangnon/mangnon/internal/store"
)

// Finding is what one look at an installation found.
type Finding struct {
	Check string // stable English name of the check: "integrity"
	Bad   bool   // something is lost or work will stop
	Look  bool   // it works, and somebody should look
	Text  string // Vietnamese: what was found
	Do    string // Vietnamese: what to do; empty when all is well
}

// String is the finding as a line for a person.
func (f Finding) String() string {
	mark := "tốt    "
	switch {
	case f.Bad:
		mark = "HỎNG   "
	case f.Look:
		mark = "LƯU Ý  "
	}
	line := mark + f.Text
	if f.Do != "" {
		line += "\n       → " + f.Do
	}
	return line
}

func well(format string, args ...any) Finding { return Finding{Text: fmt.Sprintf(format, args...)} }

func look(do, format string, args ...any) Finding {
	return Finding{Look: true, Do: do, Text: fmt.Sprintf(format, args...)}
}

func bad(do, format string, args ...any) Finding {
	return Finding{Bad: true, Do: do, Text: fmt.Sprintf(format, args...)}
}

// patient is the installation under examination.
type patient struct {
	db    *store.DB
	files *store.Files
	path  string // of the SQLite file; empty for PostgreSQL
}

type check struct {
	name string
	run  func(ctx context.Context, p patient) (Finding, error)
}

// checks are in the order in which a person reads them. Those of SQLite do what PostgreSQL does for itself all the time.
var checks = []check{
	{"schema", checkSchema},
	{"integrity", onSQLite(checkIntegrity)},
	{"references", onSQLite(checkReferences)},
	{"attachments", checkAttachments},
	{"orphans", checkOrphans},
	{"backup", checkBackup},
	{"rehearsal", checkRehearsal},
	{"disk", checkDisk},
	{"fsync", checkSync},
	{"wal", onSQLite(checkWAL)},
	{"clock", checkClock},
}

// Check examines an installation and changes nothing. It reads every attachment, so it takes as long as the disk needs
// for that. A check that fails is a finding; the error is only for an examination that was stopped.
func Check(ctx context.Context, db *store.DB, files *store.Files) ([]Finding, error) {
	p, err := patientOf(ctx, db, files)
	if err != nil {
		return nil, fmt.Errorf("backup.Check: %w", err)
	}
	var out []Finding
	for _, c := range checks {
		f, err := c.run(ctx, p)
		if ctx.Err() != nil {
			return out, fmt.Errorf("backup.Check: %w", ctx.Err())
		}
		if err != nil {
			f = bad("Xem lỗi rồi khám lại: "+err.Error(), "Không khám được mục %s", c.name)
		}
		if f.Text != "" {
			f.Check = c.name
			out = append(out, f)
		}
	}
	return out, nil
}

func patientOf(ctx context.Context, db *store.DB, files *store.Files) (p patient, err error) {
	p = patient{db: db, files: files}
	if db.Engine.Name() == "sqlite" {
		_, reader := db.Raw()
		err = reader.QueryRowContext(ctx, `SELECT file FROM pragma_database_list WHERE name = 'main'`).Scan(&p.path)
	}
	return p, err
}

// onSQLite leaves a check out on another engine.
func onSQLite(run func(context.Context, patient) (Finding, error)) func(context.Context, patient) (Finding, error) {
	return func(ctx context.Context, p patient) (Finding, error) {
		if p.path == "" {
			return Finding{}, nil
		}
		return run(ctx, p)
	}
}
