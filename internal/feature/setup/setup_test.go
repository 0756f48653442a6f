package setup_test

import (
	"bytes"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/pquerna/otp/totp"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/feature/setup"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
	"github.com/mangnon/mangnon/internal/web"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var template = &storetest.Template{Migrations: migrations(), Fill: org.Load}

func migrations() fs.FS {
	all, err := store.Merge(store.CoreMigrations(), org.Migrations(), account.Migrations())
	if err != nil {
		panic(err)
	}
	return all
}

const (
	code     = "KHE-4M9-72T-ABC"
	password = "ao Đình có rào mới"
)

// machine is an installation that has just been started for the first time.
type machine struct {
	t       *testing.T
	db      *store.DB
	org     *org.Org
	handler http.Handler
	now     time.Time
	log     bytes.Buffer
}

func newMachine(t *testing.T, db *store.DB) *machine {
	m := &machine{t: t, db: db, org: org.New(db), now: time.Date(2026, 5, 12, 1, 5, 0, 0, time.UTC)}
	db.Clock = func() store.Instant { return store.Instant{Time: m.now} }
	accounts := account.New(db)
	site := &web.Site{
		DB: db, Gate: accounts, Units: m.org, Log: slog.New(slog.NewTextHandler(&m.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Clock: func() store.Instant { return store.Instant{Time: m.now} },
	}
	m.handler = site.Handler([]web.Feature{setup.New(code, m.org, accounts).Feature(), accounts.Feature(m.org), m.org.Feature()}, http.NotFoundHandler(), nil)
	return m
}

// browser keeps cookies as one does.
type browser struct {
	*machine
	cookies map[string]string
}

func (m *machine) browser() *browser { return &browser{m, map[string]string{}} }

// entered is a browser that has shown the code.
func (m *machine) entered() *browser {
	m.t.Helper()
	b := m.browser()
	if a := b.post("/thiet-lap", url.Values{"ma": {code}}); a.to() != "/thiet-lap/don-vi" {
		m.t.Fatalf("%d %s", a.Code, a.text("main"))
	}
	return b
}

// enrol turns the second step on with the secret that the page spells out, as a telephone does, and returns the secret.
func (b *browser) enrol() (secret string) {
	b.t.Helper()
	page := b.get("/tai-khoan/hai-buoc")
	page.want(b.t, http.StatusOK, ".toast", "phong.lh")
	secret = strings.ReplaceAll(page.text("main code"), " ", "")
	form := page.fields()
	form.Set("ma", b.code(secret))
	b.post("/tai-khoan/hai-buoc", form).want(b.t, http.StatusOK, "h1", "Mã khôi phục")
	return secret
}

// code is what a telephone with the secret shows now.
func (m *machine) code(secret string) string {
	m.t.Helper()
	code, err := totp.GenerateCode(secret, m.now)
	if err != nil {
		m.t.Fatal(err)
	}
	return code
}

type answer struct {
	*httptest.ResponseRecorder
	doc *goquery.Document
}

func (b *browser) get(path string) answer { return b.send(http.MethodGet, path, nil) }

func (b *browser) post(path string, form url.Values) answer {
	return b.send(http.MethodPost, path, form)
}

func (b *browser) send(method, path string, form url.Values) answer {
	b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{w, doc}
}

func (a answer) text(selector string) string {
	return strings.Join(strings.Fields(a.doc.Find(selector).Text()), " ")
}

func (a answer) to() string { return a.Header().Get("Location") }

func (a answer) want(t *testing.T, status int, selector, words string) {
	t.Helper()
	if a.Code != status || !strings.Contains(a.text(selector), words) {
		t.Errorf("status %d, %s says %q; want %d with %q", a.Code, selector, a.text(selector), status, words)
	}
}

// fields are the values of the controls of the page's form, as the browser would send them.
func (a answer) fields() url.Values {
	out := url.Values{}
	a.doc.Find("main form").Find("input[name],textarea[name],select[name]").Each(func(_ int, s *goquery.Selection) {
		if _, checked := s.Attr("checked"); s.AttrOr("type", "") == "checkbox" && !checked {
			return
		}
		value, ok := s.Attr("value")
		switch {
		case s.Is("select"):
			value = s.Find("option[selected]").AttrOr("value", "")
		case !ok:
			value = s.Text()
		}
		out.Add(s.AttrOr("name", ""), value)
	})
	return out
}

// person is the page of the third step for Mỹ Hào, reached as a person would.
func (b *browser) person() answer {
	b.t.Helper()
	href, ok := b.get("/thiet-lap/don-vi?q=my+hao").doc.Find("main a[href*='noi=']").First().Attr("href")
	if !ok {
		b.t.Fatal("the ward is not offered")
	}
	return b.get(href)
}

func TestFromNothingToTheFirstPlan(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		m := newMachine(t, db)
		b := m.browser()
		b.get("/thiet-lap").want(t, http.StatusOK, "h1", "Mã một lần")
		b.post("/thiet-lap", url.Values{"ma": {"khe 4m9 72t abd"}}).want(t, http.StatusUnprocessableEntity, ".errors", "Mã chưa đúng")
		if a := b.post("/thiet-lap", url.Values{"ma": {" khe4m9 72t-abc "}}); a.to() != "/thiet-lap/don-vi" {
			t.Fatalf("the code in small letters: %d %s", a.Code, a.text("main"))
		}
		if a := b.get("/thiet-lap"); a.to() != "/thiet-lap/don-vi" {
			t.Errorf("the code is asked again: %d", a.Code)
		}
		page := b.person()
		page.want(t, http.StatusOK, ".remark", "Phường Mỹ Hào, tỉnh Hưng Yên, mã 12103 từ 01/07/2025. Gộp từ phường Bần Yên Nhân, Phường Phan Đình Phùng, xã Cẩm Xá, phường Nhân Hòa.")

		form := page.fields()
		form.Set("ho-ten", "Lê Hữu Phong")
		form.Set("mat-khau", password)
		form.Set("chuc-danh", "Chuyên viên")
		form.Set("noi-cong-tac", "Văn phòng HĐND và UBND phường")
		form.Set("co-quan-khac", "Trường Tiểu học Bần Yên Nhân\n\nTDP Phú Đa\nCA phường")
		a := b.post("/thiet-lap/quan-tri", form)
		if a.to() != "/u/phuong-my-hao/2026/ke-hoach/nhap" {
			t.Fatalf("%d to %q: %s", a.Code, a.to(), a.text(".errors"))
		}

		if a := b.get("/u/phuong-my-hao/2026/to-chuc"); a.to() != "/tai-khoan/hai-buoc" {
			t.Fatalf("an administrator without a second step is led to %q", a.to())
		}
		secret := b.enrol()
		own := b.get("/tai-khoan")
		own.want(t, http.StatusOK, "tr:contains('Quản trị máy')", "Văn phòng HĐND và UBND phường")
		own.want(t, http.StatusOK, "tr:contains('Cán bộ phụ trách')", "Phòng Văn hóa - Xã hội")
		list := b.get("/u/phuong-my-hao/2026/to-chuc")
		list.want(t, http.StatusOK, ".lead", "20 cơ quan")
		list.want(t, http.StatusOK, "main", "Trường Tiểu học Bần Yên Nhân")

		b.get("/thiet-lap").want(t, http.StatusOK, "h1", "Đã thiết lập xong")
		b.post("/thiet-lap", url.Values{"ma": {code}}).want(t, http.StatusOK, "h1", "Đã thiết lập xong")
		b.post("/thiet-lap/quan-tri", form).want(t, http.StatusOK, "h1", "Đã thiết lập xong")
		m.now = m.now.Add(time.Hour)
		later := m.browser()
		step := later.post("/dang-nhap", url.Values{"ten-dang-nhap": {"phong.lh"}, "mat-khau": {password}})
		step.want(t, http.StatusOK, "h1", "Mã xác thực")
		form = step.fields()
		form.Set("ma", m.code(secret))
		if a := later.post("/dang-nhap/ma", form); a.Code != http.StatusSeeOther {
			t.Errorf("signing in later: %d %s", a.Code, a.text(".errors"))
		}
		if log := m.log.String(); strings.Contains(log, password) || strings.Contains(log, "4M9") {
			t.Error("the log holds a secret")
		}
	})
}

func TestTheHistorySaysWhoSetUp(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		m := newMachine(t, db)
		b := m.entered()
		form := b.person().fields()
		form.Set("ho-ten", "Lê Hữu Phong")
		form.Set("mat-khau", password)
		b.post("/thiet-lap/quan-tri", form)
		events, err := store.List[store.Event](t.Context(), db.Reader(actor.System("test")), history)
		if err != nil || len(events) == 0 {
			t.Fatal(err)
		}
		for _, e := range events {
			if e.Kind != "place" && (e.AccountName != "Lê Hữu Phong" || e.UnitID == "" || e.Note != "thiết lập lần đầu") {
				t.Errorf("%s: by %q, unit %q, %q", e.Action, e.AccountName, e.UnitID, e.Note)
			}
		}
	})
}

