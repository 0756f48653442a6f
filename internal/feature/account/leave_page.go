package account

import (
	"context"
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

const leavePath = "ban-giao-viec"

// leaveRoutes are handing over what is bound to a person who leaves.
func (p *pages) leaveRoutes() []web.Route {
	const base = "/u/{unit}/{year}/" + leavePath
	right := web.Right(actor.HandOver)
	return []web.Route{
		{Method: "GET", Path: base, Title: "Bàn giao", Access: right, Handle: p.leaveList},
		{Method: "GET", Path: base + "/{account}", Title: "Bàn giao của một người", Access: right, Handle: p.leaveForm},
		{Method: "POST", Path: base + "/{account}", Title: "Bàn giao", Access: right, Handle: p.leavePost},
	}
}

// leaveView is what is bound to a person, and the form that passes it on.
type leaveView struct {
	r        *web.Request
	Who      Account
	Posts    []Position // held today in this unit
	Bound    []Bound
	Deputies []Deputy
	People   []Holder
	Typed    *web.Form
	Errors   []errs.Field
	Key      string
}

// leaveList lists the people of the unit.
func (p *pages) leaveList(w http.ResponseWriter, r *web.Request) error {
	all, err := p.OfUnit(r.Context(), r.Reader(), r.Unit.ID)
	if err != nil {
		return err
	}
	v := web.View{Title: "Bàn giao", Crumbs: []ui.Crumb{{Text: "Bàn giao"}},
		Lead: "Người nghỉ hoặc chuyển chỗ: mở tên người ấy, giao từng mục hoặc tất cả cho người khác, ghi ngày làm việc cuối cùng."}
	return r.Show(w, v, leaveListPage(r, all))
}

func (p *pages) leaveForm(w http.ResponseWriter, r *web.Request) error {
	return p.showLeave(w, r, nil, nil)
}

func (p *pages) showLeave(w http.ResponseWriter, r *web.Request, typed *web.Form, mistakes []errs.Field) error {
	v, err := p.leaveView(r)
	if err != nil {
		return err
	}
	v.Typed, v.Errors = typed, mistakes
	view := web.View{Title: "Bàn giao của " + v.Who.Name, Errors: mistakes, Lead: v.lead(),
		Crumbs: []ui.Crumb{{Text: "Bàn giao", Href: r.In(leavePath)}, {Text: v.Who.Name}}}
	return r.Show(w, view, leavePage(v))
}

func (p *pages) leaveView(r *web.Request) (v leaveView, err error) {
	ctx, from := r.Context(), r.Reader()
	v.r, v.Key = r, web.NewKey()
	id, err := r.ID("account")
	if err != nil {
		return v, err
	}
	if v.Who, err = p.inUnit(ctx, from, r.Unit.ID, id); err != nil {
		return v, err
	}
	if v.Bound, err = p.bound(ctx, from, Heir{v.Who.ID, v.Who.Name}); err != nil {
		return v, err
	}
	if v.Deputies, err = store.List[Deputy](ctx, from, deputiesOfIn, r.Unit.ID, r.Today(), id); err != nil {
		return v, err
	}
	if v.People, err = p.OfUnit(ctx, from, r.Unit.ID); err != nil {
		return v, err
	}
	for _, h := range v.People {
		if h.ID == id {
			v.Posts = h.heldPosts(r.Today())
		}
	}
	return v, nil
}

func (v leaveView) lead() string {
	n := 0
	for _, b := range v.Bound {
		n += len(b.Things)
	}
	if n == 0 {
		return "Không có gì đứng tên người này phải giao."
	}
	return "Giao cho một người nhận chung, hoặc chọn người nhận riêng cho từng mục. Không mục nào bị bỏ lại."
}

// heirs are the people who can take over: those who stay.
func (v leaveView) heirs(first string) []ui.Option {
	out := []ui.Option{{Text: first}}
	for _, h := range v.People {
		if h.ID != v.Who.ID && v.stays(h) {
			out = append(out, ui.Option{Value: h.ID, Text: h.Name + ", " + PostWords(*h.HeldOn(v.r.Today()))})
		}
	}
	return out
}

func (v leaveView) stays(h Holder) bool {
	return h.Active && slices.ContainsFunc(h.heldPosts(v.r.Today()), func(q Position) bool {
		reads := actor.SightOf(q.Role).Of(actor.KindWork)
		return q.To.IsZero() && (reads == actor.Own || reads == actor.Whole)
	})
}

func (v leaveView) typed(name string) string {
	if v.Typed == nil {
		return ""
	}
	return v.Typed.Text(name)
}

func (v leaveView) heir(id string) (Heir, bool) {
	at := slices.IndexFunc(v.People, func(h Holder) bool { return h.ID == id && id != v.Who.ID && v.stays(h) })
	if at < 0 {
		return Heir{}, false
	}
	return Heir{v.People[at].ID, v.People[at].Name}, true
}

// leavePost passes everything on, in one change.
func (p *pages) leavePost(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	v, err := p.leaveView(r)
	if err != nil {
		return err
	}
	l, err := leaveFrom(f, v, r.Today())
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(r.In(leavePath + "/" + v.Who.ID))
			return p.leave(ctx, tx, l, r.Today())
		})
	}
	if errs.Is(err, errs.Forbidden) {
		err = leaveMistake(words(err))
	}
	if fields, ok := web.Mistakes(err); ok {
		return p.showLeave(w, r, f, fields)
	}
	if err != nil {
		return err
	}
	said := "Đã bàn giao."
	if !l.Last.IsZero() {
		said = "Đã bàn giao; chức danh của " + v.Who.Name + " hết vào cuối ngày " + l.Last.String() + "."
	}
	r.Say(w, said)
	return r.Go(w, r.In(leavePath+"/"+v.Who.ID))
}

