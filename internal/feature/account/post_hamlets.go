package account

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func init() {
	store.Declare(store.Table{Name: "position_hamlet", Kind: actor.KindOrg, Narrow: store.ShowAll, Scoped: true, Title: "Tổ, thôn của cộng tác viên", Heads: map[string]string{
		"position_id": "Mã chức danh", "account_id": "Mã tài khoản", "hamlet_id": "Mã thôn, tổ dân phố"}})
}

var (
	postHamletAdd   = store.Change("account.hamlet.add", `INSERT INTO position_hamlet (id, unit_id, position_id, account_id, hamlet_id) VALUES ($1, $2, $3, $4, $5)`)
	postHamletClear = store.Change("account.hamlet.clear", `DELETE FROM position_hamlet AS h WHERE h.position_id = $1 AND {scope:h}`)
	postHamlets     = store.Query("account.hamlet.of_account", `SELECT h.position_id, h.hamlet_id FROM position_hamlet h WHERE h.account_id = $1 AND {scope:h} ORDER BY h.id`)
)

// postHamlet is a hamlet of a post.
type postHamlet struct {
	PositionID string `db:"position_id"`
	HamletID   string `db:"hamlet_id"`
}

// SetHamlets says for which hamlets a post of a collaborator is, inside the caller's change.
func (s *Accounts) SetHamlets(ctx context.Context, tx *store.Tx, p Position, hamlets, names []string) error {
	if p.Role != actor.RoleCollaborator || !p.To.IsZero() {
		return errs.New(errs.Conflict, "Chỉ chức danh cộng tác viên đang giữ mới phụ trách tổ, thôn. Chưa ghi gì; mở lại trang để xem.")
	}
	if _, err := tx.Exec(ctx, postHamletClear, p.ID); err != nil {
		return err
	}
	for _, h := range hamlets {
		if _, err := tx.Exec(ctx, postHamletAdd, ident.New(), p.UnitID, p.ID, p.AccountID, h); err != nil {
			return err
		}
	}
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: p.AccountID, UnitID: p.UnitID, Action: "Giao tổ, thôn phụ trách", Note: strings.Join(names, ", ")})
}

// setHamlets is the form below a post of a collaborator.
func (p *pages) setHamlets(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	postID, err := r.ID("post")
	if err != nil {
		return err
	}
	options, err := p.hamletOptions(r)
	if err != nil {
		return err
	}
	var chosen, names []string
	for _, o := range options {
		if slices.Contains(f.All("to-thon"), o.Value) {
			chosen, names = append(chosen, o.Value), append(names, o.Text)
		}
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("tai-khoan/" + id))
		posts, err := p.Posts(ctx, tx, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(posts, func(q Position) bool { return q.ID == postID && q.UnitID == r.Unit.ID })
		if at < 0 {
			return errs.New(errs.NotFound, "Không tìm thấy chức danh này ở đơn vị.")
		}
		return p.SetHamlets(ctx, tx, posts[at], chosen, names)
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi tổ, thôn phụ trách.")
	return r.Go(w, r.In("tai-khoan/"+id))
}

func (p *pages) hamletOptions(r *web.Request) ([]ui.Option, error) {
	if p.Hamlets == nil {
		return nil, nil
	}
	return p.Hamlets(r.Context(), r.Reader(), r.Today())
}

// hamletsOf are the ids of the hamlets of a post.
func (v showView) hamletsOf(p Position) (out []string) {
	for _, h := range v.Kept {
		if h.PositionID == p.ID {
			out = append(out, h.HamletID)
		}
	}
	return out
}

// doorPosts are the open posts of a collaborator in this unit.
func (v showView) doorPosts() []Position {
	return slices.DeleteFunc(slices.Clone(v.Posts), func(p Position) bool { return p.Role != actor.RoleCollaborator || !p.To.IsZero() })
}
