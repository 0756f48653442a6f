package planread

import (
	"strings"
)

// byActor reports whether a part is organised by bodies: most of its parts are headed by the name of one.
func byActor(n *node) bool {
	if n.mark.kind > markRoman && n.mark.depth != 1 {
		return false
	}
	kids := n.kids()
	if len(kids) < 2 || labelsBelow(n) {
		return false
	}
	named := 0
	for _, k := range kids {
		if actorHeading(k) {
			named++
		}
	}
	return named*10 >= len(kids)*6
}

// actorHeading reports whether the head of a part is the name of a body and nothing else.
func actorHeading(n *node) bool {
	s, ok := readSentence(n.head.text, n.head.low, n.mark.size)
	if !ok {
		return false
	}
	return strings.Trim(n.head.text[s.to:], " .:;") == "" && len(n.title) < 400
}

// actorSection reads a section organised by bodies: one duty for each body that heads a part.
func (r *reader) actorSection(n *node) {
	if n.head != nil {
		r.items.put(n.head, ItemHeading, n.path)
	}
	k := 0
	for _, e := range n.seq {
		switch {
		case e.t != nil:
			r.annexTable(e.t, n.path)
		case e.n != nil:
			r.actorPart(e.n)
		case e.p != nil:
			m := e.p.mark
			if (k == 0 || m.kind != markNone || !exhortation(e.p.low)) && r.sentenceDuty(n, e.p, m.size, k) {
				k++
				continue
			}
			r.items.put(e.p, ItemText, n.path)
		}
	}
}

// sentenceDuty reads an unnumbered paragraph of such a section as a duty when it begins with a body.
func (r *reader) sentenceDuty(n *node, p *para, from, k int) bool {
	s, ok := readSentence(p.text, p.low, from)
	if !ok || !s.order && !s.stopped || difficulty(p.low) {
		return false
	}
	sub := &node{mark: mark{kind: markDash, size: from}, path: nth(n.path, k+1), head: p, up: n, title: p.text[from:]}
	r.duty(sub, s)
	return true
}

// exhortation reports whether a sentence only asks all to carry the plan out, as closing sentences do.
func exhortation(l string) bool {
	return startsAny(l, []string{"yêu cầu", "đề nghị"}) != "" && hasAny(l, []string{"nghiêm túc", "khẩn trương", "kịp thời"})
}

// difficulty reports whether a sentence is the usual closing one about difficulties, which gives no work.
func difficulty(l string) bool {
	head := l[:min(len(l), 160)]
	return strings.Contains(head, "khó khăn") && strings.Contains(head, "vướng mắc") || strings.HasPrefix(l, "trong quá trình") || strings.HasPrefix(l, "trên đây là") || strings.HasPrefix(l, "quá trình")
}

// actorPart reads a numbered part of a section organised by bodies.
func (r *reader) actorPart(n *node) {
	class := subsectionOf(n.title, secOrganise)
	s, ok := readSentence(n.head.text, n.head.low, n.mark.size)
	switch {
	case class == secReporting:
		r.reportSection(n)
	case ok && (s.order || s.stopped || actorHeading(n)) && !(len(n.kids()) > 0 && actorKids(n)):
		r.duty(n, s)
	case len(n.seq) > 0 && (actorKids(n) || len(n.kids()) > 0 || actorParas(n)):
		r.actorSection(n)
	case labelsBelow(n):
		r.labelled(n, secTasks)
	default:
		r.general(n, secGeneral)
		r.findReports(n.path, nil, append([]*para{n.head}, n.body()...))
	}
}

// actorKids reports whether most parts of n begin with a body.
func actorKids(n *node) bool {
	kids := n.kids()
	named := 0
	for _, k := range kids {
		if s, ok := readSentence(k.head.text, k.head.low, k.mark.size); ok && (s.order || s.stopped || actorHeading(k)) {
			named++
		}
	}
	return len(kids) > 0 && named*10 >= len(kids)*6
}

// actorParas reports whether a bullet of n begins with a body.
func actorParas(n *node) bool {
	for _, p := range n.body() {
		if s, ok := readSentence(p.text, p.low, p.mark.size); ok && (s.order || s.stopped) {
			return true
		}
	}
	return false
}

// duty keeps a part as the standing duty of the bodies that its sentence names.
func (r *reader) duty(n *node, s sentence) {
	paras := append([]*para{n.head}, flatten(n)...)
	a := Assignment{Path: n.path, Agency: cutRemark(bare(cutAdverb(n.head.text[s.from:s.to]))), Role: RoleImplement}
	role := RoleLead
	if s.request {
		a.Role, role = RoleRequest, RoleRequest
	}
	a.Actors = r.named(n.head.text[s.from:s.to], role, n.head.lineAt(s.from))
	var texts []string
	own := strings.Trim(n.head.text[s.rest:], " .:;") == ""
	for i, p := range paras {
		if i == 0 && own {
			r.items.put(p, ItemHeading, n.path)
		} else {
			r.items.put(p, ItemAssignment, n.path)
			m := p.mark
			if i == 0 {
				m.size = n.mark.size
			}
			texts = append(texts, strings.TrimSpace(p.text[m.size:]))
			a.Actors = append(a.Actors, r.partners(p, predicateStart(p, m.size, i, s))...)
		}
	}
	a.Actors = uniqueActors(a.Actors)
	a.Text = strings.Join(texts, "\n")
	a.Span = Span{paras[0].span().From, paras[len(paras)-1].span().To}
	a.When = r.sentenceWhen(paras)
	r.plan.Assignments = append(r.plan.Assignments, a)
	r.findReports(n.path, a.Actors, paras)
}

// predicateStart is where what a body does begins: after the names in the first paragraph, at the start of the others.
func predicateStart(p *para, from, i int, s sentence) int {
	if i == 0 {
		return s.rest
	}
	return from
}

func uniqueActors(as []Actor) []Actor {
	seen := map[string]bool{}
	out := as[:0]
	for _, a := range as {
		k := low(a.Name) + "|" + string(a.Role)
		if !seen[k] {
			seen[k] = true
			out = append(out, a)
		}
	}
	return out
}
