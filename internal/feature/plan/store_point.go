package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/rhythm"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "checkpoint", Growing: true, Scoped: true, Own: ownTask("task_id"), Title: "Mốc kiểm tra"},
		store.Table{Name: "task_rhythm", Growing: true, Scoped: true, Own: ownTask("task_id"), Title: "Nhịp kiểm tra"},
		store.Table{Name: "checkpoint_correction", Growing: true, Scoped: true, Own: ownTask("task_id"), Title: "Sửa mốc đã xác nhận"},
		store.Table{Name: "due_tally", Growing: true, Scoped: true, Kind: actor.KindFigures, Narrow: store.HideAll, Titles: true, Hidden: []string{"lead"}, Private: true},
	)
}

const pointColumns = `c.id, c.unit_id, c.year, c.task_id, c.plan_id, c.key, c.label, c.period_from, c.period_to, c.starts_on, c.due_on, c.state, c.state_why,
	c.state_by, c.state_at, c.done_on, c.results, c.waiting, c.claimed_on, c.asking, c.slipped, c.version`

// untouchedPoint is Point.untouched for statements.
const untouchedPoint = `c.version = 1 AND c.results = 0`

var (
	pointAdd = store.Change("plan.point.add", `INSERT INTO checkpoint (id, unit_id, year, task_id, plan_id, key, label, period_from, period_to, starts_on, due_on,
		state, state_why, state_by, state_at, done_on, results, waiting, claimed_on, asking, slipped, live, phase, requested, lead_id, first_lead, class, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', '', '', 0, '', 0, 0, '', FALSE, FALSE, $12, '', $13, '', '', '', 1) ON CONFLICT (task_id, key) DO NOTHING`)
	pointGet    = store.Query("plan.point.get", `SELECT `+pointColumns+` FROM checkpoint c WHERE c.id = $1 AND {scope:c}`)
	pointOfTask = store.Query("plan.point.of_task", `SELECT `+pointColumns+` FROM checkpoint c WHERE c.task_id = $1 AND {scope:c} ORDER BY c.due_on, c.key`)
	pointForget = store.Change("plan.point.forget", `DELETE FROM checkpoint AS c WHERE c.task_id = $1 AND c.due_on > $2 AND c.key NOT LIKE 'event:%' AND `+untouchedPoint+` AND {scope:c}`)
	pointState  = store.Change("plan.point.state", `UPDATE checkpoint AS c SET state = $1, state_why = $2, state_by = $3, state_at = $4, version = version + 1
		WHERE c.id = $5 AND c.version = $6 AND {scope:c}`)
	pointExtended = store.Change("plan.point.extend", `UPDATE checkpoint AS c SET due_on = CASE WHEN $1 = '' THEN c.due_on ELSE $1 END, asking = $2,
		slipped = CASE WHEN $3 = TRUE THEN TRUE ELSE c.slipped END, version = version + 1 WHERE c.id = $4 AND c.version = $5 AND {scope:c}`)
	pointCorrected = store.Change("plan.point.correct", `UPDATE checkpoint AS c SET done_on = $1, version = version + 1 WHERE c.id = $2 AND c.version = $3 AND {scope:c}`)
	// What waits is counted anew, as for a task; the earliest day of doing stands.
	pointProgress = store.Change("plan.point.progress", `UPDATE checkpoint AS c SET done_on = CASE WHEN c.done_on = '' OR $1 > '' AND $1 < c.done_on THEN $1 ELSE c.done_on END, results = results + $2,
		waiting = (SELECT COUNT(*) FROM result r WHERE r.checkpoint_id = c.id AND r.state = 'waiting'),
		claimed_on = (SELECT COALESCE(MIN(f.done_on), '') FROM result f WHERE f.checkpoint_id = c.id AND f.state = 'waiting' AND f.finishes = TRUE),
		version = version + 1 WHERE c.id = $3 AND {scope:c}`)
	resultAtPoint = store.Change("plan.result.at_point", `UPDATE result AS r SET checkpoint_id = $1 WHERE r.id = $2 AND {scope:r}`)

	rhythmGet = store.Query("plan.rhythm.get", `SELECT h.rule, h.changed_by, h.changed_at, h.version FROM task_rhythm h WHERE h.task_id = $1 AND {scope:h}`)
	rhythmAdd = store.Change("plan.rhythm.add", `INSERT INTO task_rhythm (task_id, unit_id, rule, changed_by, changed_at, version) VALUES ($1, $2, $3, $4, $5, 1)
		ON CONFLICT (task_id) DO NOTHING`)
	rhythmEdit = store.Change("plan.rhythm.edit", `UPDATE task_rhythm AS h SET rule = $1, changed_by = $2, changed_at = $3, version = version + 1
		WHERE h.task_id = $4 AND h.version = $5 AND {scope:h}`)

	correctionAdd = store.Change("plan.correction.add", `INSERT INTO checkpoint_correction (id, unit_id, checkpoint_id, task_id, old_done, new_done, reason, made_by, made_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	correctionOf = store.Query("plan.correction.of_task", `SELECT k.id, k.unit_id, k.checkpoint_id, k.task_id, k.old_done, k.new_done, k.reason, k.made_by, k.made_at
		FROM checkpoint_correction k WHERE k.task_id = $1 AND {scope:k} ORDER BY k.id`)
)

// taskRhythm is the rule of a task and who chose it; ChangedBy is empty for the program's proposal.
type taskRhythm struct {
	Rule      string        `db:"rule"`
	ChangedBy string        `db:"changed_by"`
	ChangedAt store.Instant `db:"changed_at"`
	Version   int64         `db:"version"`
}

// rules are the rule read; what cannot be read counts as no rule.
func (h taskRhythm) rules() rhythm.Rhythm {
	r, _ := rhythm.Parse(h.Rule)
	return r
}

// correction is a day of doing that was corrected after confirmation: both days stay, with who did it and why.
type correction struct {
	ID      string        `db:"id"`
	UnitID  string        `db:"unit_id"`
	PointID string        `db:"checkpoint_id"`
	TaskID  string        `db:"task_id"`
	OldDone day.Day       `db:"old_done"`
	NewDone day.Day       `db:"new_done"`
	Reason  string        `db:"reason"`
	MadeBy  string        `db:"made_by"`
	MadeAt  store.Instant `db:"made_at"`
}

// addPoints writes the check-points that end on a day or later. One whose key is there already stays as it is: writing them
// again, whatever the clock says, makes no second one.
func addPoints(ctx context.Context, tx *store.Tx, t Task, points []rhythm.Point, first day.Day) error {
	for _, p := range rhythm.Since(points, first) {
		c := newPoint(t, p)
		if _, err := tx.Exec(ctx, pointAdd, c.ID, c.UnitID, c.Year, c.TaskID, c.PlanID, c.Key, c.Label, c.From, c.To, c.Starts, c.Due, t.Live, t.Requested); err != nil {
			return err
		}
	}
	return nil
}
