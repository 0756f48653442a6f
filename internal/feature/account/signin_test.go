package account_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/store"
)

func TestSignIn(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.browser()
		page := b.get("/dang-nhap")
		page.want(t, http.StatusOK, "h1", "Đăng nhập")
		if words := page.text("main"); !strings.Contains(words, "Lê Hữu Phong") {
			t.Errorf("the page does not say who gives a code: %s", words)
		}
		for name, f := range map[string]url.Values{
			"wrong password": credentials("hoa.tt", "mưa rơi trên mái ngói"),
			"unknown name":   credentials("khong.co", password),
		} {
			a := b.post("/dang-nhap", f)
			a.want(t, http.StatusUnprocessableEntity, ".errors", "Tên đăng nhập hoặc mật khẩu chưa đúng")
			if got := a.fields("form").Get("ten-dang-nhap"); got != f.Get("ten-dang-nhap") {
				t.Errorf("%s: the typed name is gone: %q", name, got)
			}
			if strings.Contains(a.Body.String(), f.Get("mat-khau")) {
				t.Errorf("%s: the page repeats the password", name)
			}
		}
		b.post("/dang-nhap", url.Values{}).want(t, http.StatusUnprocessableEntity, ".errors", "Ghi tên đăng nhập")
		if len(b.cookies) != 0 {
			t.Errorf("a browser that failed has cookies: %v", b.cookies)
		}
		if a := b.post("/dang-nhap", credentials(" HOA.tt ", password)); a.Code != http.StatusSeeOther || a.to() != "/" {
			t.Fatalf("%d to %q", a.Code, a.to())
		}
		b.get("/tai-khoan").want(t, http.StatusOK, "main", "Phòng Văn hóa - Xã hội")
		if a := b.get("/dang-nhap"); a.to() != "/" {
			t.Errorf("who is signed in sees the sign-in page again: %d", a.Code)
		}
		if a := b.post("/dang-xuat", nil); a.to() != "/dang-nhap" {
			t.Errorf("%d to %q", a.Code, a.to())
		}
		b.get("/tai-khoan").want(t, http.StatusUnauthorized, "h1", "Đăng nhập")
		for _, secret := range []string{password, "mưa rơi"} {
			if strings.Contains(s.log.String(), secret) {
				t.Error("the log holds a password")
			}
		}
	})
}

func TestSignInIsThrottled(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	b := s.browser()
	wrong := credentials("hoa.tt", "mưa rơi trên mái ngói")
	for range 5 {
		b.post("/dang-nhap", wrong).want(t, http.StatusUnprocessableEntity, ".errors", "chưa đúng")
	}
	right := credentials("hoa.tt", password)
	a := b.post("/dang-nhap", right)
	a.want(t, http.StatusTooManyRequests, ".errors", "Chờ 30 giây")
	if a.fields("form").Get("ten-dang-nhap") != "hoa.tt" {
		t.Error("the typed name is gone")
	}
	elsewhere := s.browser()
	elsewhere.address = "203.0.113.9:1234"
	elsewhere.post("/dang-nhap", right).want(t, http.StatusTooManyRequests, ".errors", "Chờ")
	for range 5 {
		b.post("/dang-nhap", credentials("khong.co", password)).want(t, http.StatusUnprocessableEntity, ".errors", "chưa đúng")
	}
	b.post("/dang-nhap", credentials("khong.co", password)).want(t, http.StatusTooManyRequests, ".errors", "Chờ 30 giây")
	s.now = s.now.Add(31 * time.Second)
	if a := b.post("/dang-nhap", right); a.Code != http.StatusSeeOther {
		t.Errorf("after the wait: %d %s", a.Code, a.text(".errors"))
	}
}

func TestAnAddressThatGuessesManyNamesWaits(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	b := s.browser()
	b.address = "[2001:db8:1:2::1]:9"
	waits := func() bool {
		s.now = s.now.Add(time.Millisecond)
		form := url.Values{"ten-dang-nhap": {"khong.co" + strconv.Itoa(int(s.now.UnixMilli()))}, "ma": {"AAA"}, "mat-khau-moi": {password}}
		return b.post("/dat-lai-mat-khau", form).Code == http.StatusTooManyRequests
	}
	for i := range 30 {
		if waits() {
			t.Fatalf("name %d waits already", i+1)
		}
	}
	b.address = "[2001:db8:1:2:ffff::2]:9" // another address of the same network
	if !waits() {
		t.Error("the network goes on guessing")
	}
	b.address = "[2001:db8:1:3::1]:9"
	if waits() {
		t.Error("another network waits for it")
	}
}

func TestWhatWasTypedSurvivesTheEndOfTheSession(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.signedIn("hoa.tt")
		delete(b.cookies, "phien")
		note := "Đã rào ao Đình, \"xong\" <b>trước</b> 16/5"
		a := b.post(home+"ghi-chu?loc=1", url.Values{"noi-dung": {note}, "once": {"k-1"}, "mat-khau-cu": {"bí mật"}})
		a.want(t, http.StatusUnauthorized, "main", "nội dung đã gõ vẫn giữ")
		if strings.Contains(a.Body.String(), "bí mật") {
			t.Error("a password travels through the sign-in page")
		}

		form := a.fields("form")
		form.Set("ten-dang-nhap", "hoa.tt")
		form.Set("mat-khau", "sai mật khẩu rồi")
		a = b.post("/dang-nhap", form)
		a.want(t, http.StatusUnprocessableEntity, ".errors", "chưa đúng")

		form = a.fields("form")
		form.Set("mat-khau", password)
		a = b.post("/dang-nhap", form)
		a.want(t, http.StatusOK, "h1", "Nội dung đã gõ vẫn còn")
		a.want(t, http.StatusOK, "blockquote", note)
		a.want(t, http.StatusOK, "main", "Trần Thu Hoa")
		action := a.doc.Find("form").AttrOr("action", "")
		if action != home+"ghi-chu?loc=1" {
			t.Fatalf("it would be sent to %q", action)
		}
		if k := a.fields("form").Get("once"); k != "k-1" {
			t.Errorf("the key of the form is %q: sent twice it would write twice", k)
		}
		a = b.post(action, a.fields("form"))
		if want := "/da-ghi?" + (url.Values{"noi-dung": {note}}).Encode(); a.to() != want {
			t.Errorf("arrived as %q, want %q", a.to(), want)
		}
	})
}

