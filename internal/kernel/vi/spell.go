package vi

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// secondToFirst leads from a pair of letters with the tone on the second to the same pair with the tone on the first, for
// the three rhymes that are written both ways.
var secondToFirst = tonePlaces([][4]string{
	{"o", "òỏõóọ", "a", "àảãáạ"},
	{"o", "òỏõóọ", "e", "èẻẽéẹ"},
	{"u", "ùủũúụ", "y", "ỳỷỹýỵ"},
})

func tonePlaces(rhymes [][4]string) map[[2]rune][2]rune {
	m := map[[2]rune][2]rune{}
	for _, rhyme := range rhymes {
		first, firstToned, second, secondToned := []rune(rhyme[0])[0], []rune(rhyme[1]), []rune(rhyme[2])[0], []rune(rhyme[3])
		for tone := range firstToned {
			a, b, c, d := first, secondToned[tone], firstToned[tone], second
			m[[2]rune{a, b}] = [2]rune{c, d}
			m[[2]rune{unicode.ToUpper(a), b}] = [2]rune{unicode.ToUpper(c), d}
			m[[2]rune{unicode.ToUpper(a), unicode.ToUpper(b)}] = [2]rune{unicode.ToUpper(c), unicode.ToUpper(d)}
		}
	}
	return m
}

// Spell writes the two lawful places of a tone mark in one way, the one of laws and decrees: hoà becomes hòa, Uỷ ban
// becomes Ủy ban; "quý", "hoàn" and every other word stay as they are. It never changes a tone or a letter, so Hòa and
// Hào remain different. The result is NFC.
func Spell(s string) string {
	r := []rune(norm.NFC.String(strings.ToValidUTF8(s, "�")))
	for i := 0; i+1 < len(r); i++ {
		pair, ok := secondToFirst[[2]rune{r[i], r[i+1]}]
		closed := i+2 < len(r) && unicode.IsLetter(r[i+2])
		afterQ := i > 0 && unicode.ToLower(r[i-1]) == 'q'
		if ok && !closed && !afterQ {
			r[i], r[i+1] = pair[0], pair[1]
		}
	}
	return string(r)
}
