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
	const mb = 1 << 20
	if n < mb {
		return Int((n+1023)/1024) + " KB"
	}
	tenth := (n*10 + mb/2) / mb
	s := Int(tenth / 10)
	if r := tenth % 10; r != 0 {
		s += "," + strconv.FormatInt(r, 10)
	}
	return s + " MB"
}
