package account

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

// confirmPath takes the password once more and sends the held form on.
const confirmPath = "/xac-nhan-lai"

// confirmView is the page that asks a signed-in person for the password before something dangerous.
type confirmView struct {
	Factor bool // the account has a second step
	Held   web.Held
	Errors []errs.Field
}

// ConfirmPage asks for the password, or a code, with what was about to be done held in the page.
func (s *Accounts) ConfirmPage(w http.ResponseWriter, r *web.Request, held web.Held) error {
	return s.showConfirm(w, r, http.StatusUnauthorized, confirmView{Held: held})
}

func (s *Accounts) showConfirm(w http.ResponseWriter, r *web.Request, status int, v confirmView) error {
	since, _, err := s.Factor(r.Context(), s.DB.Reader(sessionActor), r.Session.AccountID)
	if err != nil {
		return err
	}
	v.Factor = !since.IsZero()
	door, err := s.entrance(r.Context(), r.Today())
	if err != nil {
		return err
	}
	return r.Page(w, status, confirmPage(door.props("Xác nhận là anh/chị", r, v.Errors), r.Session.Name, v))
}

// confirm judges what was typed and goes on with the held form, in a session with a new token.
func (p *pages) confirm(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	held := web.HeldIn(f)
	err = p.Prove(r.Context(), r.Session, f.Raw("mat-khau"), f.Text("ma"), r.Now)
	if status, fields, ok := refusal(err); ok {
		return p.showConfirm(w, r, status, confirmView{Held: held, Errors: fields})
	}
	if err != nil {
		return err
	}
	token, err := p.turn(r.Context(), r.Session.ID, r.Now)
	if err != nil {
		return err
	}
	r.Site.SetSession(w, token)
	if held.Post && !held.Files {
		return r.Resume(w, token, held)
	}
	return p.goOn(w, r, token, held)
}

// confirmForm is the page without anything to go on with, for who opens its address again.
func (p *pages) confirmForm(w http.ResponseWriter, r *web.Request) error {
	return p.showConfirm(w, r, http.StatusOK, confirmView{})
}

// Prove checks that a signed-in person is who began the session: by the password, or by a code of the second step. A wrong one
// is errs.Invalid, too many are errs.TooMany.
func (s *Accounts) Prove(ctx context.Context, who web.Session, password, code string, now store.Instant) error {
	var f errs.Form
	if password == "" && code == "" {
		f.Add("mat-khau", "Ghi mật khẩu đang dùng")
		return f.Err()
	}
	key := throttle.Key{What: "lai", Of: who.AccountID, Free: freeOfName}
	if wait := s.throttle.Enter(now.Time, key); wait > 0 {
		return tooMany(wait)
	}
	digest := ident.Digest("lai|" + who.AccountID)
	if _, err := s.enter(ctx, digest, now); err != nil {
		return err
	}
	if err := s.prove(ctx, who, password, code, now); err != nil {
		return err
	}
	s.throttle.Forgive(key)
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error { return clearBlock(ctx, tx, digest) })
}

func (s *Accounts) prove(ctx context.Context, who web.Session, password, code string, now store.Instant) error {
	if password == "" {
		by := foundCode{ID: who.AccountID, Username: who.Username, Name: who.Name}.actor()
		return s.DB.Write(ctx, by, func(tx *store.Tx) error {
			if _, has, err := store.Find[factor](ctx, tx, factorGet, who.AccountID); err != nil || !has {
				return errsOr(err, wrongCode("Tài khoản chưa bật xác thực hai bước; ghi mật khẩu"))
			}
			return s.spend(ctx, tx, who.AccountID, code, now)
		})
	}
	found, err := store.Get[secret](ctx, s.DB.Reader(sessionActor), secretByID, who.AccountID)
	if err != nil {
		return err
	}
	right, err := s.hasher.verify(ctx, found.Password, password)
	if err != nil || right {
		return err
	}
	var f errs.Form
	f.Add("mat-khau", "Mật khẩu chưa đúng. Kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại")
	return f.Err()
}

// errsOr is the error when there is one, else the other.
func errsOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
