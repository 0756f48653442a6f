package setup

import (
	"errors"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

var steps = []string{"Mã một lần", "Đơn vị", "Người quản trị", "Nhập kế hoạch"}

// props are the frame of one step.
func props(step int, title, lead string, mistakes []errs.Field) ui.SetupProps {
	return ui.SetupProps{Step: step, Steps: steps, Title: title, Lead: lead, Where: "Thiết lập lần đầu", Errors: mistakes}
}

// codeForm asks for the code, once for each browser.
func (s *Setup) codeForm(w http.ResponseWriter, r *web.Request) error {
	if s.guard.passed(r) {
		return r.Go(w, "/thiet-lap/don-vi")
	}
	return s.showCode(w, r, http.StatusOK, "", nil)
}

func (s *Setup) showCode(w http.ResponseWriter, r *web.Request, status int, typed string, mistakes []errs.Field) error {
	lead := "Mã hiện ở cửa sổ chạy chương trình trên máy chủ, để chỉ người ngồi ở máy đó lập được đơn vị."
	return r.Page(w, status, codePage(props(1, "Mã một lần", lead, mistakes), typed))
}

// enter checks the code.
func (s *Setup) enter(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	token, err := s.guard.try(f.Text("ma"), addressOf(r), r.Now.Time)
	if fields, ok := web.Mistakes(err); ok {
		return s.showCode(w, r, http.StatusUnprocessableEntity, f.Text("ma"), fields)
	}
	if e, ok := errors.AsType[*errs.Error](err); ok && e.Kind == errs.TooMany {
		return s.showCode(w, r, http.StatusTooManyRequests, f.Text("ma"), []errs.Field{{Message: e.Message}})
	}
	if err != nil {
		return err
	}
	setPass(w, r, token)
	return r.Go(w, "/thiet-lap/don-vi")
}
