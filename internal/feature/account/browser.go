package account

import (
	"context"
	"net/http"
	"net/netip"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// browserLife is how long a browser stays known without a sign-in.
const browserLife = 400 * 24 * time.Hour

const knownColumns = `k.id, k.account_id, k.device, k.address, k.first_at, k.last_at`

var (
	knownFind = store.Query("account.known.find", `SELECT `+knownColumns+` FROM known_browser k JOIN account a ON a.id = k.account_id
		WHERE k.digest = $1 AND a.username = $2 AND k.last_at > $3`)
	knownOf   = store.Query("account.known.of_account", `SELECT `+knownColumns+` FROM known_browser k WHERE k.account_id = $1 ORDER BY k.last_at DESC LIMIT 50`)
	knownAny  = store.Query("account.known.count", `SELECT COUNT(*) FROM known_browser k WHERE k.account_id = $1`)
	knownAdd  = store.Change("account.known.add", `INSERT INTO known_browser (id, account_id, digest, device, address, first_at, last_at) VALUES ($1, $2, $3, $4, $5, $6, $6)`)
	knownTurn = store.Change("account.known.turn", `UPDATE known_browser SET digest = $1 WHERE digest = $2`)
	knownSeen = store.Change("account.known.seen", `UPDATE known_browser SET device = $1, address = $2, last_at = $3 WHERE id = $4`)
	knownDrop = store.Change("account.known.forget", `DELETE FROM known_browser WHERE id = $1 AND account_id = $2`)
	knownTrim = store.Change("account.known.trim", `DELETE FROM known_browser WHERE last_at < $1`)
)

// Known is a browser in which a person has signed in before.
type Known struct {
	ID        string        `db:"id"`
	AccountID string        `db:"account_id"`
	Device    string        `db:"device"`
	Address   string        `db:"address"`
	First     store.Instant `db:"first_at"`
	Last      store.Instant `db:"last_at"`
}

// From is the browser from which somebody tries to come in.
type From struct {
	Address string // as the throttle counts it; may be empty
	Agent   string // User-Agent
	Token   string // of the cookie that known browsers have; may be empty
}

// known finds the browser among those of the account with a username; the zero Known is none of them.
func (s *Accounts) known(ctx context.Context, f From, username string, now store.Instant) (Known, error) {
	if f.Token == "" {
		return Known{}, nil
	}
	k, _, err := store.Find[Known](ctx, s.DB.Reader(sessionActor), knownFind, ident.Digest(f.Token), username, store.Instant{Time: now.Add(-browserLife)})
	return k, err
}

// remember makes the browser a known one of the account and returns the token for its cookie. The token is a new one at each
// sign-in, also for other people at the same machine: a token that somebody planted there is worth nothing afterwards.
func (s *Accounts) remember(ctx context.Context, tx *store.Tx, accountID string, k Known, f From, now store.Instant) (token string, err error) {
	token = ident.Token()
	if f.Token != "" {
		if _, err := tx.Aside(ctx, knownTurn, ident.Digest(token), ident.Digest(f.Token)); err != nil {
			return "", err
		}
	}
	device, address := DeviceOf(f.Agent), coarse(f.Address)
	if k.ID != "" {
		_, err = tx.Aside(ctx, knownSeen, device, address, now, k.ID)
		return token, err
	}
	others, err := store.Get[int](ctx, tx, knownAny, accountID)
	if err != nil {
		return "", err
	}
	if _, err := tx.Aside(ctx, knownAdd, ident.New(), accountID, ident.Digest(token), device, address, now); err != nil {
		return "", err
	}
	if others == 0 {
		return token, nil // nobody to be told: it is the first machine
	}
	return token, s.tell(ctx, tx, accountID, "Đăng nhập từ máy mới: "+device+", "+address+", lúc "+web.Stamp(now)+". Không phải anh/chị thì kết thúc phiên đó và đổi mật khẩu.")
}

// Browsers lists the known browsers of an account, the last used first.
func (s *Accounts) Browsers(ctx context.Context, accountID string) ([]Known, error) {
	return store.List[Known](ctx, s.DB.Reader(sessionActor), knownOf, accountID)
}

// forget makes a browser of the account a strange one.
func (s *Accounts) forget(ctx context.Context, accountID, id string) error {
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		_, err := tx.Aside(ctx, knownDrop, id, accountID)
		return err
	})
}

// coarse is an address as the list of devices shows it: it tells the office from elsewhere and leads to no house.
func coarse(address string) string {
	if address == "" {
		return "máy chủ hoặc không rõ"
	}
	network, err := netip.ParsePrefix(address)
	if err != nil {
		ip, err := netip.ParseAddr(address)
		if err != nil {
			return "không rõ"
		}
		network = netip.PrefixFrom(ip, 24)
	}
	bits := 24
	if network.Addr().Is6() {
		bits = 48
	}
	network, _ = network.Addr().Prefix(bits)
	if network.Addr().IsPrivate() {
		return "mạng nội bộ " + network.String()
	}
	return "mạng " + network.String()
}

// knownCookie is the name of the cookie of a known browser.
func knownCookie(r *web.Request) string {
	if r.Site.Secure {
		return "__Host-may-quen"
	}
	return "may-quen"
}

func knownToken(r *web.Request) string {
	if c, err := r.Cookie(knownCookie(r)); err == nil {
		return c.Value
	}
	return ""
}

func setKnown(w http.ResponseWriter, r *web.Request, token string) {
	http.SetCookie(w, &http.Cookie{Name: knownCookie(r), Value: token, Path: "/", HttpOnly: true, Secure: r.Site.Secure,
		SameSite: http.SameSiteLaxMode, MaxAge: int(browserLife / time.Second)})
}
