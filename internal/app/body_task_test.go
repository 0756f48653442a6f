package app_test

import (
	"context"
	"testing"

	"github.com/mangnon/mangnon/internal/store"
)

// outOfStep counts parts of bodies that the lists of bodies do not know as they stand, and parts that they know and nobody has.
const outOfStep = `SELECT
	(SELECT COUNT(*) FROM task_body o JOIN task t ON t.id = o.task_id WHERE t.live = TRUE AND o.body_id > '' AND NOT EXISTS (
		SELECT 1 FROM body_task y WHERE y.id = t.id AND y.body_id = o.body_id AND y.unit_id = t.unit_id AND y.plan_id = t.plan_id AND y.year = t.year
		AND y.seq = t.seq AND y.due_on = t.due_on
		AND (y.standing & 1 > 0) = (t.phase = '' AND t.claimed_on = '' AND t.done_on = '') AND (y.standing & 2 > 0) = t.requested
		AND (y.standing & 4 > 0) = (t.waiting > 0) AND (y.standing & 8 > 0) = t.asking AND (y.standing & 32 > 0) = (t.done_on > '')
		AND (y.standing & 512 > 0) = (t.when_kind IN ('none', 'unknown')) AND (y.standing & 1024 > 0) = (t.parent_id > '') AND (y.standing & 8192 > 0) = (t.lead = ''))) +
	(SELECT COUNT(*) FROM body_task z WHERE NOT EXISTS (
		SELECT 1 FROM task_body p JOIN task q ON q.id = p.task_id WHERE p.task_id = z.id AND p.body_id = z.body_id AND q.live = TRUE))`

// inStep checks, after everything that a test did, that the lists of bodies show the work as it stands.
func inStep(t testing.TB, db *store.DB) {
	t.Helper()
	_, reader := db.Raw()
	var n int
	if err := reader.QueryRowContext(context.Background(), outOfStep).Scan(&n); err != nil {
		t.Fatal(err)
	}
	if n > 0 {
		t.Errorf("%d parts of bodies are not listed as they stand", n)
	}
}