func leaveMistake(what string) error {
	var form errs.Form
	form.Add("ngay-cuoi", "%s", what)
	return form.Err()
}

// leaveFrom reads who takes over what, and the last day.
func leaveFrom(f *web.Form, v leaveView, today day.Day) (Leave, error) {
	var form errs.Form
	l := Leave{Who: Heir{v.Who.ID, v.Who.Name}, UnitID: v.r.Unit.ID}
	if f.Text("ngay-cuoi") != "" {
		l.Last = dayIn(&form, f, "ngay-cuoi")
		if !l.Last.IsZero() && (l.Last.Before(today) || l.Last.Sub(today) > longestDeputy) {
			form.Add("ngay-cuoi", "Ngày làm việc cuối cùng từ hôm nay, %s, đến %s", today, today.Add(longestDeputy))
		}
		for _, q := range v.Posts {
			if q.To.IsZero() {
				l.Posts = append(l.Posts, q)
			}
		}
		if v.Who.ID == v.r.Actor.AccountID {
			form.Add("ngay-cuoi", "Không tự cho mình thôi chức danh; nhờ lãnh đạo hoặc cán bộ phụ trách khác ghi ngày cuối. Các mục thì tự giao được: để trống ô này")
		}
	}
	common, some := v.heir(f.Text("nguoi-nhan"))
	if f.Text("nguoi-nhan") != "" && !some {
		form.Add("nguoi-nhan", "Chọn người nhận trong danh sách")
	}
	own := map[string]Heir{}
	for _, b := range v.Bound {
		for _, thing := range b.Things {
			key := b.Kind() + "-" + thing.ID
			if heir, ok := v.heir(f.Text(key)); ok {
				own[key] = heir
			}
		}
	}
	if !some && len(own) == 0 && l.Last.IsZero() {
		form.Add("nguoi-nhan", "Chọn người nhận chung, hoặc người nhận riêng cho ít nhất một mục")
	}
	l.To = func(thing string) (Heir, bool) {
		if heir, ok := own[thing]; ok {
			return heir, true
		}
		return common, some
	}
	return l, form.Err()
}
