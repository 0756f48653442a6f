package account

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

var secretByID = store.Query("account.secret_by_id", `SELECT a.id, a.password FROM account a WHERE a.id = $1 AND a.active`)

// Change is a person's wish for a new password.
type Change struct {
	AccountID string
	Keep      string // the session that stays
	Old, New  string
}

func (c Change) check(about ...string) error {
	var f errs.Form
	if c.Old == "" {
		f.Add("mat-khau-cu", "Ghi mật khẩu đang dùng")
	}
	CheckPassword(&f, "mat-khau-moi", c.New, about...)
	return f.Err()
}

// ChangePassword sets a new password when the old one is right and ends the account's other sessions. A wrong old
// password is errs.Invalid; too many of them are errs.TooMany.
func (s *Accounts) ChangePassword(ctx context.Context, by actor.Actor, c Change, now store.Instant) error {
	key := throttle.Key{What: "doi", Of: c.AccountID, Free: freeOfName}
	if wait := s.throttle.Enter(now.Time, key); wait > 0 {
		return tooMany(wait)
	}
	found, err := store.Get[secret](ctx, s.DB.Reader(sessionActor), secretByID, c.AccountID)
	if err != nil {
		return err
	}
	right, err := s.hasher.verify(ctx, found.Password, c.Old)
	if err != nil {
		return err
	}
	if !right {
		var f errs.Form
		f.Add("mat-khau-cu", "Mật khẩu đang dùng chưa đúng")
		return f.Err()
	}
	s.throttle.Forgive(key)
	hash, err := s.hasher.hash(ctx, c.New)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, by, func(tx *store.Tx) error {
		return s.setPassword(ctx, tx, c.AccountID, hash, c.Keep, "Đổi mật khẩu")
	})
}
