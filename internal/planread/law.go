package planread

import (
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// lawNames are the names of laws in lower case by their first two words, the longer names first.
var lawNames = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for _, r := range records("laws.txt") {
		k := lawKey(low(r[0]))
		m[k] = insertLonger(m[k], r[0], func(s string) int { return len(s) })
	}
	return m
})

func lawKey(l string) string {
	l = strings.TrimPrefix(l, "bộ ")
	w := firstWord(l[min(len(l), skipBlanks(l, len("luật"))):])
	return w
}

// oddLaw is a law whose name is written with other capitals than its title.
type oddLaw struct {
	line        int
	words, name string
}

// readLaws finds laws that are named without a number.
func (r *reader) readLaws(p *para, seen map[string]int) {
	for from := 0; from < len(p.low); {
		i := strings.Index(p.low[from:], "luật ")
		if i < 0 {
			return
		}
		i += from
		from = i + len("luật ")
		if !wordStart(p.low, i) || !isUpper(firstRune(p.text[i:])) && !strings.HasSuffix(p.text[:i], "Bộ ") {
			continue
		}
		r.keepLaw(p, i, seen)
	}
}

func (r *reader) keepLaw(p *para, i int, seen map[string]int) {
	start := i
	if strings.HasSuffix(p.low[:i], "bộ ") {
		start = i - len("bộ ")
	}
	for _, name := range lawNames()[lawKey(p.low[i:])] {
		if !starts(p.low[start:], low(name)) {
			continue
		}
		line := p.lineAt(i)
		if words := p.text[start : start+len(name)]; !capitals(words) && vi.Spell(words) != name {
			r.oddLaws = append(r.oddLaws, oddLaw{line, words, name})
		}
		k, ok := seen[name]
		if !ok {
			k = len(r.plan.Laws)
			seen[name] = k
			r.plan.Laws = append(r.plan.Laws, Law{Name: name})
		}
		if l := r.plan.Laws[k].Lines; len(l) == 0 || l[len(l)-1] != line {
			r.plan.Laws[k].Lines = append(l, line)
		}
		return
	}
}
