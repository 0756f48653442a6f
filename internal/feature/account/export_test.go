package account

import "time"

// For the tests: what an authenticator app does.
var (
	NewTOTP  = newTOTP
	ReadTOTP = func(spelled string) []byte { raw, _ := totpText.DecodeString(codeTyped(spelled)); return raw }
	CodeAt   = func(secret []byte, at time.Time) string { return totpCode(secret, totpStep(at)) }
	Coarse   = coarse
)

// KeepKeyOf is a new process over the same folder.
func (s *Accounts) KeepKeyOf(other *Accounts) { s.vault = other.vault }
