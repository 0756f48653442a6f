package handover

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "handover_act", Kind: actor.KindOrg, Narrow: store.HideAll, Events: []string{"handover"}, Growing: true, Scoped: true, Title: "Bàn giao"},
		store.Table{Name: "handover_unit", Kind: actor.KindOrg, Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Đơn vị nhận bàn giao"},
		store.Table{Name: "handover_heir", Kind: actor.KindOrg, Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Cơ quan nhận bàn giao"},
		store.Table{Name: "handover_line", Kind: actor.KindOrg, Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Bảng bàn giao"},
		store.Table{Name: "handover_run", Kind: actor.KindOrg, Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Tiến độ bàn giao"},
		store.Table{Name: "handover_deed", Kind: actor.KindOrg, Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Việc đã làm khi ký bàn giao"},
		store.Table{Name: "handover_wait", Kind: actor.KindOrg, Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Hồ sơ chờ chọn nơi nhận"},
	)
}

const actColumns = `a.id, a.unit_id, a.kind, a.whole, a.basis, a.document_id, a.day, a.signer_name, a.signer_title, a.state, a.created_by, a.created_at,
	a.signed_by, a.signed_name, a.signed_post, a.signed_at, a.passed_at, a.taken_by, a.taken_at, a.version`

const bothSides = "the unit that passes on and those that receive see the act, and the statement names the unit"

var (
	actAdd = store.Change("handover.act.add", `INSERT INTO handover_act (id, unit_id, kind, whole, basis, document_id, day, signer_name, signer_title, state,
		created_by, created_at, signed_by, signed_name, signed_post, signed_at, passed_at, taken_by, taken_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft', $10, $11, '', '', '', 0, 0, '', 0, 1)`)
	actGet = store.Query("handover.act.get", `SELECT `+actColumns+` FROM handover_act a WHERE a.id = $1
		AND (a.unit_id = $2 OR EXISTS (SELECT 1 FROM handover_unit n WHERE n.act_id = a.id AND n.target_id = $2))`, store.Unscoped(bothSides))
	actOne  = store.Query("handover.act.one", `SELECT `+actColumns+` FROM handover_act a WHERE a.id = $1 AND {scope:a}`)
	actMine = store.Query("handover.act.of_unit", `SELECT `+actColumns+` FROM handover_act a WHERE {scope:a} ORDER BY a.id DESC LIMIT 100`)
	actHere = store.Query("handover.act.to_unit", `SELECT DISTINCT `+actColumns+` FROM handover_unit n JOIN handover_act a ON a.id = n.act_id
		WHERE n.target_id = $1 AND a.unit_id <> $1 AND a.state <> 'draft' ORDER BY a.id DESC LIMIT 100`, store.Unscoped(bothSides))
	actSign = store.Change("handover.act.sign", `UPDATE handover_act AS a SET state = 'passing', signed_by = $1, signed_name = $2, signed_post = $3, signed_at = $4,
		version = version + 1 WHERE a.id = $5 AND a.version = $6 AND a.state = 'draft' AND {scope:a}`)
	actPassed = store.Change("handover.act.passed", `UPDATE handover_act AS a SET state = 'passed', passed_at = $1, version = version + 1
		WHERE a.id = $2 AND a.state = 'passing' AND {scope:a}`)
	actTaking = store.Change("handover.act.taking", `UPDATE handover_act AS a SET state = 'taking', taken_by = $1, version = version + 1
		WHERE a.id = $2 AND a.version = $3 AND a.state IN ('passing', 'passed') AND {scope:a}`)
	actTaken = store.Change("handover.act.taken", `UPDATE handover_act AS a SET state = 'taken', taken_at = $1, version = version + 1
		WHERE a.id = $2 AND a.state = 'taking' AND {scope:a}`)
	actResume = store.Change("handover.act.resume", `UPDATE handover_act AS a SET state = 'passing', taken_by = '', version = version + 1
		WHERE a.id = $1 AND a.state = 'taking' AND {scope:a}`)
	actTouch = store.Change("handover.act.touch", `UPDATE handover_act AS a SET version = version + 1 WHERE a.id = $1 AND a.state = 'draft' AND {scope:a}`)
	actDrop  = store.Change("handover.act.drop", `DELETE FROM handover_act AS a WHERE a.id = $1 AND a.state = 'draft' AND {scope:a}`)

	unitAdd = store.Change("handover.unit.add", `INSERT INTO handover_unit (id, unit_id, act_id, place_id, code, name, target_id, made, whole)
		VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, $8)`)
	unitsOf = store.Query("handover.unit.of_act", `SELECT n.id, n.unit_id, n.act_id, n.place_id, n.code, n.name, n.target_id, n.made, n.whole
		FROM handover_unit n WHERE n.act_id = $1 AND {scope:n} ORDER BY n.code, n.id`)
	targetMade = store.Change("handover.unit.made", `UPDATE handover_unit AS n SET target_id = $1, made = $2 WHERE n.id = $3 AND {scope:n}`)
	unitDrop   = store.Change("handover.unit.drop", `DELETE FROM handover_unit AS n WHERE n.act_id = $1 AND {scope:n}`)

	heirAdd = store.Change("handover.heir.add", `INSERT INTO handover_heir (id, unit_id, act_id, heir_unit, body_id, kind, name, aliases, requested, confidence, source, made)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, FALSE)`)
	heirsOf = store.Query("handover.heir.of_act", `SELECT h.id, h.unit_id, h.act_id, h.heir_unit, h.body_id, h.kind, h.name, h.aliases, h.requested, h.confidence, h.source, h.made
		FROM handover_heir h WHERE h.act_id = $1 AND {scope:h} ORDER BY h.heir_unit, h.id`)
	heirMade = store.Change("handover.heir.made", `UPDATE handover_heir AS h SET body_id = $1, made = $2 WHERE h.id = $3 AND {scope:h}`)
	heirDrop = store.Change("handover.heir.drop", `DELETE FROM handover_heir AS h WHERE h.act_id = $1 AND {scope:h}`)

	lineAdd = store.Change("handover.line.add", `INSERT INTO handover_line (id, unit_id, act_id, seq, body_id, body_name, ends, function_id, function_name, holding_id,
		heir_unit, heir_id, share, state, confidence, basis, decided_by, decided_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', 0, 1)`)
	linesOf = store.Query("handover.line.of_act", `SELECT l.id, l.unit_id, l.act_id, l.seq, l.body_id, l.body_name, l.ends, l.function_id, l.function_name, l.holding_id,
		l.heir_unit, l.heir_id, l.share, l.state, l.confidence, l.basis, l.decided_by, l.decided_at, l.version
		FROM handover_line l WHERE l.act_id = $1 AND {scope:l} ORDER BY l.seq`)
	lineDecide = store.Change("handover.line.decide", `UPDATE handover_line AS l SET heir_id = $1, share = $2, state = $3, confidence = $4, basis = $5, decided_by = $6,
		decided_at = $7, version = version + 1 WHERE l.id = $8 AND l.version = $9 AND {scope:l}`)
	lineDrop = store.Change("handover.line.drop", `DELETE FROM handover_line AS l WHERE l.act_id = $1 AND {scope:l}`)
)

// asOf is the actor at work in the unit of an act: who receives goes on with it there.
func asOf(a actor.Actor, act Act) actor.Actor {
	a.UnitID = act.UnitID
	return a
}

// find is an act that the unit passes on or, once it is signed, receives; any other is errs.NotFound.
func find(ctx context.Context, from store.Source, id, unitID string) (Act, error) {
	a, err := store.Get[Act](ctx, from, actGet, id, unitID)
	if err == nil && a.State == Draft && a.UnitID != unitID {
		return Act{}, errs.New(errs.NotFound, "Không tìm thấy mục này. Có thể nó đã được chuyển đi hoặc địa chỉ bị gõ sai.")
	}
	return a, err
}

// whole is an act with everything that it says.
type whole struct {
	Act
	Targets []Target
	Heirs   []Heir
	Lines   []Line
}

// load reads all of an act; from is in the unit of the act.
func load(ctx context.Context, from store.Source, a Act) (w whole, err error) {
	w.Act = a
	if w.Targets, err = store.List[Target](ctx, from, unitsOf, a.ID); err != nil {
		return w, err
	}
	if w.Heirs, err = store.List[Heir](ctx, from, heirsOf, a.ID); err != nil {
		return w, err
	}
	w.Lines, err = store.List[Line](ctx, from, linesOf, a.ID)
	return w, err
}

// heir finds a body that may receive.
func (w whole) heir(id string) (Heir, bool) {
	for _, h := range w.Heirs {
		if h.ID == id {
			return h, true
		}
	}
	return Heir{}, false
}

// target finds a unit that receives.
func (w whole) target(id string) (Target, bool) {
	for _, t := range w.Targets {
		if t.ID == id {
			return t, true
		}
	}
	return Target{}, false
}
