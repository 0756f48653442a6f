package planread

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// symbol is a number and symbol as it stands in a text: "23/QĐ-TTg", "28-CT/TW", "121/2020/QH14".
type symbol struct {
	from, to int
	number   string // as a register writes it
	digits   string
	year     string // of "121/2020/QH14"
	sep      string // what divides number and symbol as printed
	groups   []string
	spaced   bool // a blank stands inside it that does not belong there
}

// findSymbols finds the symbols of documents in a text.
func findSymbols(text string) []symbol {
	var out []symbol
	for i := 0; i < len(text); {
		if !isDigit(text[i]) {
			i++
			continue
		}
		end := i
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		if symbolStart(text, i) && end-i <= 5 {
			if s, ok := readSymbol(text, i, end); ok {
				out = append(out, s)
				i = s.to
				continue
			}
		}
		i = end
	}
	return out
}

func symbolStart(text string, i int) bool {
	if i == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return !unicode.IsLetter(r) && !strings.ContainsRune("/.,&%", r)
}

// readSymbol reads a symbol whose digits are text[i:end].
func readSymbol(text string, i, end int) (symbol, bool) {
	s := symbol{from: i, digits: text[i:end]}
	at := end
	if at < len(text) && text[at] >= 'a' && text[at] <= 'd' && at+1 < len(text) && (text[at+1] == '/' || text[at+1] == '-') {
		at++
		s.digits = text[i:at]
	}
	if at+5 < len(text) && (text[at] == '/' || text[at] == '-') && yearDigits(text[at+1:at+5]) && !isDigit(text[at+5]) {
		s.year = text[at+1 : at+5]
		at += 5
	}
	start := at
	at = skipBlanks(text, at)
	switch {
	case at < len(text) && (text[at] == '/' || text[at] == '-'):
		s.sep = text[at : at+1]
		at++
	case strings.HasPrefix(text[at:], "–"):
		s.sep = "-"
		at += len("–")
	case at > start:
		s.sep = " "
	default:
		return s, false
	}
	spaced := at > start+1 && s.sep != " "
	next := skipBlanks(text, at)
	spaced = spaced || next > at && s.sep != " "
	if !s.readGroups(text, next) {
		return s, false
	}
	s.spaced = s.spaced || spaced
	if s.sep == " " && (len(s.groups) < 2 || !knownAbbr(s.groups[0]) || !strings.Contains(text[next:s.to], "/")) {
		return s, false
	}
	return s, s.normalise(text[next:s.to])
}

func yearDigits(y string) bool {
	return (strings.HasPrefix(y, "19") || strings.HasPrefix(y, "20")) && isDigit(y[2]) && isDigit(y[3])
}

// readGroups reads the groups of capitals from byte i: "QĐ-TTg", "NQ- TW".
func (s *symbol) readGroups(text string, i int) bool {
	at := i
	for len(s.groups) < 6 {
		end := groupEnd(text, at)
		if end == at || !isUpper(firstRune(text[at:])) && !(len(s.groups) > 0 && isDigit(text[at])) {
			break
		}
		s.groups = append(s.groups, text[at:end])
		s.to = end
		k := skipBlanks(text, end)
		if k-end > 1 || k >= len(text) || text[k] != '-' && text[k] != '/' && text[k] != '&' && !strings.HasPrefix(text[k:], "–") {
			break
		}
		size := 1
		if strings.HasPrefix(text[k:], "–") {
			size = len("–")
		}
		next := skipBlanks(text, k+size)
		if next-k-size > 1 || next > k+size && k > end || !symbolGroup(text, next) {
			break
		}
		s.spaced = s.spaced || next > k+size || k > end
		at = next
	}
	if len(s.groups) == 0 {
		return false
	}
	first := s.groups[0]
	return knownAbbr(first) && (len(s.groups) > 1 || letters(first) > 1) || len(s.groups) > 0 && letters(first) >= 2 && mostlyCapitals(first)
}

// symbolGroup reports whether a group of a symbol stands at byte i and not a word in capitals.
func symbolGroup(text string, i int) bool {
	end := groupEnd(text, i)
	return end > i && isUpper(firstRune(text[i:])) && mostlyCapitals(text[i:end]) && end-i <= 24
}

func groupEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		i += size
	}
	return i
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// mostlyCapitals reports whether s is written as symbols are: capitals, with few small letters ("CTr", "TTg", "ThU").
func mostlyCapitals(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > 0 && lower <= upper && upper+lower <= 14
}

func knownAbbr(s string) bool {
	_, ok := kindByAbbr()[strings.ToLower(s)]
	return ok
}

// normalise writes the number as a register does: no blanks, "-" after a Party number, known groups in their usual letters.
func (s *symbol) normalise(raw string) bool {
	sym := strings.ReplaceAll(strings.ReplaceAll(raw, " ", ""), "–", "-")
	parts := strings.FieldsFunc(sym, func(r rune) bool { return r == '-' || r == '/' })
	if len(parts) == 1 {
		if a, b, ok := divideSymbol(parts[0]); ok {
			sym, parts = a+"-"+b, []string{a, b}
		}
	}
	s.groups = parts
	for _, p := range parts {
		if u := usualLetters(p); u != p {
			sym = strings.Replace(sym, p, u, 1)
		}
	}
	sep := s.sep
	if sep == " " {
		sep = "-"
	}
	s.number = s.digits
	if s.year != "" {
		s.number += "/" + s.year
		if sep == " " {
			sep = "/"
		}
	}
	s.number += sep + sym
	return letters(sym) >= 2
}

// divideSymbol divides groups that were run together: "CTTg" is CT and TTg.
func divideSymbol(s string) (string, string, bool) {
	l := strings.ToLower(s)
	if _, ok := issuerBySuffix()[l]; ok {
		return "", "", false
	}
	for suffix := range issuerBySuffix() {
		if strings.HasSuffix(suffix, "*") || !strings.HasSuffix(l, suffix) || len(l) <= len(suffix) {
			continue
		}
		for _, overlap := range []int{0, 1} {
			k := len(l) - len(suffix)
			if abbr, ok := kindByAbbr()[l[:min(len(l), k+overlap)]]; ok && k > 0 {
				return abbr.abbr, usualLetters(suffix), true
			}
		}
	}
	return "", "", false
}

// usual are groups whose letters are not all capitals.
var usual = map[string]string{"ttg": "TTg", "thu": "ThU", "ctr": "CTr", "ttr": "TTr", "qyđ": "QyĐ"}

func usualLetters(group string) string {
	if u, ok := usual[strings.ToLower(group)]; ok {
		return u
	}
	return group
}

// issuer is who issues documents with a symbol.
type issuer struct {
	name  string
	other []string
}

var issuerBySuffix = sync.OnceValue(func() map[string]issuer {
	m := map[string]issuer{}
	for _, r := range records("issuers.txt") {
		is := issuer{name: r[1]}
		if len(r) > 2 && r[2] != "" {
			is.other = strings.Split(r[2], "|")
		}
		m[r[0]] = is
	}
	return m
})

// issuerOf is who issued the document by its symbol; ok is false when the symbol does not tell.
func (s symbol) issuerOf() (issuer, bool) {
	if len(s.groups) == 0 {
		return issuer{}, false
	}
	last := strings.ToLower(s.groups[len(s.groups)-1])
	if is, ok := issuerBySuffix()[last]; ok {
		return is, len(s.groups) > 1
	}
	plain := strings.TrimRight(last, "0123456789")
	is, ok := issuerBySuffix()[plain+"*"]
	return is, ok && plain != last
}
