package store

import (
	"regexp"
	"strconv"
	"sync"
)

var placeMark = regexp.MustCompile(`\$(\d+)`)

// bare is a text whose parameters have no names, with the place of each among the arguments. SQLite looks for the name of a
// parameter among those of all others: what writes some hundred values at once would spend more time on names than on rows.
type bare struct {
	once   sync.Once
	text   string
	places []int
}

// bare gives the nameless text and the arguments in the order in which it takes them.
func (v *variant) bare(args []any) (string, []any) {
	b := &v.nameless
	b.once.Do(func() {
		b.text = placeMark.ReplaceAllStringFunc(v.text, func(mark string) string {
			n, _ := strconv.Atoi(mark[1:])
			b.places = append(b.places, n-1)
			return "?"
		})
	})
	out := make([]any, len(b.places))
	for i, at := range b.places {
		out[i] = args[at]
	}
	return b.text, out
}
