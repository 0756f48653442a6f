package planread

import "strings"

// draft is a task that is being read.
type draft struct {
	head    *para // the heading that belongs to it
	text    []string
	span    Span
	actors  []Actor
	when    When
	paras   []*para // text paragraphs, for times and bodies in sentences
	labels  bool    // a label has named bodies or a time
	timed   bool
	pending labelKind // a label whose value stands in the bullets below it
}

func (d *draft) cover(s Span) {
	if d.span.From == 0 {
		d.span = s
	}
	d.span.From, d.span.To = min(d.span.From, s.From), max(d.span.To, s.To)
}

// taskNode reads a numbered part as one or more tasks. paras are what stands in it, without its head.
func (r *reader) taskNode(n *node, paras []*para) {
	ds := r.drafts(n, paras)
	k := 0
	for _, d := range ds {
		if len(d.text) == 0 && d.head == nil {
			continue
		}
		k++
		r.addTask(n, d, k)
	}
}

// drafts divides the paragraphs of a part into tasks: a text after the labels of a task begins the next one; without any label
// each paragraph is a task and bullets belong to the paragraph above them.
func (r *reader) drafts(n *node, paras []*para) []*draft {
	d := &draft{}
	out := []*draft{d}
	next := func() {
		d = &draft{}
		out = append(out, d)
	}
	labelled := anyLabel(n, paras)
	if n.head != nil {
		segs := n.head.segments()
		if titleOnly(n.head, segs) && len(paras) > 0 {
			d.head = n.head
			d.cover(n.head.span())
			r.items.put(n.head, ItemHeading, n.path)
		} else {
			r.take(d, n.head, segs, n.path)
		}
	}
	for _, p := range paras {
		m := p.mark
		segs := p.segments()
		opens := strings.TrimSpace(p.text[segs[0].from:segs[0].to]) != "" || segs[min(1, len(segs)-1)].kind == labelContent && d.labels
		switch {
		case d.pending != labelNone && len(segs) == 1 && (m.kind >= markLetter || actorHead(p.text, p.low, m.size)):
			r.value(d, d.pending, p, m.size, len(p.text), n.path)
			continue
		case opens && d.labels && len(d.actors) == 0 && directive(p.text, p.low, m.size):
			d.actors = r.sentenceActors(p, m.size)
		case opens && d.labels && !remark(p.text):
			next()
		case opens && !labelled && loose(p, m, d):
			next()
		}
		d.pending = labelNone
		r.take(d, p, segs, n.path)
	}
	return out
}

// loose reports whether a paragraph without labels is a task of its own.
func loose(p *para, m mark, d *draft) bool {
	if len(d.text) == 0 {
		return false
	}
	if m.kind == markNone {
		return !strings.HasSuffix(d.text[len(d.text)-1], ":") && !remark(p.text)
	}
	return directive(p.text, p.low, m.size)
}

// remark reports whether a paragraph only adds to what stands above it.
func remark(s string) bool {
	return strings.HasPrefix(s, "(") && strings.HasSuffix(strings.TrimRight(s, ". "), ")") || strings.HasPrefix(low(s), "lưu ý") || strings.HasPrefix(low(s), "ghi chú")
}

// titleOnly reports whether the head of a part is a title and not yet the text of a task.
func titleOnly(p *para, segs []segment) bool {
	s := strings.TrimSpace(p.text[segs[0].from:segs[0].to])
	return len(segs) == 1 && (!strings.HasSuffix(s, ".") && !strings.HasSuffix(s, ";") && len(s) < 700 || p.bold && len(s) < 400)
}

func anyLabel(n *node, paras []*para) bool {
	if n.head != nil && hasMeta(n.head.segments()) {
		return true
	}
	for _, p := range paras {
		if hasMeta(p.segments()) {
			return true
		}
	}
	return false
}

func hasMeta(segs []segment) bool {
	for _, s := range segs {
		if s.kind.actors() || s.kind == labelTime || s.kind == labelAll {
			return true
		}
	}
	return false
}

// take adds a paragraph to a task: its text and what its labels say.
func (r *reader) take(d *draft, p *para, segs []segment, path string) {
	d.cover(p.span())
	m := p.mark
	if text := strings.TrimSpace(p.text[min(m.size, segs[0].to):segs[0].to]); text != "" {
		d.text = append(d.text, strings.TrimRight(text, " ("))
		d.paras = append(d.paras, p)
		r.items.put(p, ItemTask, path)
	}
	for _, s := range segs[1:] {
		switch {
		case s.kind == labelContent || s.kind == labelNote:
			d.text = append(d.text, strings.TrimSpace(p.text[s.start:s.to]))
			kind := ItemTask
			if s.kind == labelNote {
				kind = ItemNote
			} else {
				d.paras = append(d.paras, p)
			}
			r.items.put(p, kind, path)
		case s.kind == labelAll:
			r.items.put(p, ItemHeading, path)
		case strings.TrimSpace(p.text[s.from:s.to]) == "":
			d.pending = s.kind
			r.items.put(p, labelItem(s.kind), path)
		default:
			r.value(d, s.kind, p, s.from, s.to, path)
		}
	}
}

func labelItem(k labelKind) ItemKind {
	if k == labelTime {
		return ItemTime
	}
	return ItemLead
}

// value reads the value of a label: bodies or a time.
func (r *reader) value(d *draft, k labelKind, p *para, from, to int, path string) {
	d.cover(p.span())
	d.labels = true
	r.items.put(p, labelItem(k), path)
	text := strings.TrimRight(p.text[from:to], " (")
	if strings.Count(text, ")") > strings.Count(text, "(") {
		text = strings.TrimRight(text, ") .;")
	}
	if k == labelTime {
		text = cutSecondItem(text)
		if !d.timed {
			d.when = r.when.parse(text, p.lineAt(from))
			d.timed = true
		}
		return
	}
	if role, ok := labelRoles[k]; ok {
		d.actors = append(d.actors, r.labelActors(role, text, p.lineAt(from))...)
	}
}

// cutSecondItem cuts a value before the next item of a list that stands on the same line: "… hằng năm b. Địa điểm: …".
func cutSecondItem(s string) string {
	if m := markOf(strings.TrimSpace(s)); m.kind == markLetter {
		return s
	}
	for i := 0; i+3 < len(s); i++ {
		if s[i] == ' ' && s[i+1] >= 'b' && s[i+1] <= 'h' && (s[i+2] == '.' || s[i+2] == ')') && s[i+3] == ' ' {
			return s[:i]
		}
	}
	return s
}

// addTask closes a draft and keeps it as the k-th task of its part.
func (r *reader) addTask(n *node, d *draft, k int) {
	body := strings.Join(d.text, "\n")
	title := body
	if d.head != nil {
		title = n.title
		if len(n.title) <= headInText {
			body = strings.TrimSpace(n.title + "\n" + body)
		}
	}
	t := Task{Path: nth(n.path, k), Title: shortTitle(title), Text: body, Span: d.span, Actors: oneLead(d.actors), When: d.when}
	if len(t.Actors) == 0 {
		t.Actors = r.textActors(d.paras)
		if len(d.text) > 0 && len(t.Actors) > 0 && d.head == nil {
			t.Title = shortTitle(afterActors(d.paras[0]))
		}
	}
	if !d.timed {
		t.When = r.sentenceWhen(d.paras)
	}
	r.plan.Tasks = append(r.plan.Tasks, t)
}

const headInText = 600 // bytes of a heading that goes before the text of its task

// nth is the path of the k-th task under a heading.
func nth(path string, k int) string {
	if k < 2 {
		return path
	}
	return path + "#" + itoa(k)
}
