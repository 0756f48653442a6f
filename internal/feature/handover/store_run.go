package handover

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// Step is how far the records of one kind are. It is stored.
type Step string

// The steps. A kind passes on, then what has no heir is listed for a person, then it is done.
const (
	stepPass Step = "pass"
	stepWait Step = "wait"
	stepDone Step = "done"
	stepBack Step = "restored"
)

// Run is the progress of one kind of records.
type Run struct {
	ActID     string        `db:"act_id"`
	Kind      string        `db:"kind"`
	UnitID    string        `db:"unit_id"`
	Seq       int           `db:"seq"`
	Step      Step          `db:"step"`
	After     string        `db:"after"`
	Done      int           `db:"done"`
	Total     int           `db:"total"`
	UpdatedAt store.Instant `db:"updated_at"`
}

// deed is one thing that signing did to the organisation.
type deed struct {
	ActID    string `db:"act_id"`
	Seq      int    `db:"seq"`
	UnitID   string `db:"unit_id"`
	What     string `db:"what"`
	InUnit   string `db:"in_unit"`
	RecordID string `db:"record_id"`
}

var (
	runAdd = store.Change("handover.run.add", `INSERT INTO handover_run (act_id, kind, unit_id, seq, step, after, done, total, updated_at)
		VALUES ($1, $2, $3, $4, 'pass', '', 0, $5, $6)`)
	runsOf = store.Query("handover.run.of_act", `SELECT r.act_id, r.kind, r.unit_id, r.seq, r.step, r.after, r.done, r.total, r.updated_at
		FROM handover_run r WHERE r.act_id = $1 AND {scope:r} ORDER BY r.seq`)
	runMove = store.Change("handover.run.move", `UPDATE handover_run AS r SET step = $1, after = $2, done = $3, updated_at = $4
		WHERE r.act_id = $5 AND r.kind = $6 AND r.step = $7 AND r.after = $8 AND {scope:r}`)
	runAgain = store.Change("handover.run.again", `UPDATE handover_run AS r SET step = 'pass', after = '', done = 0 WHERE r.act_id = $1 AND {scope:r}`)
	runDrop  = store.Change("handover.run.drop", `DELETE FROM handover_run AS r WHERE r.act_id = $1 AND {scope:r}`)

	deedAdd  = store.Change("handover.deed.add", `INSERT INTO handover_deed (act_id, seq, unit_id, what, in_unit, record_id) VALUES ($1, $2, $3, $4, $5, $6)`)
	deedsOf  = store.Query("handover.deed.of_act", `SELECT d.act_id, d.seq, d.unit_id, d.what, d.in_unit, d.record_id FROM handover_deed d WHERE d.act_id = $1 AND {scope:d} ORDER BY d.seq`)
	deedDrop = store.Change("handover.deed.drop", `DELETE FROM handover_deed AS d WHERE d.act_id = $1 AND {scope:d}`)
)

func runs(ctx context.Context, from store.Source, actID string) ([]Run, error) {
	return store.List[Run](ctx, from, runsOf, actID)
}

// move writes how far a kind is; false when another worker has moved it meanwhile. It is no record of work: what was passed on
// has its own history.
func (r Run) move(ctx context.Context, tx *store.Tx, step Step, after string, done int) (bool, error) {
	n, err := tx.Aside(ctx, runMove, string(step), after, done, tx.Now(), r.ActID, r.Kind, string(r.Step), r.After)
	return n == 1, err
}
