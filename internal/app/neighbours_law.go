package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/law"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// lawCitations gives the register of documents what plans cite.
type lawCitations struct{ plans *plan.Plans }

// Plans implements law.Citations.
func (c lawCitations) Plans(ctx context.Context, from store.Source) ([]law.PlanRef, error) {
	plans, err := c.plans.CitingPlans(ctx, from)
	out := make([]law.PlanRef, len(plans))
	for i, p := range plans {
		out[i] = law.PlanRef{ID: p.ID, UnitID: p.UnitID}
	}
	return out, err
}

// OfPlan implements law.Citations.
func (c lawCitations) OfPlan(ctx context.Context, from store.Source, planID string) ([]law.Cite, error) {
	cited, err := c.plans.CitedBy(ctx, from, planID)
	return asCites(cited), err
}

// Places implements law.Citations.
func (c lawCitations) Places(ctx context.Context, from store.Source, fold string, limit int) ([]law.Place, error) {
	places, err := c.plans.PlacesOf(ctx, from, fold, limit)
	out := make([]law.Place, len(places))
	for i, p := range places {
		out[i] = law.Place{PlanID: p.PlanID, PlanName: p.Plan().Name(), PlanYear: p.PlanYear, PlanPath: p.PlanPath(), LinePath: p.LinePath(), Line: p.Line,
			Confirmed: p.PlanState == plan.Confirmed, Cite: asCite(p.Citation)}
		for _, t := range p.Tasks {
			out[i].Tasks = append(out[i].Tasks, law.Task{ID: t.ID, Number: t.Path, Title: t.Title, Path: "nhiem-vu/" + t.ID, Year: p.PlanYear})
		}
	}
	return out, err
}

func asCites(cited []plan.Citation) []law.Cite {
	out := make([]law.Cite, len(cited))
	for i, c := range cited {
		out[i] = asCite(c)
	}
	return out
}

func asCite(c plan.Citation) law.Cite {
	return law.Cite{PlanID: c.PlanID, Seq: c.Seq, Kind: c.Kind, Number: c.Number, NumberFold: c.NumberFold, Date: c.Date, Issuer: c.Issuer, Title: c.Title}
}

// planBasis gives the plan feature the register of documents.
type planBasis struct{ law *law.Law }

// Follow implements plan.Basis.
func (b planBasis) Follow(ctx context.Context, tx *store.Tx, unitID, planID string, cited []plan.Citation) error {
	return b.law.Follow(ctx, tx, unitID, planID, asCites(cited))
}

// Marks implements plan.Basis.
func (b planBasis) Marks(ctx context.Context, from store.Source, planID string, at day.Day) (map[int]plan.Mark, error) {
	marks, err := b.law.Marks(ctx, from, planID, at)
	out := make(map[int]plan.Mark, len(marks))
	for seq, m := range marks {
		out[seq] = plan.Mark(m)
	}
	return out, err
}
