package account_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

func TestOwnPasswordAndTheme(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	b, other := s.signedIn("hoa.tt"), s.signedIn("hoa.tt")
	change := func(old, fresh string) answer {
		return b.post("/tai-khoan/mat-khau", url.Values{"mat-khau-cu": {old}, "mat-khau-moi": {fresh}})
	}
	change("không nhớ nữa rồi", "mưa rơi trên mái ngói").want(t, http.StatusUnprocessableEntity, ".errors", "Mật khẩu đang dùng chưa đúng")
	change(password, "trần thu hoa 1990").want(t, http.StatusUnprocessableEntity, ".errors", "trùng họ tên")
	if a := change(password, "mưa rơi trên mái ngói"); a.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", a.Code, a.text(".errors"))
	}
	b.get("/tai-khoan").want(t, http.StatusOK, ".toast", "Đã đổi mật khẩu")
	other.get("/tai-khoan").want(t, http.StatusUnauthorized, "h1", "Đăng nhập")

	for _, theme := range []string{"dark", "light", ""} {
		b.post("/tai-khoan/giao-dien", url.Values{"giao-dien": {theme}})
		if got := b.get("/tai-khoan").doc.Find("html").AttrOr("data-theme", ""); got != theme {
			t.Errorf("theme %q, want %q", got, theme)
		}
	}
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		here, there, third := s.signedIn("hoa.tt"), s.signedIn("hoa.tt"), s.signedIn("hoa.tt")
		stranger := s.signedIn("phong.lh")
		page := here.get("/tai-khoan/phien")
		page.want(t, http.StatusOK, "tbody tr:contains('phiên này')", "Chrome trên Windows")
		if n := page.doc.Find("tbody tr").Length(); n != 3 {
			t.Fatalf("%d sessions, want 3", n)
		}
		end := page.doc.Find("tbody tr").Not(":contains('phiên này')").First().Find("form").AttrOr("action", "")
		stranger.post(end, nil)
		if n := here.get("/tai-khoan/phien").doc.Find("tbody tr").Length(); n != 3 {
			t.Error("somebody else ended a session")
		}
		here.post(end, nil)
		if n := here.get("/tai-khoan/phien").doc.Find("tbody tr").Length(); n != 2 {
			t.Errorf("%d sessions after one was ended", n)
		}
		here.post("/tai-khoan/phien/khac/ket-thuc", nil)
		here.get("/tai-khoan").want(t, http.StatusOK, "h1", "Tài khoản")
		for _, b := range []*browser{there, third} {
			b.get("/tai-khoan").want(t, http.StatusUnauthorized, "h1", "Đăng nhập")
		}
		stranger.get("/tai-khoan").want(t, http.StatusOK, "h1", "Tài khoản")
	})
}

func TestOnlyTheAdministratorSeesTheAccounts(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	hoa := s.find("hoa.tt")
	for _, path := range []string{"tai-khoan", "tai-khoan/them", "tai-khoan/dan", "tai-khoan/" + hoa.ID, "tai-khoan/" + hoa.ID + "/sua"} {
		s.signedIn("hoa.tt").get(home+path).want(t, http.StatusForbidden, "h1", "Chưa được giao quyền")
		if a := s.signedIn("phong.lh").get(home + path); a.Code != http.StatusOK {
			t.Errorf("%s: %d for the administrator", path, a.Code)
		}
	}
}

func TestAnAccountIsAddedByThePage(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		b := newSite(t, db).signedIn("phong.lh")
		form := b.get(home + "tai-khoan/them").fields("main form")
		form.Set("ho-ten", "Ngô Văn Bình")
		a := b.post(home+"tai-khoan/them", form)
		a.want(t, http.StatusUnprocessableEntity, ".errors", "Chọn cơ quan")
		form = a.fields("main form")
		if form.Get("ho-ten") != "Ngô Văn Bình" {
			t.Error("the typed name is gone")
		}
		form.Set("co-quan", "Trạm Y tế phường")
		form.Set("vai-tro", "body")
		a = b.post(home+"tai-khoan/them", form)
		a.want(t, http.StatusOK, "dl", "binh.nv")
		a.want(t, http.StatusOK, "dl", "08:05 19/05/2026")
		list := b.get(home + "tai-khoan")
		list.want(t, http.StatusOK, "tr:contains('Ngô Văn Bình')", "chưa đặt mật khẩu")
		list.want(t, http.StatusOK, ".lead", "3 tài khoản, 1 chưa đặt mật khẩu")
		if again := b.post(home+"tai-khoan/them", form); again.to() != home+"tai-khoan" {
			t.Errorf("the same form sent again: %d to %q", again.Code, again.to())
		}
		href := list.doc.Find("tr:contains('Ngô Văn Bình') a").AttrOr("href", "")
		b.get(href).want(t, http.StatusOK, ".history", "cấp tài khoản")
	})
}

