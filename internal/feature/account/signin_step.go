package account

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
)

// stepView is the page of the second step. The token of the half sign-in and a form that is held travel in hidden fields.
type stepView struct {
	Step   string
	Held   web.Held
	Errors []errs.Field
}

func (p *pages) showStep(w http.ResponseWriter, r *web.Request, status int, v stepView) error {
	door, err := p.entrance(r.Context(), r.Today())
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return r.Page(w, status, stepPage(door.props("Mã xác thực", r, v.Errors), v))
}

// secondStep ends a sign-in with the code of the app or a recovery code.
func (p *pages) secondStep(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	in, held := SecondStep{Step: f.Raw("buoc"), Code: f.Text("ma"), From: fromOf(r)}, web.HeldIn(f)
	if in.Code == "" {
		err = wrongCode("Gõ mã 6 số đang hiện trong ứng dụng, hoặc một mã khôi phục")
	}
	var entered Entered
	if err == nil {
		entered, err = p.FinishSignIn(r.Context(), in, r.Now)
	}
	if errs.Is(err, errs.Unauthenticated) {
		return p.showSignIn(w, r, http.StatusUnauthorized, signInView{Held: held, Errors: []errs.Field{{Message: words(err)}}})
	}
	if status, fields, ok := refusal(err); ok {
		return p.showStep(w, r, status, stepView{Step: in.Step, Held: held, Errors: fields})
	}
	if err != nil {
		return err
	}
	return p.entered(w, r, entered, held, "")
}
