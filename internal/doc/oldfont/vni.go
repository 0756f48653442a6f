package oldfont

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// vniAlone are the letters that are one code by themselves. A mark may still follow ơ and ư.
var vniAlone = map[rune]rune{
	'ñ': 'đ', 'Ñ': 'Đ', 'ô': 'ơ', 'Ô': 'Ơ', 'ö': 'ư', 'Ö': 'Ư',
	'í': 'í', 'Í': 'Í', 'ì': 'ì', 'Ì': 'Ì', 'æ': 'ỉ', 'Æ': 'Ỉ', 'ó': 'ĩ', 'Ó': 'Ĩ', 'ò': 'ị', 'Ò': 'Ị',
	'î': 'ỵ', 'Î': 'Ỵ',
}

// vniMark are the codes that follow a letter, as combining marks.
var vniMark = map[rune]string{
	'ù': "\u0301", 'ø': "\u0300", 'û': "\u0309", 'õ': "\u0303", 'ï': "\u0323",
	'â': "\u0302", 'á': "\u0302\u0301", 'à': "\u0302\u0300", 'å': "\u0302\u0309", 'ã': "\u0302\u0303", 'ä': "\u0302\u0323",
	'ê': "\u0306", 'é': "\u0306\u0301", 'è': "\u0306\u0300", 'ú': "\u0306\u0309", 'ü': "\u0306\u0303", 'ë': "\u0306\u0323",
}

func fromVNI(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	var before rune
	for _, r := range s {
		mark, isMark := vniMark[unicode.ToLower(r)]
		alone, isAlone := vniAlone[r]
		switch {
		case isMark && vniCarries(before, mark):
			b.WriteString(mark)
			before = 0
			continue
		case isAlone:
			b.WriteRune(alone)
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return norm.NFC.String(b.String())
}

// vniCarries reports whether a Vietnamese letter comes of the mark on the typed letter: a breve stands only on a, a
// circumflex on a, e and o, a tone also on y and on the codes of ơ and ư.
func vniCarries(letter rune, mark string) bool {
	letters := "aeouyôö"
	switch {
	case strings.HasPrefix(mark, "\u0306"):
		letters = "a"
	case strings.HasPrefix(mark, "\u0302"):
		letters = "aeo"
	}
	return letter != 0 && strings.ContainsRune(letters, unicode.ToLower(letter))
}
