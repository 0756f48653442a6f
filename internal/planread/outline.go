package planread

import "strings"

// node is a numbered part of the plan with what stands in it.
type node struct {
	mark  mark
	path  string
	head  *para // nil for the root
	title string
	seq   []entry
	up    *node
}

// entry is a paragraph, a table or a part, in the order of the source.
type entry struct {
	p *para
	t *table
	n *node
}

// kids are the parts directly under n.
func (n *node) kids() []*node {
	var out []*node
	for _, e := range n.seq {
		if e.n != nil {
			out = append(out, e.n)
		}
	}
	return out
}

// body is the paragraphs of n itself, without its head and its parts.
func (n *node) body() []*para {
	var out []*para
	for _, e := range n.seq {
		if e.p != nil {
			out = append(out, e.p)
		}
	}
	return out
}

// rank orders the marks; a part belongs to the nearest part of a lower rank before it.
func (m mark) rank() int {
	switch m.kind {
	case markPart:
		return 1
	case markUpper:
		return 2
	case markRoman:
		return 3
	case markNumber:
		return 3 + m.depth
	case markLetter:
		if strings.Trim(m.label, "0123456789ivx") == "" {
			return 12
		}
		return 11
	}
	return 100
}

const deepest = 100

// outline makes the tree of numbered parts. Bullets and unnumbered paragraphs belong to the part before them.
func outline(bs []block) *node {
	root := &node{}
	at := root
	upper := ""
	for i, b := range bs {
		if b.t != nil {
			at.seq = append(at.seq, entry{t: b.t})
			continue
		}
		m := b.p.mark
		if m.kind == markUpper || m.kind == markRoman {
			m, upper = letterOrRoman(m, upper)
		}
		if m.rank() >= deepest || m.kind == markUpper && !headlike(b.p) {
			at.seq = append(at.seq, entry{p: b.p})
			continue
		}
		for at != root && at.mark.rank() >= m.rank() {
			at = at.up
		}
		n := &node{mark: m, head: b.p, up: at, path: pathOf(at, m), title: strings.TrimSpace(b.p.text[m.size:])}
		if m.kind == markPart && n.title == "" {
			n.titleFrom(bs[i+1:])
		}
		at.seq = append(at.seq, entry{n: n})
		at = n
	}
	return root
}

// titleFrom takes the title of a part from the line below its number: "Phần I" above "ĐẶC ĐIỂM TÌNH HÌNH".
func (n *node) titleFrom(next []block) {
	if len(next) > 0 && next[0].p != nil && next[0].p.mark.kind == markNone && (capitals(next[0].p.text) || next[0].p.bold) {
		n.title = next[0].p.text
	}
}

// letterOrRoman decides what "C.", "D." or "I." is: the next letter of a row A, B, … or a Roman number.
func letterOrRoman(m mark, last string) (mark, string) {
	if len(m.label) == 1 && (m.label == "A" || last != "" && m.label[0] == last[0]+1) {
		m.kind = markUpper
		return m, m.label
	}
	return m, last
}

func headlike(p *para) bool { return p.bold || capitals(p.text) || len(p.text) < 200 }

// pathOf is the outline path of a part under at. Dotted numbers are absolute inside their section: "2.3.1." under II is II.2.3.1.
func pathOf(at *node, m mark) string {
	base := at
	if m.kind == markNumber {
		if strings.ContainsAny(m.label, "IVXLC") {
			return m.label
		}
		for base.head != nil && base.mark.kind == markNumber {
			base = base.up
		}
	}
	if base.path == "" {
		return m.label
	}
	return base.path + "." + m.label
}
