package account

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// listSessions shows where a person is signed in.
func (p *pages) listSessions(w http.ResponseWriter, r *web.Request) error {
	list, err := p.Sessions(r.Context(), r.Session.AccountID, r.Now)
	if err != nil {
		return err
	}
	known, err := p.Browsers(r.Context(), r.Session.AccountID)
	if err != nil {
		return err
	}
	v := web.View{
		Title:  "Phiên đăng nhập",
		Lead:   "Các trình duyệt đang đăng nhập bằng tài khoản này. Thấy máy lạ, kết thúc phiên đó rồi đổi mật khẩu.",
		Crumbs: []ui.Crumb{{Text: "Tài khoản của tôi", Href: "/tai-khoan"}, {Text: "Phiên đăng nhập"}},
	}
	return r.Show(w, v, sessionsPage(list, known, r.Session.ID, r.Now))
}

// endSession signs one of the person's browsers out.
func (p *pages) endSession(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	if err := p.EndSession(r.Context(), r.Session.AccountID, id); err != nil {
		return err
	}
	if id == r.Session.ID {
		r.Site.SetSession(w, "")
		return r.Go(w, "/dang-nhap")
	}
	r.Say(w, "Đã kết thúc phiên đó.")
	return r.Go(w, "/tai-khoan/phien")
}

// endOtherSessions signs all of the person's other browsers out.
func (p *pages) endOtherSessions(w http.ResponseWriter, r *web.Request) error {
	if err := p.EndOtherSessions(r.Context(), r.Session.AccountID, r.Session.ID); err != nil {
		return err
	}
	r.Say(w, "Đã kết thúc mọi phiên khác.")
	return r.Go(w, "/tai-khoan/phien")
}

// forgetBrowser makes a known browser of the person a strange one.
func (p *pages) forgetBrowser(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("may")
	if err != nil {
		return err
	}
	if err := p.forget(r.Context(), r.Session.AccountID, id); err != nil {
		return err
	}
	r.Say(w, "Đã quên máy đó; đăng nhập ở đó lần sau sẽ như máy mới.")
	return r.Go(w, "/tai-khoan/phien")
}

func endWord(here bool) string {
	if here {
		return "Đăng xuất"
	}
	return "Kết thúc"
}
