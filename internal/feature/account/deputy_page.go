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

const deputyPath = "nguoi-thay"

// deputyRoutes are naming a deputy and ending it.
func (p *pages) deputyRoutes() []web.Route {
	const base = "/u/{unit}/{year}/" + deputyPath
	return []web.Route{
		{Method: "GET", Path: base, Title: "Người thay", Access: web.Right(actor.StaffRead), Handle: p.deputies},
		{Method: "POST", Path: base, Title: "Cử người thay", Access: web.Right(actor.StaffRead), Handle: p.deputyPost},
		{Method: "POST", Path: base + "/{deputy}/thoi", Title: "Thôi người thay", Access: web.Right(actor.StaffRead), Handle: p.deputyStop},
	}
}

// deputyView is the page of a unit's deputies and the form of one's own.
type deputyView struct {
	r      *web.Request
	All    []Deputy
	Posts  []Position // the person's own
	People []Holder
	Typed  map[string]string
	Errors []errs.Field
	Key    string
}

func (p *pages) deputies(w http.ResponseWriter, r *web.Request) error {
	return p.showDeputies(w, r, nil, nil)
}

func (p *pages) showDeputies(w http.ResponseWriter, r *web.Request, typed map[string]string, mistakes []errs.Field) error {
	v, err := p.deputyView(r)
	if err != nil {
		return err
	}
	v.Typed, v.Errors = typed, mistakes
	view := web.View{Title: "Người thay", Errors: mistakes, Crumbs: []ui.Crumb{{Text: "Người thay"}},
		Lead: "Vắng mặt thì cử một người làm thay trong những ngày ghi rõ. Hết ngày cuối cùng người thay tự thôi; người thay không cử tiếp người khác."}
	return r.Show(w, view, deputyPage(v))
}

func (p *pages) deputyView(r *web.Request) (v deputyView, err error) {
	ctx, from := r.Context(), r.Reader()
	v.r, v.Key = r, web.NewKey()
	if v.All, err = p.Deputies(ctx, from, r.Unit.ID, r.Today()); err != nil {
		return v, err
	}
	v.Posts, err = p.ownPosts(ctx, from, r)
	if err != nil {
		return v, err
	}
	v.People, err = p.OfUnit(ctx, from, r.Unit.ID)
	return v, err
}

// ownPosts are the posts that the person holds in the unit, without those in which the person is a deputy: what one was lent
// one does not pass on.
func (p *pages) ownPosts(ctx context.Context, from store.Source, r *web.Request) ([]Position, error) {
	posts, err := p.Posts(ctx, from, r.Actor.AccountID)
	return slices.DeleteFunc(posts, func(q Position) bool { return q.UnitID != r.Unit.ID || !q.Held(r.Today()) }), err
}

// may says whether the person may end a deputising: who is replaced, who replaces, and who gives posts.
func (v deputyView) may(d Deputy) bool {
	me := v.r.Actor.AccountID
	return d.ForID == me || d.AccountID == me || v.r.May(actor.AccountAdmin)
}

func (v deputyView) postOptions() []ui.Option {
	var out []ui.Option
	for _, q := range v.Posts {
		out = append(out, ui.Option{Value: q.ID, Text: PostWords(q) + " (" + actor.RoleWords[q.Role] + ")"})
	}
	return out
}

func (v deputyView) peopleOptions() []ui.Option {
	out := []ui.Option{{Text: "Chọn người thay"}}
	for _, h := range v.People {
		if at := h.HeldOn(v.r.Today()); h.Active && h.ID != v.r.Actor.AccountID && at != nil {
			out = append(out, ui.Option{Value: h.ID, Text: h.Name + ", " + PostWords(*at)})
		}
	}
	return out
}

// admin reports whether one of the person's posts asks for the password again.
func (v deputyView) admin() bool {
	return slices.ContainsFunc(v.Posts, func(q Position) bool { return q.Role == actor.RoleAdmin })
}

var deputyFields = []string{"chuc-danh", "nguoi", "tu-ngay", "den-ngay", "ly-do"}

// deputyPost names a deputy for one of the person's own posts.
func (p *pages) deputyPost(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	v, err := p.deputyView(r)
	if err != nil {
		return err
	}
	d, err := p.deputyFrom(r, f, v)
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(r.In(deputyPath))
			return p.deputise(ctx, tx, d)
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		typed := map[string]string{}
		for _, name := range deputyFields {
			typed[name] = f.Text(name)
		}
		return p.showDeputies(w, r, typed, fields)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã cử "+d.Name+" thay từ "+d.From.String()+" đến hết "+d.To.String()+".")
	return r.Go(w, r.In(deputyPath))
}

func (p *pages) deputyFrom(r *web.Request, f *web.Form, v deputyView) (Deputy, error) {
	var form errs.Form
	d := Deputy{UnitID: r.Unit.ID, ForID: r.Actor.AccountID, Reason: f.Text("ly-do")}
	d.From, d.To = dayIn(&form, f, "tu-ngay"), dayIn(&form, f, "den-ngay")
	at := slices.IndexFunc(v.Posts, func(q Position) bool { return q.ID == f.Text("chuc-danh") })
	if at < 0 {
		form.Add("chuc-danh", "Chọn chức danh của mình để người khác làm thay")
		return d, form.Err()
	}
	post := v.Posts[at]
	d.PositionID, d.Title, d.BodyName, d.Role = post.ID, post.Title, post.BodyName, post.Role
	who := slices.IndexFunc(v.People, func(h Holder) bool {
		return h.ID == f.Text("nguoi") && h.ID != r.Actor.AccountID && h.Active && h.HeldOn(r.Today()) != nil
	})
	if who < 0 {
		form.Add("nguoi", "Chọn người thay trong những người có chức danh ở đơn vị")
	} else {
		d.AccountID, d.Name = v.People[who].ID, v.People[who].Name
	}
	d.check(&form, r.Today())
	if err := form.Err(); err != nil || post.Role != actor.RoleAdmin {
		return d, err
	}
	return d, p.recheck(r.Context(), r.Actor.AccountID, f.Raw("mat-khau"), "mat-khau", r.Now)
}

// dayIn reads a day that was typed; what is no day is a mistake of its field.
func dayIn(form *errs.Form, f *web.Form, name string) day.Day {
	d, err := day.Parse(f.Text(name))
	if err != nil {
		form.Add(name, "Ghi ngày dạng ngày/tháng/năm, ví dụ 16/05/2026")
	}
	return d
}

// deputyStop ends a deputising today.
func (p *pages) deputyStop(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("deputy")
	if err != nil {
		return err
	}
	v, err := p.deputyView(r)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(v.All, func(d Deputy) bool { return d.ID == id && v.may(d) })
	if at < 0 {
		return errs.New(errs.NotFound, "Không tìm thấy lần cử người thay này, hoặc đã thôi rồi.")
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In(deputyPath))
		return p.endDeputy(ctx, tx, v.All[at])
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã thôi người thay.")
	return r.Go(w, r.In(deputyPath))
}

// chosenPost is the post that was chosen, at first the one that acts.
func (v deputyView) chosenPost() string {
	if chosen := v.Typed["chuc-danh"]; chosen != "" || len(v.Posts) == 0 {
		return chosen
	}
	acting := v.r.Actor.Acting().ID
	if slices.ContainsFunc(v.Posts, func(q Position) bool { return q.ID == acting }) {
		return acting
	}
	return v.Posts[0].ID // who acts as a deputy names one for the own post
}
