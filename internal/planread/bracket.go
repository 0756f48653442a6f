package planread

import "strings"

// bracketActors reads bodies that a text names in a bracket: "… (Trạm Y tế phường chủ trì; thời gian: Quý II)". open is the bracket.
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
