package child

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Where a child is sent from and received.
const (
	sendAt      = "/chuyen"
	arrivalPath = "tiep-nhan"
	arrivalsAre = "Chờ tiếp nhận"
	elsewhere   = "khac" // a place that the catalogue does not have
)

func (p passing) routes() []web.Route {
	edit := web.Right(actor.ChildEdit)
	one, in := "/u/{unit}/{year}/"+Children.Path+"/{child}"+sendAt, "/u/{unit}/{year}/"+arrivalPath
	return []web.Route{
		{Method: "GET", Path: one, Title: "Chuyển trẻ đến nơi khác", Access: edit, Confidential: Children.Name, Handle: p.sendForm},
		{Method: "POST", Path: one, Title: "Đề nghị nơi khác tiếp nhận", Access: edit, Handle: p.send},
		{Method: "POST", Path: one + "/rut", Title: "Rút đề nghị chuyển", Access: edit, Handle: p.takeBack},
		{Method: "POST", Path: one + "/xac-nhan", Title: "Ghi nơi nhận đã xác nhận", Access: edit, Handle: p.confirmed},
		{Method: "POST", Path: one + "/cong-van", Title: "Lập công văn chuyển hồ sơ", Access: edit, Handle: p.letterFile},
		{Method: "GET", Path: in, Title: arrivalsAre, Access: edit, Handle: p.list},
		{Method: "GET", Path: in + "/{arrival}", Title: "Trẻ em chuyển đến", Access: edit, Handle: p.show},
		{Method: "POST", Path: in + "/{arrival}/nhan", Title: "Tiếp nhận", Access: edit, Handle: p.take},
		{Method: "POST", Path: in + "/{arrival}/tu-choi", Title: "Từ chối tiếp nhận", Access: edit, Handle: p.decline},
		{Method: "POST", Path: in + "/{arrival}/tra-lai", Title: "Trả lại nơi gửi", Access: edit, Handle: p.sendBack},
	}
}

// ArrivalsMenu puts the arrivals beside the registers.
func ArrivalsMenu() web.MenuItem {
	return web.MenuItem{Noun: ui.NavChildren, Text: arrivalsAre, Path: arrivalPath, Access: web.Right(actor.ChildEdit), Seldom: true}
}

// place is a choice of where a child goes.
type place struct {
	Place
	Unit web.Unit // that keeps the register there; the zero Unit when none does
}

func (c place) name() string {
	if c.Unit.ID != "" {
		return c.Unit.Name + ", " + c.Unit.Province
	}
	return c.Name
}

// sendView is the page from which a child is sent.
type sendView struct {
	r      *web.Request
	Rec    register.Record
	Sent   []transfer
	Asked  string
	Places []place
	Typed  map[string]string
	Errors []errs.Field
	Frozen bool
}

func (v sendView) at(below string) string {
	return v.r.In(Children.Path + "/" + v.Rec.ID + sendAt + below)
}

// waiting is the transfer that nobody has answered, nil when there is none.
func (v sendView) waiting() *transfer {
	if len(v.Sent) > 0 && v.Sent[0].State == waits {
		return &v.Sent[0]
	}
	return nil
}

// movable reports whether a new proposal can be made.
func (v sendView) movable() bool { return v.waiting() == nil && v.Rec.State == Kept && !v.Rec.Dropped }

// transfersShown is how many past transfers of a child the page lists.
const transfersShown = 20

// view reads what the page of a child's way elsewhere shows.
func (p passing) view(r *web.Request) (v sendView, err error) {
	v = sendView{r: r, Typed: map[string]string{}}
	id, err := r.ID(Children.Name)
	if err != nil {
		return v, err
	}
	if v.Rec, err = p.children.For(r.Actor).Get(r.Context(), r.Reader(), id); err != nil {
		return v, err
	}
	v.Frozen = frozen(v.Rec) != ""
	v.Sent, err = store.List[transfer](r.Context(), r.Reader(), transfersOf, id, transfersShown)
	return v, err
}

// look finds the places of a name, and which of them work here.
func (v *sendView) look(p passing, typed string) error {
	v.Asked = strings.TrimSpace(typed)
	if v.Asked == "" {
		return nil
	}
	found, err := p.units.Places(v.Asked, v.r.Today())
	if err != nil {
		return err
	}
	units, err := p.units.Living(v.r.Context(), v.r.Today())
	for _, f := range found {
		c := place{Place: f}
		if i := slices.IndexFunc(units, func(u web.Unit) bool { return u.PlaceID == f.ID }); i >= 0 {
			c.Unit = units[i]
		}
		if c.Unit.ID != v.r.Unit.ID {
			v.Places = append(v.Places, c)
		}
	}
	return err
}

func (v sendView) options() []ui.Option {
	var out []ui.Option
	for _, c := range v.Places {
		hint := "Chưa dùng hệ thống này: gửi công văn, rồi ghi văn bản trả lời"
		if c.Unit.ID != "" {
			hint = "Dùng chung hệ thống này: nơi nhận trả lời ngay trên trang"
		}
		if c.Was != "" {
			hint = c.Was + " cũ. " + hint
		}
		out = append(out, ui.Option{Value: c.ID, Text: c.name(), Hint: hint})
	}
	return append(out, ui.Option{Value: elsewhere, Text: "Nơi khác", Hint: "Ghi tên ở ô bên dưới, ví dụ một nước khác: gửi công văn"})
}

