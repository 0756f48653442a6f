package account

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Bond is a kind of thing that is bound to a person and must have another owner when the person leaves. What ends by itself
// with the post is no bond: sessions, calendar feeds, links of the leader's page and deputies ask for the post at every use.
type Bond interface {
	Kind() string  // in addresses and fields
	Title() string // "Việc có tên người này"
	// Keeps reports whether the person's last post may not end while something of the kind is left.
	Keeps() bool
	// Held lists what is bound to the person in the source's unit.
	Held(ctx context.Context, from store.Source, who Heir) ([]Thing, error)
	// Pass gives some of it to another person, with its rows in the history.
	Pass(ctx context.Context, tx *store.Tx, who, heir Heir, things []Thing) error
}

// Heir is a person who gives or takes over.
type Heir struct{ ID, Name string }

// Thing is one thing that is bound to a person. Path lies inside the unit and year; empty when there is no page.
type Thing struct{ ID, Text, Path string }

// Bound are the things of one kind.
type Bound struct {
	Bond
	Things []Thing
}

// bound lists everything that is bound to a person.
func (s *Accounts) bound(ctx context.Context, from store.Source, who Heir) ([]Bound, error) {
	var out []Bound
	for _, b := range s.Bonds {
		things, err := b.Held(ctx, from, who)
		if err != nil {
			return nil, err
		}
		out = append(out, Bound{b, things})
	}
	return out, nil
}

// Leave is what a person who goes leaves behind, as it was decided.
type Leave struct {
	Who    Heir
	UnitID string
	Last   day.Day                         // last day of the posts; zero when the person only hands over
	To     func(thing string) (Heir, bool) // who takes over a thing; false leaves it
	Posts  []Position                      // that end
}

// leave passes on what is bound to the person and ends the posts. With a last day nothing may be left without an owner.
func (s *Accounts) leave(ctx context.Context, tx *store.Tx, l Leave, today day.Day) error {
	all, err := s.bound(ctx, tx, l.Who)
	if err != nil {
		return err
	}
	for _, b := range all {
		if err := s.passAll(ctx, tx, l, b); err != nil {
			return err
		}
	}
	if l.Last.IsZero() {
		return nil
	}
	for _, p := range l.Posts {
		if p.Role == actor.RoleAdmin {
			others := func(_ Holder, q Position) bool { return q.ID != p.ID && q.To.IsZero() }
			if err := s.keepsAdmin(ctx, tx, l.UnitID, today, others); err != nil {
				return err
			}
		}
		if err := s.EndPost(ctx, tx, p, l.Last); err != nil {
			return err
		}
	}
	return nil
}

// passAll gives each thing of a kind to whom it was given.
func (s *Accounts) passAll(ctx context.Context, tx *store.Tx, l Leave, b Bound) error {
	by := map[Heir][]Thing{}
	for _, thing := range b.Things {
		heir, ok := l.To(b.Kind() + "-" + thing.ID)
		switch {
		case ok:
			by[heir] = append(by[heir], thing)
		case !l.Last.IsZero():
			var form errs.Form
			form.Add("nguoi-nhan", "Còn “%s” chưa có người nhận; chọn người nhận chung hoặc người nhận riêng cho từng mục", thing.Text)
			return form.Err()
		}
	}
	for heir, things := range by {
		if err := b.Pass(ctx, tx, l.Who, heir, things); err != nil {
			return err
		}
	}
	return nil
}

// keepsNothing refuses to end the last post of a person while something is left that nobody else would look after.
func (s *Accounts) keepsNothing(ctx context.Context, tx *store.Tx, p Position, posts []Position, today day.Day) error {
	if slices.ContainsFunc(posts, func(q Position) bool { return q.ID != p.ID && q.UnitID == p.UnitID && q.Held(today) }) {
		return nil
	}
	who, err := store.Get[Account](ctx, tx, accountByID, p.AccountID)
	if err != nil {
		return err
	}
	all, err := s.bound(ctx, tx.Whole(), Heir{who.ID, who.Name})
	if err != nil {
		return err
	}
	for _, b := range all {
		if b.Keeps() && len(b.Things) > 0 {
			return errs.New(errs.Forbidden, "Người này còn việc đứng tên mình. Lãnh đạo hoặc cán bộ phụ trách bàn giao cho người khác ở trang Bàn giao trước, rồi chức danh cuối cùng mới thôi được. Chưa ghi gì.")
		}
	}
	return nil
}
