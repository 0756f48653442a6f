package planread

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// markKind is the sort of a list mark at the start of a paragraph, in the order of rank.
type markKind int

const (
	markNone   markKind = iota
	markPart            // "Phần I", "Chương II", "PHỤ LỤC 1"
	markUpper           // "A."
	markRoman           // "I."
	markNumber          // "1.", "2.3.1."
	markLetter          // "a)"
	markDash            // "-"
	markPlus            // "+"
)

// mark is the list mark of a paragraph.
type mark struct {
	kind  markKind
	label string // "II", "2.3.1", "a", "Phụ lục I"
	depth int    // of a number: how many parts it has
	size  int    // bytes of text that the mark and the blanks after it take
}

// markOf reads the mark at the start of s.
func markOf(s string) mark {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case strings.ContainsRune("-–—•·●▪\uf0b7\uf02d", r):
		return bullet(s, size, markDash)
	case r == '+' || r == '◦' || r == 'o' && strings.HasPrefix(s, "o "+"\t"):
		return bullet(s, size, markPlus)
	case isDigit(s1(s)):
		return numberMark(s)
	case r == '(' && len(s) > 3:
		return bracketMark(s)
	case unicode.IsUpper(r):
		if m := partMark(s); m.kind != markNone {
			return m
		}
		return capitalMark(s)
	case unicode.IsLower(r):
		return letterMark(s)
	}
	return mark{}
}

