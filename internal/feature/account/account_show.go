package account

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// showView is the page of one account.
type showView struct {
	Account Account
	Posts   []Position // in this unit
	Shared  bool       // has a post in another unit too
	Self    bool
	Today   day.Day
	Base    string // address of the account
	Once    string
	Bodies  []ui.Option
	Draft   Draft // a further post as it was typed
	Errors  []errs.Field
	Notice  string // what was refused, and why
	Events  []store.Event

	Hamlets []ui.Option  // of the unit
	Kept    []postHamlet // of posts of a collaborator

	Blocked store.Instant // until when strangers' machines may not try the password; zero when they may
	Factor  store.Instant // since when there is a second step; zero without one
	Why     string        // for taking the second step off, as typed
}

// show shows one account with its posts and its history.
func (p *pages) show(w http.ResponseWriter, r *web.Request) error {
	return p.showWith(w, r, http.StatusOK, showView{Draft: Draft{Role: actor.RoleBody}})
}

func (p *pages) showWith(w http.ResponseWriter, r *web.Request, status int, v showView) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	if v, err = p.fill(r.Context(), r, id, v); err != nil {
		return err
	}
	view := web.View{
		Title: v.Account.Name, Errors: v.Errors,
		Crumbs:  []ui.Crumb{{Text: "Tài khoản của đơn vị", Href: r.In("tai-khoan")}, {Text: v.Account.Name}},
		Actions: showActions(v),
	}
	return r.ShowStatus(w, status, view, showPage(v))
}

func (p *pages) fill(ctx context.Context, r *web.Request, id string, v showView) (_ showView, err error) {
	if v.Account, err = p.inUnit(ctx, r.Reader(), r.Unit.ID, id); err != nil {
		return v, err
	}
	posts, err := p.Posts(ctx, r.Reader(), id)
	if err != nil {
		return v, err
	}
	if v.Bodies, err = p.bodyNames(r); err != nil {
		return v, err
	}
	if v.Hamlets, err = p.hamletOptions(r); err != nil {
		return v, err
	}
	if v.Kept, err = store.List[postHamlet](ctx, r.Reader(), postHamlets, id); err != nil {
		return v, err
	}
	if v.Events, err = store.HistoryOf(ctx, r.Reader(), "account", id, 50); err != nil {
		return v, err
	}
	if v.Blocked, _, err = p.Blocked(ctx, r.Reader(), v.Account.Username, r.Now); err != nil {
		return v, err
	}
	if v.Factor, _, err = p.Factor(ctx, r.Reader(), id); err != nil {
		return v, err
	}
	for _, post := range posts {
		if post.UnitID == r.Unit.ID {
			v.Posts = append(v.Posts, post)
		}
	}
	v.Shared = heldElsewhere(posts, r.Unit.ID, r.Today())
	v.Self, v.Today, v.Base, v.Once = id == r.Actor.AccountID, r.Today(), r.In("tai-khoan/"+id), web.NewKey()
	return v, nil
}

// facts are what is known of the account.
func (v showView) facts() []ui.Fact {
	state := "đang dùng"
	switch {
	case !v.Account.Active:
		state = "đang khóa, không đăng nhập được"
	case !v.Account.Ready:
		state = "chưa đặt mật khẩu"
	}
	step := "chưa bật"
	if !v.Factor.IsZero() {
		step = "bật từ " + web.Stamp(v.Factor)
	}
	return []ui.Fact{{Term: "Tên đăng nhập", Text: v.Account.Username, Strong: true}, {Term: "Trạng thái", Text: state}, {Term: "Xác thực hai bước", Text: step}}
}
