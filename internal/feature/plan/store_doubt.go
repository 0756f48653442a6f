package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "plan_doubt", Growing: true, Scoped: true, Narrow: store.HideAll, Title: "Chỗ ngờ của kế hoạch"})
}

const doubtColumns = `d.id, d.unit_id, d.plan_id, d.seq, d.rule, d.line, d.words, d.proposal, d.text, d.certain, d.state, d.reason, d.decided_by, d.decided_at, d.version`

var (
	doubtAdd = store.Change("plan.doubt.add", `INSERT INTO plan_doubt (id, unit_id, plan_id, seq, rule, line, words, proposal, text, certain, state, reason, decided_by, decided_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', '', '', 0, 1)`)
	doubtGet     = store.Query("plan.doubt.get", `SELECT `+doubtColumns+` FROM plan_doubt d WHERE d.id = $1 AND d.plan_id = $2 AND {scope:d}`)
	doubtOfPlan  = store.Query("plan.doubt.of_plan", `SELECT `+doubtColumns+` FROM plan_doubt d WHERE d.plan_id = $1 AND {scope:d} ORDER BY d.seq`)
	doubtBetween = store.Query("plan.doubt.between", `SELECT `+doubtColumns+` FROM plan_doubt d WHERE d.plan_id = $1 AND d.line >= $2 AND d.line <= $3 AND {scope:d} ORDER BY d.line, d.seq`)
	doubtNext    = store.Query("plan.doubt.next", `SELECT d.seq FROM plan_doubt d WHERE d.plan_id = $1 AND d.seq > $2 AND d.state = 'open' AND {scope:d} ORDER BY d.seq LIMIT 1`)
	doubtDecide  = store.Change("plan.doubt.decide", `UPDATE plan_doubt AS d SET state = $1, reason = $2, decided_by = $3, decided_at = $4, version = version + 1
		WHERE d.id = $5 AND d.version = $6 AND {scope:d}`)
	doubtSettle = store.Change("plan.doubt.settle", `UPDATE plan_doubt AS d SET state = 'taken', reason = $1, decided_by = $2, decided_at = $3, version = version + 1
		WHERE d.plan_id = $4 AND d.line >= $5 AND d.line <= $6 AND d.rule = $7 AND d.words = $8 AND d.state = 'open' AND {scope:d}`)
)

func insertDoubts(ctx context.Context, tx *store.Tx, p Plan, doubts []Doubt) error {
	for _, d := range doubts {
		if _, err := tx.Exec(ctx, doubtAdd, d.ID, p.UnitID, p.ID, d.Seq, d.Rule, d.Line, d.Words, d.Proposal, d.Text, d.Certain); err != nil {
			return err
		}
	}
	return nil
}

// settleDoubts answers "no lead" and "no time" of a task once the person has written them into it.
func settleDoubts(ctx context.Context, tx *store.Tx, t draftTask) error {
	answered := map[string]bool{"missing-lead": t.Lead != "", "missing-time": !t.timeless()}
	for rule, yes := range answered {
		if !yes {
			continue
		}
		if _, err := tx.Exec(ctx, doubtSettle, "Đã ghi vào việc", tx.Actor().Name, tx.Now(), t.PlanID, t.LineFrom, t.LineTo, rule, t.Path); err != nil {
			return err
		}
	}
	return nil
}
