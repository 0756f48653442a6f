package throttle

import (
	"net"
	"net/http"
	"net/netip"
)

// Address is where a request comes from, as tries are counted: an IPv4 address, or the network of an IPv6 one, of which a
// single machine has many. It is empty for the machine itself: behind a proxy there, everybody has that address.
func Address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || ip.IsLoopback() {
		return ""
	}
	if ip = ip.Unmap(); ip.Is6() {
		network, _ := ip.WithZone("").Prefix(64)
		return network.String()
	}
	return ip.String()
}
