package web

import (
	"errors"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web/ui"
)

var statusOf = map[errs.Kind]int{
	errs.Internal:        http.StatusInternalServerError,
	errs.Invalid:         http.StatusUnprocessableEntity,
	errs.NotFound:        http.StatusNotFound,
	errs.Forbidden:       http.StatusForbidden,
	errs.Unauthenticated: http.StatusUnauthorized,
	errs.Conflict:        http.StatusConflict,
	errs.TooMany:         http.StatusTooManyRequests,
	errs.TooLarge:        http.StatusRequestEntityTooLarge,
	errs.Full:            http.StatusInsufficientStorage,
}

var titleOf = map[errs.Kind]string{
	errs.Internal:  "Máy chủ gặp lỗi",
	errs.Invalid:   "Chưa nhận được",
	errs.NotFound:  "Không tìm thấy",
	errs.Forbidden: "Chưa được giao quyền",
	errs.Conflict:  "Chưa ghi được",
	errs.TooMany:   "Thử lại sau ít phút",
	errs.TooLarge:  "Tệp quá lớn",
	errs.Full:      "Ổ đĩa đã đầy",
}

// fail turns an error into the page that a person sees.
func (s *Site) fail(w http.ResponseWriter, r *Request, err error) {
	kind := errs.KindOf(err)
	if isAPI(r.URL.Path) {
		s.failAPI(w, err)
		return
	}
	switch kind {
	case errs.Done:
		e, _ := errors.AsType[*errs.Error](err)
		http.Redirect(w, r.Request, LocalPath(e.Result, "/"), http.StatusSeeOther)
		return
	case errs.Unauthenticated:
		if s.askToSignIn(w, r) {
			return
		}
	}
	m := message(kind, err)
	m.BackHref, m.BackText = "/", "Về trang đầu"
	if perr := r.Page(w, m.Status, ui.Message(m)); perr != nil {
		s.Log.Error("error page", "error", perr.Error())
		http.Error(w, m.What, m.Status)
	}
}

// askToSignIn shows the sign-in page with what was typed still in it.
func (s *Site) askToSignIn(w http.ResponseWriter, r *Request) bool {
	held, err := heldOf(r)
	if err != nil {
		return false
	}
	if err := s.Gate.SignInPage(w, r, held); err != nil {
		s.Log.Error("sign-in page", "error", err.Error())
		return false
	}
	return true
}

func message(kind errs.Kind, err error) ui.MessageProps {
	m := ui.MessageProps{Status: statusOf[kind], Title: titleOf[kind]}
	if e, ok := errors.AsType[*errs.Error](err); ok && kind != errs.Internal {
		m.What = e.Message
		return m
	}
	m.What = "Có một lỗi của chương trình, không phải do anh/chị."
	m.Kept = "Những gì đã lưu trước đó còn nguyên. Việc vừa bấm chưa được ghi."
	m.Do = "Quay lại trang trước rồi thử một lần nữa; nếu vẫn vậy, báo người quản trị kèm giờ xảy ra."
	return m
}

// StatusOf is the HTTP status of an answer to an error of the kind, for a page that shows it in its own way.
func StatusOf(kind errs.Kind) int {
	if status, ok := statusOf[kind]; ok {
		return status
	}
	return http.StatusInternalServerError
}
