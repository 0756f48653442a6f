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

// Working is somebody who holds a post in a unit on a day and may sign in.
type Working struct {
	ID    string `db:"id"`
	Name  string `db:"name"`
	Title string `db:"title"`
}

var workingOf = store.Query("account.working", `SELECT DISTINCT a.id, a.name, a.name_key, p.title FROM position p JOIN account a ON a.id = p.account_id
	WHERE {scope:p} AND a.active AND p.valid_from <= $1 AND (p.valid_to = '' OR p.valid_to >= $1) ORDER BY a.name_key, a.id, p.title`)

// WorkingIn lists, by name, who works in the source's unit on a day; everybody once, with a first post.
func WorkingIn(ctx context.Context, from store.Source, at day.Day) ([]Working, error) {
	type row struct {
		Working
		Key string `db:"name_key"` // SELECT DISTINCT must name it to order by it
	}
	rows, err := store.List[row](ctx, from, workingOf, at.ISO())
	var out []Working
	for _, x := range rows {
		if len(out) == 0 || out[len(out)-1].ID != x.ID {
			out = append(out, x.Working)
		}
	}
	return out, err
}
