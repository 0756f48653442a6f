package browser

import (
	"net/http"
	"strings"
	"testing"

	"github.com/pquerna/otp/totp"

	"github.com/mangnon/mangnon/internal/app"
)

// TestTheSecondStepInABrowser turns the second step on, signs out and comes in again by a recovery code, with and without
// JavaScript.
func TestTheSecondStepInABrowser(t *testing.T) {
	t.Parallel()
	t.Run("with JavaScript", func(t *testing.T) {
		w := demo(t)
		secondStep(w, sitAs(t, w, "thinh.vv", desk))
	})
	t.Run("without JavaScript", func(t *testing.T) {
		w := demo(t)
		secondStep(w, sitAs(t, w, "thinh.vv", phone).withoutScript())
	})
}

func secondStep(w *ward, p *tab) {
	p.t.Helper()
	p.open("/tai-khoan/hai-buoc")
	secret := strings.ReplaceAll(ask[string](p, `document.querySelector("main code").innerText`), " ", "")
	code, err := totp.GenerateCode(secret, clock().Time)
	if err != nil {
		p.t.Fatal(err)
	}
	p.write("Mã 6 số", code)
	p.follow("Bật xác thực hai bước")
	p.sees("h1", "Mã khôi phục")
	recovery := ask[string](p, `document.querySelector("main ol code").innerText`)

	fresh := sit(p.t, w, desk)
	if p.plain {
		fresh = fresh.withoutScript()
	}
	fresh.open("/u/" + w.fill("{unit}/{year}") + "/viec")
	fresh.write("Tên đăng nhập", "thinh.vv")
	fresh.write("Mật khẩu", app.DemoPassword)
	fresh.follow("Đăng nhập")
	fresh.sees("h1", "Mã xác thực")
	fresh.look("ma-xac-thuc")
	fresh.write("Mã xác thực", "000000")
	if status := fresh.follow("Đăng nhập"); status != http.StatusUnprocessableEntity {
		p.t.Fatalf("answer %d\n%s", status, fresh.where())
	}
	fresh.sees(".errors", "Mã chưa đúng")
	fresh.write("Mã xác thực", strings.ToLower(recovery))
	fresh.follow("Đăng nhập")
	fresh.sees("main", "Việc của cơ quan tôi")
	fresh.open("/tai-khoan/phien")
	fresh.sees("main", "phiên này", "Các máy đã quen")
	fresh.look("phien-va-may")
	fresh.open("/tai-khoan")
	fresh.sees("main", "Một mã khôi phục vừa được dùng")
	fresh.look("tin-dang-nhap")
}
