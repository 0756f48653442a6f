package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The cost of a password: argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet).
const (
	hashMemory = 19 * 1024 // KiB
	hashTime   = 2
	hashLanes  = 1
	hashLength = 32
	hashAtOnce = 2 // each one works in 19 MiB
)

// hasher bounds how many passwords are worked on at once.
type hasher struct{ slots chan struct{} }

func newHasher() *hasher { return &hasher{make(chan struct{}, hashAtOnce)} }

func (h *hasher) run(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(passwordText(password)), salt, hashTime, hashMemory, hashLanes, hashLength), nil
}

// hash makes what is stored, in the PHC string format: $argon2id$v=19$m=19456,t=2,p=1$salt$key.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt)
	key, err := h.run(ctx, password, salt)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("$argon2id$v=%d$%s$%s$%s", argon2.Version, hashCost, b64(salt), b64(key)), nil
}

var (
	hashCost    = fmt.Sprintf("m=%d,t=%d,p=%d", hashMemory, hashTime, hashLanes)
	errHashForm = errors.New("account: stored password has an unknown form")
)

// verify compares a password with what is stored. An empty stored hash (no password yet, or no such account) takes as
// long as a wrong password, so that the time does not tell which accounts exist.
func (h *hasher) verify(ctx context.Context, stored, password string) (bool, error) {
	if stored == "" {
		_, err := h.run(ctx, password, make([]byte, 16))
		return false, err
	}
	salt, want, err := parseHash(stored)
	if err != nil {
		return false, err
	}
	got, err := h.run(ctx, password, salt)
	return err == nil && subtle.ConstantTimeCompare(got, want) == 1, err
}

func parseHash(stored string) (salt, key []byte, err error) {
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[3] != hashCost {
		return nil, nil, errHashForm
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return nil, nil, errHashForm
	}
	if key, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil {
		return nil, nil, errHashForm
	}
	return salt, key, nil
}

func b64(b []byte) string { return base64.RawStdEncoding.EncodeToString(b) }
