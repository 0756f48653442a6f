package reach

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// Kind is the stored word of what the history tells of the lists: a switched rule, given work, a file taken.
const Kind = "reach"

func init() {
	store.Declare(
		store.Table{Name: "reach_rule", Scoped: true, Kind: actor.KindChild, Narrow: store.HideAll, Level: "level", Title: "Quy tắc danh sách chưa ai đến", Events: []string{Kind}},
		store.Table{Name: "reach_task", Scoped: true, Growing: true, Kind: actor.KindChild, Narrow: store.HideAll, Level: "level", Title: "Việc giao theo danh sách chưa ai đến"},
	)
}

var (
	rulesOff = store.Query("reach.rule.off", `SELECT f.rule FROM reach_rule f WHERE f.unit_id = $1 AND f.switched_off = TRUE AND {scope:f}`)
	ruleSet1 = store.Change("reach.rule.set", `INSERT INTO reach_rule (unit_id, rule, switched_off, changed_at, changed_by, version, level) VALUES ($1, $2, $3, $4, $5, 1, $6)
		ON CONFLICT (unit_id, rule) DO UPDATE SET switched_off = $3, changed_at = $4, changed_by = $5, version = reach_rule.version + 1`)
	taskAdd = store.Change("reach.task.add", `INSERT INTO reach_task (id, unit_id, rule, part, hamlet, children, given_on, given_by, due_on, path, level) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	tasksOf = store.Query("reach.task.of", `SELECT k.id, k.rule, k.part, k.hamlet, k.children, k.given_on, k.given_by, k.due_on, k.path FROM reach_task k
		WHERE {scope:k} AND k.unit_id = $1 AND k.rule = $2 ORDER BY k.id DESC LIMIT 10`)
)

// given is work that was given from a list.
type given struct {
	ID       string `db:"id"`
	Rule     string `db:"rule"`
	Part     string `db:"part"`
	Hamlet   string `db:"hamlet"`
	Children int    `db:"children"`
	On       string `db:"given_on"`
	By       string `db:"given_by"`
	Due      string `db:"due_on"`
	Path     string `db:"path"`
}

// switchedOff are the rules that the unit does not follow.
func switchedOff(ctx context.Context, from store.Source, unitID string) (map[string]bool, error) {
	keys, err := store.List[string](ctx, from, rulesOff, unitID)
	out := map[string]bool{}
	for _, k := range keys {
		out[k] = true
	}
	return out, err
}
