// Package linkage tells whether two records are of the same child, without a database and without a network.
//
// It serves three jobs of one register: finding a child as people type a name, finding records that are doubled, and
// saying in words why two records look alike so that a person decides. Nothing here merges anything.
//
// A Register holds prepared persons in about sixty bytes each; a Model holds the weights, learnt from the register itself
// (see Estimate). The reasons for both are in docs/decisions/0020-linkage.md.
package linkage

import (
	"strconv"
	"strings"
)

// Sex as it is written in a register.
type Sex uint8

// SexUnknown is an empty cell; it is evidence for nothing.
const (
	SexUnknown Sex = iota
	Boy
	Girl
)

// ParseSex reads Nam or Nữ in the spellings of registers; anything else is unknown.
func ParseSex(s string) Sex {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "nam", "trai", "m":
		return Boy
	case "nữ", "nu", "gái", "f":
		return Girl
	}
	return SexUnknown
}

// Date is a birth date as far as it is known: year<<9 | month<<5 | day, where a part that nobody knows is 0.
type Date uint32

// NewDate makes a date; month and day may be 0 when only the year or the month is known.
func NewDate(year, month, day int) Date {
	if year < 1 || year > 9999 || month < 0 || month > 12 || day < 0 || day > 31 {
		return 0
	}
	if month == 0 {
		day = 0
	}
	return Date(year<<9 | month<<5 | day)
}

// Year is 0 when the date is unknown.
func (d Date) Year() int { return int(d >> 9) }

// Month is 0 when only the year is known.
func (d Date) Month() int { return int(d >> 5 & 15) }

// Day is 0 when only the year or the month is known.
func (d Date) Day() int { return int(d & 31) }

// ParseDate reads 2019-07-05, 2019-07 and 2019, and the order of Vietnam 05/07/2019, 07/2019. What cannot be read is
// unknown: a date that is wrong must not hide the child.
func ParseDate(s string) Date {
	var part [3]int
	var size [3]int
	n := 0
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		if j == i {
			i++
			continue
		}
		if n == 3 || j-i > 4 {
			return 0
		}
		part[n], _ = strconv.Atoi(s[i:j])
		size[n] = j - i
		n++
		i = j
	}
	if n > 0 && size[n-1] == 4 && size[0] < 4 {
		part[0], part[n-1] = part[n-1], part[0]
	} else if n == 0 || size[0] != 4 {
		return 0
	}
	return NewDate(part[0], part[1], part[2])
}

// Person is one record to compare. An empty field is unknown and counts neither for nor against.
type Person struct {
	Name      string
	Birth     Date
	Sex       Sex
	Number    string // personal number; anything but digits is ignored
	Verified  bool   // the number was confirmed by the population register: two different confirmed numbers never join
	Mother    string
	Father    string
	Commune   string // code
	Household string // number of the household, unique within the commune
	Hamlet    string
	Ethnic    string
	Phone     string
}

// digits packs up to 15 digits, four bits each, with their count in the top four bits, so that leading zeros count.
// A text with fewer than six digits is no number.
func digits(s string) uint64 {
	var v uint64
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		if n == 15 {
			return 0
		}
		v = v<<4 | uint64(s[i]-'0')
		n++
	}
	if n < 6 {
		return 0
	}
	return v | uint64(n)<<60
}

// phone is digits with the country's code written as 0.
func phone(s string) uint64 {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "+84"); ok {
		s = "0" + rest
	} else if rest, ok := strings.CutPrefix(s, "84"); ok && len(s) >= 11 {
		s = "0" + rest
	}
	return digits(s)
}