func TestNothingTypedIsLostOnAMistake(t *testing.T) {
	m := newMachine(t, template.SQLite(t))
	b := m.entered()
	form := b.person().fields()
	form.Set("ho-ten", "Lê Hữu Phong")
	form.Set("mat-khau", "ao Đình!")
	form.Set("co-quan-khac", "Trường Tiểu học Bần Yên Nhân\n"+strings.Repeat("rất dài ", 30))
	form.Del("can-bo")
	form["co-quan"] = form["co-quan"][2:5]
	a := b.post("/thiet-lap/quan-tri", form)
	a.want(t, http.StatusUnprocessableEntity, ".errors", "Mật khẩu cần ít nhất 12 ký tự, đang có 8")
	a.want(t, http.StatusUnprocessableEntity, ".errors", "Dòng 2 dài")
	if a.doc.Find(".errors a[href='#mat-khau']").Length() != 1 || a.doc.Find("#mat-khau").Length() != 1 {
		t.Error("the mistake does not lead to its field")
	}
	got := a.fields()
	for _, name := range []string{"ho-ten", "noi", "noi-cong-tac", "can-bo", "co-quan"} {
		if strings.Join(got[name], "|") != strings.Join(form[name], "|") {
			t.Errorf("%s: typed %q, shown %q", name, form[name], got[name])
		}
	}
	if !strings.Contains(got.Get("co-quan-khac"), "Bần Yên Nhân") {
		t.Error("the further bodies are gone")
	}
	if got.Get("ten-dang-nhap") != "phong.lh" {
		t.Errorf("the proposed username is %q", got.Get("ten-dang-nhap"))
	}
	if strings.Contains(a.Body.String(), "ao Đình!") {
		t.Error("the page carries the password back")
	}
	if done, err := m.org.SetUp(t.Context()); done || err != nil {
		t.Errorf("something was written: %v, %v", done, err)
	}
}

