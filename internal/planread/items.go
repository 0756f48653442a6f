package planread

import "slices"

// cover says of each source line what it is. The first claim on a line stands.
type cover struct {
	lines []line
	kind  []ItemKind
	path  []string
	owner []int // lines of different owners are never one item
	next  int
}

func newCover(lines []line) cover {
	n := len(lines) + 1
	return cover{lines: lines, kind: make([]ItemKind, n), path: make([]string, n), owner: make([]int, n)}
}

// put claims the lines of a paragraph.
func (c *cover) put(p *para, kind ItemKind, path string) {
	c.next++
	c.claim(p.span(), kind, path)
}

// claim gives all lines of a span that nobody has claimed.
func (c *cover) claim(s Span, kind ItemKind, path string) {
	c.next++
	for n := s.From; n <= s.To; n++ {
		if c.kind[n] == "" && (c.lines[n-1].text != "" || c.lines[n-1].rule) {
			c.kind[n], c.path[n], c.owner[n] = kind, path, c.next
		}
	}
}

// items gives the runs of lines with one meaning. Rules and bars that nobody claimed go with the line before them.
func (c *cover) items() []Item {
	var out []Item
	owner := -1
	for n := 1; n < len(c.kind); n++ {
		l := c.lines[n-1]
		if l.text == "" && !l.rule {
			continue
		}
		kind := c.kind[n]
		switch {
		case kind == "" && l.rule && len(out) > 0:
			out[len(out)-1].Span.To = n
			continue
		case kind == "" && l.rule:
			kind = ItemHeader
		case kind == "":
			kind = ItemUnassigned
		}
		last := len(out) - 1
		if last >= 0 && out[last].Kind == kind && out[last].Path == c.path[n] && (c.owner[n] == owner || mergeable(kind)) {
			out[last].Span.To = n
		} else {
			out = append(out, Item{Kind: kind, Path: c.path[n], Span: Span{n, n}})
		}
		owner = c.owner[n]
	}
	return slices.Clip(out)
}

// mergeable kinds are shown as one run; tasks, duties and labels are shown one by one.
func mergeable(k ItemKind) bool {
	return k == ItemHeader || k == ItemClosing || k == ItemText || k == ItemNote || k == ItemUnassigned
}
