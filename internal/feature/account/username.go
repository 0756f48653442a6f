package account

import (
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

const longestUsername = 32

// ProposeUsername makes the usual short name of a person: Trần Thu Hoa is hoa.tt, the next one hoa.tt2. taken tells which
// are in use. A name without Latin letters has no proposal: the answer is empty.
func ProposeUsername(name string, taken func(string) bool) string {
	base := usernameBase(name)
	if !usernameForm.MatchString(base) {
		return ""
	}
	for n := 2; taken(base); n++ {
		suffix := strconv.Itoa(n)
		next := usernameBase(name)
		base = next[:min(len(next), longestUsername-len(suffix))] + suffix
	}
	return base
}

// usernameBase is the given name and the initials of the words before it.
func usernameBase(name string) string {
	words := strings.Fields(latinOnly(vi.Fold(name)))
	if len(words) == 0 {
		return ""
	}
	given, others := words[len(words)-1], words[:len(words)-1]
	var initials strings.Builder
	for _, w := range others {
		initials.WriteByte(w[0])
	}
	if initials.Len() > 0 {
		given += "." + initials.String()
	}
	return given[:min(len(given), longestUsername)]
}

func latinOnly(folded string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, folded)
}

// cleanUsername is a username as it is compared: nobody minds a capital or a blank at its ends.
func cleanUsername(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

// usernameRange bounds the usernames that begin as one of the stems does, so that one question to the database answers
// for a whole table of people; ok is false when there is no stem.
func usernameRange(stems []string) (from, to string, ok bool) {
	for _, s := range stems {
		if s == "" {
			continue
		}
		if first := s[:1]; !ok || first < from {
			from = first
		}
		if after := s[:1] + "~"; !ok || after > to {
			to = after // sorts after everything that begins with this letter
		}
		ok = true
	}
	return from, to, ok
}
