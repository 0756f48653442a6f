package planread

import (
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// body is a body of the register: one of its names with the days on which it holds.
type body struct {
	name     string // the full name
	low      string // this name in lower case
	words    []string
	from, to day.Day
}

// holds reports whether the body exists on a day; the zero Day asks nothing.
func (b body) holds(at day.Day) bool {
	return at.IsZero() || (b.from.IsZero() || !at.Before(b.from)) && (b.to.IsZero() || !at.After(b.to))
}

// holdsIn reports whether the body exists on some day of a stretch.
func (b body) holdsIn(r Range) bool {
	return (b.from.IsZero() || !r.To.Before(b.from)) && (b.to.IsZero() || !r.From.After(b.to))
}

// bodyRegister has the bodies by the first word of each name, longer names first.
var bodyRegister = sync.OnceValue(func() map[string][]body {
	m := map[string][]body{}
	for _, r := range records("bodies.txt") {
		b := body{name: r[0]}
		b.from, _ = day.ParseISO(r[1])
		b.to, _ = day.ParseISO(r[2])
		names := []string{r[0]}
		if len(r) > 3 && r[3] != "" {
			names = append(names, strings.Split(r[3], "|")...)
		}
		for _, n := range names {
			b.low = low(n)
			b.words = nameWords(b.low)
			k := firstWord(b.low)
			m[k] = insertLonger(m[k], b, func(b body) int { return len(b.low) })
		}
	}
	return m
})

// nameWords divides a name into words without marks.
func nameWords(l string) []string {
	return strings.FieldsFunc(l, func(r rune) bool {
		return r == ' ' || r == ',' || r == '-' || r == '–' || r == ';' || r == '(' || r == ')'
	})
}

// findBody finds the longest name of a body at the start of a text in lower case, preferring one that holds on a day.
func findBody(l string, at day.Day) (body, bool) {
	var ended *body
	for _, b := range bodyRegister()[firstWord(l)] {
		if !starts(l, b.low) {
			continue
		}
		if b.holds(at) {
			return b, true
		}
		if ended == nil {
			ended = &b
		}
	}
	if ended != nil {
		return *ended, true
	}
	return body{}, false
}

// nearBody finds a body whose name is that at the start of l but for one word that is missing or misspelled; it gives the name as it
// would stand there.
func nearBody(l string, at day.Day) (want string, words int, ok bool) {
	got := nameWords(l)
	for _, b := range bodyRegister()[firstWord(l)] {
		if len(b.words) < 3 || !b.holds(at) {
			continue
		}
		if missingWord(got, b.words) {
			return b.name, len(b.words) - 1, true
		}
		if wrongWord(got, b.words) {
			return b.name, len(b.words), true
		}
	}
	return "", 0, false
}

// afterName are words that may follow the name of a body.
var afterName = wordSet("các|xã|phường|thị|tỉnh|thành|huyện|quận|cấp|đặc|tp|thôn|và|trên|khu")

// missingWord reports whether got begins with want but for one word after the first that is left out.
func missingWord(got, want []string) bool {
	if len(want) < 4 || len(got) < len(want)-1 || len(got) > len(want)-1 && !afterName[got[len(want)-1]] {
		return false
	}
	i := 0
	for i < len(want)-1 && got[i] == want[i] {
		i++
	}
	if i == 0 || want[i] == "và" {
		return false
	}
	for k := i; k < len(want)-1; k++ {
		if got[k] != want[k+1] {
			return false
		}
	}
	return true
}

// wrongWord reports whether got begins with want but for one word that differs by a letter or a mark.
func wrongWord(got, want []string) bool {
	if len(got) < len(want) {
		return false
	}
	wrong := 0
	for i, w := range want {
		if got[i] == w {
			continue
		}
		a, b := []rune(foldKey(got[i])), []rune(foldKey(w))
		if i == 0 || wrong > 0 || len(a) < 2 || len(b) < 2 || distance(a, b, 1) > 1 || len(b) < 4 && string(a) != string(b) {
			return false
		}
		wrong++
	}
	return wrong == 1
}
