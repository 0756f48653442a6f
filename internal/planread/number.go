package planread

import (
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// DocNumber is the number of a document in its parts. What the symbol does not tell is empty.
type DocNumber struct {
	Written string // as a register writes it: "28-CT/TW"
	Digits  string // "28", "06", "6a"
	Year    int    // of "121/2020/QH14"
	Symbol  string // "CT/TW"
	Kind    string // "Chỉ thị"
	Issuer  string // "Thủ tướng Chính phủ"
}

// ParseNumber reads a text that is a document's number and nothing else; small letters and blanks inside are borne with.
func ParseNumber(text string) (DocNumber, bool) {
	text = strings.TrimSpace(text)
	for _, typed := range []string{text, strings.ToUpper(text)} {
		found := findSymbols(typed)
		if len(found) == 1 && found[0].from == 0 && found[0].to == len(typed) {
			return found[0].parts(), true
		}
	}
	return DocNumber{}, false
}

func (s symbol) parts() DocNumber {
	n := DocNumber{Written: s.number, Digits: s.digits}
	n.Year, _ = strconv.Atoi(s.year) // four figures, or empty
	n.Symbol = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(s.number, s.digits), "/"+s.year), "-/ ")
	first, _, _ := strings.Cut(strings.ReplaceAll(n.Symbol, "/", "-"), "-")
	if k, ok := kindByAbbr()[strings.ToLower(first)]; ok {
		n.Kind = k.name
	}
	if is, ok := s.issuerOf(); ok {
		n.Issuer = is.name
	}
	return n
}

// PrintedDay is the day that a plan prints beside a document, zero when there is no such day.
func PrintedDay(printed string) day.Day { return printedDay(printed) }

// PrintedYear is the year of a printed date, 0 when it has none of four figures.
func PrintedYear(printed string) int { return printedYear(printed) }

// Period is the first period of years that a title names for its own document ("giai đoạn 2021-2025"), zeros when it names
// none. The period of a document that is cited inside the title is not that of the title.
func Period(title string) (from, to int) {
	if cited := findSymbols(title); len(cited) > 0 {
		title = title[:cited[0].from]
	}
	return period(title)
}

// Kinds are the names of the kinds of documents in the order of the register of kinds.
func Kinds() []string {
	var out []string
	for _, r := range records("kinds.txt") {
		out = append(out, r[0])
	}
	return out
}
