package plan

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// propose reads what the form for a result offers as evidence.
func (p *Plans) propose(r *web.Request, rp *reporting) error {
	rp.For = pointsView{Points: rp.Points}.evidencePoint(rp.Point, r.Today())
	v, err := p.readEvidence(r, rp.Task, rp.For)
	rp.Proposed = v.Proposed
	return err
}

func (rp reporting) chosen(ref directory.Ref) bool { return slices.Contains(rp.Chosen, refValue(ref)) }

// bring are the records chosen in the form, each with its reason.
func (p *Plans) bring(r *web.Request, rp reporting) ([]directory.Proposal, Point, error) {
	if len(rp.Chosen) == 0 || p.Prover == nil || !mayProve(r, rp.Task) {
		return nil, Point{}, nil
	}
	pt, _ := pointsView{Points: rp.Points}.ofPoint(rp.Point)
	list, err := p.proposed(r, rp.Task, pt, rp.Chosen)
	return list, pt, err
}

// recordWith records a result with the records that prove it, in one change.
func (p *Plans) recordWith(ctx context.Context, tx *store.Tx, t draftTask, pt Point, res Result, list []directory.Proposal) error {
	for _, x := range list {
		if err := p.decideEvidence(ctx, tx, t, pt, x, res.ID, false); err != nil {
			return err
		}
	}
	return nil
}
