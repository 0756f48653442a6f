package store

import "context"

// Log is one of the two logs whose rows are sealed. The names are part of what the seals hash: they never change.
type Log string

// The logs.
const (
	AuditLog Log = "audit" // who changed what
	TraceLog Log = "trace" // who was shown which confidential records
)

func init() {
	Declare(
		Table{Name: "seal_wait", Private: true},
		Table{Name: "read_trace", Narrow: HideAll, Growing: true, Scoped: true, Private: true},
	)
}

var waitAdd = Change("store.seal_wait.add", `INSERT INTO seal_wait (row_id, log) VALUES ($1, $2)`, Only("sqlite"))

// addLogged writes a row of a log, and that no seal covers it yet. PostgreSQL does both in one journey; SQLite has no journey
// to save and no statement that does both.
func (tx *Tx) addLogged(ctx context.Context, log Log, here, there *Stmt, id string, rest ...any) error {
	args := append([]any{id}, rest...)
	if tx.db.Engine.Name() == "postgres" {
		_, err := tx.exec(ctx, there, args)
		return err
	}
	if _, err := tx.exec(ctx, here, args); err != nil {
		return err
	}
	_, err := tx.exec(ctx, waitAdd, []any{id, string(log)})
	return err
}

// logged registers the statement that adds a row to a log, in the words of both engines. $1 is the row's id.
func logged(name, insert string, log Log) (here, there *Stmt) {
	here = Change(name, insert, Only("sqlite"))
	there = Change(name+"_waiting", `WITH waiting AS (INSERT INTO seal_wait (row_id, log) VALUES ($1, '`+string(log)+`')) `+insert,
		Only("postgres"), Unscoped("writes one row with its unit"))
	return here, there
}
