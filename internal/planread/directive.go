package planread

import (
	"strings"
)

// orders open a sentence that gives work to a body; requests ask bodies that the committee does not command.
var (
	orders   = []string{"giao nhiệm vụ cho", "giao cho", "giao", "yêu cầu", "phân công cho", "ủy quyền cho"}
	requests = []string{"đề nghị", "kính đề nghị", "trân trọng đề nghị", "mời"}
)

// dutiesOf may stand before the name of the body that heads a part.
var dutiesOf = []string{"trách nhiệm của", "nhiệm vụ của", "đối với", "về phía"}

// groundOpeners begin a clause that may stand before the names: "Căn cứ Kế hoạch này, các phòng, ban xây dựng …".
var groundOpeners = []string{"căn cứ", "trên cơ sở", "theo chức năng", "hằng năm", "hàng năm", "hằng quý", "hàng quý", "định kỳ", "ngay sau khi", "sau khi", "đồng thời"}

// afterGrounds skips such a clause: it gives the place after a comma where names with a predicate stand, else i.
func afterGrounds(text, l string, i int) int {
	if startsAny(l[i:min(len(l), i+40)], groundOpeners) == "" {
		return i
	}
	end := clauseEnd(l, i)
	for k := i; k < end; k++ {
		if l[k] != ',' {
			continue
		}
		next := skipBlanks(l, k+1)
		if next < end && actorHead(text, l, next) {
			if stop, ok := actorEnd(text, l, next); ok && stop > next && stop < end {
				return next
			}
		}
	}
	return i
}

// sentence is who a sentence names at its start and what they are to do.
type sentence struct {
	from, to int // the names
	rest     int // where the predicate begins
	request  bool
	order    bool // opened by "Giao", "Đề nghị", …
	stopped  bool // a predicate or a colon follows the names
}

// readSentence reads the bodies with which the sentence at byte i of text begins.
func readSentence(text, l string, i int) (sentence, bool) {
	var s sentence
	i = skipBlanks(l, i)
	i = afterGrounds(text, l, i)
	if w := startsAny(l[i:], dutiesOf); w != "" {
		i = skipMarks(l, i+len(w))
	}
	if w := startsAny(l[i:], requests); w != "" {
		s.request, s.order = true, true
		i = skipMarks(l, i+len(w))
	} else if w := startsAny(l[i:], orders); w != "" && actorHead(text, l, skipMarks(l, i+len(w))) {
		s.order = true
		i = skipMarks(l, i+len(w))
	}
	if !actorHead(text, l, i) {
		return s, false
	}
	s.from = i
	s.to, s.stopped = actorEnd(text, l, i)
	s.rest = s.to
	if s.to <= s.from {
		return s, false
	}
	return s, true
}

func skipMarks(l string, i int) int {
	for i < len(l) && (l[i] == ' ' || l[i] == ':') {
		i++
	}
	return i
}

// directive reports whether the sentence at byte i gives work to bodies: it names them first and says what they do.
func directive(text, l string, i int) bool {
	s, ok := readSentence(text, l, i)
	return ok && (s.order || s.stopped && s.rest < len(text)-2)
}

// sentenceActors gives the bodies that the sentence at byte i of a paragraph names, with their roles.
func (r *reader) sentenceActors(p *para, i int) []Actor {
	s, ok := readSentence(p.text, p.low, i)
	if !ok || !s.order && !s.stopped {
		return nil
	}
	role := RoleLead
	if s.request {
		role = RoleRequest
	}
	out := r.named(p.text[s.from:s.to], role, p.lineAt(s.from))
	return append(out, r.partners(p, s.rest)...)
}

// partners gives the bodies with which a predicate at byte i cooperates: "… phối hợp với A, B và C tổ chức …".
func (r *reader) partners(p *para, i int) []Actor {
	l := p.low
	window := l[i:min(len(l), i+90)]
	k := indexWord(window, "phối hợp")
	if k < 0 {
		return nil
	}
	if e := strings.IndexAny(window[:k], ".;"); e >= 0 {
		return nil
	}
	k = skipBlanks(l, i+k+len("phối hợp"))
	for _, w := range []string{"chặt chẽ với", "chặt chẽ cùng", "cùng với", "cùng", "với"} {
		if starts(l[k:], w) {
			k = skipBlanks(l, k+len(w))
			break
		}
	}
	if !actorHead(p.text, l, k) {
		return nil
	}
	end, _ := actorEnd(p.text, l, k)
	return r.named(p.text[k:end], RoleCooperate, p.lineAt(k))
}

