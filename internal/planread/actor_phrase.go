package planread

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// headRule is how the name of a body may begin.
type headRule struct {
	words string
	alone bool            // lower-case words may follow
	not   map[string]bool // words after it that make it something else
}

// stopRule is a predicate that ends the name of a body.
type stopRule struct {
	words string
	after map[string]bool // last word of the name after which it is still a part of the name
}

type actorGrammar struct {
	heads map[string][]headRule // by first word, longer rules first
	nouns map[string]bool
	stops map[string][]stopRule // by first word, longer rules first
}

var grammar = sync.OnceValue(func() actorGrammar {
	g := actorGrammar{heads: map[string][]headRule{}, nouns: map[string]bool{}, stops: map[string][]stopRule{}}
	for _, r := range records("actor_heads.txt") {
		h := headRule{words: r[0], alone: r[1] == "alone", not: map[string]bool{}}
		if len(r) > 2 && r[2] != "" {
			h.not = wordSet(r[2])
		}
		k := firstWord(h.words)
		g.heads[k] = insertLonger(g.heads[k], h, func(h headRule) int { return len(h.words) })
	}
	for _, r := range records("actor_nouns.txt") {
		g.nouns[r[0]] = true
	}
	for _, r := range records("stop_verbs.txt") {
		s := stopRule{words: r[0], after: map[string]bool{}}
		if len(r) > 1 && r[1] != "" {
			s.after = wordSet(r[1])
		}
		k := firstWord(s.words)
		g.stops[k] = insertLonger(g.stops[k], s, func(s stopRule) int { return len(s.words) })
	}
	return g
})

func insertLonger[T any](list []T, v T, size func(T) int) []T {
	i := 0
	for i < len(list) && size(list[i]) >= size(v) {
		i++
	}
	return append(list[:i], append([]T{v}, list[i:]...)...)
}

// firstWord is s up to its first character that is no letter or digit.
func firstWord(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return s[:i]
		}
	}
	return s
}

// wordBefore is the word that ends right before byte i, blanks skipped.
func wordBefore(s string, i int) string {
	s = strings.TrimRight(s[max(0, i-40):i], " ")
	for k := len(s); k > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:k])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return s[k:]
		}
		k -= size
	}
	return s
}

// groupWords open a group of bodies.
var groupWords = []string{"tất cả các", "toàn thể các", "toàn thể", "toàn bộ các", "các", "những", "mọi", "một số", "từng", "mỗi"}

// actorHead reports whether the name of a body can begin at byte i of text; l is text in lower case.
func actorHead(text, l string, i int) bool {
	if i >= len(l) || !wordStart(l, i) {
		return false
	}
	g := grammar()
	if w := startsAny(l[i:], groupWords); w != "" {
		return groupNoun(strings.TrimLeft(l[i+len(w):], " ")) || actorHead(text, l, skipBlanks(l, i+len(w)))
	}
	for _, h := range g.heads[firstWord(l[i:])] {
		if !starts(l[i:], h.words) && !(strings.HasSuffix(h.words, ",") && strings.HasPrefix(l[i:], h.words)) {
			continue
		}
		after := skipBlanks(l, i+len(h.words))
		if h.not[firstWord(l[after:])] || anyStart(l[after:], h.not) {
			return false
		}
		if strings.HasSuffix(h.words, ",") {
			return groupNoun(l[after:])
		}
		if h.alone {
			return true
		}
		if r := firstRune(text[min(after, len(text)):]); unicode.IsUpper(r) || unicode.IsDigit(r) {
			return after > i+len(h.words)
		}
		if startsAny(l[after:], unitTypes) != "" && !starts(l[after:], "xã hội") {
			return true
		}
	}
	return false
}

func anyStart(s string, words map[string]bool) bool {
	for w := range words {
		if starts(s, w) {
			return true
		}
	}
	return false
}

// groupNoun reports whether s begins with a common noun for bodies. The longest run of words counts, so that "phòng" of "phòng
// ngừa" is none.
func groupNoun(s string) bool {
	g := grammar()
	word := firstWord(s)
	if word == "" {
		return false
	}
	rest := s[len(word):]
	two := word
	if next := firstWord(strings.TrimLeft(rest, " ")); strings.HasPrefix(rest, " ") && next != "" {
		two += " " + next
		if g.nouns[two] {
			return true
		}
		if notGroup[two] {
			return false
		}
	}
	return g.nouns[word]
}

