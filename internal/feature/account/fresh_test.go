package account_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/store"
)

func TestADangerousActionAsksForThePasswordAgain(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.signedIn("phong.lh")
		s.now = s.now.Add(9 * time.Minute)
		hoa := home + "tai-khoan/" + s.find("hoa.tt").ID
		b.press(b.get(hoa), "Cấp mã đặt mật khẩu").want(t, http.StatusOK, "h1", "Mã đặt mật khẩu")

		s.now = s.now.Add(2 * time.Minute)
		form := b.get(home + "tai-khoan/them").fields("main form")
		form.Set("ho-ten", "Ngô Văn Bình")
		form.Set("chuc-danh", "Trạm trưởng \"tạm\" <b>")
		form.Set("co-quan", "Trạm Y tế phường")
		form.Set("vai-tro", "body")
		ask := b.post(home+"tai-khoan/them", form)
		ask.want(t, http.StatusUnauthorized, "h1", "Xác nhận là anh/chị")
		old := b.cookies["phien"]

		answer := ask.fields("main form")
		answer.Set("mat-khau", "mưa rơi trên mái ngói")
		ask = b.post("/xac-nhan-lai", answer)
		ask.want(t, http.StatusUnprocessableEntity, ".errors", "Mật khẩu chưa đúng")
		if strings.Contains(b.get(home+"tai-khoan").text("tbody"), "Bình") {
			t.Fatal("it was done before the password was right")
		}
		answer = ask.fields("main form")
		answer.Set("mat-khau", password)
		b.post("/xac-nhan-lai", answer).want(t, http.StatusOK, "dl", "binh.nv")
		b.get(home+"tai-khoan").want(t, http.StatusOK, "tr:contains('Ngô Văn Bình')", "Trạm trưởng \"tạm\" <b>")
		if b.cookies["phien"] == old {
			t.Error("the session keeps its token")
		}
		thief := s.browser()
		thief.cookies["phien"] = old
		thief.get("/tai-khoan").want(t, http.StatusUnauthorized, "h1", "Đăng nhập")

		if again := b.post("/xac-nhan-lai", answer); again.Code != http.StatusSeeOther || again.to() != home+"tai-khoan" {
			t.Errorf("sent once more it answers %d to %q", again.Code, again.to())
		}
	})
}

func TestACodeOfTheSecondStepConfirmsToo(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	s.db.Clock = func() store.Instant { return store.Instant{Time: s.now} }
	b := s.signedIn("hoa.tt")
	secret, _ := b.enrol()
	s.now = s.now.Add(20 * time.Minute)
	ask := b.press(b.get("/tai-khoan/hai-buoc"), "Cấp lại mười mã khôi phục")
	ask.want(t, http.StatusUnauthorized, "h1", "Xác nhận là anh/chị")
	form := ask.fields("main form")
	form.Set("ma", account.CodeAt(secret, s.now))
	b.post("/xac-nhan-lai", form).want(t, http.StatusOK, "h1", "Mã khôi phục")
}

func TestAnOpenBrowserIsNoPlaceToGuess(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	b := s.signedIn("phong.lh")
	s.now = s.now.Add(11 * time.Minute)
	form := b.press(b.get(home+"tai-khoan/"+s.find("hoa.tt").ID), "Cấp mã đặt mật khẩu").fields("main form")
	form.Set("mat-khau", "mưa rơi trên mái ngói")
	for range 5 {
		b.post("/xac-nhan-lai", form).want(t, http.StatusUnprocessableEntity, ".errors", "chưa đúng")
	}
	form.Set("mat-khau", password)
	b.post("/xac-nhan-lai", form).want(t, http.StatusTooManyRequests, ".errors", "Chờ")
}

func TestTheAdministratorSetsHowLongSessionsLast(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		admin, hoa := s.signedIn("phong.lh"), s.signedIn("hoa.tt")
		path := home + "tai-khoan/thoi-han"
		form := admin.get(path).fields("main form")
		if form.Get("nghi-officer") != "12" || form.Get("het-officer") != "14" || form.Get("nghi-admin") != "2" || form.Get("het-admin") != "1" {
			t.Errorf("the limits are %v", form)
		}
		form.Set("nghi-officer", "100")
		admin.post(path, form).want(t, http.StatusUnprocessableEntity, ".errors", "Ghi số giờ từ 0,25 đến 24")
		form.Set("nghi-officer", "0,5")
		if a := admin.post(path, form); a.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Code, a.text(".errors"))
		}
		if got := admin.get(path).fields("main form").Get("nghi-officer"); got != "0,5" {
			t.Errorf("kept as %q", got)
		}
		form.Set("nghi-officer", "3") // the form of before, whose version is old
		form.Del("once")
		admin.post(path, form).want(t, http.StatusConflict, "h1", "Chưa ghi được")
		s.now = s.now.Add(20 * time.Minute)
		hoa.get("/tai-khoan").want(t, http.StatusOK, "h1", "Tài khoản")
		s.now = s.now.Add(31 * time.Minute)
		hoa.get("/tai-khoan").want(t, http.StatusUnauthorized, "h1", "Đăng nhập")
		admin.get("/tai-khoan").want(t, http.StatusOK, "h1", "Tài khoản")
		s.now = s.now.Add(121 * time.Minute)
		admin.get("/tai-khoan").want(t, http.StatusUnauthorized, "h1", "Đăng nhập")
	})
}
