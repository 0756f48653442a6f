package account

import (
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func (p *pages) lock(w http.ResponseWriter, r *web.Request) error   { return p.setLock(w, r, false) }
func (p *pages) unlock(w http.ResponseWriter, r *web.Request) error { return p.setLock(w, r, true) }

// setLock locks or unlocks the account that the person saw. When somebody changed it first, the page shows what it is now
// and nothing is written.
func (p *pages) setLock(w http.ResponseWriter, r *web.Request, active bool) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	seen, _ := strconv.ParseInt(f.Text("ban"), 10, 64)
	done := "Đã mở khóa tài khoản."
	if !active {
		done = "Đã khóa tài khoản; mọi phiên đăng nhập và khóa API của người này đã kết thúc."
	}
	err = p.changeOwn(r, func(ctx context.Context, tx *store.Tx, a Account) error {
		if !active {
			if err := p.mayLock(ctx, tx, r, a.ID); err != nil {
				return err
			}
		}
		a.Version = seen
		return p.setActive(ctx, tx, a, active, r.Unit.ID)
	})
	switch {
	case errs.Is(err, errs.Conflict), errs.Is(err, errs.Forbidden):
		return p.showWith(w, r, statusFor(err), showView{Notice: words(err)})
	case err != nil:
		return err
	}
	r.Say(w, done)
	return r.Go(w, r.In("tai-khoan/"+r.PathValue("id")))
}

func statusFor(err error) int {
	if errs.Is(err, errs.Forbidden) {
		return http.StatusForbidden
	}
	return http.StatusConflict
}

// changeOwn runs a change of an account that belongs to this unit alone: an administrator here has no say in the posts
// that the person holds elsewhere.
func (p *pages) changeOwn(r *web.Request, fn func(ctx context.Context, tx *store.Tx, a Account) error) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	return r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("tai-khoan/" + id))
		a, err := p.inUnit(ctx, tx, r.Unit.ID, id)
		if err != nil {
			return err
		}
		posts, err := p.Posts(ctx, tx, id)
		if err != nil {
			return err
		}
		if heldElsewhere(posts, r.Unit.ID, r.Today()) {
			return errs.New(errs.Forbidden, "Tài khoản còn chức danh ở đơn vị khác; người ở máy chủ làm việc này bằng lệnh mangnon user.")
		}
		return fn(ctx, tx, a)
	})
}

// mayLock refuses to lock out the person who presses the button and the last one who could unlock.
func (p *pages) mayLock(ctx context.Context, tx *store.Tx, r *web.Request, accountID string) error {
	if accountID == r.Actor.AccountID {
		return errs.New(errs.Forbidden, "Không tự khóa tài khoản của mình được; nhờ một người quản trị khác.")
	}
	return p.keepsAdmin(ctx, tx, r.Unit.ID, r.Today(), func(h Holder, _ Position) bool { return h.ID != accountID })
}

// keepsAdmin refuses a change after which no administrator of the unit could sign in; stays tells which posts are left.
func (s *Accounts) keepsAdmin(ctx context.Context, from store.Source, unitID string, today day.Day, stays func(Holder, Position) bool) error {
	all, err := s.OfUnit(ctx, from, unitID)
	if err != nil {
		return err
	}
	for _, h := range all {
		for _, p := range h.Posts {
			if h.Active && p.Role == actor.RoleAdmin && p.Held(today) && stays(h, p) {
				return nil
			}
		}
	}
	return errs.New(errs.Forbidden, "Đây là người quản trị cuối cùng của đơn vị; giao vai trò quản trị cho người khác trước.")
}
