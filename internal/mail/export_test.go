package mail

import "crypto/tls"

// At stops a sender at its stages.
func (s *Sender) At(f func(stage string)) { s.at = f }

// Trust is settings that trust a certificate of a test.
func (s Settings) Trust(c *tls.Config) Settings {
	s.trust = c
	return s
}

// ValidAddress is what CheckAddress asks.
func ValidAddress(typed string) bool { return validAddress(typed) }
