package planread

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// low is s in lower case with the tone marks where the present orthography puts them (hoà → hòa, uỷ → ủy). It has the
// same length in bytes as s, so that an offset found in the one holds in the other.
func low(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] < utf8.RuneSelf && (s[i] < 'A' || s[i] > 'Z')
	}
	if plain {
		return s
	}
	b := make([]byte, 0, len(s))
	var prev rune
	for i, r := range s {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
			b = append(b, s[i:i+size]...)
			prev = r
			continue
		}
		l := unicode.ToLower(r)
		if utf8.RuneLen(l) != size {
			l = r
		}
		if first, second, ok := movedTone(prev, l); ok && endsSyllable(s[i+size:]) && !(prev == 'u' && len(b) > 1 && b[len(b)-2] == 'q') {
			b = b[:len(b)-1]
			b = utf8.AppendRune(b, first)
			b = utf8.AppendRune(b, second)
			prev = second
			continue
		}
		b = utf8.AppendRune(b, l)
		prev = l
	}
	return string(b)
}

var (
	tonedA = []rune("àảãáạ")
	tonedE = []rune("èẻẽéẹ")
	tonedY = []rune("ỳỷỹýỵ")
	tonedO = []rune("òỏõóọ")
	tonedU = []rune("ùủũúụ")
)

// movedTone gives the pair with the tone on the first vowel for oà, oè and uỷ.
func movedTone(prev, r rune) (first, second rune, ok bool) {
	move := func(from, to []rune, second rune) (rune, rune, bool) {
		for i, v := range from {
			if v == r {
				return to[i], second, true
			}
		}
		return 0, 0, false
	}
	if prev == 'o' {
		if a, b, ok := move(tonedA, tonedO, 'a'); ok {
			return a, b, true
		}
		return move(tonedE, tonedO, 'e')
	}
	if prev == 'u' {
		return move(tonedY, tonedU, 'y')
	}
	return 0, 0, false
}

func endsSyllable(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || !unicode.IsLetter(r)
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
	if !strings.Contains(s, "  ") && !strings.ContainsAny(s, "\t\n\r\u00a0") {
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
