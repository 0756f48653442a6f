package account_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/store"
)

// enrol turns the second step on by the page, as a telephone does, and gives the secret and the recovery codes.
func (b *browser) enrol() (secret []byte, codes []string) {
	b.t.Helper()
	page := b.get("/tai-khoan/hai-buoc")
	page.want(b.t, http.StatusOK, "h1", "Xác thực hai bước")
	if n := page.doc.Find("svg.qr path").Length(); n != 1 {
		b.t.Fatalf("%d pictures", n)
	}
	secret = account.ReadTOTP(page.text("main code"))
	form := page.fields("main form")
	form.Set("ma", "000000")
	again := b.post("/tai-khoan/hai-buoc", form)
	again.want(b.t, http.StatusUnprocessableEntity, ".errors", "Mã chưa đúng")
	if again.text("main code") != page.text("main code") {
		b.t.Fatal("a wrong code makes another secret, which the telephone does not have")
	}
	form = again.fields("main form")
	form.Set("ma", account.CodeAt(secret, b.now)[:3]+" "+account.CodeAt(secret, b.now)[3:])
	shown := b.post("/tai-khoan/hai-buoc", form)
	shown.want(b.t, http.StatusOK, "h1", "Mã khôi phục")
	if got := shown.Header().Get("Cache-Control"); got != "no-store" {
		b.t.Errorf("the page with the codes is kept: %q", got)
	}
	for _, s := range shown.doc.Find("main ol code").EachIter() {
		codes = append(codes, s.Text())
	}
	if len(codes) != 10 {
		b.t.Fatalf("%d recovery codes", len(codes))
	}
	return secret, codes
}

// signIn types the password and then a code.
func (b *browser) signIn(username, code string) answer {
	b.t.Helper()
	step := b.post("/dang-nhap", credentials(username, password))
	step.want(b.t, http.StatusOK, "h1", "Mã xác thực")
	if b.cookies["phien"] != "" {
		b.t.Error("the password alone opens a session")
	}
	form := step.fields("main form")
	form.Set("ma", code)
	return b.post("/dang-nhap/ma", form)
}

func TestTheSecondStep(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		db.Clock = func() store.Instant { return store.Instant{Time: s.now} }
		secret, codes := s.signedIn("hoa.tt").enrol()
		b := s.browser()
		b.signIn("hoa.tt", account.CodeAt(secret, s.now)).want(t, http.StatusUnprocessableEntity, ".errors", "đã dùng") // it turned the step on
		s.now = s.now.Add(time.Minute)
		code := account.CodeAt(secret, s.now)
		if a := b.signIn("hoa.tt", code); a.to() != "/" {
			t.Fatalf("%d %s", a.Code, a.text(".errors"))
		}
		b.get("/tai-khoan").want(t, http.StatusOK, "h1", "Tài khoản")
		s.browser().signIn("hoa.tt", code).want(t, http.StatusUnprocessableEntity, ".errors", "đã dùng")

		s.now = s.now.Add(2 * time.Minute)
		for drift, lets := range map[time.Duration]bool{-time.Minute: false, time.Minute: false, -30 * time.Second: true} {
			if got := s.browser().signIn("hoa.tt", account.CodeAt(secret, s.now.Add(drift))).Code == http.StatusSeeOther; got != lets {
				t.Errorf("a telephone that goes %s wrong is let in: %v", drift, got)
			}
		}
		if a := s.browser().signIn("hoa.tt", strings.ToLower(codes[3])); a.Code != http.StatusSeeOther {
			t.Errorf("a recovery code: %d %s", a.Code, a.text(".errors"))
		}
		s.browser().signIn("hoa.tt", codes[3]).want(t, http.StatusUnprocessableEntity, ".errors", "chưa dùng")
		b.get("/tai-khoan").want(t, http.StatusOK, "main", "còn 9 mã")
		for _, table := range []string{"second_factor", "recovery_code", "audit", "account_news"} {
			for _, kept := range []string{codes[0], strings.ReplaceAll(codes[0], "-", ""), string(secret)} {
				if strings.Contains(everything(t.Context(), t, db, table), kept) {
					t.Errorf("table %s holds a secret", table)
				}
			}
		}
	})
}

