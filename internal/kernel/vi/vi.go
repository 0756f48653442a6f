// Package vi holds what the program must know of written Vietnamese: folding for search, sort keys, numbers.
//
// Text is kept in NFC as it was typed. Folding is done here, in Go, into stored key columns; a database's lower() or LIKE
// never sees Vietnamese, because the two engines disagree about it.
package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NFC is the form in which all text is stored: composed letters, every kind of blank within a line as a plain space,
// invisible characters left out, ends trimmed. Line breaks and tabs stay; other control characters and broken bytes go,
// because PostgreSQL refuses some of them and nobody means them.
func NFC(s string) string {
	// Invisible characters go first: one that stood between a letter and its mark would keep them apart for good.
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Zs, r):
			return ' '
		case r == '\u200b' || r == '\ufeff' || r == '\u00ad':
			return -1
		case unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r':
			return -1
		case r == 'Ð': // U+00D0, typed by some keyboards for U+0110
			return 'Đ'
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.TrimSpace(norm.NFC.String(s))
}

// Fold is the key for searching: lower case, without marks, đ as d, every run of other characters as one space.
// "Phường Mỹ Hào" and "phuong my hao" give the same key. It loses meaning on purpose: rank exact matches first
// ("bần" and "bạn" fold alike).
func Fold(s string) string {
	if out, ok := foldKnown(s); ok {
		return out
	}
	return foldAny(s)
}

// folded are the letters of Vietnamese and of ASCII as Fold writes them, a blank for what separates words, 0 for what Fold has to
// look at more closely.
var folded = func() (m [foldedEnd]byte) {
	for r := rune(' '); r < utf8.RuneSelf; r++ {
		m[r] = ' '
	}
	for r := rune('0'); r <= '9'; r++ {
		m[r] = byte(r)
	}
	for r := rune('a'); r <= 'z'; r++ {
		m[r], m[r-'a'+'A'] = byte(r), byte(r)
	}
	for _, r := range "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ" {
		f := foldAny(string(r))
		m[r], m[unicode.ToUpper(r)] = f[0], f[0]
	}
	return m
}()

// foldedEnd lies behind the last letter of Vietnamese in Unicode.
const foldedEnd = 0x1f00

// foldKnown is Fold for text of such letters, which most text is.
func foldKnown(s string) (string, bool) {
	out := make([]byte, 0, len(s))
	gap := false
	for _, r := range s {
		if r >= foldedEnd || folded[r] == 0 {
			return "", false
		}
		c := folded[r]
		if c == ' ' {
			gap = true
			continue
		}
		if gap && len(out) > 0 {
			out = append(out, ' ')
		}
		gap = false
		out = append(out, c)
	}
	return string(out), true
}

func foldAny(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	// norm leaves a letter composed when a broken byte stands before it.
	for _, r := range norm.NFD.String(strings.ToValidUTF8(s, " ")) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		if r == 'đ' || r == 'ð' {
			r = 'd'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
			continue
		}
		gap = true
	}
	return b.String()
}

// letters in the order of the Vietnamese alphabet; f, j, w and z stand where Latin puts them.
var letterRank = rank("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")

// tones in dictionary order: none, huyền, hỏi, ngã, sắc, nặng.
var toneRank = map[rune]byte{'\u0300': '1', '\u0309': '2', '\u0303': '3', '\u0301': '4', '\u0323': '5'}

func rank(letters string) map[rune]byte {
	m := make(map[rune]byte, 40)
	var n byte
	for _, r := range letters {
		m[r] = '0' + n
		n++
	}
	return m
}

// SortKey orders text as a Vietnamese dictionary does when keys are compared byte by byte: letter by letter first
// (a < ă < â, d < đ), tones only between words that are otherwise the same.
func SortKey(s string) string {
	var base, tones strings.Builder
	for _, r := range norm.NFC.String(s) {
		plain, tone := splitTone(unicode.ToLower(r))
		switch v, ok := letterRank[plain]; {
		case ok:
			base.WriteByte('A' + v - '0')
			tones.WriteByte(tone)
		case unicode.IsDigit(plain):
			base.WriteRune(plain)
			tones.WriteByte('0')
		case unicode.IsLetter(plain):
			base.WriteByte('z')
			base.WriteRune(plain)
			tones.WriteByte('0')
		default:
			base.WriteByte(' ')
			tones.WriteByte('0')
		}
	}
	return base.String() + "\x1f" + tones.String()
}

// NameKey orders people as Vietnamese lists do: by the last word (the given name), then by the whole name.
func NameKey(full string) string {
	words := strings.Fields(full)
	if len(words) == 0 {
		return ""
	}
	return SortKey(words[len(words)-1]) + "\x1e" + SortKey(strings.Join(words, " "))
}

// splitTone takes the tone mark off a composed letter and keeps the mark that makes the letter itself: ấ → â, sắc.
func splitTone(r rune) (plain rune, tone byte) {
	tone = '0'
	var rest []rune
	for _, d := range norm.NFD.String(string(r)) {
		if t, ok := toneRank[d]; ok {
			tone = t
			continue
		}
		rest = append(rest, d)
	}
	composed := []rune(norm.NFC.String(string(rest)))
	if len(composed) == 0 {
		return r, tone
	}
	return composed[0], tone
}

// Upper is s in capitals, for the heads of official documents.
func Upper(s string) string { return strings.ToUpper(norm.NFC.String(s)) }

// Sentence is s with its first letter in capitals and the rest as it is.
func Sentence(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// Slug is a name as it stands in an address: folded, words joined by hyphens.
func Slug(s string) string { return strings.ReplaceAll(Fold(s), " ", "-") }

// Cut shortens s to at most n letters and marks the cut with "…". It cuts at a word's end where one lies in the second
// half, else within the word. It counts letters, not bytes.
func Cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	if n < 1 {
		return ""
	}
	end := n - 1
	for at := end; at > n/2; at-- {
		if unicode.IsSpace(r[at]) {
			end = at
			break
		}
	}
	return strings.TrimRight(string(r[:end]), " ,;:.-–") + "…"
}
