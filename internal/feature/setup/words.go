package setup

import (
	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// plainText keeps a phone from writing capitals or corrections into a name or a code.
var plainText = templ.Attributes{"autocapitalize": "none", "autocorrect": "off"}

// passwordHint says that a password must be typed again when something else was wrong: a page never carries one back.
func passwordHint(mistakes []errs.Field) string {
	hint := "Ít nhất 12 ký tự. Một câu dễ nhớ tốt hơn ký tự lạ, ví dụ: “ao Đình có rào mới”"
	if len(mistakes) > 0 && ui.ErrorOf(mistakes, "mat-khau") == "" {
		return "Gõ lại mật khẩu: trang không giữ mật khẩu. " + hint
	}
	return hint
}

// bodyNote is what one must know of a proposed body before ticking it, behind its name.
func bodyNote(t body.Template) string {
	note := ""
	if t.Requested {
		note += " · đề nghị"
	}
	if !t.Confidence.Checked() {
		note += " · chưa đối chiếu"
	}
	return note
}
