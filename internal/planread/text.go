package planread

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// low is s in lower case with tone marks in the places of vi.Spell. It has the same length in bytes as s, so that an offset found
// in the one holds in the other.
func low(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := make([]byte, i, len(s))
	copy(b, s[:i])
	var prev rune
	other := false // a tone may stand in its other place
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if l := unicode.ToLower(r); r != utf8.RuneError && utf8.RuneLen(l) == size {
			other = other || (prev == 'o' || prev == 'u') && size > 1 && strings.ContainsRune("àảãáạèẻẽéẹỳỷỹýỵ", l) && wordEnd(s, i+size)
			b = utf8.AppendRune(b, l)
			prev = l
		} else {
			b = append(b, s[i:i+size]...)
			prev = 0
		}
		i += size
	}
	out := string(b)
	if !other {
		return out
	}
	if spelled := vi.Spell(out); len(spelled) == len(out) {
		return spelled
	}
	return out
}

// starts reports whether s begins with the word or words of prefix and goes on with something that is no letter or digit.
func starts(s, prefix string) bool {
	return strings.HasPrefix(s, prefix) && wordEnd(s, len(prefix))
}

// startsAny gives the first of the prefixes that s starts with, "" when there is none.
func startsAny(s string, prefixes []string) string {
	for _, p := range prefixes {
		if starts(s, p) {
			return p
		}
	}
	return ""
}

// wordEnd reports whether a word of s can end at byte i.
func wordEnd(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// wordStart reports whether a word of s can start at byte i.
func wordStart(s string, i int) bool {
	if i <= 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// indexWord is the first offset at which the words w stand in s as whole words, -1 when they do not.
func indexWord(s, w string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], w)
		if i < 0 {
			return -1
		}
		i += from
		if wordStart(s, i) && wordEnd(s, i+len(w)) {
			return i
		}
		from = i + len(w)
	}
}

// hasWord reports whether the words w stand in s as whole words.
func hasWord(s, w string) bool { return indexWord(s, w) >= 0 }

// hasAny reports whether one of the words stands in s.
func hasAny(s string, words []string) bool {
	for _, w := range words {
		if hasWord(s, w) {
			return true
		}
	}
	return false
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

func isUpper(r rune) bool { return unicode.IsUpper(r) }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// capitals reports whether all letters of s are capitals and there are at least two words' worth of them.
func capitals(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 3
}

// squeeze joins runs of blanks into one space.
func squeeze(s string) string {
	if !strings.Contains(s, "  ") && !strings.ContainsAny(s, "\t\n\r") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

const closing = " .;:,–-"

// bare is s without the marks that close a phrase.
func bare(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), closing+"/")
	return strings.TrimLeft(s, " :;,.–-")
}

// endsSentence reports whether a paragraph that ends so is complete.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " )”\"’")
	return s == "" || strings.ContainsRune(".;:?!…", lastRune(s))
}
