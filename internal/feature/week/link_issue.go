package week

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func (w *Weeks) linkRoutes() []web.Route {
	const path = "/u/{unit}/{year}/tuan/"
	read := web.Right(actor.WeekRead)
	return append([]web.Route{
		{Method: "GET", Path: path + "duong-dan", Title: "Đường dẫn trang lãnh đạo", Access: read, Handle: w.links},
		{Method: "POST", Path: path + "{monday}/duong-dan", Title: "Cấp đường dẫn trang lãnh đạo", Access: read, Fresh: true, Handle: w.linkMake},
		{Method: "POST", Path: path + "duong-dan/{weeklink}/thu-hoi", Title: "Thu hồi đường dẫn trang lãnh đạo", Access: read, Handle: w.linkRevoke},
	}, w.doorRoutes()...)
}

// linkView is the page of the links of a year.
type linkView struct {
	Newest  *Edition
	Leaders []actor.Actor
	Links   []Link
	Key     string
	Errors  []errs.Field
}

// options are the leaders who may get a link; the reader is proposed first when he is one.
func (v linkView) options() []ui.Option {
	out := make([]ui.Option, len(v.Leaders))
	for i, a := range v.Leaders {
		out[i] = ui.Option{Value: a.AccountID, Text: a.Name + ", " + a.Acting().Title}
	}
	return out
}

func (w *Weeks) links(rw http.ResponseWriter, r *web.Request) error { return w.showLinks(rw, r, nil) }

func (w *Weeks) showLinks(rw http.ResponseWriter, r *web.Request, mistakes []errs.Field) (err error) {
	v := linkView{Key: web.NewKey(), Errors: mistakes}
	e, found, err := newest(r.Context(), r.Reader(), r.Year)
	if err != nil {
		return err
	}
	if found {
		v.Newest = &e
	}
	if v.Leaders, err = w.People.Leaders(r.Context(), r.Reader(), r.Unit.ID, r.Today()); err != nil {
		return err
	}
	if v.Links, err = store.List[Link](r.Context(), r.Reader(), linkList, r.Year); err != nil {
		return err
	}
	view := web.View{Title: "Đường dẫn trang lãnh đạo", Here: ui.NavToday, Crumbs: weekCrumbs(r, "Đường dẫn"), Errors: mistakes,
		Lead: "Trang tuần mở trên điện thoại bằng một đường dẫn và một mã PIN, dùng được 7 ngày. Gửi hai thứ bằng hai cách khác nhau."}
	return r.Show(rw, view, linksPage(r, v))
}

// madeLink is the page that shows address and PIN, once.
type madeLink struct {
	Link    Link
	Message string
	PIN     string
}

// linkMake makes a link for a leader. Address and PIN are in this answer and nowhere else; the same form sent again ends at
// the list.
func (w *Weeks) linkMake(rw http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	e, err := editionOfPath(r)
	if err != nil {
		return err
	}
	leader, err := w.leaderOf(r, f.Text("lanh-dao"))
	if fields, ok := web.Mistakes(err); ok {
		return w.showLinks(rw, r, fields)
	} else if err != nil {
		return err
	}
	address, m := ident.LinkSecret(), madeLink{PIN: NewPIN()}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("tuan/duong-dan"))
		m.Link, err = MakeLink(ctx, tx, e, leader.AccountID, leader.Name, address, m.PIN)
		return err
	})
	if err != nil {
		return err
	}
	m.Message = "Trang lãnh đạo " + r.Unit.Name + ", " + e.Heading() + ":\n" + siteAddress(r) + "/t/" + address +
		"\nDùng được đến " + stamp(m.Link.ExpiresAt) + ". Mã PIN báo riêng. Không chuyển cho người khác."
	rw.Header().Set("Cache-Control", "no-store")
	v := web.View{Title: "Đường dẫn cho " + leader.Name, Lead: e.Heading(), Here: ui.NavToday, Crumbs: weekCrumbs(r, "Đường dẫn mới")}
	return r.Show(rw, v, madePage(r, m))
}

func (w *Weeks) leaderOf(r *web.Request, accountID string) (actor.Actor, error) {
	leaders, err := w.People.Leaders(r.Context(), r.Reader(), r.Unit.ID, r.Today())
	if err != nil {
		return actor.Actor{}, err
	}
	for _, a := range leaders {
		if a.AccountID == accountID {
			return a, nil
		}
	}
	var form errs.Form
	form.Add("lanh-dao", "Chọn lãnh đạo nhận đường dẫn")
	return actor.Actor{}, form.Err()
}

// siteAddress is the address of this site as the person's browser knows it.
func siteAddress(r *web.Request) string {
	if r.Site.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// linkRevoke ends a link with one press: a new one is as quickly made.
func (w *Weeks) linkRevoke(rw http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	id, err := r.ID("weeklink")
	if err != nil {
		return err
	}
	l, err := store.Get[Link](r.Context(), r.Reader(), linkGet, id)
	if err != nil {
		return err
	}
	next := r.In("tuan/duong-dan")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		return l.revoke(ctx, tx)
	})
	if err != nil {
		return err
	}
	r.Say(rw, "Đã thu hồi đường dẫn của "+l.Leader+". Ai mở nữa sẽ thấy trang báo đã thu hồi.")
	return r.Go(rw, next)
}
