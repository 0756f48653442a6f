package week

import (
	"net/http"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// checkPIN judges the PIN of a form.
func (w *Weeks) checkPIN(r *web.Request, en entry, f *web.Form, entering bool) error {
	keys := keysOf(r, "pin-tuan", freePINs)
	if wait := w.guesses.Wait(r.Now.Time, keys...); wait > 0 {
		return tooMany(wait)
	}
	pin := strings.Map(digit, f.Text("pin"))
	var form errs.Form
	if len(pin) != 6 {
		form.Add("pin", "Mã PIN có 6 chữ số")
		return form.Err()
	}
	var outcome tried
	err := r.Site.DB.Write(r.Context(), en.Leader, func(tx *store.Tx) (err error) {
		outcome, err = en.Link.try(r.Context(), tx, en.Address, pin, entering)
		return err
	})
	if err != nil || outcome == right {
		return err
	}
	if wait := w.guesses.Enter(r.Now.Time, keys...); wait > 0 {
		return tooMany(wait)
	}
	if outcome == shut {
		return Link{Wrong: maxWrong}.closed(r.Now)
	}
	form.Add("pin", "Mã PIN chưa đúng. Sai %d lần liền thì đường dẫn bị khóa; cần thì hỏi lại %s", maxWrong, en.Link.MadeBy)
	return form.Err()
}

// digit keeps the digits of what was typed.
func digit(c rune) rune {
	if c < '0' || c > '9' {
		return -1
	}
	return c
}

// admit lets the browser in for a short time.
func (en entry) admit(rw http.ResponseWriter, r *web.Request) error {
	token := ident.Token()
	err := r.Site.DB.Write(r.Context(), en.Leader, func(tx *store.Tx) error {
		if _, err := tx.Exec(r.Context(), passTrim, en.Link.ID, r.Now); err != nil {
			return err
		}
		_, err := tx.Exec(r.Context(), passAdd, ident.Digest(token), en.Link.ID, store.Instant{Time: r.Now.Add(passLife)})
		tx.Unaudited("a pass is a session")
		return err
	})
	if err != nil {
		return err
	}
	http.SetCookie(rw, &http.Cookie{Name: passCookie, Value: token, Path: en.path(), HttpOnly: true, Secure: r.Site.Secure, SameSite: http.SameSiteStrictMode, MaxAge: int(passLife / time.Second)})
	return nil
}
