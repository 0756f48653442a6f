package account_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/store"
)

// guess types wrong passwords until the name is shut, waiting out what the program asks for in between.
func guess(s *site, b *browser, username string, times int) {
	s.t.Helper()
	for range times {
		a := b.post("/dang-nhap", credentials(username, "mưa rơi trên mái ngói"))
		if a.Code != http.StatusUnprocessableEntity {
			s.t.Fatalf("a guess answers %d: %s", a.Code, a.text(".errors"))
		}
		s.now = s.now.Add(16 * time.Minute) // longer than any wait of the throttle
	}
}

func TestAStrangerCannotShutAPersonOut(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		own := s.browser()
		if a := own.post("/dang-nhap", credentials("hoa.tt", password)); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text(".errors"))
		}
		stranger := s.browser()
		stranger.address = "203.0.113.9:1234"
		guess(s, stranger, "hoa.tt", 9)
		stranger.post("/dang-nhap", credentials("hoa.tt", "mưa rơi trên mái ngói")) // the tenth
		stranger.post("/dang-nhap", credentials("hoa.tt", password)).want(t, http.StatusTooManyRequests, ".errors", "Chờ")

		// A new start forgets what was in memory and nothing of this.
		s.restart()
		stranger.post("/dang-nhap", credentials("hoa.tt", password)).want(t, http.StatusTooManyRequests, ".errors", "khóa trên máy lạ")
		if a := own.post("/dang-nhap", credentials("hoa.tt", password)); a.Code != http.StatusSeeOther {
			t.Errorf("the person is shut out at the own machine: %d %s", a.Code, a.text(".errors"))
		}
		own.get("/tai-khoan").want(t, http.StatusOK, "main", "Có người gõ sai mật khẩu của anh/chị 10 lần")
		own.post("/tai-khoan/tin/da-doc", nil)
		if page := own.get("/tai-khoan"); strings.Contains(page.text("main"), "10 lần") {
			t.Error("what was read is told again")
		}

		admin, hoa := s.signedIn("phong.lh"), s.find("hoa.tt")
		page := admin.get(home + "tai-khoan/" + hoa.ID)
		page.want(t, http.StatusOK, ".history", "tạm khóa đăng nhập trên máy lạ")
		if a := admin.press(page, "Cho đăng nhập lại"); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text("main"))
		}
		if a := stranger.post("/dang-nhap", credentials("hoa.tt", password)); a.Code != http.StatusSeeOther {
			t.Errorf("after the administrator let it in: %d %s", a.Code, a.text(".errors"))
		}
		own.get("/tai-khoan").want(t, http.StatusOK, "main", "Đăng nhập từ máy mới: Chrome trên Windows, mạng 203.0.113.0/24")
	})
}

func TestABlockGrowsAndIsSilentAboutWhoExists(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	for _, name := range []string{"hoa.tt", "khong.co"} {
		b := s.browser()
		guess(s, b, name, 9)
		b.post("/dang-nhap", credentials(name, "mưa rơi trên mái ngói")) // shuts it for a quarter of an hour
		s.restart()
		b.post("/dang-nhap", credentials(name, password)).want(t, http.StatusTooManyRequests, ".errors", "còn 15 phút")
		s.now = s.now.Add(15*time.Minute + time.Second)
		b.post("/dang-nhap", credentials(name, "mưa rơi trên mái ngói")).want(t, http.StatusUnprocessableEntity, ".errors", "chưa đúng")
		s.restart()
		b.post("/dang-nhap", credentials(name, password)).want(t, http.StatusTooManyRequests, ".errors", "còn 30 phút")
	}
}

// A token that somebody planted in the browser before the sign-in is worth nothing after it.
func TestAPlantedMachineTokenIsWorthNothing(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	thief := s.browser()
	thief.post("/dang-nhap", credentials("hoa.tt", password))
	planted := thief.cookies["may-quen"]
	victim := s.browser()
	victim.cookies["may-quen"] = planted
	victim.post("/dang-nhap", credentials("hoa.tt", password))
	if got := victim.cookies["may-quen"]; got == planted || got == "" {
		t.Errorf("the machine keeps the token %q", got)
	}
	thief.post("/dang-nhap", credentials("hoa.tt", password))
	known, err := s.accounts.Browsers(t.Context(), s.find("hoa.tt").ID)
	if err != nil || len(known) != 2 {
		t.Errorf("%d known machines, %v: the thief's must be a new one again", len(known), err)
	}
}

func TestSignInDoesNotTakeOverAGivenSession(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	b := s.browser()
	b.cookies["phien"] = "given-by-somebody-else"
	b.post("/dang-nhap", credentials("hoa.tt", password))
	first := b.cookies["phien"]
	if first == "given-by-somebody-else" {
		t.Fatal("the session keeps a token that the program did not make")
	}
	other := s.browser()
	other.cookies["phien"] = first
	b.post("/dang-nhap", credentials("hoa.tt", password))
	if b.cookies["phien"] == first {
		t.Error("a second sign-in keeps the token")
	}
	other.get("/tai-khoan").want(t, http.StatusUnauthorized, "h1", "Đăng nhập")
}

// restart is a new process over the same database and the same folder.
func (s *site) restart() {
	old := s.accounts
	s.serve(account.New(s.db))
	s.accounts.KeepKeyOf(old)
}
