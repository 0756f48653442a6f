package law

import (
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// State says whether a document is in force, as far as somebody knows.
type State string

// The states. An unknown one is never shown as a good one.
const (
	Unknown State = ""         // chưa đối chiếu
	Valid   State = "con"      // còn hiệu lực
	Partial State = "mot-phan" // hết hiệu lực một phần
	Expired State = "het"      // hết hiệu lực
)

// Words is the state as a page shows it.
func (s State) Words() string {
	switch s {
	case Valid:
		return "còn hiệu lực"
	case Partial:
		return "hết hiệu lực một phần"
	case Expired:
		return "hết hiệu lực"
	default:
		return "chưa đối chiếu"
	}
}

// Confidence says how what stands in the register is known.
type Confidence string

// The degrees of confidence. Only a person of the unit makes it Checked.
const (
	Cited   Confidence = "cited"   // only what plans say
	Read    Confidence = "read"    // read in the source that is named
	Typed   Confidence = "typed"   // typed or brought in by a person, not compared
	Checked Confidence = "checked" // a person compared it with the official text
)

// Document is one document of the register.
type Document struct {
	ID         string        `db:"id"`
	UnitID     string        `db:"unit_id"`
	Kind       string        `db:"kind"`
	Number     string        `db:"symbol"`
	NumberFold string        `db:"number_fold"`
	Year       int           `db:"year"`
	Issuer     string        `db:"issuer"`
	IssuedOn   day.Day       `db:"issued_on"`
	CitedTitle string        `db:"cited_title"` // as the first plan cites it
	Title      string        `db:"title"`       // as the officer corrected it
	PeriodFrom int           `db:"period"`      // years of a programme, 0 when it has none
	PeriodTo   int           `db:"period_to"`
	State      State         `db:"in_force"`
	ValidFrom  day.Day       `db:"valid_from"`
	ValidTo    day.Day       `db:"valid_to"` // last day in force
	EndsOn     day.Day       `db:"ends_on"`  // last day of force or period, whichever comes first
	Note       string        `db:"note"`
	Source     string        `db:"source"`
	Confidence Confidence    `db:"confidence"`
	CheckedBy  string        `db:"checked_by"`
	CheckedAt  store.Instant `db:"checked_at"`
	Uses       int           `db:"uses"` // confirmed plans that cite it
	CreatedBy  string        `db:"created_by"`
	CreatedAt  store.Instant `db:"created_at"`
	Version    int64         `db:"version"`
}

// key is what tells the document from all others.
func (d Document) key() Key {
	k := KeyOf(d.Kind, d.Number, d.Issuer, d.IssuedOn.String())
	if k.Year == 0 {
		k.Year = d.Year
	}
	return k
}

// Name is the document as a sentence names it: "Quyết định số 23/QĐ-TTg ngày 07/01/2021".
func (d Document) Name() string {
	s := d.Kind + " số " + d.Number
	switch {
	case !d.IssuedOn.IsZero():
		s += " ngày " + d.IssuedOn.String()
	case d.Year != 0 && planread.PrintedYear(d.Number) == 0:
		s += " năm " + strconv.Itoa(d.Year)
	}
	return s
}

// ShownTitle is the corrected title, or the cited one.
func (d Document) ShownTitle() string { return vi.Sentence(orElse(d.Title, d.CitedTitle)) }

// PeriodWords is the period as a title writes it: "2021-2025".
func (d Document) PeriodWords() string {
	if d.PeriodTo == 0 {
		return ""
	}
	return strconv.Itoa(d.PeriodFrom) + "-" + strconv.Itoa(d.PeriodTo)
}

// complete fills what follows from the rest.
func (d Document) complete() Document {
	d.NumberFold = numberFold(d.Number)
	if n, ok := planread.ParseNumber(d.Number); ok && n.Year != 0 {
		d.Year = n.Year
	} else if !d.IssuedOn.IsZero() {
		d.Year = d.IssuedOn.Year()
	}
	d.EndsOn = d.ValidTo
	if last := d.periodEnd(); !last.IsZero() && (d.EndsOn.IsZero() || last.Before(d.EndsOn)) {
		d.EndsOn = last
	}
	return d
}

func (d Document) periodEnd() day.Day {
	if d.PeriodTo == 0 {
		return day.Day{}
	}
	return day.Must(d.PeriodTo, 12, 31)
}

// sortKey orders documents by number as people count: 9 before 26.
func (d Document) sortKey() string {
	k := d.key()
	n := k.Number
	for len(n) < 6 {
		n = "0" + n
	}
	return n + " " + vi.Fold(d.Number) + " " + strconv.Itoa(d.Year)
}

// The longest texts of a document in letters.
const (
	maxNumber = 60
	maxIssuer = 200
	maxTitle  = 1000
	maxNote   = 1000
)

// check says what is wrong with a document, each at its column.
func (d Document) check(at func(column, format string, args ...any)) {
	if d.Kind == "" {
		at("kind", "Chọn loại văn bản trong danh sách, ví dụ Quyết định")
	}
	if !d.ValidFrom.IsZero() && !d.IssuedOn.IsZero() && d.ValidFrom.Before(d.IssuedOn) && d.State == Expired && d.ValidTo.IsZero() {
		at("valid_to", "Ghi ngày hết hiệu lực")
	}
	if !d.ValidTo.IsZero() && !d.ValidFrom.IsZero() && d.ValidTo.Before(d.ValidFrom) {
		at("valid_to", "Ngày hết hiệu lực phải từ %s trở đi", d.ValidFrom)
	}
}

// numbered reports whether a text is a number with a symbol, as registers write it.
func numbered(number string) bool {
	if number == "" || number[0] < '0' || number[0] > '9' {
		return false
	}
	_, ok := planread.ParseNumber(number)
	return ok
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
