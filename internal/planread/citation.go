package planread

import (
	"slices"
	"strings"
)

// readCitations finds the numbered documents and the laws that the plan names. Each document is listed once.
func (r *reader) readCitations(z zones) {
	index := map[string][]int{}
	laws := map[string]int{}
	for _, p := range citingParas(z) {
		for _, m := range r.mentions(p) {
			r.keepMention(m, index)
		}
		r.readLaws(p, laws)
	}
}

// citingParas are the paragraphs in which documents may be cited, in the order of the source. The own number of the plan stands
// above its kind.
func citingParas(z zones) []*para {
	var out []*para
	for i, p := range z.head {
		if isKindLine(p.text) {
			out = append(out, z.head[i+1:]...)
			break
		}
	}
	for _, b := range z.body {
		if b.p != nil {
			out = append(out, b.p)
		} else {
			out = append(out, b.t.paragraphs()...)
		}
	}
	return append(out, z.notes...)
}

// keepMention adds a mention to the document that it names: the same number in the same year is the same document.
func (r *reader) keepMention(m mention, index map[string][]int) {
	key := strings.ToLower(strings.NewReplacer("-", "", "/", "").Replace(m.number))
	year := printedYear(m.date)
	line := m.line()
	for _, i := range index[key] {
		c := &r.plan.Citations[i]
		if have := printedYear(c.Date); have != 0 && year != 0 && have != year && m.year == "" {
			continue
		}
		if c.Date == "" {
			c.Date = m.date
		}
		if c.Issuer == "" {
			c.Issuer = m.issuer
		}
		if m.point != "" && !slices.Contains(c.Points, m.point) {
			c.Points = append(c.Points, m.point)
		}
		if c.Lines[len(c.Lines)-1] != line {
			c.Lines, c.Titles = append(c.Lines, line), append(c.Titles, m.title)
		}
		m.cited = i
		r.cited = append(r.cited, m)
		return
	}
	c := Citation{Kind: m.kind, Number: m.number, Date: m.date, Issuer: m.issuer, Title: m.title, Raw: squeeze(m.p.text[m.start:m.end]), Lines: []int{line}, Titles: []string{m.title}}
	if m.point != "" {
		c.Points = []string{m.point}
	}
	m.cited = len(r.plan.Citations)
	index[key] = append(index[key], m.cited)
	r.plan.Citations = append(r.plan.Citations, c)
	r.cited = append(r.cited, m)
}

// printedYear is the year of a printed date, 0 when it has none of four digits.
func printedYear(date string) int {
	t := tokens(low(date))
	if len(t) == 0 {
		return 0
	}
	last := t[len(t)-1]
	if last.size != 4 {
		return 0
	}
	return last.num
}
