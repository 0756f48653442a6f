package account

import (
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// goOn leads a person who has just signed in to where she was going. A form that was being sent is not sent by itself:
// somebody else may have signed in, so the person sees what is there and presses once more.
func (p *pages) goOn(w http.ResponseWriter, r *web.Request, token string, held web.Held) error {
	if !held.Post {
		return r.Go(w, web.LocalPath(held.Path, "/"))
	}
	who, err := p.Session(r.Context(), token, r.Now)
	if err != nil {
		return err
	}
	door, err := p.entrance(r.Context(), r.Today())
	if err != nil {
		return err
	}
	return r.Page(w, http.StatusOK, heldPage(door.props("Nội dung đã gõ vẫn còn", r, nil), who.Name, held))
}

// heldTexts are the parts of a held form that a person wrote, to be read and copied.
func heldTexts(h web.Held) []string {
	var out []string
	for _, f := range h.Fields {
		if f.Name != ui.OnceField && strings.Contains(f.Value, " ") {
			out = append(out, f.Value)
		}
	}
	return out
}

// signOut ends the session of this browser. It is no mistake to press it twice.
func (p *pages) signOut(w http.ResponseWriter, r *web.Request) error {
	if r.Session.ID != "" {
		if err := p.EndSession(r.Context(), r.Session.AccountID, r.Session.ID); err != nil {
			return err
		}
	}
	r.Site.SetSession(w, "")
	return r.Go(w, "/dang-nhap")
}
