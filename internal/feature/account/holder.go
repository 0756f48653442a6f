package account

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// ActorIn is an account as it acts in a unit on a day, for what it does without a session. ok is false when the account may not
// sign in or holds no post there on that day.
func (s *Accounts) ActorIn(ctx context.Context, from store.Source, accountID, unitID string, at day.Day) (a actor.Actor, ok bool, err error) {
	acc, found, err := store.Find[Account](ctx, from, accountByID, accountID)
	if err != nil || !found || !acc.Active {
		return a, false, err
	}
	posts, err := s.Posts(ctx, from, accountID)
	if err != nil {
		return a, false, err
	}
	a = actor.Actor{AccountID: acc.ID, Username: acc.Username, Name: acc.Name, UnitID: unitID}
	for _, p := range posts {
		if p.UnitID == unitID && p.Held(at) {
			a.Posts = append(a.Posts, actor.Post{ID: p.ID, BodyID: p.BodyID, BodyName: p.BodyName, Title: p.Title, Role: p.Role})
		}
	}
	return a, len(a.Posts) > 0, nil
}
