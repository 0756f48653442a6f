package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// behindProxy gives a request that a trusted proxy hands on the address of the machine that asked the proxy, so that tries are
// counted and devices listed by that machine. Anybody can write the header: it is read only when the connection itself comes
// from a trusted address, from its end, and only as far as trusted proxies wrote it.
func (s *Site) behindProxy(next http.Handler) http.Handler {
	if len(s.Proxies) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if client, ok := clientBehind(r, s.Proxies); ok {
			r = r.Clone(r.Context())
			r.RemoteAddr = net.JoinHostPort(client.String(), "0")
		}
		next.ServeHTTP(w, r)
	})
}

// clientBehind is the nearest address that no trusted proxy has; ok is false when the connection comes from no trusted proxy or
// the header says nothing that can be read.
func clientBehind(r *http.Request, trusted []netip.Prefix) (client netip.Addr, ok bool) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !isTrusted(peer.Addr(), trusted) {
		return client, false
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		addr, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return client, ok
		}
		if client, ok = addr.Unmap(), true; !isTrusted(client, trusted) {
			break
		}
	}
	return client, ok
}

func isTrusted(a netip.Addr, trusted []netip.Prefix) bool {
	a = a.Unmap().WithZone("")
	return slices.ContainsFunc(trusted, func(p netip.Prefix) bool { return p.Contains(a) })
}
