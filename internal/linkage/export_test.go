package linkage

// CompareNames compares two names as if they stood in a register, for tests of the table of names.
func CompareNames(a, b string) NameLevel {
	r := NewRegister(2)
	x, y := r.prepare(Person{Name: a}), r.prepare(Person{Name: b})
	return r.compareNames(&x, &y)
}

// CompareBirths compares two dates.
func CompareBirths(a, b Date) BirthLevel { return compareBirth(a, b) }

// CompareNumbers compares two personal numbers.
func CompareNumbers(a, b string) NumberLevel { return compareNumber(digits(a), digits(b)) }
