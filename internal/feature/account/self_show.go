package account

import (
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// showSelf shows a person's own posts, password and theme.
func (p *pages) showSelf(w http.ResponseWriter, r *web.Request) error {
	return p.showSelfWith(w, r, nil)
}

func (p *pages) showSelfWith(w http.ResponseWriter, r *web.Request, mistakes []errs.Field) error {
	v := web.View{Title: "Tài khoản của tôi", Lead: r.Session.Name + ", tên đăng nhập " + r.Session.Username + ".", Errors: mistakes}
	return r.Show(w, v, selfPage(selfView{Posts: own(r.Session.Posts), Theme: themeOf(r), Once: web.NewKey(), Errors: mistakes}))
}

type selfView struct {
	Posts  []web.UnitPost
	Theme  string
	Once   string
	Errors []errs.Field
}

// changePassword sets a new password when the old one is right, and signs the person's other browsers out.
func (p *pages) changePassword(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	c := Change{AccountID: r.Session.AccountID, Keep: r.Session.ID, Old: f.Raw("mat-khau-cu"), New: f.Raw("mat-khau-moi")}
	err = c.check(r.Session.Username, r.Session.Name)
	if err == nil {
		err = p.ChangePassword(r.Context(), r.Actor, c, r.Now)
	}
	if _, fields, ok := refusal(err); ok {
		return p.showSelfWith(w, r, fields)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã đổi mật khẩu; các phiên đăng nhập khác đã kết thúc.")
	return r.Go(w, "/tai-khoan")
}

func themeField(chosen string) ui.FieldProps {
	return ui.FieldProps{Name: "giao-dien", Label: "Giao diện trên trình duyệt này", Value: chosen}
}

// own leaves out what a post only lets its holder read in a unit that has ended.
func own(posts []web.UnitPost) []web.UnitPost {
	return slices.DeleteFunc(slices.Clone(posts), func(p web.UnitPost) bool { return p.Post.Past })
}
