package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// FreshFor is how long a person counts as the one who typed the password: a browser that was left open must not give rights,
// codes or all data to whoever sits down at it.
const FreshFor = 10 * time.Minute

// Fresh reports whether the person has shown who she is within FreshFor.
func (s Session) Fresh(now store.Instant) bool {
	return !s.FreshAt.IsZero() && now.Sub(s.FreshAt.Time) <= FreshFor
}

// askAgain leads a request for a Fresh route through the page that asks for the password once more, with the form held.
func (s *Site) askAgain(w http.ResponseWriter, r *Request) error {
	held, err := heldOf(r)
	if err != nil {
		return err
	}
	return s.Gate.ConfirmPage(w, r, held)
}

// heldOf keeps what a request was about to do.
func heldOf(r *Request) (Held, error) {
	if r.Method != http.MethodPost {
		return Held{Path: r.URL.RequestURI()}, nil
	}
	f, err := r.Form()
	if err != nil {
		return Held{}, err
	}
	return hold(r.URL.RequestURI(), f), nil
}

// firstOf leads a person who must do something before anything else to the page where it is done.
func (s *Site) firstOf(w http.ResponseWriter, r *Request) error {
	if r.Method == http.MethodGet {
		return r.Go(w, r.Session.Only)
	}
	return errs.New(errs.Forbidden, "Chưa ghi gì: tài khoản quản trị phải bật xác thực hai bước trước. Mở Tài khoản của tôi, bật xong rồi làm lại.")
}

// kept reports whether a session that must do something first may use the route.
func (s Session) kept(rt Route) bool {
	return s.Only == "" || rt.Access.IsPublic() || strings.HasPrefix(rt.Path, s.Only)
}
