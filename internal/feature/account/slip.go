package account

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// slipView is the page with one-time codes. It is shown once: no address leads to it again.
type slipView struct {
	Issued  []Issued
	Unit    string
	Until   string
	Address string // where the code is used
	Back    string
}

// showSlips shows the codes that were just given. The answer must not stay in any cache.
func (p *pages) showSlips(w http.ResponseWriter, r *web.Request, issued []Issued) error {
	w.Header().Set("Cache-Control", "no-store")
	v := web.View{
		Title:  "Mã đặt mật khẩu",
		Lead:   "Trang này chỉ hiện một lần. In hoặc chép ra rồi đưa tận tay từng người; không gửi qua nhóm chat.",
		Crumbs: []ui.Crumb{{Text: "Tài khoản của đơn vị", Href: r.In("tai-khoan")}, {Text: "Mã đặt mật khẩu"}},
	}
	v.Actions = slipActions(r.In("tai-khoan"))
	return r.Show(w, v, slipsPage(slipView{
		Issued: issued, Unit: r.Unit.Name, Until: web.Stamp(store.Instant{Time: r.Now.Add(CodeLife)}),
		Address: origin(r) + "/dat-lai-mat-khau", Back: r.In("tai-khoan"),
	}))
}

// origin is the address of this site as the administrator's browser knows it.
func origin(r *web.Request) string {
	if r.Site.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
