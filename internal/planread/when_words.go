package planread

// ReadWhen reads the words of a time as they stand in a column: "trước ngày 20/7", "quý III", "thường xuyên". A time
// without a year lies in the year that is given. Words that cannot be read give WhenUnknown.
func ReadWhen(words string, year int) When { return whenReader{year, year}.parse(words, 0) }
