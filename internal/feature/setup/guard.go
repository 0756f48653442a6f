package setup

import (
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/web"
)

const (
	passCookie = "thiet-lap"
	passLife   = 4 * time.Hour
	freeTries  = 5
	tryWait    = time.Minute
	maxTriers  = 1000 // addresses remembered; beyond that nobody may try until they are forgotten
)

// guard lets in whoever has typed the code, and remembers the browser in memory: a restart prints a new code.
type guard struct {
	code   string // digest; empty when there is no code
	mu     sync.Mutex
	passes map[string]time.Time // digest of the cookie's token: until when
	tries  map[string]*tries    // by address
}

type tries struct {
	n    int
	last time.Time
}

func newGuard(code string) *guard {
	g := &guard{passes: map[string]time.Time{}, tries: map[string]*tries{}}
	if key := ident.CodeKey(code); key != "" {
		g.code = ident.Digest(key)
	}
	return g
}

// try compares a typed code and gives a token for the browser. A wrong one is errs.Invalid, too many are errs.TooMany.
func (g *guard) try(typed, address string, now time.Time) (token string, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if wait := g.count(address, now); wait > 0 {
		return "", errs.Newf(errs.TooMany, "Đã gõ sai mã nhiều lần. Chờ %d giây rồi thử lại.", int(wait/time.Second)+1)
	}
	if g.code == "" || subtle.ConstantTimeCompare([]byte(ident.Digest(ident.CodeKey(typed))), []byte(g.code)) != 1 {
		var f errs.Form
		f.Add("ma", "Mã chưa đúng. Mã ở cửa sổ đang chạy chương trình trên máy chủ, sau chữ “mã một lần”; khởi động lại thì có mã mới")
		return "", f.Err()
	}
	delete(g.tries, address)
	token = ident.Token()
	g.passes[ident.Digest(token)] = now.Add(passLife)
	return token, nil
}

// count notes a try and says how long the address must wait before the next one counts.
func (g *guard) count(address string, now time.Time) time.Duration {
	for a, t := range g.tries {
		if now.Sub(t.last) > tryWait {
			delete(g.tries, a)
		}
	}
	t := g.tries[address]
	if t == nil {
		if len(g.tries) >= maxTriers {
			return tryWait
		}
		t = &tries{}
		g.tries[address] = t
	}
	if t.n >= freeTries {
		return tryWait - now.Sub(t.last)
	}
	t.n, t.last = t.n+1, now
	return 0
}

// passed reports whether the browser has shown the code.
func (g *guard) passed(r *web.Request) bool {
	c, err := r.Cookie(passCookie)
	if err != nil {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	until, ok := g.passes[ident.Digest(c.Value)]
	return ok && r.Now.Before(until)
}

// setPass gives the browser its token; an empty one takes it away.
func setPass(w http.ResponseWriter, r *web.Request, token string) {
	c := &http.Cookie{Name: passCookie, Value: token, Path: "/thiet-lap", HttpOnly: true, Secure: r.Site.Secure, SameSite: http.SameSiteStrictMode}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

func addressOf(r *web.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// open runs a page only while the installation is empty; afterwards there is nothing here but the way to sign in.
func (s *Setup) open(page web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		done, err := s.org.SetUp(r.Context())
		if err != nil {
			return err
		}
		if done {
			return r.Page(w, http.StatusOK, donePage())
		}
		return page(w, r)
	}
}

// entered runs a page only for a browser that has shown the code; any other one is asked for it.
func (s *Setup) entered(page web.Handler) web.Handler {
	return s.open(func(w http.ResponseWriter, r *web.Request) error {
		if s.guard.passed(r) {
			return page(w, r)
		}
		if r.Method == http.MethodGet {
			return r.Go(w, "/thiet-lap")
		}
		return errs.New(errs.Forbidden, fmt.Sprintf("Mã thiết lập đã quá %d giờ hoặc máy chủ vừa khởi động lại. Chưa ghi gì; quay lại trang trước để giữ nội dung đã gõ, mở /thiet-lap ở một thẻ khác, gõ mã rồi gửi lại.", int(passLife.Hours())))
	})
}
