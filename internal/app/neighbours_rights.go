package app

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/feature/rights"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// rightsPeople gives the page of rights the people of a unit with their posts.
type rightsPeople struct{ accounts *account.Accounts }

// Holders implements rights.People.
func (p rightsPeople) Holders(ctx context.Context, from store.Source, unitID string, at day.Day) ([]rights.Person, error) {
	all, err := p.accounts.OfUnit(ctx, from, unitID)
	if err != nil {
		return nil, err
	}
	deputies, err := p.accounts.Deputies(ctx, from, unitID, at)
	if err != nil {
		return nil, err
	}
	var out []rights.Person
	for _, h := range all {
		one := rights.Person{ID: h.ID, Name: h.Name, Username: h.Username, Active: h.Active}
		for _, q := range h.Posts {
			if q.Held(at) {
				post := actor.Post{ID: q.ID, BodyID: q.BodyID, BodyName: q.BodyName, Title: q.Title, Role: q.Role}
				one.Posts = append(one.Posts, rights.Post{Post: post, From: q.From, To: q.To, GivenBy: q.GivenBy})
			}
		}
		for _, d := range deputies {
			if d.AccountID == h.ID && !at.Before(d.From) {
				post := actor.Post{ID: d.PositionID, BodyID: d.BodyID, BodyName: d.BodyName, Title: d.Title, Role: d.Role, For: d.For, DeputyID: d.ID}
				one.Posts = append(one.Posts, rights.Post{Post: post, From: d.From, To: d.To, GivenBy: d.GivenBy})
			}
		}
		if len(one.Posts) > 0 {
			out = append(out, one)
		}
	}
	return slices.Clip(out), nil
}

// rightsRecords gives the page of rights the work of the plans.
type rightsRecords struct{ plans *plan.Plans }

// Work implements rights.Records.
func (w rightsRecords) Work(ctx context.Context, from store.Source, id string) (rights.Record, error) {
	n, err := w.plans.NamedIn(ctx, from, id)
	return rights.Record{ID: id, Title: n.Title, Bodies: n.Bodies, People: n.People}, err
}
