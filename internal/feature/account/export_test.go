package account

import "time"

// For the tests: what an authenticator app does.
var (
	NewTOTP  = newTOTP
	ReadTOTP = func(spelled string) []byte { raw, _ := totpText.DecodeString(codeTyped(spelled)); return raw }
	CodeAt   = func(secret []byte, at time.Time) string { return totpCode(secret, totpStep(at)) }
	Coarse   = coarse
)