// named makes actors of a list of names: the first has the role, later ones of a lead line lead with it.
func (r *reader) named(list string, role Role, line int) []Actor {
	var out []Actor
	for i, name := range splitActors(list, r.reg, r.at) {
		a := Actor{Name: name, Role: role, Group: isGroupName(name), Line: line}
		if role == RoleLead && i > 0 {
			a.Role = RoleCoLead
		}
		out = append(out, a)
	}
	return out
}

// oneLead makes every lead after the first one lead with it.
func oneLead(as []Actor) []Actor {
	seen := false
	for i := range as {
		if as[i].Role == RoleLead && seen {
			as[i].Role = RoleCoLead
		}
		seen = seen || as[i].Role == RoleLead
	}
	return as
}

// labelActors reads the bodies behind a label. The value may be a sentence with roles of its own: "Sở A chủ trì …; Sở B và các sở
// khác chủ động …".
func (r *reader) labelActors(role Role, value string, line int) []Actor {
	value = dropAdverbs(strings.TrimSpace(value))
	l := low(value)
	if !hasPredicate(value, l) {
		return r.named(value, role, line)
	}
	var out []Actor
	for i := 0; i < len(value); {
		end, stopped := actorEnd(value, l, i)
		if end <= i {
			break
		}
		next := nextPart(l, end)
		got := Role(role)
		if stopped {
			pred := strings.TrimLeft(l[end:next], " ,:")
			switch {
			case strings.HasPrefix(pred, "chủ trì"):
				got = RoleLead
			case strings.HasPrefix(pred, "phối hợp"):
				got = RoleCooperate
			case role == RoleLead && len(out) > 0, role == RoleImplement:
				got = RoleImplement
			}
		}
		out = append(out, r.named(value[i:end], got, line)...)
		if stopped {
			p := &para{text: value[:next], low: l[:next], lines: []int{line}, at: []int{0}}
			out = append(out, r.partners(p, end)...)
		}
		i = skipMarksAll(l, next)
	}
	return out
}

func skipMarksAll(l string, i int) int {
	for i < len(l) && strings.IndexByte(" ;.,:", l[i]) >= 0 {
		i++
	}
	return i
}

// nextPart is where the part of a list that begins before byte i ends: at ";" or a full stop.
func nextPart(l string, i int) int {
	for ; i < len(l); i++ {
		if l[i] == ';' || l[i] == '.' && (i+1 == len(l) || l[i+1] == ' ') {
			return i
		}
	}
	return len(l)
}

// hasPredicate reports whether a predicate follows the first name of a value.
func hasPredicate(value, l string) bool {
	for i := 0; i < len(value); {
		if !actorHead(value, l, i) {
			return false
		}
		end, stopped := actorEnd(value, l, i)
		if stopped && end < len(value) && value[end] != ')' {
			return true
		}
		i = skipMarksAll(l, max(end, i+1))
	}
	return false
}

var adverbEnds = []string{"của mình", "được giao", "của đơn vị", "được phân công", "phụ trách", "quản lý", "liên quan"}

// dropAdverbs removes "trong phạm vi chức năng, nhiệm vụ của mình" from the middle of a list.
func dropAdverbs(s string) string {
	for _, a := range adverbs {
		l := low(s)
		i := strings.Index(l, a)
		if i < 0 {
			continue
		}
		end := len(s)
		for _, stop := range []string{";", " và các ", " và ủy ban", " và ubnd", " và sở"} {
			if k := strings.Index(l[i:], stop); k >= 0 {
				end = min(end, i+k)
			}
		}
		for _, e := range adverbEnds {
			if k := strings.Index(l[i:end], e); k >= 0 && k < 100 {
				end = i + k + len(e)
				break
			}
		}
		s = s[:i] + s[end:]
	}
	return s
}

// afterActors is what a sentence orders, without the bodies that it names first.
func afterActors(p *para) string {
	from := p.mark.size
	s, ok := readSentence(p.text, p.low, from)
	if !ok || s.rest >= len(p.text)-12 {
		return p.text[from:]
	}
	return strings.TrimLeft(p.text[s.rest:], " ,:")
}
