package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/mangnon/mangnon/internal/web/throttle"
)

func TestOnlyATrustedProxySaysWhoAsks(t *testing.T) {
	const proxy, client, forged = "10.0.0.5:443", "203.0.113.9", "198.51.100.66"
	for name, c := range map[string]struct {
		trusted, peer string
		header        []string
		want          string
	}{
		"nobody is trusted":                      {"", proxy, []string{client}, "10.0.0.5"},
		"a stranger writes the header":           {"10.0.0.5/32", "192.0.2.1:99", []string{forged}, "192.0.2.1"},
		"the proxy hands on":                     {"10.0.0.5/32", proxy, []string{client}, client},
		"the client wrote something before":      {"10.0.0.5/32", proxy, []string{forged + ", " + client}, client},
		"the client wrote a header of its own":   {"10.0.0.5/32", proxy, []string{forged, client}, client},
		"the client pretends to be the proxy":    {"10.0.0.0/24", proxy, []string{forged + ", 10.0.0.9, " + client}, client},
		"two proxies":                            {"10.0.0.0/24", proxy, []string{forged + "," + client + ", 10.0.0.9"}, client},
		"only proxies":                           {"10.0.0.0/24", proxy, []string{"10.0.0.7"}, "10.0.0.7"},
		"the header is no address":               {"10.0.0.5/32", proxy, []string{"unknown"}, "10.0.0.5"},
		"rubbish before the client":              {"10.0.0.5/32", proxy, []string{"<b>, " + client}, client},
		"no header":                              {"10.0.0.5/32", proxy, nil, "10.0.0.5"},
		"the proxy is on this machine":           {"127.0.0.1/32", "127.0.0.1:5000", []string{client}, client},
		"an IPv4 address written as an IPv6 one": {"10.0.0.5/32", "[::ffff:10.0.0.5]:443", []string{"::ffff:" + client}, client},
		"a machine that has many IPv6 addresses": {"10.0.0.5/32", proxy, []string{"2001:db8:1:2:3::4"}, "2001:db8:1:2::/64"},
		"a client that claims to be the machine": {"10.0.0.5/32", "192.0.2.1:99", []string{"127.0.0.1"}, "192.0.2.1"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &Site{}
			if c.trusted != "" {
				s.Proxies = []netip.Prefix{netip.MustParsePrefix(c.trusted)}
			}
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr = c.peer
			r.Header["X-Forwarded-For"] = c.header
			r.Header.Set("X-Real-Ip", forged)
			r.Header.Set("Forwarded", "for="+forged)
			got := ""
			s.behindProxy(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = throttle.Address(r) })).ServeHTTP(httptest.NewRecorder(), r)
			if got != c.want {
				t.Errorf("counted as %q, want %q", got, c.want)
			}
		})
	}
}
