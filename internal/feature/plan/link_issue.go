package plan

import (
	"context"
	"fmt"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// linkRoutes are the officer's pages about links, and the one page that a link opens.
func (p *Plans) linkRoutes() []web.Route {
	issue := web.Right(actor.LinkIssue)
	return []web.Route{
		{Method: "GET", Path: "/u/{unit}/{year}/duong-dan", Title: "Đường dẫn đã cấp", Access: issue, Handle: p.linksOfUnit},
		{Method: "POST", Path: "/u/{unit}/{year}/duong-dan/{link}/thu-hoi", Title: "Thu hồi đường dẫn", Access: issue, Handle: p.linkEnd(Link.revoke, "Đã thu hồi đường dẫn của %s. Ai mở nữa sẽ thấy trang báo đã thu hồi.")},
		{Method: "POST", Path: "/u/{unit}/{year}/duong-dan/{link}/gia-han", Title: "Gia hạn đường dẫn", Access: issue, Handle: p.linkEnd(Link.prolong, "Đường dẫn của %s dùng được thêm 14 ngày kể từ bây giờ, vẫn địa chỉ cũ.")},
		{Method: "GET", Path: "/u/{unit}/{year}/nhiem-vu/{task}/duong-dan", Title: "Đường dẫn của nhiệm vụ", Access: issue, Handle: p.linksOfTask},
		{Method: "POST", Path: "/u/{unit}/{year}/nhiem-vu/{task}/duong-dan", Title: "Cấp đường dẫn cho cơ quan", Access: issue, Handle: p.linkMake},
		{Method: "GET", Path: "/l/{secret}", Title: "Gửi kết quả bằng đường dẫn", Access: web.Public(), Handle: p.doorOpen},
		{Method: "POST", Path: "/l/{secret}", Title: "Gửi kết quả bằng đường dẫn", Access: web.Public(), MaxBody: doorLimit, AnyOrigin: true, Handle: p.doorSend},
	}
}

// madeLink is the page that shows a secret, once.
type madeLink struct {
	Task    draftTask
	Link    Link
	Address string
	Message string
}

// linkMake makes a link for one body of the task. Its address is in this answer and nowhere else; the same form sent again
// ends at the list.
func (p *Plans) linkMake(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	o, err := linkBody(t, f.Text("co-quan-nhan"))
	if fields, ok := web.Mistakes(err); ok {
		return p.showTaskLinks(w, r, t, fields)
	} else if err != nil {
		return err
	}
	made := madeLink{Task: t}
	secret := ident.LinkSecret()
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("nhiem-vu/" + t.ID + "/duong-dan"))
		made.Link, err = p.MakeLink(ctx, tx, t.Task, o, secret)
		return err
	})
	if err != nil {
		return err
	}
	made.Address = siteAddress(r) + "/l/" + secret
	made.Message = linkMessage(r, made)
	w.Header().Set("Cache-Control", "no-store")
	v := web.View{Title: "Đường dẫn cho " + o.Name, Lead: t.Title, Here: ui.NavPlan, Crumbs: linkCrumbs(r, t.Task)}
	return r.Show(w, v, madePage(r, made))
}

// linkBody is the chosen body, when the task takes results and the body has a part in it.
func linkBody(t draftTask, id string) (Owed, error) {
	if err := t.takesResults(); err != nil {
		return Owed{}, err
	}
	for _, o := range t.Owed {
		if o.ID == id && mayHaveLink(o.Role) {
			return o, nil
		}
	}
	var form errs.Form
	form.Add("co-quan-nhan", "Chọn cơ quan nhận đường dẫn trong các cơ quan của việc này")
	return Owed{}, form.Err()
}

// linkMessage is the text for a message to the body.
func linkMessage(r *web.Request, m madeLink) string {
	s := "UBND " + r.Unit.Name + " đề nghị " + m.Link.BodyName + " gửi kết quả việc:\n" + m.Task.Title
	if due := m.Task.DueWords(r.Calendar(), r.Today()); due != "" {
		s += "\nThời hạn: " + due
	}
	return s + "\nMở địa chỉ này để gửi, không cần tài khoản: " + m.Address +
		"\nDùng được 14 ngày, đến " + stamp(m.Link.ExpiresAt) + ", chỉ cho việc này. Không chuyển cho người ngoài cơ quan."
}

// siteAddress is the address of this site as the person's browser knows it.
func siteAddress(r *web.Request) string {
	if r.Site.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// linkEnd changes a link with one press: revoking needs no second question, because a new link is as quickly made.
func (p *Plans) linkEnd(do func(Link, context.Context, *store.Tx) error, said string) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		f, err := r.Form()
		if err != nil {
			return err
		}
		id, err := r.ID("link")
		if err != nil {
			return err
		}
		l, err := store.Get[Link](r.Context(), r.Reader(), linkGet, id)
		if err != nil {
			return err
		}
		next := r.In("duong-dan")
		if f.Has("viec") {
			next = r.In("nhiem-vu/" + l.TaskID + "/duong-dan")
		}
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(next)
			return do(l, ctx, tx)
		})
		if err != nil {
			return err
		}
		r.Say(w, fmt.Sprintf(said, l.BodyName))
		return r.Go(w, next)
	}
}