func TestAnAdministratorAloneIsLedToTheAccounts(t *testing.T) {
	m := newMachine(t, template.SQLite(t))
	b := m.entered()
	form := b.person().fields()
	form.Set("ho-ten", "Lê Hữu Phong")
	form.Set("mat-khau", password)
	form.Del("can-bo")
	form.Del("co-quan")
	if a := b.post("/thiet-lap/quan-tri", form); a.to() != "/u/phuong-my-hao/2026/tai-khoan" {
		t.Fatalf("%d to %q: %s", a.Code, a.to(), a.text(".errors"))
	}
	b.enrol()
	b.get("/u/phuong-my-hao/2026/to-chuc").want(t, http.StatusOK, ".lead", "1 cơ quan") // the one in which he works
	b.get("/u/phuong-my-hao/2026/tai-khoan").want(t, http.StatusOK, "h1", "Tài khoản của đơn vị")
}

func TestPlacesAreFoundAsPeopleTypeThem(t *testing.T) {
	b := newMachine(t, template.SQLite(t)).entered()
	for typed, want := range map[string]string{
		"my hao":                  "tỉnh Hưng Yên, 12103",
		"phường Mỹ Hào":           "Phường Mỹ Hào",
		"ban yen nhan":            "Gồm toàn bộ phường Bần Yên Nhân cũ",
		"12103":                   "Phường Mỹ Hào",
		"hung yen":                "Phường",
		"zzzz":                    "Không có phường, xã, đặc khu nào khớp",
		"<script>x":               "Không có phường, xã, đặc khu nào khớp",
		strings.Repeat("a ", 500): "Không có phường, xã, đặc khu nào khớp",
	} {
		a := b.get("/thiet-lap/don-vi?" + url.Values{"q": {typed}}.Encode())
		a.want(t, http.StatusOK, "main", want)
		if got := a.fields().Get("q"); got != strings.TrimSpace(typed) {
			t.Errorf("typed %q, shown %q", typed, got)
		}
	}
	b.get("/thiet-lap/don-vi?q=tan").want(t, http.StatusOK, "main", "gõ thêm tên tỉnh")
	for _, id := range []string{"", "x", "12103"} {
		if a := b.get("/thiet-lap/quan-tri?noi=" + id); a.to() != "/thiet-lap/don-vi" {
			t.Errorf("place %q: %d", id, a.Code)
		}
	}
}

