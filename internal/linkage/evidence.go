package linkage

import "math/bits"

// BirthLevel says how two birth dates are alike.
type BirthLevel uint8

// The levels of birth dates.
const (
	BirthUnknown BirthLevel = iota // of one or both
	BirthSame
	BirthPartial // one is known only in part, or is the 1st of January, and nothing contradicts
	BirthSwapped // day and month changed places
	BirthDay     // another day of the same month
	BirthMonth   // another month of the same year, same day
	BirthYear    // another year, same day and month
	BirthOther
	birthLevels
)

func compareBirth(a, b Date) BirthLevel {
	switch {
	case a == 0 || b == 0:
		return BirthUnknown
	case a == b && a.Day() != 0:
		return BirthSame
	}
	sameYear := a.Year() == b.Year()
	if sameYear && (vague(a) || vague(b)) {
		if a.Day() == 0 && b.Day() == 0 && a.Month() != b.Month() && a.Month() != 0 && b.Month() != 0 {
			return BirthOther
		}
		if a.Month() != 0 && b.Month() != 0 && (a.Day() == 0 || b.Day() == 0) && a.Month() != b.Month() && !newYear(a) && !newYear(b) {
			return BirthOther
		}
		return BirthPartial
	}
	switch {
	case sameYear && a.Month() == b.Day() && a.Day() == b.Month():
		return BirthSwapped
	case sameYear && a.Month() == b.Month():
		return BirthDay
	case sameYear && a.Day() == b.Day():
		return BirthMonth
	case a.Month() == b.Month() && a.Day() == b.Day() && a.Day() != 0:
		return BirthYear
	}
	return BirthOther
}

func vague(d Date) bool   { return d.Day() == 0 || newYear(d) }
func newYear(d Date) bool { return d.Day() == 1 && d.Month() == 1 }

// NumberLevel says how two personal numbers are alike.
type NumberLevel uint8

// The levels of personal numbers.
const (
	NumberUnknown NumberLevel = iota // of one or both
	NumberSame
	NumberSlip // one digit differs or two neighbours changed places
	NumberNext // only the last digits differ, by one or two: so are the numbers of twins, handed out one after the other
	NumberOther
	numberLevels
)

func compareNumber(a, b uint64) NumberLevel {
	switch {
	case a == 0 || b == 0:
		return NumberUnknown
	case a == b:
		return NumberSame
	case a>>60 != b>>60:
		return NumberOther
	}
	x := a ^ b
	if x <= 255 && near(value(a), value(b)) {
		return NumberNext
	}
	at := bits.TrailingZeros64(x) &^ 3
	if x>>at <= 15 {
		return NumberSlip
	}
	if x>>at <= 255 && a>>at&15 == b>>(at+4)&15 && a>>(at+4)&15 == b>>at&15 {
		return NumberSlip
	}
	return NumberOther
}

// value is the number in the last three digits.
func value(n uint64) int { return int(n>>8&15)*100 + int(n>>4&15)*10 + int(n&15) }

func near(a, b int) bool { return a-b <= 2 && b-a <= 2 }

// ParentLevel says how the names of two mothers or two fathers are alike.
type ParentLevel uint8

// The levels of parents.
const (
	ParentUnknown ParentLevel = iota // of one or both
	ParentSame
	ParentNear
	ParentOther
	parentLevels
)

func (r *Register) compareParent(a, b uint32) ParentLevel {
	switch {
	case a == 0 || b == 0:
		return ParentUnknown
	case a == b:
		return ParentSame
	}
	if r.names.compare(a, b) <= NameTwo {
		return ParentNear
	}
	return ParentOther
}

// Agreement of a field with few values.
type Agreement uint8

// The agreements.
const (
	Unknown Agreement = iota
	Agree
	Differ
)

func agree[T comparable](a, b T) Agreement {
	var none T
	switch {
	case a == none || b == none:
		return Unknown
	case a == b:
		return Agree
	}
	return Differ
}

// Evidence is what two records have in common, field by field.
type Evidence struct {
	Name      NameLevel
	Birth     BirthLevel
	Number    NumberLevel
	Sex       Agreement
	Mother    ParentLevel
	Father    ParentLevel
	Household Agreement
	Phone     Agreement
	Commune   Agreement
	Hamlet    Agreement
	Ethnic    Agreement
	Verified  bool // both numbers were confirmed
}

func (r *Register) compareNames(a, b *record) NameLevel {
	if a.name == 0 || b.name == 0 {
		return NameOther
	}
	l := r.names.compare(a.name, b.name)
	if l != NameSame || a.mark == b.mark {
		return l
	}
	if (a.mark|b.mark)&1 != 0 {
		return NamePlain
	}
	return NameMarks
}

func (r *Register) compare(a, b *record) Evidence {
	e := Evidence{Name: r.compareNames(a, b), Birth: compareBirth(a.birth, b.birth), Number: compareNumber(a.number, b.number), Sex: agree(a.sex, b.sex)}
	r.compareFamily(a, b, &e)
	return e
}

func (r *Register) compareFamily(a, b *record, e *Evidence) {
	e.Mother, e.Father = r.compareParent(a.mother, b.mother), r.compareParent(a.father, b.father)
	e.Household, e.Phone = agree(a.household, b.household), agree(a.phone, b.phone)
	e.Commune, e.Hamlet, e.Ethnic = agree(a.commune, b.commune), agree(a.hamlet, b.hamlet), agree(a.ethnic, b.ethnic)
	e.Verified = a.verified && b.verified
}
