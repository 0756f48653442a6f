package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Basis is what this feature needs of the register of documents.
type Basis interface {
	// Follow tells the register which documents a plan cites, inside the caller's change; none when the plan no longer counts.
	Follow(ctx context.Context, tx *store.Tx, unitID, planID string, cited []Citation) error
	// Marks say how the documents that a plan cites stand on a day, by Citation.Seq. What the register does not know is missing.
	Marks(ctx context.Context, from store.Source, planID string, at day.Day) (map[int]Mark, error)
}

// Mark says how a document stands: a kind of ui.Tag and its words.
type Mark struct{ Tag, Words string }

var (
	citationOfPlan = store.Query("plan.citation.of_plan", `SELECT `+citationColumns+` FROM plan_citation c WHERE c.plan_id = $1 AND {scope:c} ORDER BY c.seq, c.line`)
	planCiting     = store.Query("plan.citing", `SELECT `+planColumns+` FROM plan p WHERE {scope:p} AND p.state = 'confirmed'
		AND EXISTS (SELECT 1 FROM plan_citation c WHERE c.plan_id = p.id) ORDER BY p.id`, store.Whole("once at start, for plans that the register of documents has not seen"))
)

// CitingPlans are the confirmed plans that cite documents.
func (p *Plans) CitingPlans(ctx context.Context, from store.Source) ([]Plan, error) {
	return store.List[Plan](ctx, from, planCiting)
}

// CitedBy are the documents that a plan cites, each once, with what any of its lines tells.
func (p *Plans) CitedBy(ctx context.Context, from store.Source, planID string) ([]Citation, error) {
	all, err := store.List[Citation](ctx, from, citationOfPlan, planID)
	var out []Citation
	for _, c := range all {
		if len(out) == 0 || out[len(out)-1].Seq != c.Seq {
			out = append(out, c)
		} else if last := &out[len(out)-1]; last.Title == "" {
			last.Title = c.Title
		}
	}
	return out, err
}

// confirmed is confirm for a plan whose documents enter the register.
func (p *Plans) confirmed(ctx context.Context, tx *store.Tx, pl Plan) error {
	if err := p.followBasis(ctx, tx, pl, true); err != nil {
		return err
	}
	return confirm(ctx, tx, pl)
}

// reopened is reopen for a plan whose documents leave the register's count.
func (p *Plans) reopened(ctx context.Context, tx *store.Tx, pl Plan) error {
	if err := p.followBasis(ctx, tx, pl, false); err != nil {
		return err
	}
	return reopen(ctx, tx, pl)
}

func (p *Plans) followBasis(ctx context.Context, tx *store.Tx, pl Plan, counts bool) error {
	if p.Basis == nil {
		return nil
	}
	var cited []Citation
	if counts {
		var err error
		if cited, err = p.CitedBy(ctx, tx, pl.ID); err != nil {
			return err
		}
	}
	return p.Basis.Follow(ctx, tx, pl.UnitID, pl.ID, cited)
}

// marksOf are the marks of the documents cited in a task, empty without a register.
func (p *Plans) marksOf(r *web.Request, t Task, cited []Citation) (map[int]Mark, error) {
	if p.Basis == nil || len(cited) == 0 {
		return map[int]Mark{}, nil
	}
	return p.Basis.Marks(r.Context(), r.Reader(), t.PlanID, r.Today())
}

// markOf is the mark of one cited document; what nobody compared says so.
func (tv taskView) markOf(c Citation) Mark {
	if m, ok := tv.Marks[c.Seq]; ok {
		return m
	}
	return Mark{"unknown", "chưa đối chiếu"}
}
