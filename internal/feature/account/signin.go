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
	Address            string // where the request comes from, as the throttle counts it; may be empty
	Agent              string // User-Agent of the browser
}

// SignIn checks a password and starts a session. An unknown name, a locked account and a wrong password get the same
// errs.Invalid after the same time; too many tries get errs.TooMany with the wait in words.
func (s *Accounts) SignIn(ctx context.Context, c Credentials, now store.Instant) (token string, err error) {
	name := throttle.Key{What: "ten", Of: c.Username, Free: freeOfName}
	address := addressKeys(c.Address)
	if wait := s.throttle.Enter(now.Time, append(address, name)...); wait > 0 {
		return "", tooMany(wait)
	}
	found, _, err := store.Find[secret](ctx, s.DB.Reader(sessionActor), secretByName, c.Username)
	if err != nil {
		return "", err
	}
	right, err := s.hasher.verify(ctx, found.Password, c.Password)
	if err != nil {
		return "", err
	}
	if !right {
		var f errs.Form
		f.Add("ten-dang-nhap", "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại")
		return "", f.Err()
	}
	s.throttle.Forgive(name, address...)
	return s.StartSession(ctx, found.ID, c.Agent, now)
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