func TestWithoutTheCodeNothingOpens(t *testing.T) {
	m := newMachine(t, template.SQLite(t))
	form := m.entered().person().fields()
	form.Set("ho-ten", "Kẻ Lạ Mặt")
	form.Set("mat-khau", password)
	for name, cookie := range map[string]string{"no cookie": "", "a guessed one": "0123456789abcdef"} {
		b := m.browser()
		if cookie != "" {
			b.cookies["thiet-lap"] = cookie
		}
		for _, path := range []string{"/thiet-lap/don-vi?q=my+hao", "/thiet-lap/quan-tri"} {
			if a := b.get(path); a.to() != "/thiet-lap" {
				t.Errorf("%s: %s answers %d", name, path, a.Code)
			}
		}
		b.post("/thiet-lap/quan-tri", form).want(t, http.StatusForbidden, "main", "Chưa ghi gì")
	}
	b := m.entered()
	m.now = m.now.Add(5 * time.Hour)
	b.post("/thiet-lap/quan-tri", form).want(t, http.StatusForbidden, "main", "quá 4 giờ")
	if done, err := m.org.SetUp(t.Context()); done || err != nil {
		t.Errorf("set up without the code: %v, %v", done, err)
	}
}

func TestGuessingTheCodeIsThrottled(t *testing.T) {
	m := newMachine(t, template.SQLite(t))
	b := m.browser()
	for range 5 {
		b.post("/thiet-lap", url.Values{"ma": {"AAA"}}).want(t, http.StatusUnprocessableEntity, ".errors", "Mã chưa đúng")
	}
	b.post("/thiet-lap", url.Values{"ma": {code}}).want(t, http.StatusTooManyRequests, ".errors", "Chờ")
	m.now = m.now.Add(61 * time.Second)
	if a := b.post("/thiet-lap", url.Values{"ma": {code}}); a.to() != "/thiet-lap/don-vi" {
		t.Errorf("after the wait: %d %s", a.Code, a.text(".errors"))
	}
}

func TestNoCodeOpensToNobody(t *testing.T) {
	db := template.SQLite(t)
	o, accounts := org.New(db), account.New(db)
	site := &web.Site{DB: db, Gate: accounts, Units: o, Log: slog.New(slog.DiscardHandler), Clock: store.Now}
	m := &machine{t: t, handler: site.Handler([]web.Feature{setup.New("", o, accounts).Feature()}, http.NotFoundHandler(), nil)}
	for _, typed := range []string{"", " ", "-"} {
		m.browser().post("/thiet-lap", url.Values{"ma": {typed}}).want(t, http.StatusUnprocessableEntity, ".errors", "Mã chưa đúng")
	}
}

func TestTwoPeopleWithTheCodeMakeOneUnit(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		m := newMachine(t, db)
		pages := []*browser{m.entered(), m.entered()}
		var forms []url.Values
		for i, b := range pages {
			form := b.person().fields()
			form.Set("ho-ten", []string{"Lê Hữu Phong", "Trần Thu Hoa"}[i])
			form.Set("mat-khau", password)
			forms = append(forms, form)
		}
		var wg sync.WaitGroup
		codes := make([]int, len(pages))
		for i, b := range pages {
			wg.Go(func() { codes[i] = b.post("/thiet-lap/quan-tri", forms[i]).Code })
		}
		wg.Wait()
		units, err := m.org.Units(t.Context())
		if err != nil || len(units) != 1 {
			t.Errorf("%d units, %v; answers %v", len(units), err, codes)
		}
		if codes[0]+codes[1] == 2*http.StatusSeeOther {
			t.Errorf("both were told that they had done it: %v", codes)
		}
		bodies, err := m.org.Bodies(t.Context(), db.Reader(actor.Actor{UnitID: units[0].ID}), day.At(m.now))
		if err != nil || len(bodies) != 18 {
			t.Errorf("%d bodies, %v", len(bodies), err)
		}
	})
}

var history = store.Query("test.audit.all", `SELECT `+store.EventColumns+` FROM audit e WHERE {scope:e} ORDER BY e.id DESC LIMIT 100`)
