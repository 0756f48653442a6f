package account

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// themeCookie is read by the page shell too.
const themeCookie = "giao-dien"

var themes = []ui.Option{
	{Value: "", Text: "Theo máy"},
	{Value: "light", Text: "Sáng"},
	{Value: "dark", Text: "Tối"},
}

// themeOf is the theme that the browser has chosen; empty for what the machine prefers.
func themeOf(r *web.Request) string {
	if c, err := r.Cookie(themeCookie); err == nil && (c.Value == "light" || c.Value == "dark") {
		return c.Value
	}
	return ""
}

// setTheme remembers the choice in this browser: a person may want the desk light and the phone dark.
func (p *pages) setTheme(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	c := &http.Cookie{Name: themeCookie, Path: "/", HttpOnly: true, Secure: r.Site.Secure, SameSite: http.SameSiteLaxMode}
	switch v := f.Text("giao-dien"); v {
	case "light", "dark":
		c.Value, c.MaxAge = v, 365*24*3600
	default:
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
	r.Say(w, "Đã đổi giao diện trên trình duyệt này.")
	return r.Go(w, "/tai-khoan")
}