func TestPastedAccountsAreCorrectedInTheTable(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.signedIn("phong.lh")
		table := "Họ và tên\tTên đăng nhập\tChức danh\tCơ quan\tVai trò\n" +
			"Ngô Văn Bình\t\tTrạm trưởng\tTYT phường\tPhối hợp\n" +
			"Phan Thị Lan\tphong.lh\t\tPhòng Không Có\tTrưởng bản\n" +
			"Trần Thu Hoa\t\t\tCông an\t\n"
		a := b.post(home+"tai-khoan/dan", url.Values{"bang": {table}})
		a.want(t, http.StatusUnprocessableEntity, ".lead", "3 người, 1 dòng cần sửa")
		a.want(t, http.StatusUnprocessableEntity, ".errors", "Dòng 3: Đơn vị chưa có cơ quan tên này")
		a.want(t, http.StatusUnprocessableEntity, ".errors", "Dòng 3: Tên đăng nhập “phong.lh” đã có người dùng")
		a.want(t, http.StatusUnprocessableEntity, ".errors", "Dòng 3: Chọn vai trò")
		a.want(t, http.StatusUnprocessableEntity, "tr:contains('Đơn vị đã có người cùng họ tên')", "hoa.tt")

		form := a.fields("main form")
		if got := form.Get("dong-2-ten-dang-nhap"); got != "binh.nv" {
			t.Errorf("proposed username %q", got)
		}
		a = b.post(home+"tai-khoan/dan/cap", form)
		a.want(t, http.StatusUnprocessableEntity, ".errors", "Dòng 3")
		if list := b.get(home + "tai-khoan"); strings.Contains(list.text("tbody"), "Bình") {
			t.Error("a right row was written before all were right")
		}
		form = a.fields("main form")
		form.Set("dong-3-ten-dang-nhap", "lan.pt")
		form.Set("dong-3-co-quan", "phong van hoa xa hoi")
		form.Set("dong-3-vai-tro", "leader")
		form.Add("bo", "4")
		a = b.post(home+"tai-khoan/dan/cap", form)
		a.want(t, http.StatusOK, "h1", "Mã đặt mật khẩu")
		if n := a.doc.Find(".section dl").Length(); n != 2 {
			t.Errorf("%d slips, want 2", n)
		}
		list := b.get(home + "tai-khoan")
		list.want(t, http.StatusOK, "tr:contains('Phan Thị Lan')", "Lãnh đạo")
		list.want(t, http.StatusOK, "tr:contains('Ngô Văn Bình')", "Trạm trưởng, Trạm Y tế phường")
	})
}

// press sends the form with a button.
func (b *browser) press(a answer, button string) answer {
	b.t.Helper()
	form := a.doc.Find("form").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.Contains(s.Find("button").Text(), button)
	}).First()
	action, ok := form.Attr("action")
	if !ok {
		b.t.Fatalf("no form has the button %q", button)
	}
	return b.post(action, fieldsOf(form))
}

