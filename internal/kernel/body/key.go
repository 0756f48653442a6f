package body

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// MatchKey is what two names of one body have in common: small letters, one place for the tone marks, abbreviations written
// out (UBND, HĐND, MTTQ, TAND, VKSND, TNCS HCM, LHPN, GD&ĐT, KH&CN, VH-XH …), without marks of punctuation and "và".
//
// own names the unit whose paper the name stands in ("phường Mỹ Hào"): its name or bare kind is left off the end, so that
// Công an phường, Công an phường Mỹ Hào and Công an are the same there, while Công an tỉnh and Công an phường Đường Hào stay
// others. Without own nothing is left off.
//
// Letters keep their marks: Mỹ Hòa never becomes Mỹ Hào. Who must match text without marks compares vi.Fold of the keys.
func MatchKey(name string, own ...string) string {
	words, ends := writtenOut(name), endings(own)
	for {
		rest := leaveOff(words, ends)
		if len(rest) == len(words) {
			return strings.Join(words, " ")
		}
		words = rest
	}
}

// endings are the names of units and their bare kinds, as words.
func endings(own []string) [][]string {
	var ends [][]string
	for _, unit := range own {
		words := writtenOut(unit)
		ends = append(ends, words)
		if kind, _, ok := place.SplitKind(strings.Join(words, " ")); ok {
			ends = append(ends, strings.Fields(string(kind)))
		}
	}
	return ends
}

// leaveOff takes one of the endings off, unless nothing would be left.
func leaveOff(words []string, ends [][]string) []string {
	for _, end := range ends {
		if n := len(words) - len(end); len(end) > 0 && n > 0 && slices.Equal(words[n:], end) {
			return words[:n]
		}
	}
	return words
}

// writtenOut splits a name into small words and writes abbreviations out until nothing more can be.
func writtenOut(name string) []string {
	words := split(strings.ToLower(vi.Spell(vi.NFC(name))))
	for {
		longer := replaceShort(words)
		if slices.Equal(longer, words) {
			return words
		}
		words = longer
	}
}

// split gives the words of a name without the marks and the "và" between them.
func split(name string) []string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	return slices.DeleteFunc(words, func(word string) bool { return word == "và" })
}

// replaceShort replaces every short form, the one of most words first.
func replaceShort(words []string) []string {
	folded := make([]string, len(words))
	for i, word := range words {
		folded[i] = vi.Fold(word)
	}
	out := make([]string, 0, len(words)+8)
	for i := 0; i < len(words); {
		n, long := longForm(folded[i:])
		if n == 0 {
			n, long = 1, words[i:i+1]
		}
		out = append(out, long...)
		i += n
	}
	return out
}

// longForm finds the longest short form at the head of folded words and what it stands for.
func longForm(folded []string) (n int, long []string) {
	for _, form := range shortForms[folded[0]] {
		if len(form.short) > n && len(form.short) <= len(folded) && slices.Equal(form.short, folded[:len(form.short)]) {
			n, long = len(form.short), form.long
		}
	}
	return n, long
}
