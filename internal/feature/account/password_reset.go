package account

import (
	"net/http"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
)

// plainText keeps a phone from writing capitals or corrections into a name or a code.
var plainText = templ.Attributes{"autocapitalize": "none", "autocorrect": "off"}

const passwordHint = "Ít nhất 12 ký tự. " + passwordExample

// resetView is what the page of the one-time code shows.
type resetView struct {
	Username, Code string
	Errors         []errs.Field
}

func (p *pages) resetForm(w http.ResponseWriter, r *web.Request) error {
	return p.showReset(w, r, http.StatusOK, resetView{})
}

func (p *pages) showReset(w http.ResponseWriter, r *web.Request, status int, v resetView) error {
	door, err := p.entrance(r.Context(), r.Today())
	if err != nil {
		return err
	}
	return r.Page(w, status, resetPage(door.props("Đặt lại mật khẩu", r, v.Errors), v))
}

// reset sets the password, ends every session of the account and signs this browser in.
func (p *pages) reset(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	in := Reset{Username: cleanUsername(f.Text("ten-dang-nhap")), Code: f.Text("ma"), Password: f.Raw("mat-khau-moi"), From: fromOf(r)}
	err = in.check()
	var entered Entered
	if err == nil {
		entered, err = p.ResetPassword(r.Context(), in, r.Now)
	}
	if status, fields, ok := refusal(err); ok {
		return p.showReset(w, r, status, resetView{Username: f.Text("ten-dang-nhap"), Code: f.Text("ma"), Errors: fields})
	}
	if err != nil {
		return err
	}
	return p.entered(w, r, entered, web.Held{Path: "/"}, "Đã đặt mật khẩu mới; mọi phiên đăng nhập khác đã kết thúc.")
}

// check looks at the form before the code is tried, so that a weak password costs no try.
func (in Reset) check() error {
	var f errs.Form
	if in.Username == "" {
		f.Add("ten-dang-nhap", "Ghi tên đăng nhập, ví dụ hoa.tt")
	}
	if in.Code == "" {
		f.Add("ma", "Ghi mã mà người quản trị đã cấp")
	}
	CheckPassword(&f, "mat-khau-moi", in.Password, in.Username)
	return f.Err()
}