// notGroup are common pairs that begin with the noun of a group and mean no body.
var notGroup = wordSet("phòng ngừa|phòng chống|phòng cháy|ban hành|hội nghị|hội thảo|hội thi|hội chợ|hội viên|báo cáo|cơ sở dữ|cơ sở vật|" +
	"bản tin|bản đồ|bản sao|bộ phim|bộ tiêu|bộ môn|bộ luật|cấp độ|cấp học|cấp bách|nhóm trẻ|tổ hợp|khu vực|trường hợp|thành phần|thành tích|thành tựu|" +
	"khối lượng|xã hội|đội ngũ|khu vui|gia đình có|đài thọ|viện phí|viện dẫn|báo động|bộ chỉ số|bản chất")

func skipBlanks(s string, i int) int {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}

// stopAt reports whether a predicate begins at byte i of l, after the name that begins at from.
func stopAt(text, l string, from, i int) bool {
	if !unicode.IsLower(firstRune(text[i:])) {
		return false
	}
	for _, s := range grammar().stops[firstWord(l[i:])] {
		if starts(l[i:], s.words) {
			return !keepsName(l, from, i, s)
		}
	}
	return false
}

func keepsName(l string, from, i int, s stopRule) bool {
	if len(s.after) == 0 || i <= from {
		return false
	}
	if s.after[","] && strings.HasSuffix(strings.TrimRight(l[from:i], " "), ",") {
		return true
	}
	before := strings.TrimRight(l[from:i], " ,")
	for w := range s.after {
		if strings.HasSuffix(before, w) && wordStart(before, len(before)-len(w)) {
			return true
		}
	}
	return false
}

const longestActors = 700 // bytes; a longer run is a sentence that was not understood

// actorEnd is where the names that begin at byte i of text end: at a predicate, a colon, a full stop, or after a semicolon or
// comma that no name follows. stopped reports that a predicate or a colon follows.
func actorEnd(text, l string, i int) (end int, stopped bool) {
	start := i
	depth := 0
	for i < len(l) && i-start < longestActors {
		r, size := utf8.DecodeRuneInString(l[i:])
		switch {
		case r == '(':
			depth++
		case r == ')':
			if depth == 0 {
				return i, true
			}
			depth--
		case depth > 0:
		case r == ':' && rowOfBodies(text, l[start:i], i):
		case r == ':' || r == '?' || r == '!':
			return i, true
		case r == '.' && sentenceEnd(text, i):
			return i, false
		case r == ';':
			if !actorHead(text, l, skipBlanks(l, i+1)) {
				return i, false
			}
		case unicode.IsLetter(r) && wordStart(l, i) && i > start && stopAt(text, l, start, i):
			return trimTail(l, start, i), true
		}
		i += size
	}
	return i, false
}

// sentenceEnd reports whether the full stop at byte i ends a sentence and not an abbreviation or a number.
func sentenceEnd(s string, i int) bool {
	rest := s[i+1:]
	if rest == "" || strings.Trim(rest, " ./)”\"") == "" {
		return true
	}
	if rest[0] != ' ' {
		return false
	}
	next := firstRune(strings.TrimLeft(rest, " "))
	word := wordBefore(s, i)
	if len([]rune(word)) == 1 && isUpper(firstRune(word)) || word == "TP" || word == "tp" || word == "TT" {
		return false
	}
	return isUpper(next) || strings.ContainsRune("“\"(-–[", next) || unicode.IsDigit(next)
}

// trimTail takes linking words and commas off the end of a name.
func trimTail(l string, start, end int) int {
	for {
		s := strings.TrimRight(l[start:end], " ,;")
		cut := s
		for _, w := range []string{" và", " cùng", " thì", " được", " hãy", " cũng", " đồng thời"} {
			cut = strings.TrimSuffix(cut, w)
		}
		end = start + len(cut)
		if len(cut) == len(s) {
			return end
		}
	}
}
