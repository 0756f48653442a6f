package planread

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or a mark of a time's text.
type token struct {
	text string // lower case
	num  int    // of a number, else -1
	size int    // digits of a number
	at   int    // byte offset
	end  int
	gap  bool // a blank stands before it
}

const timeLimit = 1000 // bytes of a time's text that are read

// tokens divides text in lower case into words, numbers and marks.
func tokens(l string) []token {
	var out []token
	gap := false
	for i := 0; i < len(l) && i < timeLimit; {
		r, size := utf8.DecodeRuneInString(l[i:])
		start := i
		switch {
		case unicode.IsSpace(r):
			gap = true
			i += size
			continue
		case r < utf8.RuneSelf && isDigit(byte(r)):
			for i < len(l) && isDigit(l[i]) {
				i++
			}
			n, err := strconv.Atoi(l[start:i])
			if err != nil {
				n = 0
			}
			out = append(out, token{text: l[start:i], num: n, size: i - start, at: start, end: i, gap: gap})
		case unicode.IsLetter(r):
			for i < len(l) {
				r, size = utf8.DecodeRuneInString(l[i:])
				if !unicode.IsLetter(r) {
					break
				}
				i += size
			}
			out = append(out, token{text: l[start:i], num: -1, at: start, end: i, gap: gap})
		default:
			i += size
			mark := l[start:i]
			if mark == "–" || mark == "—" {
				mark = "-"
			}
			out = append(out, token{text: mark, num: -1, at: start, end: i, gap: gap})
		}
		gap = false
	}
	return out
}

// stream reads tokens one after the other.
type stream struct {
	t []token
	i int
}

func (s *stream) peek(k int) token {
	if s.i+k >= len(s.t) || s.i+k < 0 {
		return token{num: -1}
	}
	return s.t[s.i+k]
}

// word reports whether the token k places ahead is one of the words, separated by "|".
func (s *stream) word(k int, words string) bool {
	w := s.peek(k).text
	if w == "" {
		return false
	}
	for o := range strings.SplitSeq(words, "|") {
		if o == w {
			return true
		}
	}
	return false
}

// day, month and year report whether the token k places ahead can be one.
func (s *stream) day(k int) bool {
	t := s.peek(k)
	return t.num >= 1 && t.num <= 31 && t.size <= 2
}

func (s *stream) month(k int) bool {
	t := s.peek(k)
	return t.num >= 1 && t.num <= 12 && t.size <= 2
}

func (s *stream) year(k int) bool {
	t := s.peek(k)
	return t.size == 4 && t.num >= 1945 && t.num <= 2100
}
