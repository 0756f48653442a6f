package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// copies is why statements that copy rows of one unit into another see both.
const copies = "copies one row, named by its id, from the unit that ends into its heir"

var (
	planContinue = store.Change("plan.estate.plan_add", `INSERT INTO plan (id, unit_id, year, kind, title, number, issuer, issued_on, state, source_name, source_hash, source_text, outline, notes,
		reader, created_by, created_at, confirmed_by, confirmed_at, version, revises, resembles, replaced_at)
		SELECT $1, $2, p.year, p.kind, p.title, p.number, p.issuer, p.issued_on, p.state, p.source_name, p.source_hash, {see:p.source_text}, {see:p.outline}, {see:p.notes},
		p.reader, p.created_by, p.created_at, p.confirmed_by, p.confirmed_at, 1, $3, '', p.replaced_at FROM plan p WHERE p.id = $4 ON CONFLICT DO NOTHING`, store.Unscoped(copies))
	planHeirAdd = store.Change("plan.heir.add", `INSERT INTO plan_heir (plan_id, unit_id, old_plan_id, old_unit_id, act_id, on_day, basis, mark) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	planHeirGet = store.Query("plan.heir.get", `SELECT h.plan_id FROM plan_heir h WHERE h.plan_id = $1 AND {scope:h}`)
	planHeirOf  = store.Query("plan.heir.of_act", `SELECT h.plan_id, h.unit_id FROM plan_heir h WHERE h.act_id = $1 AND NOT EXISTS (SELECT 1 FROM task_heir t WHERE t.plan_id = h.plan_id)
		ORDER BY h.plan_id DESC LIMIT $2`, store.Unscoped(actOf))
	planHeirOrigin = store.Query("plan.heir.origin", `SELECT h.old_plan_id, h.on_day, h.basis, u.slug, u.name, u.id AS unit_id FROM plan_heir h JOIN unit u ON u.id = h.old_unit_id WHERE h.plan_id = $1 AND {scope:h}`)

	taskContinue = store.Change("plan.estate.task_add", `INSERT INTO task (id, unit_id, plan_id, year, kind, live, seq, path, title, title_fold, lead, text, line_from, line_to, when_kind, when_raw,
		starts_on, due_on, peaks, requested, done_on, results, version, parent_id, phase, phase_on, phase_why, phase_doc, phase_doc_on, asking, slipped, absent)
		SELECT $1, $2, $3, t.year, t.kind, TRUE, t.seq, t.path, t.title, t.title_fold, $4, {see:t.text}, t.line_from, t.line_to, t.when_kind, t.when_raw,
		t.starts_on, t.due_on, t.peaks, $5 = TRUE, '', 0, 1, $6, t.phase, t.phase_on, t.phase_why, t.phase_doc, t.phase_doc_on, t.asking, t.slipped, $7
		FROM task t WHERE t.id = $8`, store.Unscoped(copies))
	taskHeirAdd = store.Change("plan.task_heir.add", `INSERT INTO task_heir (task_id, unit_id, plan_id, seq, old_task_id, old_unit_id, old_lead, act_id, on_day, basis, mark)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	taskHeirGet = store.Query("plan.task_heir.get", `SELECT h.task_id FROM task_heir h WHERE h.task_id = $1 AND {scope:h}`)
	taskHeirsOf = store.Query("plan.task_heir.of_act", `SELECT h.task_id, h.unit_id, h.plan_id FROM task_heir h WHERE h.act_id = $1 ORDER BY h.task_id DESC LIMIT $2`, store.Unscoped(actOf))

	rhythmContinue = store.Change("plan.estate.rhythm_add", `INSERT INTO task_rhythm (task_id, unit_id, rule, changed_by, changed_at, version)
		SELECT $1, $2, h.rule, h.changed_by, h.changed_at, 1 FROM task_rhythm h WHERE h.task_id = $3`, store.Unscoped(copies))
	// What goes on: check-points that are neither done nor left out and were due on the day or later.
	pointsPassing = store.Query("plan.estate.points", `SELECT c.id FROM checkpoint c WHERE c.task_id = $1 AND c.due_on >= $2 AND c.done_on = '' AND c.state = '' AND c.unit_id = $3 AND {scope:c} ORDER BY c.due_on, c.key`)
	pointContinue = store.Change("plan.estate.point_add", `INSERT INTO checkpoint (id, unit_id, year, task_id, plan_id, key, label, period_from, period_to, starts_on, due_on,
		state, state_why, state_by, state_at, done_on, results, waiting, claimed_on, asking, slipped, live, phase, requested, lead_id, first_lead, class, version)
		SELECT $1, $2, c.year, $3, $4, c.key, c.label, c.period_from, c.period_to, c.starts_on, c.due_on,
		'', '', '', 0, '', 0, 0, '', c.asking, c.slipped, TRUE, c.phase, c.requested, '', '', '', 1 FROM checkpoint c WHERE c.id = $5`, store.Unscoped(copies))
	askedPassing  = store.Query("plan.estate.asked_ids", `SELECT x.id, x.checkpoint_id, x.body_id, x.body_name FROM task_extension x WHERE x.task_id = $1 AND x.state = 'asked' AND x.unit_id = $2 AND {scope:x} ORDER BY x.id`)
	askedContinue = store.Change("plan.estate.asked_add", `INSERT INTO task_extension (id, unit_id, task_id, body_id, body_name, asked_by, asked_at, old_due, new_due, reason,
		state, decided_by, decided_at, answer, document, checkpoint_id)
		SELECT $1, $2, $3, $4, $5, x.asked_by, x.asked_at, x.old_due, x.new_due, x.reason, x.state, '', 0, '', x.document, $6 FROM task_extension x WHERE x.id = $7`, store.Unscoped(copies))

	// The numbers of the work of a plan are 1, 2, 3 …, whatever pieces it came in; what was added in the heir stands behind.
	taskRenumber = store.Change("plan.task.renumber", `UPDATE task AS t SET seq = r.n FROM (
		SELECT o.id, ROW_NUMBER() OVER (ORDER BY COALESCE(h.seq, 1000000 + o.seq), o.id) AS n FROM task o LEFT JOIN task_heir h ON h.task_id = o.id
		WHERE o.plan_id = $1 AND o.dropped = FALSE AND o.parent_id = '') AS r WHERE r.id = t.id AND t.seq <> r.n AND {scope:t}`)
)

// heirRow is a task of an heir with the plan to which it belongs.
type heirRow struct {
	TaskID string `db:"task_id"`
	UnitID string `db:"unit_id"`
	PlanID string `db:"plan_id"`
}

// askedRow is a request for more time that nobody has answered.
type askedRow struct {
	bodyPart
	PointID string `db:"checkpoint_id"`
}

// origin is where work of an heir comes from.
type origin struct {
	OldPlanID string  `db:"old_plan_id"`
	OldTaskID string  `db:"old_task_id"`
	OldLead   string  `db:"old_lead"`
	On        day.Day `db:"on_day"` // first day of the heir
	Basis     string  `db:"basis"`
	Slug      string  `db:"slug"`
	Unit      string  `db:"name"`
	UnitID    string  `db:"unit_id"`
}
