package planread

import (
	"fmt"
	"slices"
	"strings"
)

// checker collects what a person should look at. It compares and never repairs.
type checker struct {
	r     *reader
	paras []*para // all text, in the order of the source, without the signature
	seen  map[string]bool
	out   []Doubt
}

// findDoubts applies the rules to what was read.
func (r *reader) findDoubts(z zones) {
	c := &checker{r: r, paras: checkedParas(z), seen: map[string]bool{}}
	c.head(z.head)
	c.citations()
	c.dates()
	c.places()
	c.bodies()
	c.marks()
	c.tasks()
	c.dues()
	c.references()
	slices.SortStableFunc(c.out, func(a, b Doubt) int { return a.Line - b.Line })
	r.plan.Doubts = c.out
}

// checkedParas are the paragraphs that the rules look at.
func checkedParas(z zones) []*para {
	out := append([]*para{}, z.head...)
	for _, b := range z.body {
		if b.p != nil {
			out = append(out, b.p)
		} else {
			out = append(out, b.t.paragraphs()...)
		}
	}
	return append(out, z.notes...)
}

// add notes a doubt. The same words are noted once a line and rule.
func (c *checker) add(rule string, line int, words, proposal, format string, args ...any) {
	c.note(Doubt{Rule: rule, Line: line, Words: words, Proposal: proposal, Text: fmt.Sprintf(format, args...)})
}

// addSure is add for what the data decide.
func (c *checker) addSure(rule string, line int, words, proposal, format string, args ...any) {
	c.note(Doubt{Rule: rule, Line: line, Words: words, Proposal: proposal, Text: fmt.Sprintf(format, args...), Certain: true})
}

const mostDoubts = 5000 // more than anybody reads; a text that gives more is no plan

func (c *checker) note(d Doubt) {
	if len(c.out) >= mostDoubts {
		return
	}
	key := fmt.Sprintf("%s|%d|%s", d.Rule, d.Line, d.Words)
	if c.seen[key] {
		return
	}
	c.seen[key] = true
	c.out = append(c.out, d)
}

// shorten keeps the words of a doubt readable.
func shorten(s string) string {
	s = squeeze(s)
	if end := byteOf(s, 60); end < len(s) {
		return strings.TrimSpace(s[:end]) + "…"
	}
	return s
}
