package account

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Codes of the second step are those of RFC 6238 as every authenticator app makes them: SHA-1, six figures, thirty seconds.
const (
	totpPeriod = 30 * time.Second
	totpDrift  = 1  // steps that a telephone's clock may go wrong either way
	totpBytes  = 20 // RFC 4226, 4: 160 bits
)

var totpText = base32.StdEncoding.WithPadding(base32.NoPadding)

func newTOTP() []byte {
	secret := make([]byte, totpBytes)
	_, _ = rand.Read(secret)
	return secret
}

// totpStep counts the thirty seconds since 1970.
func totpStep(at time.Time) int64 { return at.Unix() / int64(totpPeriod/time.Second) }

// totpCode is the code of a step (RFC 4226, 5.3).
func totpCode(secret []byte, step int64) string {
	mac := hmac.New(sha1.New, secret)
	_ = binary.Write(mac, binary.BigEndian, step) // a hash takes everything
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 15
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[at:])&0x7fffffff%1_000_000)
}

// matchTOTP finds the step whose code was typed, newer than the last one used: a code that somebody looked at over a shoulder
// is worth nothing once its owner has used it.
func matchTOTP(secret []byte, typed string, now time.Time, last int64) (step int64, ok bool) {
	for step = totpStep(now) - totpDrift; step <= totpStep(now)+totpDrift; step++ {
		if step > last && subtle.ConstantTimeCompare([]byte(totpCode(secret, step)), []byte(typed)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// codeTyped is a code without the blanks that apps show in it.
func codeTyped(typed string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' {
			return -1
		}
		return r
	}, typed)
}

// totpURI is what the QR picture says to an authenticator app.
func totpURI(secret []byte, username string) string {
	return "otpauth://totp/" + url.PathEscape("Măng Non:"+username) + "?secret=" + totpText.EncodeToString(secret) + "&issuer=" + url.PathEscape("Măng Non")
}

// spelled is a secret in groups of four, to be typed from the screen.
func spelled(secret []byte) string {
	text := totpText.EncodeToString(secret)
	var out []string
	for len(text) > 4 {
		out, text = append(out, text[:4]), text[4:]
	}
	return strings.Join(append(out, text), " ")
}
