package account

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// giveCode gives a new one-time code and shows its slip.
func (p *pages) giveCode(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	var slip Issued
	err := p.changeOwn(r, func(ctx context.Context, tx *store.Tx, a Account) error {
		if !a.Active {
			return errs.New(errs.Forbidden, "Tài khoản đang khóa; mở khóa trước rồi cấp mã.")
		}
		code, err := p.issueCode(ctx, tx, a.ID, r.Unit.ID)
		slip = Issued{ID: a.ID, Name: a.Name, Username: a.Username, Code: code}
		return err
	})
	if errs.Is(err, errs.Forbidden) {
		return p.showWith(w, r, http.StatusForbidden, showView{Notice: words(err)})
	}
	if err != nil {
		return err
	}
	return p.showSlips(w, r, []Issued{slip})
}
