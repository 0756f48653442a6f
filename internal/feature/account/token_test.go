package account_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// token makes a token by the page and gives its secret.
func (b *browser) token(actions ...string) string {
	b.t.Helper()
	form := b.get("/tai-khoan/khoa-api").fields("main form")
	form.Set("ten", "Bảng theo dõi của tỉnh")
	form["quyen"] = actions
	a := b.post("/tai-khoan/khoa-api", form)
	a.want(b.t, http.StatusOK, "h1", "Khóa API mới")
	return a.text("textarea#khoa")
}

func (s *site) bearer(secret string) (web.Session, error) {
	return s.accounts.TokenSession(s.t.Context(), secret, "198.51.100.4", store.Instant{Time: s.now})
}

func TestATokenIsMadeListedAndEnded(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		db.Clock = func() store.Instant { return store.Instant{Time: s.now} }
		b := s.signedIn("hoa.tt")
		b.post("/tai-khoan/khoa-api", url.Values{"han": {"7"}, "quyen": {"account.admin"}}).want(t, http.StatusUnprocessableEntity, ".errors",
			"Ghi khóa này dùng làm gì, ví dụ: Bảng theo dõi của tỉnhAnh/chị không có quyền “quản lý tài khoản” ở đơn vị này nên không cấp cho khóa đượcChọn khóa dùng trong bao lâu")
		secret := b.token("plan.read")
		sess, err := s.bearer(secret)
		if err != nil || sess.Username != "hoa.tt" || len(sess.Posts) != 1 || len(sess.Actions) != 1 || sess.Actions[0] != actor.PlanRead {
			t.Fatalf("%+v, %v", sess, err)
		}
		for _, table := range []string{"api_token", "audit"} {
			if strings.Contains(everything(t.Context(), t, db, table), secret) {
				t.Errorf("table %s holds the secret", table)
			}
		}
		list := b.get("/tai-khoan/khoa-api")
		list.want(t, http.StatusOK, "tbody tr", "xem kế hoạch và mọi nhiệm vụ08:05 12/05/202608:05 10/08/202608:05 12/05/2026")
		stranger := s.signedIn("phong.lh")
		end := list.doc.Find("tbody form").AttrOr("action", "")
		stranger.post(end, url.Values{}).want(t, http.StatusNotFound, "h1", "Không tìm thấy")
		b.post(end, url.Values{})
		if _, err := s.bearer(secret); !errs.Is(err, errs.Unauthenticated) {
			t.Errorf("an ended token: %v", err)
		}

		secret = b.token("plan.read", "org.read")
		s.now = s.now.AddDate(0, 0, 91)
		if _, err := s.bearer(secret); !errs.Is(err, errs.Unauthenticated) {
			t.Errorf("an old token: %v", err)
		}
	})
}

func TestATokenEndsWithTheAccountAndThePosts(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		db.Clock = func() store.Instant { return store.Instant{Time: s.now} }
		secret := s.signedIn("hoa.tt").token("plan.read")
		admin, path := s.signedIn("phong.lh"), home+"tai-khoan/"+s.find("hoa.tt").ID
		admin.press(admin.get(path), "Thôi giao")
		if sess, err := s.bearer(secret); err != nil || len(sess.Posts) != 0 {
			t.Errorf("after the post ended: %d posts, %v", len(sess.Posts), err)
		}
		admin.press(admin.get(path), "Khóa tài khoản")
		if _, err := s.bearer(secret); !errs.Is(err, errs.Unauthenticated) {
			t.Errorf("of a locked account: %v", err)
		}
		admin.press(admin.get(path), "Mở khóa")
		if _, err := s.bearer(secret); !errs.Is(err, errs.Unauthenticated) {
			t.Errorf("the token came back with the account: %v", err)
		}
	})
}

func TestTokensAreSlowedDown(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	s.db.Clock = func() store.Instant { return store.Instant{Time: s.now} }
	secret := s.signedIn("hoa.tt").token("plan.read")
	for i := range 120 {
		if _, err := s.bearer(secret); err != nil {
			t.Fatalf("call %d: %v", i+1, err)
		}
	}
	if _, err := s.bearer(secret); !errs.Is(err, errs.TooMany) {
		t.Errorf("call 121 in a minute: %v", err)
	}
	s.now = s.now.Add(time.Minute)
	if _, err := s.bearer(secret); err != nil {
		t.Errorf("a minute later: %v", err)
	}
	for i := range 20 {
		if _, err := s.bearer("mangnon_sai"); !errs.Is(err, errs.Unauthenticated) {
			t.Fatalf("wrong token %d: %v", i+1, err)
		}
	}
	if _, err := s.bearer("mangnon_sai"); !errs.Is(err, errs.TooMany) {
		t.Errorf("the address goes on guessing: %v", err)
	}
}