func (p passing) sendForm(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if err := v.look(p, r.URL.Query().Get("den")); err != nil {
		return err
	}
	v.Typed["ngay"] = r.Today().String()
	return p.showSend(w, http.StatusOK, v)
}

func (p passing) showSend(w http.ResponseWriter, status int, v sendView) error {
	view := web.View{Title: "Chuyển trẻ đến nơi khác", Here: ui.NavChildren, Errors: v.Errors, Lead: v.lead(),
		Crumbs: []ui.Crumb{{Text: Children.Title, Href: v.r.In(Children.Path)}, {Text: v.Rec.Code(), Href: v.r.In(Children.Path + "/" + v.Rec.ID)}, {Text: "Chuyển đi"}}}
	return v.r.ShowStatus(w, status, view, sendPage(v))
}

func (v sendView) lead() string {
	switch t := v.waiting(); {
	case t != nil:
		return v.Rec.Code() + ": " + transferWords[waits] + ", đề nghị " + t.ToName + " lúc " + web.Stamp(t.ProposedAt) + "."
	case v.movable():
		return "Hồ sơ ở lại đây cho đến khi nơi nhận trả lời; trẻ luôn có một nơi quản lý."
	}
	return v.Rec.Code() + ": " + v.Rec.Standing().Text + "."
}

// read reads the form of a proposal.
func (v *sendView) read(p passing, form *web.Form) (in proposal, err error) {
	for _, name := range []string{"den", "noi", "noi-khac", "vi-sao", "ngay"} {
		v.Typed[name] = strings.TrimSpace(form.Text(name))
	}
	if err := v.look(p, v.Typed["den"]); err != nil {
		return in, err
	}
	var wrong errs.Form
	in.Why = v.Typed["vi-sao"]
	switch i := slices.IndexFunc(v.Places, func(c place) bool { return c.ID == v.Typed["noi"] }); {
	case i >= 0:
		in.To, in.Place = v.Places[i].Unit, v.Places[i].Name
	case v.Typed["noi"] == elsewhere && v.Typed["noi-khac"] != "":
		in.Place = cut(v.Typed["noi-khac"], 150)
	case v.Typed["noi"] == elsewhere:
		wrong.Add("noi-khac", "Ghi tên nơi trẻ chuyển đến")
	default:
		wrong.Add("noi", "Chọn nơi trẻ chuyển đến")
	}
	if in.Why == "" {
		wrong.Add("vi-sao", "Ghi vì sao trẻ chuyển đi, ví dụ: theo cha mẹ đổi chỗ ở")
	}
	if in.On, err = day.Parse(cmp.Or(v.Typed["ngay"], v.r.Today().String())); err != nil || in.On.After(v.r.Today()) {
		wrong.Add("ngay", "Ghi ngày trẻ bắt đầu ở nơi mới, không sau hôm nay, ví dụ %s", v.r.Today().String())
	}
	return in, wrong.Err()
}

func (p passing) send(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	in, err := v.read(p, form)
	var t transfer
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			rec, err := p.children.Get(ctx, register.InUnit(tx, r.Unit.ID), v.Rec.ID)
			if err != nil {
				return err
			}
			tx.Result(v.at(""))
			t, err = p.propose(ctx, tx, r.Unit, rec, in, r.Today())
			return err
		})
	}
	if fields, wrong := web.Mistakes(err); wrong {
		v.Errors = fields
		return p.showSend(w, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã đề nghị "+t.ToName+" tiếp nhận "+v.Rec.Code()+".")
	return r.Go(w, v.at(""))
}

// change runs a change of the transfer of the address's child, and leads back to its page.
func (p passing) change(w http.ResponseWriter, r *web.Request, said string, do func(ctx context.Context, tx *store.Tx, rec register.Record, form *web.Form) error) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		here := register.InUnit(tx, r.Unit.ID)
		rec, err := p.children.Get(ctx, here, v.Rec.ID)
		if err != nil {
			return err
		}
		tx.Result(v.at(""))
		return do(ctx, here, rec, form)
	})
	if fields, wrong := web.Mistakes(err); wrong {
		v.Errors = fields
		return p.showSend(w, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, said+": "+v.Rec.Code()+".")
	return r.Go(w, v.at(""))
}

func (p passing) takeBack(w http.ResponseWriter, r *web.Request) error {
	return p.change(w, r, "Đã rút đề nghị chuyển", func(ctx context.Context, tx *store.Tx, rec register.Record, _ *web.Form) error {
		_, err := p.withdraw(ctx, tx, rec)
		return err
	})
}

func (p passing) confirmed(w http.ResponseWriter, r *web.Request) error {
	return p.change(w, r, "Đã ghi nơi nhận xác nhận, hồ sơ đã đóng", func(ctx context.Context, tx *store.Tx, rec register.Record, form *web.Form) error {
		_, err := p.confirm(ctx, tx, rec, form.Text("giay"), r.Today())
		return err
	})
}

// receiptLine tells what became of a transfer.
func (t transfer) receiptLine() string {
	words := transferWords[t.State]
	if t.State == waits {
		return words
	}
	return join(words, t.DecidedBy, web.Stamp(t.DecidedAt), t.Answer)
}

// sendHref leads from a record to its way elsewhere, with what was typed of the place.
func sendHref(r *web.Request, id, typed string) string {
	href := r.In(Children.Path + "/" + id + sendAt)
	if typed != "" {
		href += "?" + url.Values{"den": {typed}}.Encode()
	}
	return href
}
