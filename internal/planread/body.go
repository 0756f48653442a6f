package planread

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// readBody reads all parts of the plan.
func (r *reader) readBody(root *node) {
	kids := root.kids()
	for _, e := range root.seq {
		switch {
		case e.p != nil && len(kids) > 0:
			r.items.put(e.p, ItemPreamble, "")
		case e.p != nil:
			r.items.put(e.p, ItemUnassigned, "")
		case e.t != nil:
			r.annexTable(e.t, "")
		case e.n != nil:
			r.part(e.n, secUnknown)
		}
	}
}

// part reads a numbered part; in is the section in which it stands.
func (r *reader) part(n *node, in section) {
	class := n.class(in)
	switch {
	case n.mark.kind == markPart && startsAny(low(n.mark.label), []string{"phụ lục", "phụ biểu", "biểu mẫu"}) != "":
		r.annexPart(n)
	case class == secReporting:
		r.reportSection(n)
	case class == secOrganise && !labelsBelow(n) || byActor(n):
		r.actorSection(n)
	case labelsBelow(n):
		r.labelled(n, class)
	case class == secGeneral || class == secFunding || class == secTime || class == secUnknown && n.mark.kind == markRoman && len(n.kids()) == 0 && !hasTables(n):
		r.general(n, class)
	default:
		r.unlabelled(n, class)
	}
}

func hasTables(n *node) bool {
	for _, e := range n.seq {
		if e.t != nil {
			return true
		}
	}
	return false
}

// labelsBelow reports whether a label that names bodies or a time stands in a part or below it.
func labelsBelow(n *node) bool {
	if n.head != nil && hasActorMeta(n.head.segments()) {
		return true
	}
	for _, e := range n.seq {
		switch {
		case e.p != nil && hasActorMeta(e.p.segments()):
			return true
		case e.n != nil && labelsBelow(e.n):
			return true
		}
	}
	return false
}

func hasActorMeta(segs []segment) bool {
	for _, s := range segs {
		if s.kind.actors() || s.kind == labelAll {
			return true
		}
	}
	return false
}

// general takes a part that orders nobody: its text is kept as text, tables in it are read.
func (r *reader) general(n *node, class section) {
	r.heading(n)
	for _, e := range n.seq {
		switch {
		case e.p != nil:
			r.items.put(e.p, ItemText, n.path)
		case e.t != nil:
			r.annexTable(e.t, n.path)
		case e.n != nil:
			r.part(e.n, class)
		}
	}
}

// heading claims the head of a part: a title when something stands below it, else text.
func (r *reader) heading(n *node) {
	if n.head == nil {
		return
	}
	kind := ItemHeading
	if len(n.seq) == 0 && !capitals(n.title) && len(n.title) > 60 {
		kind = ItemText
	}
	r.items.put(n.head, kind, n.path)
}

// labelled reads a part below which labels stand.
func (r *reader) labelled(n *node, class section) {
	if class == secOrganise {
		class = secTasks
	}
	kids := n.kids()
	if paras, ok := oneTask(n, kids); ok {
		r.taskNode(n, paras)
		return
	}
	if own := n.body(); len(own) > 0 && anyLabel(n, own) && len(kids) > 0 {
		r.mixed(n, class)
		return
	}
	r.heading(n)
	for _, e := range n.seq {
		switch {
		case e.p != nil:
			r.items.put(e.p, ItemText, n.path)
		case e.t != nil:
			r.annexTable(e.t, n.path)
		case e.n != nil:
			r.part(e.n, class)
		}
	}
}

// oneTask decides whether a part is read as a whole: it has no numbered parts below it, or they are labels ("b) Thời gian: …"), or
// one block of labels after the last of them serves all.
func oneTask(n *node, kids []*node) ([]*para, bool) {
	if len(kids) == 0 {
		return n.body(), n.head != nil || len(n.body()) > 0
	}
	labels, with, block := 0, 0, false
	for i, k := range kids {
		head := k.head.segments()
		switch {
		case k.labelKid() || labelVocabulary()["content"][strings.TrimRight(low(k.title), " .:")]:
			labels++
			if len(head) > 1 && head[1].kind == labelAll {
				block = true
			}
			if i == len(kids)-1 {
				with++
			}
		case labelsBelow(k):
			with++
			if i < len(kids)-1 {
				return nil, false
			}
		}
	}
	last := kids[len(kids)-1]
	switch {
	case labels == len(kids), block && with == 1:
		return flatten(n), true
	case last.mark.kind == markLetter && with == 1 && labels == 0 && len(kids) > 1 && len(last.kids()) == 0 && othersPlain(kids):
		return flatten(n), true
	case labels > 0 && labels+1 >= len(kids) && kids[0].mark.kind == markLetter:
		return flatten(n), true
	}
	return nil, false
}

// othersPlain reports whether no part but the last names a body in its sentence.
func othersPlain(kids []*node) bool {
	for _, k := range kids[:len(kids)-1] {
		if directive(k.head.text, k.head.low, k.mark.size) {
			return false
		}
	}
	return true
}

// labelKid reports whether the head of a part is a label: "b) Cơ quan thực hiện:".
func (n *node) labelKid() bool {
	segs := n.head.segments()
	return len(segs) > 1 && segs[0].from == segs[0].to && segs[1].start == n.mark.size
}

// flatten gives all paragraphs below a part in reading order, heads included.
func flatten(n *node) []*para {
	var out []*para
	for _, e := range n.seq {
		switch {
		case e.p != nil:
			out = append(out, e.p)
		case e.n != nil:
			out = append(append(out, e.n.head), flatten(e.n)...)
		}
	}
	return out
}

// mixed reads a part with labels of its own and numbered parts below: what stands before the first part is a task.
func (r *reader) mixed(n *node, class section) {
	var own []*para
	rest := n.seq
	for len(rest) > 0 && rest[0].p != nil {
		own = append(own, rest[0].p)
		rest = rest[1:]
	}
	r.taskNode(n, own)
	for _, e := range rest {
		switch {
		case e.p != nil:
			r.items.put(e.p, ItemText, n.path)
		case e.t != nil:
			r.annexTable(e.t, n.path)
		case e.n != nil:
			r.part(e.n, class)
		}
	}
}

// unlabelled reads a part of a section of tasks that has no labels: each lowest number is a task unless the plan's tasks stand in
// a table or the part itself is only a title.
func (r *reader) unlabelled(n *node, class section) {
	kids := n.kids()
	if r.annex && !directiveBelow(n) {
		r.general(n, secGeneral)
		return
	}
	deeper := false
	for _, k := range kids {
		deeper = deeper || k.mark.kind < markLetter || directiveBelow(k)
	}
	if n.mark.kind < markNumber && (len(kids) > 0 || len(n.body()) == 0 || hasTables(n)) || deeper {
		r.heading(n)
		for _, e := range n.seq {
			switch {
			case e.p != nil:
				r.items.put(e.p, ItemText, n.path)
			case e.t != nil:
				r.annexTable(e.t, n.path)
			case e.n != nil:
				r.part(e.n, class)
			}
		}
		return
	}
	r.taskNode(n, flatten(n))
}

// directiveBelow reports whether a sentence of a part gives work to a body.
func directiveBelow(n *node) bool {
	if directive(n.head.text, n.head.low, n.mark.size) {
		return true
	}
	for _, p := range n.body() {
		if directive(p.text, p.low, p.mark.size) {
			return true
		}
	}
	for _, k := range n.kids() {
		if directiveBelow(k) {
			return true
		}
	}
	return false
}
