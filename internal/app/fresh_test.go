package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// dangerous are the addresses of what must ask for the password again: what gives rights, lets somebody in, or takes all data
// out of the house.
var dangerous = []string{
	"/u/{unit}/{year}/du-lieu", "/u/{unit}/{year}/sao-luu",
	"/u/{unit}/{year}/tre-em/{child}/xoa-theo-van-ban", "/u/{unit}/{year}/ho-gia-dinh/{household}/xoa-theo-van-ban",
	"/u/{unit}/{year}/tai-khoan/them", "/u/{unit}/{year}/tai-khoan/dan/cap", "/u/{unit}/{year}/tai-khoan/{id}/ma",
	"/u/{unit}/{year}/tai-khoan/{id}/chuc-danh", "/u/{unit}/{year}/tai-khoan/{id}/chuc-danh/{post}/thoi",
	"/u/{unit}/{year}/tai-khoan/{id}/go-hai-buoc", "/u/{unit}/{year}/tai-khoan/thoi-han",
	"/u/{unit}/{year}/tuan/{monday}/duong-dan",
	"/tai-khoan/hai-buoc", "/tai-khoan/hai-buoc/ma-moi", "/tai-khoan/hai-buoc/tat", "/tai-khoan/khoa-api",
}

func TestEveryDangerousActionAsksForThePassword(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	fresh := map[string]web.Route{}
	for _, rt := range w.app.Site.Routes() {
		if !rt.Fresh {
			continue
		}
		fresh[rt.Path] = rt
		if rt.Method != http.MethodPost || rt.Access.IsPublic() {
			t.Errorf("%s %s asks for the password, and is no change by a person", rt.Method, rt.Path)
		}
	}
	for _, path := range dangerous {
		if _, ok := fresh[path]; !ok {
			t.Errorf("%s does not ask for the password again", path)
		}
	}
	w.signIn = func() store.Instant { return store.Instant{Time: today.Add(-11 * time.Minute)} }
	for path, rt := range fresh {
		t.Run(strings.ReplaceAll(path, "/", "_"), func(t *testing.T) { w.asksAgain(t, rt) })
	}
}

// asksAgain sends a form to a route from a session in which nobody has shown who she is for a while, and goes on with it.
func (w *world) asksAgain(t *testing.T, rt web.Route) {
	who, typed := whoMay(rt), "Điều đã gõ: \"ao Đình\" <b>"
	ask := w.do(request{As: who, Path: address(w.samples, rt), Form: url.Values{"ghi-chu": {typed}, "mat-khau": {"không đi theo"}}})
	if ask.Code != http.StatusUnauthorized || ask.doc.Find("h1").Text() != "Xác nhận là anh/chị" {
		t.Fatalf("answers %d: %s", ask.Code, words(ask.doc))
	}
	if strings.Contains(ask.Body.String(), "không đi theo") {
		t.Error("a password travels through the page")
	}
	form := url.Values{"mat-khau": {app.DemoPassword}}
	for _, s := range ask.doc.Find("main form input[type=hidden]").EachIter() {
		form.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
	}
	if form.Get("_giu.ghi-chu") != typed {
		t.Errorf("what was typed came to %q", form.Get("_giu.ghi-chu"))
	}
	done := w.do(request{As: who, Path: "/xac-nhan-lai", Form: form})
	for _, c := range done.Result().Cookies() {
		if c.Name == "phien" {
			w.tokens[who] = c.Value
		}
	}
	if done.Code == http.StatusUnauthorized || done.Code >= http.StatusInternalServerError {
		t.Errorf("goes on to %d: %s", done.Code, words(done.doc))
	}
	delete(w.tokens, who) // the next one begins with an old session
	w.app.Accounts.Trim(t.Context(), clock())
}