func TestAPageThatAskedForSignInOpensAfterIt(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	b := s.browser()
	a := b.get(home + "ghi-chu?trang=2")
	a.want(t, http.StatusUnauthorized, "main", "Trang này cần đăng nhập")
	form := a.fields("form")
	form.Set("ten-dang-nhap", "hoa.tt")
	form.Set("mat-khau", password)
	if a = b.post("/dang-nhap", form); a.to() != home+"ghi-chu?trang=2" {
		t.Errorf("%d to %q", a.Code, a.to())
	}
}

func TestAButtonPressedTooLateIsPressedAgain(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	b := s.browser()
	form := b.post("/tai-khoan/phien/khac/ket-thuc", nil).fields("form")
	form.Set("ten-dang-nhap", "hoa.tt")
	form.Set("mat-khau", password)
	a := b.post("/dang-nhap", form)
	a.want(t, http.StatusOK, "h1", "Nội dung đã gõ vẫn còn")
	if a = b.post(a.doc.Find("form").AttrOr("action", ""), a.fields("form")); a.to() != "/tai-khoan/phien" {
		t.Errorf("%d to %q", a.Code, a.to())
	}
}

func TestSignInLeadsOnlyToThisSite(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	for _, path := range []string{"https://example.org/", "//example.org/", `/\example.org/`, "javascript:alert(1)", ""} {
		form := credentials("hoa.tt", password)
		form.Set("_giu.dia-chi", path)
		if a := s.browser().post("/dang-nhap", form); a.to() != "/" {
			t.Errorf("%q leads to %q", path, a.to())
		}
		form.Set("_giu.noi-dung", "x y")
		a := s.browser().post("/dang-nhap", form)
		if to := a.doc.Find("form").AttrOr("action", a.to()); !strings.HasPrefix(to, "/") || strings.Contains(to, "example") {
			t.Errorf("a form for %q would be sent to %q", path, to)
		}
	}
}

func TestResetByCode(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		desk := s.signedIn("hoa.tt")
		admin := s.signedIn("phong.lh")
		slip := admin.post(home+"tai-khoan/"+s.find("hoa.tt").ID+"/ma", url.Values{"once": {"k"}})
		slip.want(t, http.StatusOK, "h1", "Mã đặt mật khẩu")
		code := slip.text("div:contains('Mã một lần') > dd")
		if len(code) != len("ABC-DEF-GHJ-KLM") {
			t.Fatalf("the slip says %q", code)
		}
		if cc := slip.Header().Get("Cache-Control"); cc != "no-store" {
			t.Errorf("the slip may be kept by a cache: %q", cc)
		}
		if again := admin.post(home+"tai-khoan/"+s.find("hoa.tt").ID+"/ma", url.Values{"once": {"k"}}); again.Code != http.StatusSeeOther {
			t.Errorf("the same page sent again answers %d", again.Code)
		}

		b := s.browser()
		form := url.Values{"ten-dang-nhap": {"hoa.tt"}, "ma": {code}, "mat-khau-moi": {"ngắn quá"}}
		a := b.post("/dat-lai-mat-khau", form)
		a.want(t, http.StatusUnprocessableEntity, ".errors", "ít nhất 12 ký tự")
		if a.fields("form").Get("ma") != code {
			t.Error("the typed code is gone")
		}
		form.Set("mat-khau-moi", "mưa rơi trên mái ngói")
		if a := b.post("/dat-lai-mat-khau", form); a.to() != "/" {
			t.Fatalf("%d %s", a.Code, a.text(".errors"))
		}
		b.get("/tai-khoan").want(t, http.StatusOK, "main", "hoa.tt")
		desk.get("/tai-khoan").want(t, http.StatusUnauthorized, "h1", "Đăng nhập")
		s.browser().post("/dat-lai-mat-khau", form).want(t, http.StatusUnprocessableEntity, ".errors", "đã dùng hay hết hạn")
		if a := s.browser().post("/dang-nhap", credentials("hoa.tt", "mưa rơi trên mái ngói")); a.Code != http.StatusSeeOther {
			t.Errorf("the new password: %d", a.Code)
		}
		if strings.Contains(s.log.String(), code) {
			t.Error("the log holds the code")
		}
	})
}

func TestGuessingCodesIsThrottled(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	b := s.browser()
	form := url.Values{"ten-dang-nhap": {"hoa.tt"}, "ma": {"AAA-AAA-AAA-AAA"}, "mat-khau-moi": {"mưa rơi trên mái ngói"}}
	for range 5 {
		b.post("/dat-lai-mat-khau", form).want(t, http.StatusUnprocessableEntity, ".errors", "mã chưa đúng")
	}
	b.post("/dat-lai-mat-khau", form).want(t, http.StatusTooManyRequests, ".errors", "Chờ 30 giây")
	if a := b.post("/dang-nhap", credentials("hoa.tt", password)); a.Code != http.StatusSeeOther {
		t.Errorf("guessing codes locks out who knows the password: %d", a.Code)
	}
}
