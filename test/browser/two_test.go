package browser

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/mangnon/mangnon/internal/app"
)

// TestTwoPeopleEditOneTask lets the second choose field by field what stays.
func TestTwoPeopleEditOneTask(t *testing.T) {
	t.Parallel()
	w := demo(t)
	first, second := sitAs(t, w, "hoa.tt", desk), sitAs(t, w, "hoa.tt", desk)
	address := w.fill("/u/{unit}/{year}/nhiem-vu/{task}/sua")
	first.open(address)
	second.open(address)

	first.write("Tên việc", "Tên của người trước")
	first.write("Phối hợp", "Công an phường")
	first.follow("Lưu nhiệm vụ")
	first.sees(".toast", "Đã lưu")

	second.write("Tên việc", "Tên của người sau")
	second.write("Phối hợp", "Trạm Y tế phường")
	if status := second.follow("Lưu nhiệm vụ"); status != http.StatusConflict {
		t.Fatalf("answer %d, want 409\n%s", status, second.where())
	}
	second.sees(".conflict", "Trần Thu Hoa", "Tên của người trước", "Tên của người sau", "Công an phường", "Trạm Y tế phường")
	second.look("xung-dot")
	second.do("mine", chromedp.Click(chromedp.Search(`//tr[th="Tên việc"]//input[@value="mine"]`)))
	if status := second.follow("Lưu nhiệm vụ"); status != http.StatusOK {
		t.Fatalf("answer %d after choosing\n%s", status, second.where())
	}
	second.sees("h1", "Tên của người sau")
	second.sees(".side", "Công an phường")
	if facts := second.text(".facts"); strings.Contains(facts, "Trạm Y tế") {
		t.Errorf("the version that was not chosen is kept: %q", facts)
	}
	second.sees(".history", "Tên của người trước", "Tên của người sau")
}

// TestSessionEndsWhileTyping keeps what was typed through the sign-in.
func TestSessionEndsWhileTyping(t *testing.T) {
	t.Parallel()
	t.Run("a result", func(t *testing.T) {
		w := demo(t)
		p := sit(t, w, desk)
		token := w.session(t, "hoa.tt")
		p.hold(token)
		p.open(w.fill("/u/{unit}/{year}/nhiem-vu/{task}/ket-qua"))
		p.write("Kết quả", deed)
		w.end(t, token)
		if status := p.follow("Ghi kết quả"); status != http.StatusUnauthorized {
			t.Fatalf("answer %d, want 401\n%s", status, p.where())
		}
		p.sees("main", "nội dung đã gõ vẫn giữ")
		p.look("dang-nhap-giu")
		p.signInHere()
		p.sees("main", deed)
		p.look("noi-dung-da-go")
		p.follow("Gửi tiếp")
		p.sees(".result", deed)
	})
	t.Run("a result with a file", func(t *testing.T) {
		w := demo(t)
		p := sit(t, w, desk)
		token := w.session(t, "hoa.tt")
		p.hold(token)
		p.open(w.fill("/u/{unit}/{year}/nhiem-vu/{task}/ket-qua"))
		p.write("Kết quả", deed)
		p.attach("Tệp chứng minh", p.file("bien-ban.txt", []byte(proof)))
		w.end(t, token)
		p.follow("Ghi kết quả")
		p.signInHere()
		p.sees(".warn", "chọn lại tệp")
		p.follow("Gửi tiếp")
		if got := ask[string](p, `document.getElementById("ket-qua")?.value ?? "no form"`); got != deed {
			t.Errorf("after signing in the file must be chosen again, but the page holds %q\n%s", got, p.where())
		}
		p.forgetTyped()
	})
	t.Run("a plan", func(t *testing.T) {
		w := demo(t)
		p := sit(t, w, desk)
		token := w.session(t, "hoa.tt")
		p.hold(token)
		p.open(w.fill("/u/{unit}/{year}/ke-hoach/nhap"))
		p.write("Hoặc dán nguyên văn", ownPlan)
		w.end(t, token)
		p.follow("Đọc kế hoạch")
		p.signInHere()
		p.follow("Gửi tiếp")
		p.sees(".review", ownTask)
	})
}

func (p *tab) signInHere() {
	p.t.Helper()
	p.write("Tên đăng nhập", "hoa.tt")
	p.write("Mật khẩu", app.DemoPassword)
	if status := p.follow("Đăng nhập"); status != http.StatusOK {
		p.t.Fatalf("sign-in answers %d\n%s", status, p.where())
	}
}

// end ends a session from elsewhere.
func (w *ward) end(t *testing.T, token string) {
	t.Helper()
	s, err := w.Accounts.Session(t.Context(), token, clock())
	if err == nil {
		err = w.Accounts.EndSession(t.Context(), s.AccountID, s.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
}
