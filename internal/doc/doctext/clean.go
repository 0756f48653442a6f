package doctext

import (
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Clean is s as it may stand in a Line: NFC, plain spaces, no control or invisible characters, nothing after the last
// letter. Tabs and the indent before the first letter stay: they are part of the layout of a text file.
func Clean(s string) string {
	s = strings.Map(visible, s)
	body := strings.TrimLeft(s, " \t")
	if body == "" {
		return ""
	}
	return s[:len(s)-len(body)] + vi.NFC(body)
}

// CleanTyped is Clean for text that may still be in an old charset. It keeps U+00AD: a hyphen that nobody sees in
// Unicode, the letter "ư" in TCVN3.
func CleanTyped(s string) string {
	const stand = "\ue0ad" // a private character holds its place
	s = strings.ReplaceAll(s, "\u00ad", stand)
	return strings.ReplaceAll(Clean(s), stand, "\u00ad")
}

// visible drops what a reader of the paper cannot see. It runs before NFC: a mark after an invisible character would
// otherwise never meet its letter.
func visible(r rune) rune {
	switch {
	case r == '\t':
		return r
	case unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		return -1
	case unicode.IsSpace(r), r == '\u2028', r == '\u2029':
		return ' '
	}
	return r
}
