package account

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

var secretByName = store.Query("account.secret_by_name", `SELECT a.id, a.password FROM account a WHERE a.username = $1 AND a.active`)

type secret struct {
	ID       string `db:"id"`
	Password string `db:"password"`
}

// Credentials are what a person types to sign in.
type Credentials struct {
	Username, Password string
	From
}

// SignIn checks a password and lets the person in, or to the second step when the account has one. An unknown name, a locked
// account and a wrong password get the same errs.Invalid after the same time; too many tries get errs.TooMany with the wait in
// words. Browsers in which the person has signed in before have counts of their own.
func (s *Accounts) SignIn(ctx context.Context, c Credentials, now store.Instant) (in Entered, err error) {
	known, err := s.known(ctx, c.From, c.Username, now)
	if err != nil {
		return in, err
	}
	name := throttle.Key{What: "ten", Of: c.Username + "|" + known.ID, Free: freeOfName}
	address := addressKeys(c.Address)
	if wait := s.throttle.Enter(now.Time, append(address, name)...); wait > 0 {
		return in, tooMany(wait)
	}
	began, err := s.enter(ctx, nameBlock(c.Username, known.ID), now)
	if err != nil {
		return in, err
	}
	found, _, err := store.Find[secret](ctx, s.DB.Reader(sessionActor), secretByName, c.Username)
	if err != nil {
		return in, err
	}
	right, err := s.hasher.verify(ctx, found.Password, c.Password)
	if err != nil {
		return in, err
	}
	if !right {
		if began {
			if err := s.tellOfBlock(ctx, found.ID); err != nil {
				return in, err
			}
		}
		return in, wrongPassword()
	}
	s.throttle.Forgive(name, address...)
	err = s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		if err := s.unblock(ctx, tx, c.Username, known.ID); err != nil {
			return err
		}
		in, err = s.letIn(ctx, tx, found.ID, known, c.From, now)
		return err
	})
	return in, err
}

func wrongPassword() error {
	var f errs.Form
	f.Add("ten-dang-nhap", "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại")
	return f.Err()
}

// An office shares one address, so an address has more free tries than a name.
const (
	freeOfName    = 5
	freeOfAddress = 30
)

// tooMany tells a person how long to wait.
func tooMany(wait time.Duration) error {
	return errs.Newf(errs.TooMany, "Đã thử sai nhiều lần. Chờ %s rồi thử lại; nếu quên mật khẩu, xin người quản trị một mã đặt lại.", throttle.Words(wait))
}

func addressKeys(address string) []throttle.Key {
	if address == "" {
		return nil
	}
	return []throttle.Key{{What: "dia-chi", Of: address, Free: freeOfAddress}}
}
