package browser

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/totp"
)

// TestFirstRun goes from the one-time code of the console to the page where the first plan is brought in.
func TestFirstRun(t *testing.T) {
	t.Parallel()
	t.Run("with JavaScript", func(t *testing.T) {
		w := empty(t)
		firstRun(w, sit(t, w, desk))
	})
	t.Run("without JavaScript", func(t *testing.T) {
		w := empty(t)
		firstRun(w, sit(t, w, desk).withoutScript())
	})
}

func firstRun(w *ward, p *tab) {
	p.t.Helper()
	p.open("/")
	p.sees("h1", "Mã một lần")
	p.look("thiet-lap-1")
	p.write("Mã một lần", strings.ToLower(w.SetupCode))
	p.follow("Kiểm tra mã")

	p.write("Tên đơn vị", "my hao")
	p.leads("search", hit(p, named("Tìm đơn vị")))
	p.sees("main", "Phường Mỹ Hào")
	p.look("thiet-lap-2")
	p.follow("Phường Mỹ Hào")

	p.sees("main", "Phòng Văn hóa - Xã hội", "Trạm Y tế phường")
	p.look("thiet-lap-3")
	p.write("Họ và tên", "Ngô Thị Bích Hạnh")
	p.write("Mật khẩu", "hàng cau trước sân")
	p.write("Chức danh", "Chuyên viên")
	p.write("Cơ quan khác", "Trường Mầm non Họa Mi\nTổ dân phố Sài")
	if status := p.follow("Lập đơn vị"); status != http.StatusOK {
		p.t.Fatalf("answer %d\n%s", status, p.where())
	}
	enrol(p)
	p.open("/u/phuong-my-hao/" + strconv.Itoa(clock().Year()) + "/ke-hoach/nhap")
	p.sees("h1", "Nhập kế hoạch")
	p.sees(".user", "Ngô Thị Bích Hạnh")
	p.write("Hoặc dán nguyên văn", ownPlan)
	p.follow("Đọc kế hoạch")
	p.sees(".review", ownTask)
}

// enrol turns the second step on, as an administrator must, with the secret that the page spells out.
func enrol(p *tab) {
	p.t.Helper()
	p.sees("h1", "Xác thực hai bước")
	p.look("hai-buoc-phai-bat")
	secret := strings.ReplaceAll(ask[string](p, `document.querySelector("main code").innerText`), " ", "")
	code, err := totp.GenerateCode(secret, clock().Time)
	if err != nil {
		p.t.Fatal(err)
	}
	p.write("Mã 6 số", code)
	p.follow("Bật xác thực hai bước")
	p.sees("h1", "Mã khôi phục")
	p.look("ma-khoi-phuc")
	p.follow("Tôi đã cất mã")
}

func TestBadInputOfTheFirstRun(t *testing.T) {
	t.Parallel()
	w := empty(t)
	p := sit(t, w, desk)
	refusal{path: "/thiet-lap", send: "Kiểm tra mã", says: "Mã chưa đúng", field: "ma", keeps: map[string]string{"ma": "AAA-BBB"},
		fill: func(p *tab) { p.write("Mã một lần", "AAA-BBB") }}.check(t, w, p)
	p.open("/thiet-lap")
	p.write("Mã một lần", w.SetupCode)
	p.follow("Kiểm tra mã")
	p.write("Tên đơn vị", "khong co dau ca")
	p.leads("search", hit(p, named("Tìm đơn vị")))
	p.sees("main", "Không có phường, xã, đặc khu nào")
	p.write("Tên đơn vị", "bần yên nhân")
	p.leads("search", hit(p, named("Tìm đơn vị")))
	p.follow("Phường Mỹ Hào")
	p.do("leave out a body", chromedp.Click(labelled("Trạm Y tế phường")))
	p.write("Chức danh", "Chuyên viên")
	if status := p.follow("Lập đơn vị"); status != http.StatusUnprocessableEntity {
		t.Fatalf("answer %d\n%s", status, p.where())
	}
	p.lineLeadsTo("họ và tên", "ho-ten")
	if got := ask[string](p, `document.getElementById("chuc-danh").value`); got != "Chuyên viên" {
		t.Errorf("the title came to %q", got)
	}
	if ask[bool](p, `[...document.querySelectorAll("[name=co-quan]")].find(b => b.value === "Trạm Y tế phường").checked`) {
		t.Error("the body that was left out is ticked again")
	}
	p.forgetTyped()
}
