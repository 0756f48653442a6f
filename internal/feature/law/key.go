package law

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

// Key tells documents apart: kind, number, symbol, year and issuer, and the day where the number has no year of its own.
// A part that is not known is empty. Two documents never have one key.
type Key struct {
	Kind   string // folded: "quyet dinh"
	Number string // without zeros in front: "6", "28a"
	Symbol string // "qđ ttg"; đ is not d, for HĐ and HD are two kinds
	Year   int
	Day    day.Day // zero when the number has a year of its own, such as 121/2020/QH14
	Issuer string  // folded
}

// KeyOf reads the key of a document as it is cited or typed. An impossible date is no date.
func KeyOf(kind, number, issuer, date string) Key {
	k := Key{Kind: vi.Fold(kind), Issuer: issuerKey(number, issuer), Day: planread.PrintedDay(date), Year: planread.PrintedYear(date)}
	n, ok := planread.ParseNumber(number)
	if !ok {
		k.Number = plainNumber(number)
		return k.dated()
	}
	k.Number, k.Symbol = strings.ToLower(strings.TrimLeft(n.Digits, "0")), letters(n.Symbol)
	if n.Kind != "" {
		k.Kind = vi.Fold(n.Kind)
	}
	if n.Year != 0 {
		k.Year, k.Day = n.Year, day.Day{}
		return k
	}
	return k.dated()
}

// dated keeps year and day from contradicting each other.
func (k Key) dated() Key {
	if !k.Day.IsZero() {
		k.Year = k.Day.Year()
	}
	if k.Year < 1900 || k.Year > 2200 {
		k.Year, k.Day = 0, day.Day{}
	}
	return k
}

// String is the key as the register stores it. No part can hold the sign between the parts.
func (k Key) String() string {
	return strings.Join([]string{k.Kind, k.Number, k.Symbol, strconv.Itoa(k.Year), k.Day.ISO(), k.Issuer}, "|")
}

// meets reports whether a citation may name the document of another key: nothing that both know differs.
func (k Key) meets(doc Key) bool {
	switch {
	case k.Number != doc.Number || k.Symbol != doc.Symbol:
		return false
	case k.Kind != doc.Kind && k.Kind != "" && doc.Kind != "":
		return false
	case k.Year != 0 && doc.Year != 0 && k.Year != doc.Year:
		return false
	case !k.Day.IsZero() && !doc.Day.IsZero() && k.Day != doc.Day:
		return false
	}
	return sameIssuer(k.Issuer, doc.Issuer)
}

// covers reports whether a key knows everything that another does: two halves of knowledge are not put together, for they
// may be of two documents.
func (k Key) covers(less Key) bool {
	return (k.Year != 0 || less.Year == 0) && (!k.Day.IsZero() || less.Day.IsZero()) && (k.Issuer != "" || less.Issuer == "")
}

// sameIssuer bears with a name that leaves out the place: "ủy ban nhân dân tỉnh" and "ủy ban nhân dân tỉnh Hưng Yên".
func sameIssuer(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == "" || a == b || strings.HasPrefix(b, a+" ")
}

// partyCentre stands for every body of the Party's centre: its symbols do not tell which one issued.
const partyCentre = "trung uong dang"

// issuerKey is who issued: the symbol knows it better than the words beside it.
func issuerKey(number, issuer string) string {
	n, ok := planread.ParseNumber(number)
	if ok && n.Issuer != "" {
		return vi.Fold(n.Issuer)
	}
	if ok && strings.HasSuffix(strings.ToUpper(n.Symbol), "/TW") {
		return partyCentre
	}
	folded := " " + vi.Fold(issuer) + " "
	for short, long := range map[string]string{" ubnd ": " uy ban nhan dan ", " hdnd ": " hoi dong nhan dan "} {
		folded = strings.ReplaceAll(folded, short, long)
	}
	return strings.TrimSpace(folded)
}

// numberFold is the key by which a document's number is found, the same as plans use: "28 CT/TW" and "28-CT/TW" are one.
func numberFold(number string) string { return strings.TrimLeft(vi.Fold(number), "0") }

// plainNumber is the key of something that is no number with a symbol.
func plainNumber(s string) string { return strings.TrimLeft(letters(s), "0") }

// letters are the letters and figures of a text in lower case, each run of other signs as one blank.
func letters(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(vi.NFC(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// documentPath is the number of a document in an address, and foldOfPath its way back.
func documentPath(fold string) string { return strings.ReplaceAll(fold, " ", "-") }

func foldOfPath(path string) string { return numberFold(path) }
