package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/feature/week"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// weekWork gives the leader's page the plans and the register of bodies.
type weekWork struct{ *plan.Plans }

// Bodies implements week.Work.
func (w weekWork) Bodies(ctx context.Context, from store.Source, at day.Day) ([]string, error) {
	bodies, _, err := w.Plans.Bodies.Register(ctx, from, at)
	names := make([]string, len(bodies))
	for i, b := range bodies {
		names[i] = b.Name
	}
	return names, err
}

// Now implements week.Work.
func (w weekWork) Now(ctx context.Context, from store.Source, ref week.Ref, at day.Day) (week.Item, error) {
	l, err := w.Look(ctx, from, plan.Piece{TaskID: ref.TaskID, PointID: ref.PointID})
	if err != nil {
		return week.Item{}, err
	}
	return week.Item{Ref: ref, Version: l.Version, Title: l.Name, Lead: l.Lead, Due: l.Due, State: string(l.StatusAt(at)), Asked: l.AskedOn, Wish: l.Wish,
		Claimed: l.Claimed, Ended: !l.Done.IsZero() || l.Ended()}, nil
}

func piece(it week.Item) plan.Piece {
	return plan.Piece{TaskID: it.TaskID, PointID: it.PointID, Version: it.Version}
}

// Assign implements week.Work.
func (w weekWork) Assign(ctx context.Context, tx *store.Tx, it week.Item, o week.Order) error {
	return w.Plans.Assign(ctx, tx, piece(it), o.Body, o.Note())
}

// Extend implements week.Work.
func (w weekWork) Extend(ctx context.Context, tx *store.Tx, it week.Item, o week.Order) error {
	return w.Plans.Extend(ctx, tx, piece(it), o.Until, o.Note())
}

// Urge implements week.Work.
func (w weekWork) Urge(ctx context.Context, tx *store.Tx, it week.Item, o week.Order) error {
	return w.Plans.Urge(ctx, tx, piece(it), o.Text, o.Via)
}

// weekPeople gives the leader's page the accounts.
type weekPeople struct{ *account.Accounts }

// Leaders implements week.People.
func (p weekPeople) Leaders(ctx context.Context, from store.Source, unitID string, at day.Day) ([]actor.Actor, error) {
	holders, err := p.OfUnit(ctx, from, unitID)
	if err != nil {
		return nil, err
	}
	var out []actor.Actor
	for _, h := range holders {
		a := actor.Actor{AccountID: h.ID, Username: h.Username, Name: h.Name, UnitID: unitID}
		for _, post := range h.Posts {
			if post.Held(at) {
				a.Posts = append(a.Posts, actor.Post{ID: post.ID, BodyID: post.BodyID, BodyName: post.BodyName, Title: post.Title, Role: post.Role})
			}
		}
		if h.Active && a.May(actor.TaskDecide) {
			out = append(out, a)
		}
	}
	return out, nil
}
