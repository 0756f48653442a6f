package account

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// factorPath is where the second step is turned on: the only pages of somebody who must have one and has none.
const factorPath = "/tai-khoan/hai-buoc"

// factorView is the page of the own second step.
type factorView struct {
	On      bool
	Since   string
	Left    int  // recovery codes not used
	Must    bool // by the posts of today
	Demo    bool // a demonstration exempts its administrator
	Sealed  string
	Picture qrPicture
	Spelled string
	Errors  []errs.Field
	Once    string
}

// showFactor shows how the second step stands, or how to turn it on.
func (p *pages) showFactor(w http.ResponseWriter, r *web.Request) error {
	return p.showFactorWith(w, r, newTOTP(), nil)
}

func (p *pages) showFactorWith(w http.ResponseWriter, r *web.Request, secret []byte, mistakes []errs.Field) error {
	since, left, err := p.Factor(r.Context(), p.DB.Reader(sessionActor), r.Session.AccountID)
	if err != nil {
		return err
	}
	v := factorView{On: !since.IsZero(), Since: web.Stamp(since), Left: left, Must: mustHaveFactor(r.Session.Posts), Demo: inDemo(r.Session), Errors: mistakes, Once: web.NewKey()}
	if !v.On {
		if v.Sealed, err = p.vault.seal(secret, enrolling(r)); err != nil {
			return err
		}
		if v.Picture, err = drawQR(totpURI(secret, r.Session.Username)); err != nil {
			return err
		}
		v.Spelled = spelled(secret)
		w.Header().Set("Cache-Control", "no-store")
	}
	view := web.View{Title: "Xác thực hai bước", Lead: v.lead(), Errors: mistakes,
		Crumbs: []ui.Crumb{{Text: "Tài khoản của tôi", Href: "/tai-khoan"}, {Text: "Xác thực hai bước"}}}
	return r.Show(w, view, factorPage(v))
}

// enrolling binds a secret that is on its way through the page to the session in which it was shown.
func enrolling(r *web.Request) string { return "bat|" + r.Session.AccountID + "|" + r.Session.ID }

func inDemo(s web.Session) bool {
	for _, p := range s.Posts {
		if p.Unit.Demo {
			return true
		}
	}
	return false
}

func (v factorView) lead() string {
	switch {
	case v.On:
		return "Đang bật. Khi đăng nhập, sau mật khẩu anh/chị gõ thêm mã 6 số của điện thoại."
	case v.Must:
		return "Người quản trị phải bật bước này rồi mới vào được các trang khác: ai biết mật khẩu cũng chưa vào được nếu không có điện thoại của anh/chị."
	}
	return "Chưa bật. Bật rồi thì ai biết mật khẩu cũng chưa vào được nếu không có điện thoại của anh/chị."
}

// turnOn takes the code that shows that the telephone has the secret, and shows the recovery codes once.
func (p *pages) turnOn(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	secret, err := p.vault.open(f.Raw("khoa"), enrolling(r))
	if err != nil {
		return p.showFactorWith(w, r, newTOTP(), []errs.Field{{Message: "Hình mã đã cũ. Quét hình mới dưới đây rồi gõ mã"}})
	}
	var codes []string
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(factorPath)
		if codes, err = p.AddFactor(ctx, tx, r.Session.AccountID, secret, f.Text("ma")); err != nil {
			return err
		}
		return p.endSessions(ctx, tx, r.Session.AccountID, r.Session.ID)
	})
	if fields, ok := web.Mistakes(err); ok {
		return p.showFactorWith(w, r, secret, fields)
	}
	if err != nil {
		return err
	}
	return p.showRecovery(w, r, codes)
}

// renew ends the recovery codes and shows ten others, once.
func (p *pages) renew(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	if err := p.needsFactor(r); err != nil {
		return err
	}
	var codes []string
	err := r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
		tx.Result(factorPath)
		codes, err = p.RenewRecovery(ctx, tx, r.Session.AccountID)
		return err
	})
	if err != nil {
		return err
	}
	return p.showRecovery(w, r, codes)
}

// turnOff takes the second step off. An administrator then sees only the page that turns it on again, on another telephone.
func (p *pages) turnOff(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	if err := p.needsFactor(r); err != nil {
		return err
	}
	err := r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(factorPath)
		return p.DropFactor(ctx, tx, r.Session.AccountID, r.Session.ID, "")
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã tắt xác thực hai bước; các phiên đăng nhập khác đã kết thúc.")
	return r.Go(w, factorPath)
}

func (p *pages) needsFactor(r *web.Request) error {
	since, _, err := p.Factor(r.Context(), p.DB.Reader(sessionActor), r.Session.AccountID)
	if err == nil && since.IsZero() {
		return errs.New(errs.Conflict, "Tài khoản chưa bật xác thực hai bước nên chưa có gì để đổi.")
	}
	return err
}

// showRecovery shows recovery codes that were just made. The answer must not stay in any cache.
func (p *pages) showRecovery(w http.ResponseWriter, r *web.Request, codes []string) error {
	w.Header().Set("Cache-Control", "no-store")
	view := web.View{Title: "Mã khôi phục", Lead: "Trang này chỉ hiện một lần. In ra hoặc chép tay, cất chỗ khóa được, không cất cùng điện thoại.",
		Crumbs: []ui.Crumb{{Text: "Tài khoản của tôi", Href: "/tai-khoan"}, {Text: "Mã khôi phục"}}, Actions: ui.PrintButton()}
	return r.Show(w, view, recoveryPage(r.Session.Username, codes))
}
