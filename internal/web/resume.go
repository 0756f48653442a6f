package web

import (
	"net/http"
	"net/url"
	"strings"
)

// Resume carries a held form out as if the person had sent it now, in the session of the token given. Only for the same person
// who typed it: after a sign-in, when somebody else may have come in, the form is shown instead.
func (r *Request) Resume(w http.ResponseWriter, token string, held Held) error {
	fields := url.Values{}
	for _, f := range held.Fields {
		fields.Add(f.Name, f.Value)
	}
	again, err := http.NewRequestWithContext(r.Context(), http.MethodPost, held.Path, strings.NewReader(fields.Encode()))
	if err != nil {
		return err
	}
	again.Host, again.RemoteAddr, again.RequestURI = r.Host, r.RemoteAddr, held.Path
	again.Header = r.Header.Clone()
	again.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	again.Header.Del("Content-Length")
	again.Header.Del("Cookie")
	for _, c := range r.Cookies() {
		if c.Name == r.Site.cookieName() {
			c.Value = token
		}
		again.AddCookie(c)
	}
	r.Site.mux.ServeHTTP(w, again)
	return nil
}
