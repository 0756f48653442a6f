package planread

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// splitActors divides a list of bodies into names. ";" always divides. "," and "và" divide before the beginning of another name;
// they also stand inside names ("Phòng Văn hóa, Khoa học và Thông tin") and groups ("các phòng, ban, ngành").
func splitActors(s string, reg Registers, at day.Day) []string {
	s = bare(s)
	var out []string
	l := low(s)
	start := 0
	depth := 0
	for i := 0; i < len(l); {
		if depth == 0 && i == start {
			i = skipBlanks(l, i)
			start = i
			if reg != nil {
				if _, n, ok := reg.Body(s[i:], at); ok && n > 0 && i+n <= len(s) && utf8.RuneStart(s[min(i+n, len(s)-1)]) {
					i += n
					continue
				}
			}
		}
		r, size := utf8.DecodeRuneInString(l[i:])
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth > 0:
		case r == ';':
			out = appendName(out, s[start:i])
			start = i + size
		case r == ',' && beginsName(s, l, i+1, s[start:i]):
			out = appendName(out, s[start:i])
			start = i + size
		case r == 'v' && starts(l[i:], "và") && wordStart(l, i) && andDivides(s, l, start, i):
			out = appendName(out, s[start:i])
			start = i + len("và")
		}
		i += size
		if start > i {
			i = start
		}
	}
	return appendName(out, s[min(start, len(s)):])
}

func appendName(out []string, name string) []string {
	name = bare(name)
	for _, w := range []string{"và ", "cùng ", "với "} {
		name = strings.TrimPrefix(name, w)
	}
	name = cutRemark(cutAdverb(name))
	if name == "" || !strings.ContainsFunc(name, unicode.IsLetter) {
		return out
	}
	return append(out, spreadRow(name)...)
}

// adverbs may follow the name of a body and are no part of it.
var adverbs = []string{" trong phạm vi chức năng", " trong phạm vi, chức năng", " theo chức năng", " theo nhiệm vụ", " theo phạm vi", " trong phạm vi nhiệm vụ",
	" theo lĩnh vực", " tùy theo", " căn cứ "}

// cutRemark takes off a bracket that says what the body is in the plan: "Phòng Y tế (cơ quan thường trực)".
func cutRemark(name string) string {
	i := strings.LastIndexByte(name, '(')
	if i < 1 || !strings.HasSuffix(name, ")") || startsAny(low(name[i+1:]), []string{"cơ quan thường trực", "cơ quan chủ trì", "cơ quan đầu mối", "đơn vị thường trực", "đơn vị chủ trì",
		"đơn vị đầu mối", "cơ quan tham mưu", "là cơ quan", "là đơn vị"}) == "" {
		return name
	}
	return strings.TrimSpace(name[:i])
}

func cutAdverb(name string) string {
	l := low(name)
	for _, a := range adverbs {
		if i := strings.Index(l, a); i > 0 {
			return bare(name[:i])
		}
	}
	return name
}

// beginsName reports whether another name begins at byte i after a comma; before is the name up to the comma.
func beginsName(s, l string, i int, before string) bool {
	i = skipBlanks(l, i)
	if i >= len(s) {
		return true
	}
	rest := l[i:]
	if w := startsAny(rest, []string{"và", "cùng"}); w != "" {
		return beginsName(s, l, i+len(w), before)
	}
	if unicode.IsLower(firstRune(s[i:])) && startsAny(rest, groupWords) == "" && groupNoun(rest) && inGroup(before, rest) && !properAfterNoun(s, l, i) {
		return false
	}
	if actorHead(s, l, i) {
		return true
	}
	return acronym(s[i:])
}

// properAfterNoun reports whether a noun at byte i is followed by a proper name: "phòng Tư pháp" is no part of a group, "ngành Thành
// phố" is.
func properAfterNoun(s, l string, i int) bool {
	k := skipBlanks(l, i+len(firstWord(l[i:])))
	return k < len(s) && unicode.IsUpper(firstRune(s[k:])) && startsAny(l[k:], unitTypes) == ""
}

// places are the common nouns of administrative units and settlements.
var places = wordSet("xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|thôn|ấp|bản|khu phố|tổ dân phố|khóm|buôn|làng|khu dân cư")

// inGroup reports whether a name ends with a row of common nouns that rest goes on: "các phòng, ban" and "ngành", "Trạm Y tế các xã"
// and "phường".
func inGroup(name, rest string) bool {
	l := strings.TrimSpace(low(name))
	if places[firstWord(rest)] || startsAny(rest, []string{"đặc khu", "thị trấn", "thị xã", "thành phố", "tổ dân phố", "khu phố"}) != "" {
		if places[lastWords(l, 1)] || places[lastWords(l, 2)] || places[lastWords(l, 3)] {
			return true
		}
	}
	chunk := name
	if i := strings.LastIndexByte(name, ','); i >= 0 {
		chunk = name[i+1:]
	}
	chunk = strings.TrimSpace(chunk)
	lc := low(chunk)
	if w := startsAny(lc, groupWords); w != "" {
		chunk = strings.TrimSpace(chunk[len(w):])
		lc = low(chunk)
	}
	return groupNoun(lc) && !properAfterNoun(chunk, lc, 0) && len(strings.Fields(lc)) <= 5
}

func lastWords(s string, n int) string {
	i := len(s)
	for range n {
		k := strings.LastIndexByte(s[:i], ' ')
		if k < 0 {
			return s
		}
		i = k
	}
	return s[i+1:]
}

// acronym reports whether s begins with a word of capitals such as "VNPT".
func acronym(s string) bool {
	w := firstWord(s)
	return len(w) >= 3 && capitals(w)
}

// twinOffices are names that hold two bodies: "Văn phòng HĐND và UBND" is one office.
var twinOffices = []string{"văn phòng", "vp", "thường trực", "lãnh đạo", "đoàn đại biểu", "đoàn đbqh", "đại biểu"}

// andDivides reports whether "và" at byte i of l stands between two names.
func andDivides(s, l string, start, i int) bool {
	next := skipBlanks(l, i+len("và"))
	if next >= len(l) || !actorHead(s, l, next) {
		return false
	}
	before := strings.TrimSpace(l[start:i])
	council := strings.HasSuffix(before, "hđnd") || strings.HasSuffix(before, "hội đồng nhân dân")
	if council && startsAny(l[next:], []string{"ubnd", "ủy ban nhân dân"}) != "" && startsAny(before, twinOffices) != "" {
		return false
	}
	if startsAny(before, twinOffices) != "" && (strings.HasSuffix(before, "quốc hội") || strings.HasSuffix(before, "đbqh")) && startsAny(l[next:], []string{"hđnd", "hội đồng nhân dân"}) != "" {
		return false
	}
	return true
}

// isGroupName reports whether a name stands for several bodies.
func isGroupName(name string) bool {
	l := low(name)
	if startsAny(l, groupWords) != "" {
		return true
	}
	for _, w := range []string{"các", "những"} {
		if i := indexWord(l, w); i > 0 && groupNoun(strings.TrimLeft(l[i+len(w):], " ")) {
			return true
		}
	}
	first, rest, ok := strings.Cut(l, ",")
	return ok && groupNoun(lastWords(first, 1)) && groupNoun(strings.TrimSpace(rest)) || hasWord(l, "cấp xã") || hasWord(l, "cấp huyện")
}
