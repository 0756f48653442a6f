package plan

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "task_handed", Own: ownTask("task_id"), Growing: true, Scoped: true, Private: true},
		store.Table{Name: "task_body_past", Own: ownTask("task_id"), Growing: true, Scoped: true, Title: "Phân công đã kết thúc"},
		store.Table{Name: "plan_heir", Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Kế hoạch tiếp nhận"},
		store.Table{Name: "task_heir", Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Nhiệm vụ tiếp nhận"},
	)
}

const (
	// passesOn is the condition of the index task_passes, word for word: an open task that is followed.
	passesOn = `t.live = TRUE AND t.dropped = FALSE AND t.done_on = '' AND (t.phase = '' OR t.phase = 'paused')`
	// actOf is why statements about one act see every unit: an act passes work from unit to unit.
	actOf = "asks about one act of reorganisation, which passes work from one unit to others"
)

// openForBody is a row y of body_task whose task passes on.
var openForBody = fmt.Sprintf("(y.standing & %d) = 0", stDone|stCancelled|stMoved)

var (
	passingOfUnit = store.Query("plan.estate.of_unit", `SELECT t.id FROM task t WHERE t.unit_id = $1 AND `+passesOn+` AND t.id > $2 AND {scope:t} ORDER BY t.id LIMIT $3`)
	passingOfBody = store.Query("plan.estate.of_body", `SELECT y.id FROM body_task y WHERE y.unit_id = $1 AND y.body_id = $2 AND y.id > $3 AND `+openForBody+` AND {scope:y} ORDER BY y.id LIMIT $4`)
	passingCount  = store.Query("plan.estate.count", `SELECT (SELECT COUNT(*) FROM task t WHERE t.unit_id = $1 AND `+passesOn+` AND {scope:t}) AS open,
		(SELECT COUNT(*) FROM task t WHERE t.unit_id = $1 AND `+passesOn+` AND t.lead = '' AND {scope:t}) AS leaderless,
		(SELECT COUNT(*) FROM task t WHERE t.unit_id = $1 AND t.live = TRUE AND {scope:t}) AS live`)
	// A task counts once, however many bodies it has of the set $2.
	bodyPassingCount = store.Query("plan.estate.count_of_bodies", fmt.Sprintf(`SELECT COUNT(DISTINCT CASE WHEN %s THEN y.id END) AS open, COUNT(DISTINCT CASE WHEN %[1]s THEN NULL ELSE y.id END) AS done
		FROM body_task y WHERE y.unit_id = $1 AND $2 LIKE '%%|' || y.body_id || '|%%' AND {scope:y}`, openForBody))
	// Those who owe the result of the work of a body that leaves it to nobody.
	carriersOfBody = store.Query("plan.estate.carriers_of_body", fmt.Sprintf(`SELECT y.id AS task_id, o.role, o.body_id FROM body_task y
		JOIN task_body o ON o.task_id = y.id AND o.role IN (`+carrierRoles+`) WHERE y.unit_id = $1 AND y.body_id = $2 AND (y.roles & %d) > 0 AND `+openForBody+` AND {scope:y} ORDER BY y.id`, roleBits(carries)))

	passingGet  = store.Query("plan.estate.task", `SELECT `+taskColumns+` FROM task t WHERE t.id = $1 AND t.unit_id = $2 AND {scope:t}`)
	passingOwed = store.Query("plan.estate.owed", `SELECT `+owedColumns+` FROM task_body o WHERE o.task_id = $1 AND o.unit_id = $2 AND {scope:o} ORDER BY o.seq`)
)

type unitCounts struct {
	Open       int `db:"open"`
	Leaderless int `db:"leaderless"`
	Live       int `db:"live"`
}

type partCounts struct {
	Open int `db:"open"`
	Done int `db:"done"`
}

type carrierRow struct {
	TaskID string        `db:"task_id"`
	Role   planread.Role `db:"role"`
	BodyID string        `db:"body_id"`
}

func setOfIDs(ids []string) string { return "|" + strings.Join(ids, "|") + "|" }

// countNowhere counts the open tasks that somebody leads and that nobody will.
func countNowhere(ctx context.Context, from store.Source, m moves) (int, error) {
	nowhere := map[string]bool{}
	for _, body := range m.heirless() {
		rows, err := store.List[carrierRow](ctx, from, carriersOfBody, m.UnitID, body)
		if err != nil {
			return 0, err
		}
		for i := 0; i < len(rows); {
			id, owed := rows[i].TaskID, []Owed(nil)
			for ; i < len(rows) && rows[i].TaskID == id; i++ {
				owed = append(owed, Owed{Role: rows[i].Role, BodyID: rows[i].BodyID})
			}
			if m.nowhere(owed) {
				nowhere[id] = true
			}
		}
	}
	return len(nowhere), nil
}

// passingTask reads a task of the unit that passes on, with its bodies.
func passingTask(ctx context.Context, from store.Source, unitID, id string) (draftTask, error) {
	t, err := store.Get[Task](ctx, from, passingGet, id, unitID)
	if err != nil {
		return draftTask{}, err
	}
	owed, err := store.List[Owed](ctx, from, passingOwed, id, unitID)
	return draftTask{t, owed}, err
}

// restingRow is a record on which somebody has worked since the act.
type restingRow struct {
	ID    string `db:"id"`
	Title string `db:"title"`
	Lead  string `db:"lead"`
	Path  string `db:"path"`
}

