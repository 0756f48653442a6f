package account_test

import (
	"encoding/base32"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/feature/account"
)

// The codes of RFC 6238, appendix B, cut to six figures.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	secret := []byte("12345678901234567890")
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		if got := account.CodeAt(secret, time.Unix(at, 0)); got != want {
			t.Errorf("at %d the code is %s, want %s", at, got, want)
		}
	}
}

// A stranger who knows nothing of this program makes the same codes.
func TestCodesAreThoseOfAnApp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "secret")
		at := time.Unix(rapid.Int64Range(0, 1<<33).Draw(t, "at"), 0)
		want, err := totp.GenerateCode(base32.StdEncoding.EncodeToString(secret), at)
		if err != nil {
			t.Fatal(err)
		}
		if got := account.CodeAt(secret, at); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})
}

func TestAddressesAreShownCoarsely(t *testing.T) {
	for address, want := range map[string]string{
		"": "máy chủ hoặc không rõ", "113.160.24.7": "mạng 113.160.24.0/24", "192.168.1.20": "mạng nội bộ 192.168.1.0/24",
		"2001:db8:1:2::/64": "mạng 2001:db8:1::/48", "không phải địa chỉ": "không rõ",
	} {
		if got := account.Coarse(address); got != want {
			t.Errorf("%q is shown as %q, want %q", address, got, want)
		}
	}
}