func s1(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

func bullet(s string, size int, kind markKind) mark {
	rest := strings.TrimLeft(s[size:], " ")
	if rest == "" || rest[0] == '-' {
		return mark{}
	}
	return mark{kind: kind, size: len(s) - len(rest)}
}

// numberMark reads "1.", "1)", "1/", "2.3.1.", "2.3.1" before a blank.
func numberMark(s string) mark {
	i, depth := 0, 0
	for {
		start := i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		if i == start || i-start > 2 {
			return mark{}
		}
		depth++
		if i+1 < len(s) && s[i] == '.' && isDigit(s[i+1]) && depth < 6 {
			i++
			continue
		}
		break
	}
	label := s[:i]
	closed := false
	if i < len(s) && (s[i] == '.' || s[i] == ')' || s[i] == '/' && depth == 1 && i+1 < len(s) && s[i+1] == ' ' || s[i] == ':') {
		i++
		closed = true
	}
	if i < len(s) && s[i] != ' ' && !(closed && unicode.IsLetter(firstRune(s[i:]))) {
		return mark{}
	}
	rest := strings.TrimLeft(s[i:], " -–")
	if !closed && (depth < 2 || rest == "" || !unicode.IsUpper(firstRune(rest))) {
		return mark{}
	}
	if closed && s[i-1] == ':' && depth < 2 {
		return mark{}
	}
	if rest != "" && !unicode.IsLetter(firstRune(rest)) && !strings.ContainsRune("“\"(0123456789≥", firstRune(rest)) {
		return mark{}
	}
	return mark{kind: markNumber, label: label, depth: depth, size: len(s) - len(rest)}
}

// bracketMark reads "(1)", "(a)", "(i)".
func bracketMark(s string) mark {
	end := strings.IndexByte(s, ')')
	if end < 2 || end > 4 || end+1 >= len(s) || s[end+1] != ' ' {
		return mark{}
	}
	label := s[1:end]
	switch {
	case strings.Trim(label, "0123456789") == "":
		return mark{kind: markLetter, label: label, size: end + 2}
	case utf8.RuneCountInString(label) == 1 && unicode.IsLower(firstRune(label)), strings.Trim(label, "ivx") == "":
		return mark{kind: markLetter, label: label, size: end + 2}
	}
	return mark{}
}

// letterMark reads "a)", "đ)", "a.", "a/", "a1)".
func letterMark(s string) mark {
	_, size := utf8.DecodeRuneInString(s)
	i := size
	if i < len(s) && isDigit(s[i]) {
		i++
	}
	if i >= len(s) || s[i] != ')' && s[i] != '.' && s[i] != '/' {
		return mark{}
	}
	if i+1 < len(s) && s[i+1] != ' ' && !(s[i] == ')' && unicode.IsUpper(firstRune(s[i+1:]))) {
		return mark{}
	}
	rest := strings.TrimLeft(s[i+1:], " ")
	return mark{kind: markLetter, label: s[:i], size: len(s) - len(rest)}
}

// capitalMark reads "II.", "A." and the mixed "II.1.".
func capitalMark(s string) mark {
	i := 0
	for i < len(s) && i < 8 && strings.IndexByte("IVXLC", s[i]) >= 0 {
		i++
	}
	if i > 0 && i < len(s) && romanValue(s[:i]) > 0 {
		if s[i] == '.' && i+1 < len(s) && isDigit(s[i+1]) {
			if n := numberMark(s[i+1:]); n.kind == markNumber {
				return mark{kind: markNumber, label: s[:i] + "." + n.label, depth: n.depth, size: i + 1 + n.size}
			}
		}
		if k := markEnd(s, i); k > 0 {
			return mark{kind: markRoman, label: s[:i], size: k}
		}
	}
	_, size := utf8.DecodeRuneInString(s)
	if k := markEnd(s, size); k > 0 {
		return mark{kind: markUpper, label: s[:size], size: k}
	}
	return mark{}
}

// markEnd is where the text starts after a mark that closes at byte i with ".", "/", ")" or "-", 0 when it does not.
func markEnd(s string, i int) int {
	if i >= len(s) {
		return 0
	}
	switch {
	case s[i] == '.' || s[i] == '/' || s[i] == ')' || s[i] == ':':
		i++
	case strings.HasPrefix(s[i:], " - ") || strings.HasPrefix(s[i:], " – ") || strings.HasPrefix(s[i:], " . "):
		i += 2
	default:
		return 0
	}
	rest := strings.TrimLeft(s[i:], " .-–")
	if rest == "" || !unicode.IsLetter(firstRune(rest)) && !strings.ContainsRune("“\"(", firstRune(rest)) || len(rest) == len(s[i:]) && !unicode.IsUpper(firstRune(rest)) {
		return 0
	}
	return len(s) - len(rest)
}

var partWords = []string{"phần thứ", "phần", "chương", "phụ lục", "phụ biểu", "biểu mẫu"}

// partMark reads "Phần thứ nhất", "PHẦN I", "Chương II", "PHỤ LỤC", "Phụ lục 01".
func partMark(s string) mark {
	if s[0] != 'P' && s[0] != 'C' && s[0] != 'B' {
		return mark{}
	}
	if len(s) > 400 {
		s = s[:400]
	}
	l := low(s)
	word := startsAny(l, partWords)
	if word == "" {
		return mark{}
	}
	rest := strings.TrimLeft(s[len(word):], " ")
	num, tail, _ := strings.Cut(rest, " ")
	num = strings.TrimRight(num, ".:-–")
	numbered := num != "" && (romanValue(num) > 0 || strings.Trim(num, "0123456789") == "" || utf8.RuneCountInString(num) == 1 && isUpper(firstRune(num)))
	if word == "phần thứ" && num != "" {
		numbered = true
	}
	switch {
	case numbered:
		return mark{kind: markPart, label: partLabel(word, num), size: len(s) - len(strings.TrimLeft(tail, " :.-–"))}
	case word == "phụ lục" && (rest == "" || capitals(s)):
		return mark{kind: markPart, label: partLabel(word, ""), size: len(s) - len(rest)}
	}
	return mark{}
}

func partLabel(word, num string) string {
	r, size := utf8.DecodeRuneInString(word)
	return strings.TrimSpace(string(unicode.ToUpper(r)) + word[size:] + " " + num)
}

var romanDigits = map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}

// romanValue is the number that s writes, 0 when it writes none.
func romanValue(s string) int {
	n := 0
	for i := range len(s) {
		v, ok := romanDigits[s[i]]
		if !ok {
			return 0
		}
		if i+1 < len(s) && romanDigits[s[i+1]] > v {
			v = -v
		}
		n += v
	}
	return n
}

// markOnly reports whether a line is nothing but a list mark, as a PDF gives it.
func markOnly(s string) bool {
	if len(s) > 8 || capitals(s) {
		return false
	}
	m := markOf(s + " X")
	return m.kind != markNone && m.kind != markPart && m.size == len(s)+1
}
