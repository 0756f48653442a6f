package throttle

import (
	"net/http"
	"testing"
)

func TestAddress(t *testing.T) {
	for remote, want := range map[string]string{
		"192.0.2.7:5000": "192.0.2.7", "[::ffff:192.0.2.7]:5000": "192.0.2.7", "[2001:db8:1:2:3::4]:1": "2001:db8:1:2::/64",
		"[fe80::1%eth0]:1": "fe80::/64", "127.0.0.1:80": "", "[::1]:80": "", "": "", "@": "",
	} {
		if got := Address(&http.Request{RemoteAddr: remote}); got != want {
			t.Errorf("Address(%q) = %q, want %q", remote, got, want)
		}
	}
}
