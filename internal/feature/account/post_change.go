package account

import (
	"context"
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// addPost gives a person a further post in this unit from today.
func (p *pages) addPost(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	d := Draft{Title: f.Text("chuc-danh"), Body: f.Text("co-quan"), Role: actor.Role(f.Text("vai-tro"))}
	d.clean()
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("tai-khoan/" + id))
		if _, err := p.inUnit(ctx, tx, r.Unit.ID, id); err != nil {
			return err
		}
		post, err := p.postFrom(ctx, tx, r, d)
		if err != nil {
			return err
		}
		post.AccountID = id
		if err := p.Appoint(ctx, tx, post); err != nil || !post.Role.May(actor.AccountAdmin) {
			return err
		}
		return p.endSessions(ctx, tx, id, r.Session.ID) // who may now give rights comes in anew, by two steps
	})
	if fields, ok := web.Mistakes(err); ok {
		return p.showWith(w, r, http.StatusUnprocessableEntity, showView{Draft: d, Errors: fields})
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã giao chức danh từ hôm nay.")
	return r.Go(w, r.In("tai-khoan/"+id))
}

func (p *pages) postFrom(ctx context.Context, from store.Source, r *web.Request, d Draft) (Position, error) {
	find, err := p.bodies.BodyFinder(ctx, from, r.Today())
	if err != nil {
		return Position{}, err
	}
	var f errs.Form
	CheckTitle(&f, "chuc-danh", d.Title)
	bodyID, shown, ok := find(d.Body)
	if !ok {
		f.Add("co-quan", "%s", bodyMistake(d.Body))
	}
	checkRole(&f, "vai-tro", d.Role)
	return Position{UnitID: r.Unit.ID, BodyID: bodyID, BodyName: shown, Title: d.Title, Role: d.Role, From: r.Today()}, f.Err()
}

// endPost ends a post today; it stays in the history. The last administrator stays.
func (p *pages) endPost(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	postID, err := r.ID("post")
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		posts, err := p.Posts(ctx, tx, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(posts, func(q Position) bool { return q.ID == postID && q.UnitID == r.Unit.ID })
		if at < 0 {
			return errs.New(errs.NotFound, "Không tìm thấy chức danh này ở đơn vị.")
		}
		if posts[at].Role == actor.RoleAdmin {
			others := func(_ Holder, q Position) bool { return q.ID != postID }
			if err := p.keepsAdmin(ctx, tx, r.Unit.ID, r.Today(), others); err != nil {
				return err
			}
		}
		if err := p.keepsNothing(ctx, tx, posts[at], posts, r.Today()); err != nil {
			return err
		}
		return p.EndPost(ctx, tx, posts[at], r.Today().Add(-1))
	})
	if errs.Is(err, errs.Conflict) || errs.Is(err, errs.Forbidden) {
		return p.showWith(w, r, statusFor(err), showView{Notice: words(err)})
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã thôi giao chức danh.")
	return r.Go(w, r.In("tai-khoan/"+id))
}
