package vi

import "strconv"

// Int writes a whole number as it is written in Vietnam: 14.206.
func Int[T ~int | ~int64](n T) string {
	s := strconv.FormatInt(int64(n), 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return sign + s
}

// Bytes writes a size for people: "812 KB", "3,4 MB".
func Bytes(n int64) string {
	unit, name := int64(1<<20), " MB"
	switch {
	case n < unit:
		return Int((n+1023)/1024) + " KB"
	case n >= 1<<30:
		unit, name = 1<<30, " GB"
	}
	tenth := (n*10 + unit/2) / unit
	s := Int(tenth / 10)
	if r := tenth % 10; r != 0 {
		s += "," + strconv.FormatInt(r, 10)
	}
	return s + name
}
