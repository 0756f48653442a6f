package oldfont

import (
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

const onsets = "ngh gh ng nh ch kh ph th tr gi qu b c d đ g h k l m n p r s t v x"

// rhymes lists each nucleus with the ends that it takes in written Vietnamese; "_" is no end.
const rhymes = `a:_ c ch i m n ng nh o p t u y
ă:c m n ng p t
â:c m n ng p t u y
e:_ c m n ng o p t
ê:_ c ch m n ng nh p t u
i:_ a ch m n nh p t u
iê:c m n ng p t u
o:_ a c e i m n ng p t
oa:c ch i m n ng nh o p t y
oă:c m n ng t
oe:n o t
oo:c ng
ô:_ c i m n ng p t
ơ:_ i m n p t
u:_ a c i m n ng p t
uô:c i m n ng t
uâ:n ng t y
uê:_ ch n nh
uơ:_
uy:_ a ch n nh p t u
uyê:n t
ư:_ a c i m n ng t u
ươ:c i m n ng p t u
y:_ m n nh t
yê:m n ng t u`

var rhymeSet = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(rhymes) {
		nucleus, ends, _ := strings.Cut(strings.TrimSpace(line), ":")
		for _, end := range strings.Fields(ends) {
			set[nucleus+strings.Trim(end, "_")] = true
		}
	}
	return set
})

// isSyllable reports whether a word could be a written Vietnamese syllable: a known onset and rhyme, at most one tone,
// and only sắc or nặng before a final stop.
func isSyllable(word string) bool {
	plain, tone, ok := splitTones(strings.ToLower(word))
	if !ok {
		return false
	}
	if rhymeSet()[plain] {
		return toneFits(plain, tone)
	}
	for onset := range strings.FieldsSeq(onsets) {
		rest, found := strings.CutPrefix(plain, onset)
		if found && rhymeSet()[rest] {
			return toneFits(rest, tone)
		}
	}
	return false
}

func splitTones(word string) (plain string, tone rune, ok bool) {
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		switch r {
		case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
			if tone != 0 {
				return "", 0, false
			}
			tone = r
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String()), tone, true
}

func toneFits(rhyme string, tone rune) bool {
	for _, stop := range [...]string{"c", "ch", "p", "t"} {
		if strings.HasSuffix(rhyme, stop) {
			return tone == '\u0301' || tone == '\u0323'
		}
	}
	return true
}
