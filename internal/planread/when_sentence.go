package planread

import (
	"strings"
)

// sentenceWhen finds the time of a task in its sentences: only words that plainly give one count, never the dates of citations.
func (r *reader) sentenceWhen(paras []*para) When {
	for _, p := range paras {
		if w, ok := r.when.inSentence(p); ok {
			return w
		}
	}
	return When{Kind: WhenNone}
}

// timeOpeners begin a time in running text.
var timeOpeners = []string{"thời gian thực hiện", "thời gian tổ chức", "thời gian hoàn thành", "thời gian", "hoàn thành trước", "hoàn thành trong", "hoàn thành chậm nhất", "hoàn thành vào",
	"xong trước", "xong trong", "xong chậm nhất", "chậm nhất", "trước ngày", "trước tháng", "trong quý", "trong tháng", "từ ngày", "định kỳ hằng", "định kỳ hàng", "06 tháng một lần", "6 tháng một lần", "mỗi năm một lần", "mỗi quý một lần",
	"ít nhất 01 lần"}

// conditionOpeners begin the event after which a task starts.
var conditionOpeners = []string{"ngay sau khi", "sau khi có", "sau khi được", "khi có văn bản", "khi có hướng dẫn", "khi chính phủ", "khi trung ương", "khi bộ", "khi cấp có thẩm quyền", "khi tỉnh", "khi ubnd"}

func (w whenReader) inSentence(p *para) (When, bool) {
	l := p.low
	for _, o := range timeOpeners {
		i := indexWord(l, o)
		if i < 0 || reportClause(l, i) || pastEvent(l, i) {
			continue
		}
		from := i
		if strings.HasPrefix(o, "thời gian") {
			from = skipMarks(l, i+len(o))
			if strings.HasPrefix(l[from:], "là ") {
				from += 3
			}
		}
		end := clauseEnd(l, from)
		v := w.parse(p.text[from:end], p.lineAt(i))
		switch v.Kind {
		case WhenDue, WhenWindow, WhenRecurring, WhenContinuous, WhenFrom:
			return v, true
		}
	}
	for _, o := range conditionOpeners {
		i := indexWord(l, o)
		if i < 0 {
			continue
		}
		raw := bare(p.text[i:clauseEnd(l, i)])
		if len(raw) < 300 && hasAny(low(raw), []string{"ban hành", "có hiệu lực", "văn bản", "hướng dẫn", "triển khai", "phê duyệt", "quy định"}) {
			return When{Kind: WhenAfterEvent, Condition: raw, Raw: raw, Line: p.lineAt(i)}, true
		}
	}
	return When{}, false
}

// reportClause reports whether the words at byte i belong to a duty to report, which has its own due date.
func reportClause(l string, i int) bool {
	from := i
	for from > 0 && l[from-1] != '.' && l[from-1] != ';' && i-from < 300 {
		from--
	}
	end := clauseEnd(l, i)
	return strings.Contains(l[from:end], "báo cáo") || strings.Contains(l[from:end], "gửi kết quả")
}

// pastEvent reports whether the date at byte i is of something done or of a person's birth.
func pastEvent(l string, i int) bool {
	return endsAny(l[max(0, i-40):i], []string{"sinh", "ban hành", "hiệu lực", "được cấp", "đã", "thành lập", "tham gia"})
}

// clauseEnd is where the clause at byte i ends: at ";", at a full stop, at most 200 bytes on.
func clauseEnd(l string, i int) int {
	limit := min(len(l), i+200)
	for k := i; k < limit; k++ {
		if l[k] == ';' || l[k] == '.' && (k+1 >= len(l) || l[k+1] == ' ') {
			return k
		}
	}
	for limit < len(l) && limit > i && l[limit]&0xC0 == 0x80 {
		limit--
	}
	return limit
}