func TestLockAndUnlock(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b, hoa := s.signedIn("phong.lh"), s.signedIn("hoa.tt")
		address := home + "tai-khoan/" + s.find("hoa.tt").ID
		page := b.get(address)
		if a := b.press(page, "Khóa tài khoản"); a.to() != address {
			t.Fatalf("%d %s", a.Code, a.text("main"))
		}
		hoa.get("/tai-khoan").want(t, http.StatusUnauthorized, "h1", "Đăng nhập")
		s.browser().post("/dang-nhap", credentials("hoa.tt", password)).want(t, http.StatusUnprocessableEntity, ".errors", "chưa đúng")
		b.press(page, "Khóa tài khoản").want(t, http.StatusConflict, ".warn", "Có người vừa sửa")
		locked := b.get(address)
		locked.want(t, http.StatusOK, ".facts", "đang khóa")
		b.press(locked, "Cấp mã").want(t, http.StatusForbidden, ".warn", "mở khóa trước")
		b.press(locked, "Mở khóa")
		s.signedIn("hoa.tt").get("/tai-khoan").want(t, http.StatusOK, "main", "hoa.tt")
		b.get(address).want(t, http.StatusOK, ".history", "mở khóa tài khoản")
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.signedIn("phong.lh")
		phong := home + "tai-khoan/" + s.find("phong.lh").ID
		page := b.get(phong)
		if strings.Contains(page.text("main"), "Khóa tài khoản") {
			t.Error("the page offers to lock oneself out")
		}
		b.post(phong+"/khoa", url.Values{"ban": {"1"}}).want(t, http.StatusForbidden, ".warn", "Không tự khóa")
		b.press(page, "Thôi giao").want(t, http.StatusForbidden, ".warn", "người quản trị cuối cùng")

		if _, err := s.add(account.Draft{Name: "Ngô Văn Bình", Body: "Trạm Y tế", Role: actor.RoleAdmin}); err != nil {
			t.Fatal(err)
		}
		if a := b.press(b.get(phong), "Thôi giao"); a.to() != phong {
			t.Errorf("with a second administrator: %d %s", a.Code, a.text("main"))
		}
		b.get(phong).want(t, http.StatusNotFound, "h1", "Không tìm thấy")
	})
}

func TestTwoAdministratorsEditOneAccount(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.signedIn("phong.lh")
		address := home + "tai-khoan/" + s.find("hoa.tt").ID
		first, second := b.get(address+"/sua").fields("main form"), b.get(address+"/sua").fields("main form")
		first.Set("ho-ten", "Trần Thu Hoà")
		if a := b.post(address+"/sua", first); a.to() != address {
			t.Fatalf("%d %s", a.Code, a.text("main"))
		}
		second.Set("ho-ten", "Trần Thị Thu Hoa")
		second.Set("ten-dang-nhap", "thuhoa.tt")
		a := b.post(address+"/sua", second)
		a.want(t, http.StatusConflict, ".conflict", "Lê Hữu Phong")
		a.want(t, http.StatusConflict, "tr:contains('Họ và tên')", "Trần Thị Thu Hoa")
		a.want(t, http.StatusConflict, "tr:contains('Họ và tên')", "Trần Thu Hoà")
		choice := a.fields("main form")
		choice.Set("chon-ten-dang-nhap", "mine")
		if a = b.post(address+"/sua", choice); a.to() != address {
			t.Fatalf("%d %s", a.Code, a.text("main"))
		}
		if got := s.find("thuhoa.tt"); got.Name != "Trần Thu Hoà" {
			t.Errorf("name %q: the newer one was chosen by default", got.Name)
		}
		second.Set("ten-dang-nhap", "phong.lh")
		second.Set("once", "")
		second.Set("ban", "3")
		b.post(address+"/sua", second).want(t, http.StatusUnprocessableEntity, ".errors", "đã có người dùng")
	})
}

func TestAFurtherPostIsGivenAndTaken(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.signedIn("phong.lh")
		address := home + "tai-khoan/" + s.find("hoa.tt").ID
		b.post(address+"/chuc-danh", url.Values{}).want(t, http.StatusUnprocessableEntity, ".errors", "Chọn vai trò")
		b.post(address+"/chuc-danh", url.Values{"co-quan": {"Đoàn TNCS HCM"}, "chuc-danh": {"Bí thư"}, "vai-tro": {"body"}})
		page := b.get(address)
		page.want(t, http.StatusOK, "tr:contains('Bí thư')", "Đoàn Thanh niên Cộng sản Hồ Chí Minh phường")
		page.want(t, http.StatusOK, ".history", "giao chức danh")
		if n := s.signedIn("hoa.tt").get("/tai-khoan").doc.Find("tbody tr").Length(); n != 2 {
			t.Errorf("she sees %d posts", n)
		}
		end := page.doc.Find("tr:contains('Bí thư') form").AttrOr("action", "")
		b.post(end, nil)
		if n := s.signedIn("hoa.tt").get("/tai-khoan").doc.Find("tbody tr").Length(); n != 1 {
			t.Errorf("she still sees %d posts", n)
		}
		b.post(end, nil).want(t, http.StatusConflict, ".warn", "Có người vừa sửa")
	})
}

