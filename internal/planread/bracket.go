package planread

import "strings"

// textActors finds who does a task without labels: the bodies that its first sentence names, else those that a short title, a bracket
// or a later sentence gives it to.
func (r *reader) textActors(paras []*para) []Actor {
	for _, p := range paras {
		if out := r.sentenceActors(p, p.mark.size); len(out) > 0 {
			return out
		}
	}
	for _, p := range paras {
		if k := titledSentence(p); k > 0 {
			if out := r.sentenceActors(p, k); len(out) > 0 {
				return out
			}
		}
		if out := r.bracketActors(p); len(out) > 0 {
			return out
		}
		if k := laterOrder(p); k > 0 {
			return r.sentenceActors(p, k)
		}
	}
	return nil
}

// laterOrder is where a later sentence or clause gives work to a body: "…; giao Trạm Y tế chủ trì", 0 when none does.
func laterOrder(p *para) int {
	for _, w := range []string{"giao", "yêu cầu", "phân công"} {
		for from := p.mark.size + 1; from < len(p.low); {
			i := indexWord(p.low[from:], w)
			if i < 0 {
				break
			}
			i += from
			from = i + len(w)
			if b := strings.TrimRight(p.low[:i], " "); !strings.HasSuffix(b, ".") && !strings.HasSuffix(b, ";") && !strings.HasSuffix(b, ",") {
				continue
			}
			if s, ok := readSentence(p.text, p.low, i); ok && s.order && s.stopped {
				return i
			}
		}
	}
	return 0
}

// bracketActors reads bodies that a text names in a bracket: "… (Trạm Y tế phường chủ trì; thời gian: Quý II)".
func (r *reader) bracketActors(p *para) []Actor {
	for from := 0; from < len(p.low); {
		i := strings.IndexByte(p.low[from:], '(')
		if i < 0 {
			return nil
		}
		i += from + 1
		from = i
		s, ok := readSentence(p.text, p.low, i)
		if !ok || !s.stopped && !s.order {
			continue
		}
		end := len(p.low)
		if k := strings.IndexByte(p.low[i:], ')'); k >= 0 {
			end = i + k
		}
		pred := p.low[min(s.rest, end):end]
		if s.to > end || !s.order && startsAny(strings.TrimLeft(pred, " ,:"), []string{"chủ trì", "thực hiện", "phụ trách", "chịu trách nhiệm", "tham mưu"}) == "" {
			continue
		}
		out := r.named(p.text[s.from:s.to], RoleLead, p.lineAt(i))
		return append(out, r.partners(p, min(s.rest, len(p.low)))...)
	}
	return nil
}

// titledSentence is where the sentence begins that follows a short title and a colon: "Giáo dục: Các trường … vận động …", or a
// full stop; 0 when there is none.
func titledSentence(p *para) int {
	i := strings.IndexAny(p.text[min(p.mark.size, len(p.text)):], ":.")
	if i < 0 || i > 90 {
		return 0
	}
	i += p.mark.size
	k := skipBlanks(p.text, i+1)
	if k >= len(p.text) || !actorHead(p.text, p.low, k) {
		return 0
	}
	return k
}