var (
	handedTouched = store.Query("plan.estate.handed_touched", `SELECT t.id, t.title, t.lead, 'nhiem-vu/' AS path FROM task_handed h JOIN task t ON t.id = h.task_id WHERE h.act_id = $1
		AND EXISTS (SELECT 1 FROM audit e WHERE e.kind = 'task' AND e.record_id = h.task_id AND e.id > h.mark) ORDER BY h.task_id LIMIT $2`, store.Unscoped(actOf))
	heirTouched = store.Query("plan.estate.heir_touched", `SELECT t.id, t.title, t.lead, 'nhiem-vu/' AS path FROM task_heir h JOIN task t ON t.id = h.task_id WHERE h.act_id = $1
		AND EXISTS (SELECT 1 FROM audit e WHERE e.kind = 'task' AND e.record_id = h.task_id AND e.id > h.mark) ORDER BY h.task_id LIMIT $2`, store.Unscoped(actOf))
	heirAdded = store.Query("plan.estate.heir_added", `SELECT t.id, t.title, t.lead, 'nhiem-vu/' AS path FROM plan_heir p JOIN task t ON t.plan_id = p.plan_id WHERE p.act_id = $1
		AND NOT EXISTS (SELECT 1 FROM task_heir h WHERE h.task_id = t.id) ORDER BY t.id LIMIT $2`, store.Unscoped(actOf))
	planHeirTouched = store.Query("plan.estate.plan_touched", `SELECT p.id, p.title, '' AS lead, 'ke-hoach/' AS path FROM plan_heir h JOIN plan p ON p.id = h.plan_id WHERE h.act_id = $1
		AND EXISTS (SELECT 1 FROM audit e WHERE e.kind = 'plan' AND e.record_id = h.plan_id AND e.id > h.mark) ORDER BY h.plan_id LIMIT $2`, store.Unscoped(actOf))
)

// pastPart is a part of a body in a task that ended by an act.
type pastPart struct {
	ID     string        `db:"id"`
	UnitID string        `db:"unit_id"`
	TaskID string        `db:"task_id"`
	PlanID string        `db:"plan_id"`
	Seq    int           `db:"seq"`
	Role   planread.Role `db:"role"`
	Name   string        `db:"name"`
	Via    string        `db:"via"`
	BodyID string        `db:"body_id"`
	From   day.Day       `db:"from_day"` // zero when not known
	To     day.Day       `db:"to_day"`
	Heirs  string        `db:"heirs"` // names, joined by semicolons; empty when nobody took the part
	ActID  string        `db:"act_id"`
	Basis  string        `db:"basis"`
}

const pastColumns = `b.id, b.unit_id, b.task_id, b.plan_id, b.seq, b.role, b.name, b.via, b.body_id, b.from_day, b.to_day, b.heirs, b.act_id, b.basis`

var (
	pastAdd = store.Change("plan.past.add", `INSERT INTO task_body_past (id, unit_id, task_id, plan_id, seq, role, name, via, body_id, from_day, to_day, heirs, act_id, basis)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`)
	pastOf     = store.Query("plan.past.of_task", `SELECT `+pastColumns+` FROM task_body_past b WHERE b.task_id = $1 AND {scope:b} ORDER BY b.to_day DESC, b.seq`)
	pastForget = store.Change("plan.past.forget", `DELETE FROM task_body_past AS b WHERE b.act_id = $1 AND b.task_id = $2 AND {scope:b}`)
)

// handedRow is a task that an act passed on inside its unit.
type handedRow struct {
	ActID  string  `db:"act_id"`
	TaskID string  `db:"task_id"`
	UnitID string  `db:"unit_id"`
	On     day.Day `db:"on_day"`
	Basis  string  `db:"basis"`
	Before string  `db:"before"`
	Mark   string  `db:"mark"`
}

const handedColumns = `h.act_id, h.task_id, h.unit_id, h.on_day, h.basis, h.before, h.mark`

var (
	handedAdd    = store.Change("plan.handed.add", `INSERT INTO task_handed (act_id, task_id, unit_id, on_day, basis, before, mark) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	handedGet    = store.Query("plan.handed.get", `SELECT `+handedColumns+` FROM task_handed h WHERE h.act_id = $1 AND h.task_id = $2 AND {scope:h}`)
	handedLast   = store.Query("plan.handed.last", `SELECT `+handedColumns+` FROM task_handed h WHERE h.task_id = $1 AND {scope:h} ORDER BY h.on_day DESC LIMIT 1`)
	handedOf     = store.Query("plan.handed.of_act", `SELECT `+handedColumns+` FROM task_handed h WHERE h.act_id = $1 ORDER BY h.task_id LIMIT $2`, store.Unscoped(actOf))
	handedForget = store.Change("plan.handed.forget", `DELETE FROM task_handed AS h WHERE h.act_id = $1 AND h.task_id = $2 AND {scope:h}`)
	taskHand     = store.Change("plan.task.hand", `UPDATE task AS t SET lead = $1, requested = $2, version = version + 1 WHERE t.id = $3 AND t.version = $4 AND {scope:t}`)

	linksOpen = store.Query("plan.estate.links", `SELECT l.id, l.body_id, l.body_name FROM task_link l WHERE l.task_id = $1 AND l.revoked_at = 0 AND {scope:l} ORDER BY l.id`)
	linkHand  = store.Change("plan.link.hand", `UPDATE task_link AS l SET body_id = $1, body_name = $2 WHERE l.id = $3 AND {scope:l}`)
	askedOpen = store.Query("plan.estate.asked", `SELECT x.id, x.body_id, x.body_name FROM task_extension x WHERE x.task_id = $1 AND x.state = 'asked' AND {scope:x} ORDER BY x.id`)
	askedHand = store.Change("plan.extension.hand", `UPDATE task_extension AS x SET body_id = $1, body_name = $2 WHERE x.id = $3 AND {scope:x}`)
)