// An administrator of one unit must not reach, by a code, what a person may do in another one.
func TestAPersonOfTwoUnitsIsOutOfReachOfEachAdministrator(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		other, rooms, err := makeUnit(t.Context(), db, "12133")
		if err != nil {
			t.Fatal(err)
		}
		hoa := s.find("hoa.tt")
		err = db.Write(t.Context(), actor.System("test"), func(tx *store.Tx) error {
			return s.accounts.Appoint(t.Context(), tx, account.Position{AccountID: hoa.ID, UnitID: other.ID, BodyID: rooms["Công an phường"], Role: actor.RoleAdmin, From: day.Must(2026, 1, 1)})
		})
		if err != nil {
			t.Fatal(err)
		}
		b := s.signedIn("phong.lh")
		address := home + "tai-khoan/" + hoa.ID
		page := b.get(address)
		page.want(t, http.StatusOK, "main", "Tài khoản còn chức danh ở đơn vị khác")
		for _, verb := range []string{"/ma", "/khoa", "/mo-khoa"} {
			if page.doc.Find("form[action$='"+verb+"']").Length() != 0 {
				t.Errorf("%s is offered", verb)
			}
			b.post(address+verb, url.Values{"ban": {"1"}}).want(t, http.StatusForbidden, ".warn", "đơn vị khác")
		}
		if a := b.post(address+"/sua", url.Values{"ban": {"1"}, "ho-ten": {"X Y"}, "ten-dang-nhap": {"xy"}}); a.Code != http.StatusForbidden {
			t.Errorf("renamed: %d", a.Code)
		}
		if words := page.text("main table"); strings.Contains(words, "Công an") {
			t.Errorf("the post in the other unit is shown: %s", words)
		}
		b.post(address+"/chuc-danh", url.Values{"co-quan": {"Trạm Y tế"}, "vai-tro": {"body"}})
		b.get(address).want(t, http.StatusOK, "main table", "Trạm Y tế phường")
	})
}

func TestALongListHasPagesAndNoMoreQuestions(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	b := s.signedIn("phong.lh")
	b.get(home + "tai-khoan")
	before := s.lastQueries()
	drafts := make([]account.Draft, 60)
	for i := range drafts {
		drafts[i] = account.Draft{Name: "Ngô Văn Bình", Body: "Trạm Y tế", Role: actor.RoleBody}
	}
	if _, err := s.add(drafts...); err != nil {
		t.Fatal(err)
	}
	first, second := b.get(home+"tai-khoan"), b.get(home+"tai-khoan?trang=2")
	if n, m := first.doc.Find("tbody tr").Length(), second.doc.Find("tbody tr").Length(); n != 50 || m != 12 {
		t.Errorf("pages of %d and %d rows", n, m)
	}
	if after := s.lastQueries(); after != before {
		t.Errorf("%s statements for 62 accounts, %s for 2", after, before)
	}
	for _, n := range []string{"0", "3", "-1", "x"} {
		if a := b.get(home + "tai-khoan?trang=" + n); a.Code != http.StatusNotFound {
			t.Errorf("page %s: %d", n, a.Code)
		}
	}
}

// lastQueries is how many statements the newest request ran.
func (s *site) lastQueries() string {
	s.t.Helper()
	_, rest, ok := strings.Cut(s.log.String()[strings.LastIndex(strings.TrimSpace(s.log.String()), "\n")+1:], "queries=")
	if !ok {
		s.t.Fatal("the log does not count")
	}
	n, _, _ := strings.Cut(rest, " ")
	return n
}
