package account

import (
	"context"
	"net"
	"net/http"
	"net/netip"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
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
	name := tryKey{"ten", c.Username, freeOfName}
	address := addressKeys(c.Address)
	if wait := s.throttle.enter(now.Time, append(address, name)...); wait > 0 {
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
	s.throttle.forgive(name, address...)
	return s.StartSession(ctx, found.ID, c.Agent, now)
}

// Address is where a request comes from, as the throttle counts it: an IPv4 address, or the network of an IPv6 one, of
// which a single machine has many. It is empty for the machine itself: behind a proxy there, everybody has that address.
func Address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || ip.IsLoopback() {
		return ""
	}
	if ip = ip.Unmap(); ip.Is6() {
		network, _ := ip.WithZone("").Prefix(64)
		return network.String()
	}
	return ip.String()
}

func addressKeys(address string) []tryKey {
	if address == "" {
		return nil
	}
	return []tryKey{{"dia-chi", address, freeOfAddress}}
}
