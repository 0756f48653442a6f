package account

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// vault encrypts what the program must be able to read again, the secrets of second steps, with a key that lies in a file of
// its own beside the database. The file is in no archive: a stolen backup or a stolen database opens nothing. Who owns the
// server has both.
type vault struct {
	path string // empty keeps the key in memory, for tests

	mu   sync.Mutex
	aead cipher.AEAD
}

const vaultKey = 32 // bytes: AES-256

var errSealed = errors.New("account: sealed with another key, or for somebody else")

// seal encrypts a secret so that it opens only for the one it is about.
func (v *vault) seal(secret []byte, about string) (string, error) {
	box, err := v.box()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, box.NonceSize())
	_, _ = rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(box.Seal(nonce, nonce, secret, []byte(about))), nil
}

// open gives back what seal took, or errSealed.
func (v *vault) open(sealed, about string) ([]byte, error) {
	box, err := v.box()
	if err != nil {
		return nil, err
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(raw) < box.NonceSize() {
		return nil, errSealed
	}
	secret, err := box.Open(nil, raw[:box.NonceSize()], raw[box.NonceSize():], []byte(about))
	if err != nil {
		return nil, errSealed
	}
	return secret, nil
}

func (v *vault) box() (cipher.AEAD, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.aead != nil {
		return v.aead, nil
	}
	key, err := v.key()
	if err != nil {
		return nil, fmt.Errorf("account: key of second steps: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	v.aead, err = cipher.NewGCM(block)
	return v.aead, err
}

// key reads the key, or makes it the first time. Of two processes that make it at once, one writes and both read.
func (v *vault) key() ([]byte, error) {
	fresh := make([]byte, vaultKey)
	_, _ = rand.Read(fresh)
	if v.path == "" {
		return fresh, nil
	}
	if _, err := os.Stat(v.path); errors.Is(err, fs.ErrNotExist) {
		if err := writeKey(v.path, base64.StdEncoding.EncodeToString(fresh)+"\n"); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
	raw, err := os.ReadFile(v.path)
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(string(raw))
}

// writeKey puts the whole file in place at once, and never over another one.
func writeKey(path, text string) error {
	half, err := os.CreateTemp(filepath.Dir(path), ".khoa-*") // readable by its owner only
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(half.Name()) }()
	_, err = half.WriteString(text)
	if err == nil {
		err = half.Sync()
	}
	if cerr := half.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Link(half.Name(), path)
}
