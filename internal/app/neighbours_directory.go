package app

import (
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
)

// The pages of records ask the plans for what they prove. It needs nothing of an installation but the request.
func init() { register.ProvenBy = provenBy }

// provenBy implements register.ProvenBy.
func provenBy(r *web.Request, kind, id string) ([]register.Proven, error) {
	if !r.May(actor.WorkRead) {
		return nil, nil
	}
	list, err := plan.ProvenBy(r.Context(), r.Reader(), kind, id)
	out := make([]register.Proven, len(list))
	for i, p := range list {
		out[i] = register.Proven{Work: p.Title, Period: p.Label, Address: web.InUnit(r.Unit.Slug, p.Year, "nhiem-vu/"+p.ID), By: "nhận: " + p.DecidedBy + ", " + web.Stamp(p.DecidedAt)}
	}
	return out, err
}

// records are all registers, with the lists to which their fields refer, as parts of the directory.
func (a *App) records() register.Registers {
	lists := registerLists(a.Org)
	var out register.Registers
	for _, g := range registers() {
		out = append(out, g.With(lists))
	}
	return out
}
