package account

import (
	"context"
	"net/http"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

// liftBlock lets strangers' machines try the password of an account again: the person sits at a new one.
func (p *pages) liftBlock(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("tai-khoan/" + id))
		a, err := p.inUnit(ctx, tx, r.Unit.ID, id)
		if err != nil {
			return err
		}
		return p.LiftBlock(ctx, tx, a, r.Unit.ID)
	})
	if err != nil {
		return err
	}
	r.Say(w, "Người này đăng nhập lại được trên máy mới.")
	return r.Go(w, r.In("tai-khoan/"+id))
}

// LiftBlock forgets the wrong passwords and codes of an account, inside the caller's change. An empty unit is that of
// the newest post.
func (s *Accounts) LiftBlock(ctx context.Context, tx *store.Tx, a Account, unitID string) error {
	if unitID == "" {
		posts, err := s.Posts(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		unitID = homeUnit(posts)
	}
	if err := s.unblock(ctx, tx, a.Username, ""); err != nil {
		return err
	}
	if err := clearBlock(ctx, tx, codeBlock(a.ID, "")); err != nil {
		return err
	}
	s.throttle.Forgive(throttle.Key{What: "ten", Of: a.Username + "|", Free: freeOfName})
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: a.ID, UnitID: unitID, Action: "Cho đăng nhập lại trên máy lạ"})
}

// dropFactor takes the second step off somebody else's account, for a reason that the person reads too.
func (p *pages) dropFactor(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	why := f.Text("ly-do")
	if err := checkWhy(why); err != nil {
		fields, _ := web.Mistakes(err)
		return p.showWith(w, r, http.StatusUnprocessableEntity, showView{Errors: fields, Why: why})
	}
	err = p.changeOwn(r, func(ctx context.Context, tx *store.Tx, a Account) error {
		if a.ID == r.Actor.AccountID {
			return errs.New(errs.Forbidden, "Không tự gỡ ở đây được; mở trang Xác thực hai bước của mình.")
		}
		return p.DropFactor(ctx, tx, a.ID, "", why)
	})
	if errs.Is(err, errs.Forbidden) {
		return p.showWith(w, r, http.StatusForbidden, showView{Notice: words(err), Why: why})
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã gỡ xác thực hai bước; người này đăng nhập bằng mật khẩu rồi bật lại.")
	return r.Go(w, r.In("tai-khoan/"+r.PathValue("id")))
}

func checkWhy(why string) error {
	var f errs.Form
	switch n := utf8.RuneCountInString(why); {
	case n < 5:
		f.Add("ly-do", "Ghi lý do, ví dụ: mất điện thoại, đã gặp tận mặt")
	case n > 200:
		f.Add("ly-do", "Lý do dài nhất 200 ký tự, đang có %d", n)
	}
	return f.Err()
}
