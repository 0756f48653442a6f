package account

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func noPrefix(int) string { return "" }

// addForm shows the empty form for one person.
func (p *pages) addForm(w http.ResponseWriter, r *web.Request) error {
	return p.showAdd(w, r, Draft{Role: actor.RoleBody}, nil)
}

func (p *pages) showAdd(w http.ResponseWriter, r *web.Request, d Draft, mistakes []errs.Field) error {
	bodies, err := p.bodyNames(r)
	if err != nil {
		return err
	}
	v := web.View{
		Title: "Thêm tài khoản", Errors: mistakes,
		Lead:   "Máy cấp một mã dùng một lần; người được cấp tự đặt mật khẩu bằng mã đó.",
		Crumbs: []ui.Crumb{{Text: "Tài khoản của đơn vị", Href: r.In("tai-khoan")}, {Text: "Thêm tài khoản"}},
	}
	return r.Show(w, v, addPage(addView{Draft: d, Bodies: bodies, Base: r.In("tai-khoan"), Once: web.NewKey(), Errors: mistakes}))
}

type addView struct {
	Draft  Draft
	Bodies []ui.Option
	Base   string
	Once   string
	Errors []errs.Field
}

// add makes one account and shows its slip.
func (p *pages) add(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	d := Draft{Name: f.Text("ho-ten"), Username: f.Text("ten-dang-nhap"), Title: f.Text("chuc-danh"), Body: f.Text("co-quan"), Role: actor.Role(f.Text("vai-tro"))}
	issued, err := p.addAll(r, []Draft{d}, noPrefix)
	if fields, ok := web.Mistakes(err); ok {
		return p.showAdd(w, r, d, fields)
	}
	if err != nil {
		return err
	}
	return p.showSlips(w, r, issued)
}

// addAll makes accounts in one change of the request.
func (p *pages) addAll(r *web.Request, drafts []Draft, prefix func(int) string) (issued []Issued, err error) {
	err = r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
		tx.Result(r.In("tai-khoan"))
		issued, err = p.Add(ctx, tx, p.bodies, drafts, prefix, r.Today())
		return err
	})
	return issued, err
}

// bodyNames are the bodies of the unit as a form offers them: by name, which is also what a pasted table holds.
func (p *pages) bodyNames(r *web.Request) ([]ui.Option, error) {
	list, err := p.bodies.BodyChoices(r.Context(), r.Reader(), r.Today())
	if err != nil {
		return nil, err
	}
	out := make([]ui.Option, len(list))
	for i, o := range list {
		out[i] = ui.Option{Value: o.Text, Text: o.Text}
	}
	return out, nil
}

// withEmpty puts the choice of nothing first.
func withEmpty(words string, options []ui.Option) []ui.Option {
	return append([]ui.Option{{Text: words}}, options...)
}

// roleOptions are the roles as a form offers them.
func roleOptions() []ui.Option {
	var out []ui.Option
	for _, r := range actor.Roles() {
		out = append(out, ui.Option{Value: string(r), Text: actor.RoleWords[r], Hint: roleNotes[r]})
	}
	return out
}
