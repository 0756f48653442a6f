package plandiff

import (
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// paragraph is a paragraph as it is compared.
type paragraph struct {
	body  string   // without its number, blanks as single spaces: what must be equal
	key   string   // the body folded: what finds its like
	words []string // of the key
	bag   bag      // the words without their order
}

func paragraphsOf(lines []string, d dictionary) []paragraph {
	out := make([]paragraph, len(lines))
	for i, l := range lines {
		p := paragraph{body: Body(l)}
		p.key = vi.Fold(p.body)
		p.words = strings.Fields(p.key)
		p.bag = d.bag(p.words)
		out[i] = p
	}
	return out
}

// Body is a paragraph without the number, letter or dash in front of it and with single spaces.
func Body(line string) string {
	words := strings.Fields(line)
	for len(words) > 1 && isNumber(words[0]) {
		words = words[1:]
		if len(words) > 1 && (words[0] == "-" || words[0] == "–") {
			continue
		}
		break
	}
	return strings.Join(words, " ")
}

// isNumber reports whether a word only numbers what follows: "-", "IV.", "2.1.", "3)", "(a)", "đ.".
func isNumber(word string) bool {
	switch word {
	case "-", "–", "—", "+", "•", "*", "·":
		return true
	}
	core := strings.TrimPrefix(word, "(")
	inner := strings.TrimRight(core, ".):/")
	if inner == core && !strings.Contains(inner, ".") {
		return false // a number that nothing ends is a quantity
	}
	if inner == "" || len(inner) > 10 {
		return false
	}
	return numeric(inner) || roman(inner) || oneLetter(inner)
}

func numeric(s string) bool {
	return strings.Trim(s, "0123456789.") == "" && strings.Count(s, ".") < 5 && len(s) <= 8
}

func roman(s string) bool { return strings.Trim(s, "IVXLC") == "" }

func oneLetter(s string) bool {
	r := []rune(s)
	return len(r) == 1 && unicode.IsLower(r[0])
}
