package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// planPeople gives the plans the people of a unit.
type planPeople struct {
	accounts *account.Accounts
	clock    func() store.Instant
}

// Staff implements plan.People.
func (p planPeople) Staff(ctx context.Context, from store.Source, unitID string) ([]plan.PersonRef, error) {
	all, err := p.accounts.OfUnit(ctx, from, unitID)
	if err != nil {
		return nil, err
	}
	today := day.At(p.clock().Time)
	var out []plan.PersonRef
	for _, h := range all {
		if at := h.HeldOn(today); h.Active && at != nil && at.To.IsZero() { // whoever leaves gets nothing new
			out = append(out, plan.PersonRef{ID: h.ID, Name: h.Name, Words: account.PostWords(*at)})
		}
	}
	return out, nil
}
