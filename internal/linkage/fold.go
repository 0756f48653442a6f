package linkage

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Fold gives the words of a name as they are compared: lower case, without marks, without what a typing method left
// behind. "NGUYEENX Thij  Đào" gives nguyen, thi, dao.
func Fold(name string) []string {
	words := strings.Fields(vi.Fold(name))
	out := words[:0]
	for _, w := range words {
		if w = repair(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// repair takes the leftovers of Telex (dd, aa, w, a tone letter at the end) and VNI (digits) out of a folded word.
// No Vietnamese syllable has them, so words that were typed well stay as they are.
func repair(w string) string {
	if !leftover(w) {
		return w
	}
	b := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case c >= '0' && c <= '9' && len(w) > 1:
			continue
		case (c == 'w' || c == 'f' || c == 'j' || c == 'z') && len(w) > 2 && i > 0:
			continue
		case (c == 's' || c == 'r' || c == 'x') && i == len(w)-1 && i > 1:
			continue
		case (c == 'a' || c == 'e' || c == 'o' || c == 'd') && len(b) > 0 && b[len(b)-1] == c:
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

func leftover(w string) bool {
	for i := 0; i < len(w); i++ {
		switch c := w[i]; {
		case c >= '0' && c <= '9', c == 'w', c == 'f', c == 'j', c == 'z':
			return true
		case i > 0 && c == w[i-1] && (c == 'a' || c == 'e' || c == 'o' || c == 'd'):
			return true
		case i == len(w)-1 && i > 1 && (c == 's' || c == 'r' || c == 'x'):
			return true
		}
	}
	return false
}

// initials are what sounds alike at the beginning of a word somewhere in the country, longest first.
var initials = []struct{ from, to string }{
	{"ngh", "G"}, {"ng", "G"}, {"nh", "N"}, {"ph", "f"}, {"th", "T"}, {"tr", "C"}, {"ch", "C"}, {"kh", "K"}, {"gh", "g"},
	{"gi", "d"}, {"qu", "k"}, {"d", "d"}, {"r", "d"}, {"v", "d"}, {"s", "s"}, {"x", "s"}, {"l", "l"}, {"n", "l"},
	{"c", "k"}, {"k", "k"}, {"q", "k"},
}

// finals are what sounds alike at the end of a word.
var finals = []struct{ from, to string }{{"ng", "n"}, {"nh", "n"}, {"n", "n"}, {"ch", "t"}, {"c", "t"}, {"k", "t"}, {"t", "t"}}

// Phonetic writes a folded word as it may sound: s/x, ch/tr, d/gi/r/v, l/n, i/y, o/u and the final n/ng/nh, t/c/ch fall
// together. It is a key to find candidates, never a judgement.
func Phonetic(w string) string {
	head, rest := "", w
	for _, p := range initials {
		if after, ok := strings.CutPrefix(w, p.from); ok && after != "" {
			head, rest = p.to, after
			break
		}
	}
	tail := ""
	for _, p := range finals {
		if before, ok := strings.CutSuffix(rest, p.from); ok && before != "" {
			rest, tail = before, p.to
			break
		}
	}
	b := []byte(head)
	for i := 0; i < len(rest); i++ {
		c := rest[i]
		switch c {
		case 'y':
			c = 'i'
		case 'u':
			c = 'o'
		}
		if n := len(b); n > len(head) && b[n-1] == c {
			continue
		}
		b = append(b, c)
	}
	return string(b) + tail
}

// word is a folded word in eight bytes, first letter lowest; a longer one is cut.
type word uint64

func pack(s string) word {
	var v word
	for i := 0; i < len(s) && i < 8; i++ {
		v |= word(s[i]) << (8 * i)
	}
	return v
}
