package calendar

import (
	"context"
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// feedsView is the page of addresses.
type feedsView struct {
	Own, OfBodies []Feed
	Bodies        []Body // for whom the person may make one
	Chosen        string
	Errors        []errs.Field
}

// feeds lists the addresses that the person may see and make.
func (c *Calendar) feeds(w http.ResponseWriter, r *web.Request) error {
	return c.showFeeds(w, r, feedsView{})
}

func (c *Calendar) showFeeds(w http.ResponseWriter, r *web.Request, v feedsView) (err error) {
	ctx, from := r.Context(), r.Reader()
	if v.Own, err = store.List[Feed](ctx, from, feedList, r.Actor.AccountID, feedsKept); err != nil {
		return err
	}
	if r.May(actor.LinkIssue) {
		if v.OfBodies, err = store.List[Feed](ctx, from, feedList, "", feedsKept); err != nil {
			return err
		}
		if v.Bodies, err = c.Bodies.Current(ctx, from, r.Today()); err != nil {
			return err
		}
	}
	page := web.View{Title: "Đưa lịch vào điện thoại", Lead: "Mỗi địa chỉ là một lịch chỉ đọc cho Google Lịch, Outlook hoặc lịch của điện thoại; hạn đổi thì lịch tự đổi theo.",
		Here: ui.NavToday, Crumbs: feedCrumbs(r, "Địa chỉ lịch"), Errors: v.Errors}
	return r.Show(w, page, feedsPage(r, v))
}

func feedCrumbs(r *web.Request, last string) []ui.Crumb {
	return []ui.Crumb{{Text: "Lịch", Href: r.In("lich")}, {Text: last}}
}

// feedMake makes an address and shows it, once. The same form sent again ends at the list.
func (c *Calendar) feedMake(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	account, of := r.Actor.AccountID, Body{}
	if f.Text("cho") == "co-quan" {
		account = ""
		if of, err = c.bodyFor(r, f.Text("co-quan")); err != nil {
			if fields, ok := web.Mistakes(err); ok {
				return c.showFeeds(w, r, feedsView{Errors: fields, Chosen: f.Text("co-quan")})
			}
			return err
		}
	}
	var made Feed
	var secret string
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In(feedsPath))
		made, secret, err = makeFeed(ctx, tx, r.Unit.ID, account, of)
		return err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	page := web.View{Title: "Địa chỉ lịch của " + made.Of(), Here: ui.NavToday, Crumbs: feedCrumbs(r, "Địa chỉ mới")}
	return r.Show(w, page, madePage(r, address(r)+"/lich/"+secret+".ics"))
}

// bodyFor is the chosen body, when the person may give out addresses for bodies.
func (c *Calendar) bodyFor(r *web.Request, id string) (Body, error) {
	if !r.May(actor.LinkIssue) {
		return Body{}, errs.New(errs.Forbidden, "Chỉ cán bộ phụ trách tạo địa chỉ lịch cho cơ quan. Anh/chị tạo được địa chỉ cho tài khoản của mình.")
	}
	bodies, err := c.Bodies.Current(r.Context(), r.Reader(), r.Today())
	if err != nil {
		return Body{}, err
	}
	if i := slices.IndexFunc(bodies, func(b Body) bool { return b.ID == id }); i >= 0 {
		return bodies[i], nil
	}
	var form errs.Form
	form.Add("co-quan", "Chọn cơ quan trong danh sách")
	return Body{}, form.Err()
}

// feedRevoke ends an address with one press: a new one is as quickly made.
func (c *Calendar) feedRevoke(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	id, err := r.ID("feed")
	if err != nil {
		return err
	}
	f, err := store.Get[Feed](r.Context(), r.Reader(), feedGet, id)
	if err != nil {
		return err
	}
	if !f.mayEnd(r.Actor) {
		return errs.New(errs.NotFound, "Không tìm thấy địa chỉ lịch này trong các địa chỉ của anh/chị.")
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In(feedsPath))
		return f.revoke(ctx, tx)
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã thu hồi địa chỉ lịch của "+f.Of()+".")
	return r.Go(w, r.In(feedsPath))
}

// stamp is a moment as a list shows it.
func stamp(t store.Instant) string { return web.Stamp(t) }
