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

// pieces cuts a text into words, each with the blanks behind it, and punctuation marks.
func pieces(s string) []string {
	var out []string
	start, kind := 0, 0
	for i, r := range s {
		k := 1
		switch {
		case unicode.IsSpace(r):
			k = 2
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			k = 3
		}
		if i > start && (k != kind || k == 3) {
			out = append(out, s[start:i])
			start = i
		}
		kind = k
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

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