func TestCodesCannotBeTriedOut(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	s.db.Clock = func() store.Instant { return store.Instant{Time: s.now} }
	secret, _ := s.signedIn("hoa.tt").enrol()
	s.now = s.now.Add(time.Minute)
	own := s.browser()
	own.signIn("hoa.tt", account.CodeAt(secret, s.now))
	own.post("/dang-xuat", nil)
	s.now = s.now.Add(time.Minute)
	b := s.browser()
	form := b.post("/dang-nhap", credentials("hoa.tt", password)).fields("main form")
	form.Set("ma", "123456")
	for range 5 {
		b.post("/dang-nhap/ma", form).want(t, http.StatusUnprocessableEntity, ".errors", "chưa đúng")
	}
	form.Set("ma", account.CodeAt(secret, s.now))
	b.post("/dang-nhap/ma", form).want(t, http.StatusUnauthorized, ".errors", "Đăng nhập lại từ đầu")
	for range 5 {
		b.signIn("hoa.tt", "123456")
	}
	b.signIn("hoa.tt", account.CodeAt(secret, s.now)).want(t, http.StatusTooManyRequests, ".errors", "khóa")
	if a := own.signIn("hoa.tt", account.CodeAt(secret, s.now)); a.Code != http.StatusSeeOther {
		t.Errorf("who knows the password shuts the person out at the own machine: %d %s", a.Code, a.text(".errors"))
	}
}

func TestAnAdministratorWithoutASecondStepSeesNothingElse(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	s.db.Clock = func() store.Instant { return store.Instant{Time: s.now} }
	b := s.signedIn("phong.lh")
	if a := b.press(b.get("/tai-khoan/hai-buoc"), "Bỏ điện thoại này"); a.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", a.Code, a.text("main"))
	}
	for _, path := range []string{"/tai-khoan", "/tai-khoan/phien", "/tai-khoan/khoa-api", home + "tai-khoan", home + "to-chuc"} {
		if a := b.get(path); a.to() != "/tai-khoan/hai-buoc" {
			t.Errorf("%s answers %d to %q", path, a.Code, a.to())
		}
	}
	b.post(home+"tai-khoan/them", url.Values{"ho-ten": {"Ngô Văn Bình"}}).want(t, http.StatusForbidden, "main", "bật xác thực hai bước")
	b.enrol()
	b.get(home+"tai-khoan").want(t, http.StatusOK, "h1", "Tài khoản của đơn vị")
}

func TestALostTelephoneIsTakenOffByAnother(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		db.Clock = func() store.Instant { return store.Instant{Time: s.now} }
		hoa := s.signedIn("hoa.tt")
		hoa.enrol()
		admin, path := s.signedIn("phong.lh"), home+"tai-khoan/"+s.find("hoa.tt").ID
		admin.press(admin.get(path), "Gỡ xác thực hai bước").want(t, http.StatusUnprocessableEntity, ".errors", "Ghi lý do")
		form := admin.get(path).fields("form[action$='go-hai-buoc']")
		form.Set("ly-do", "mất điện thoại, đã gặp tận mặt")
		if a := admin.post(path+"/go-hai-buoc", form); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text("main"))
		}
		admin.get(path).want(t, http.StatusOK, ".history", "Mất điện thoại, đã gặp tận mặt")
		hoa.get("/tai-khoan").want(t, http.StatusUnauthorized, "h1", "Đăng nhập")
		if a := hoa.post("/dang-nhap", credentials("hoa.tt", password)); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text(".errors"))
		}
		hoa.get("/tai-khoan").want(t, http.StatusOK, "main", "Lê Hữu Phong đã gỡ xác thực hai bước của anh/chị")
	})
}

// Without the key file, which is in no archive, a stolen database gives no codes; recovery codes still let the person in.
func TestTheKeyOfSecondStepsLiesApart(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	s.db.Clock = func() store.Instant { return store.Instant{Time: s.now} }
	file := filepath.Join(t.TempDir(), "hai-buoc.key")
	s.accounts.KeyFile(file)
	secret, codes := s.signedIn("hoa.tt").enrol()
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("key file: %v, %v", info.Mode(), err)
	}
	s.now = s.now.Add(time.Minute)
	s.serve(account.New(s.db)) // another machine, another key
	s.browser().signIn("hoa.tt", account.CodeAt(secret, s.now)).want(t, http.StatusUnprocessableEntity, ".errors", "mã khôi phục")
	if a := s.browser().signIn("hoa.tt", codes[0]); a.Code != http.StatusSeeOther {
		t.Errorf("a recovery code: %d %s", a.Code, a.text(".errors"))
	}
	again := account.New(s.db)
	again.KeyFile(file)
	s.serve(again)
	if a := s.browser().signIn("hoa.tt", account.CodeAt(secret, s.now)); a.Code != http.StatusSeeOther {
		t.Errorf("the same key after a new start: %d %s", a.Code, a.text(".errors"))
	}
}
