package account

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

// signInView is what the sign-in page shows.
type signInView struct {
	Username string
	Resetter string // who gives one-time codes: names of the administrators; empty when there are several units
	Held     web.Held
	Asked    bool // the page stands in place of another one
	Errors   []errs.Field
}

// Typed reports whether a form is waiting behind the sign-in.
func (v signInView) Typed() bool { return v.Held.Post }

// signInForm shows the empty page.
func (p *pages) signInForm(w http.ResponseWriter, r *web.Request) error {
	if r.Session.AccountID != "" {
		return r.Go(w, "/")
	}
	return p.showSignIn(w, r, http.StatusOK, signInView{})
}

// SignInPage answers a request that needs a session, with what was typed kept in the page.
func (s *Accounts) SignInPage(w http.ResponseWriter, r *web.Request, held web.Held) error {
	return s.showSignIn(w, r, http.StatusUnauthorized, signInView{Held: held, Asked: true})
}

func (s *Accounts) showSignIn(w http.ResponseWriter, r *web.Request, status int, v signInView) error {
	door, err := s.entrance(r.Context(), r.Today())
	if err != nil {
		return err
	}
	v.Resetter = door.Resetter
	return r.Page(w, status, signInPage(door.props("Đăng nhập", r, v.Errors), v))
}

// signIn checks the password and goes on with what the person was doing.
func (p *pages) signIn(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	c := Credentials{Username: cleanUsername(f.Text("ten-dang-nhap")), Password: f.Raw("mat-khau"), From: fromOf(r)}
	held := web.HeldIn(f)
	err = c.check()
	var in Entered
	if err == nil {
		in, err = p.SignIn(r.Context(), c, r.Now)
	}
	if status, fields, ok := refusal(err); ok {
		return p.showSignIn(w, r, status, signInView{Username: f.Text("ten-dang-nhap"), Held: held, Errors: fields})
	}
	if err != nil {
		return err
	}
	return p.entered(w, r, in, held, "")
}

// fromOf is the browser of a request.
func fromOf(r *web.Request) From {
	return From{Address: throttle.Address(r.Request), Agent: r.UserAgent(), Token: knownToken(r)}
}

// entered gives the browser its cookies and goes on with what the person was doing, or asks for the second step.
func (p *pages) entered(w http.ResponseWriter, r *web.Request, in Entered, held web.Held, said string) error {
	if in.Step != "" {
		return p.showStep(w, r, http.StatusOK, stepView{Step: in.Step, Held: held})
	}
	if r.Session.ID != "" { // the session that this browser had before
		if err := p.EndSession(r.Context(), r.Session.AccountID, r.Session.ID); err != nil {
			return err
		}
	}
	r.Site.SetSession(w, in.Session)
	setKnown(w, r, in.Browser)
	if said != "" {
		r.Say(w, said)
	}
	return p.goOn(w, r, in.Session, held)
}

// check asks for what is missing before anything is tried.
func (c Credentials) check() error {
	var f errs.Form
	if c.Username == "" {
		f.Add("ten-dang-nhap", "Ghi tên đăng nhập, ví dụ hoa.tt")
	}
	if c.Password == "" {
		f.Add("mat-khau", "Ghi mật khẩu")
	}
	return f.Err()
}

// refusal turns an error that the person can answer into what the form shows: the mistakes, or the wait.
func refusal(err error) (status int, fields []errs.Field, ok bool) {
	if fields, ok := web.Mistakes(err); ok {
		return http.StatusUnprocessableEntity, fields, true
	}
	if errs.Is(err, errs.TooMany) {
		return http.StatusTooManyRequests, []errs.Field{{Message: words(err)}}, true
	}
	return 0, nil, false
}
