package oldfont

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sample is how much of a text is looked at: enough for certainty, little enough for a long file.
const sample = 200_000

// Detect tells in which charset a text was typed, by trying: the words with letters beyond ASCII must become Vietnamese
// syllables in one reading and not in the others. It answers Unicode when the evidence is thin.
func Detect(text string) Charset {
	words := foreignWords(text)
	if len(words) < 2 || modern(words)*4 >= len(words) {
		return Unicode
	}
	asIs := syllables(words, Unicode)
	best, most := Unicode, 0
	for _, c := range [...]Charset{TCVN3, VNI} {
		if n := syllables(words, c); n > most {
			best, most = c, n
		}
	}
	if most*4 < len(words)*3 || asIs*2 > most {
		return Unicode
	}
	return best
}

// modern counts the words with a letter that only Unicode has: the old sets put all theirs into the places of Latin-1.
func modern(words []string) int {
	n := 0
	for _, word := range words {
		if strings.IndexFunc(word, func(r rune) bool { return r > 0xFF && unicode.IsLetter(r) }) >= 0 {
			n++
		}
	}
	return n
}

// foreignWords are the different words of the text that hold a letter beyond ASCII. A sign that stands alone is no word:
// "·" begins items of a list, "µm" alone is a unit.
func foreignWords(text string) []string {
	if len(text) > sample {
		text = strings.ToValidUTF8(text[:sample], "")
	}
	var out []string
	seen := map[string]bool{}
	for _, word := range strings.FieldsFunc(text, notLetter) {
		foreign := strings.IndexFunc(word, func(r rune) bool { return r > 0x7F }) >= 0
		if foreign && !seen[word] && utf8.RuneCountInString(word) > 1 {
			seen[word] = true
			out = append(out, word)
		}
	}
	return out
}

// notLetter divides words. Codes of the old sets look like signs ("µ", "·", "¹"), so everything beyond ASCII counts as
// a letter except typographic quotes and dashes.
func notLetter(r rune) bool {
	if r > 0x7F {
		return r == 0x85 || r == 0xA0 || 0x2000 <= r && r <= 0x206F
	}
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
}

func syllables(words []string, c Charset) int {
	n := 0
	for _, word := range words {
		if isSyllable(ToUnicode(word, c)) {
			n++
		}
	}
	return n
}

// Reads reports whether the words of a text that hold a letter beyond ASCII all become Vietnamese when read in c, and not all as
// they are: enough for a column of few words inside a table whose charset Detect has told.
func Reads(text string, c Charset) bool {
	words := foreignWords(text)
	return len(words) > 0 && modern(words) == 0 && syllables(words, c) == len(words) && syllables(words, Unicode) < len(words)
}
