package account

import (
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// editView is the form with the name and the username of an account.
type editView struct {
	Account  Account // as typed, with the version on which it rests
	Base     string
	Once     string
	Errors   []errs.Field
	Conflict *ui.ConflictProps
}

func (p *pages) editForm(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	a, err := p.inUnit(r.Context(), r.Reader(), r.Unit.ID, id)
	if err != nil {
		return err
	}
	return p.showEdit(w, r, http.StatusOK, editView{Account: a})
}

func (p *pages) showEdit(w http.ResponseWriter, r *web.Request, status int, v editView) error {
	v.Base, v.Once = r.In("tai-khoan/"+v.Account.ID), web.NewKey()
	view := web.View{
		Title: "Sửa tài khoản", Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Tài khoản của đơn vị", Href: r.In("tai-khoan")}, {Text: "Sửa tài khoản"}},
	}
	return r.ShowStatus(w, status, view, editPage(v))
}

// editSave writes what was typed over the version that the person saw; a newer one is shown beside it.
func (p *pages) editSave(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	typed := Account{ID: r.PathValue("id"), Name: f.Text("ho-ten"), Username: cleanUsername(f.Text("ten-dang-nhap"))}
	typed.Version, _ = strconv.ParseInt(f.Text("ban"), 10, 64)
	err = p.changeOwn(r, func(ctx context.Context, tx *store.Tx, now Account) error {
		typed.ID = now.ID
		typed = settle(f, typed, now)
		if err := typed.check(); err != nil {
			return err
		}
		before, after := now, now
		before.Version, after.Name, after.Username = typed.Version, typed.Name, typed.Username
		return p.edit(ctx, tx, before, after, r.Unit.ID)
	})
	if fields, ok := web.Mistakes(err); ok {
		return p.showEdit(w, r, http.StatusUnprocessableEntity, editView{Account: typed, Errors: fields})
	}
	if errs.Is(err, errs.Conflict) {
		return p.showConflict(w, r, typed)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã sửa tài khoản.")
	return r.Go(w, r.In("tai-khoan/"+typed.ID))
}

func (a Account) check() error {
	var f errs.Form
	CheckName(&f, "ho-ten", a.Name)
	CheckUsername(&f, "ten-dang-nhap", a.Username)
	return f.Err()
}

// settle applies the choices that a person made between her version and the other's.
func settle(f *web.Form, typed, now Account) Account {
	if f.Text("chon-ho-ten") == "theirs" {
		typed.Name = now.Name
	}
	if f.Text("chon-ten-dang-nhap") == "theirs" {
		typed.Username = now.Username
	}
	return typed
}

// showConflict shows both versions. The form then rests on the newer one.
func (p *pages) showConflict(w http.ResponseWriter, r *web.Request, typed Account) error {
	now, err := p.inUnit(r.Context(), r.Reader(), r.Unit.ID, typed.ID)
	if err != nil {
		return err
	}
	last, err := store.HistoryOf(r.Context(), r.Reader(), "account", now.ID, 1)
	if err != nil {
		return err
	}
	c := &ui.ConflictProps{Record: "tài khoản này"}
	if len(last) > 0 {
		c.Who, c.When = last[0].AccountName, web.Stamp(last[0].At)
	}
	c.Rows = []ui.ConflictRow{
		{Name: "chon-ho-ten", Field: "Họ và tên", Mine: typed.Name, Theirs: now.Name},
		{Name: "chon-ten-dang-nhap", Field: "Tên đăng nhập", Mine: typed.Username, Theirs: now.Username},
	}
	typed.Version = now.Version
	return p.showEdit(w, r, http.StatusConflict, editView{Account: typed, Conflict: c})
}
