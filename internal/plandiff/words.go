package plandiff

import (
	"strings"
	"unicode"
)

// Words marks what two wordings share. The runs of Both and OldOnly together are the old wording, those of Both and
// NewOnly the new one, letter by letter.
func Words(old, updated string) []Run {
	a, b := pieces(old), pieces(updated)
	ids := map[string]int{}
	number := func(ps []string) []int {
		out := make([]int, len(ps))
		for i, p := range ps {
			id, ok := ids[p]
			if !ok {
				id = len(ids)
				ids[p] = id
			}
			out[i] = id
		}
		return out
	}
	var runs []Run
	add := func(ps []string, side Side) {
		if len(ps) == 0 {
			return
		}
		if last := len(runs) - 1; last >= 0 && runs[last].Side == side {
			runs[last].Text += strings.Join(ps, "")
			return
		}
		runs = append(runs, Run{strings.Join(ps, ""), side})
	}
	i, j := 0, 0
	for _, x := range common(number(a), number(b)) {
		add(a[i:x[0]], OldOnly)
		add(b[j:x[1]], NewOnly)
		add(a[x[0]:x[0]+1], Both)
		i, j = x[0]+1, x[1]+1
	}
	add(a[i:], OldOnly)
	add(b[j:], NewOnly)
	return runs
}

// pieces cuts a text into words, blanks and punctuation marks. A date or the number of a document is one word.
func pieces(s string) []string {
	var out []string
	r := []rune(s)
	for start := 0; start < len(r); {
		end := start + 1
		for end < len(r) && kindAt(r, end) == kindAt(r, start) && kindAt(r, start) != markKind {
			end++
		}
		out = append(out, string(r[start:end]))
		start = end
	}
	return out
}

const (
	wordKind = iota
	blankKind
	markKind
)

func kindAt(r []rune, i int) int {
	switch {
	case unicode.IsSpace(r[i]):
		return blankKind
	case isWord(r[i]):
		return wordKind
	case (r[i] == '/' || r[i] == '-' || r[i] == '.' || r[i] == ',') && i > 0 && i+1 < len(r) && isWord(r[i-1]) && isWord(r[i+1]):
		return wordKind // inside a date or a number
	}
	return markKind
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// Wording puts the runs of one side together: NewOnly gives the new text, OldOnly the old one.
func Wording(runs []Run, side Side) string {
	var b strings.Builder
	for _, r := range runs {
		if r.Side == Both || r.Side == side {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}
