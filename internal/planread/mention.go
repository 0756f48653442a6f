package planread

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// mention is one place where a numbered document is named.
type mention struct {
	symbol
	p      *para
	kind   string
	typed  bool   // the kind stands in the text
	date   string // as printed
	issuer string
	title  string
	about  string // the title without documents that are cited in it
	point  string
	start  int // where the mention begins: at the kind
	end    int // after date and issuer
	cited  int // index into Plan.Citations
}

func (m mention) line() int { return m.p.lineAt(m.from) }

// mentions finds the documents named in a paragraph: the symbol first, then what stands left and right of it.
func (r *reader) mentions(p *para) []mention {
	syms := findSymbols(p.text)
	out := make([]mention, 0, len(syms))
	for i, s := range syms {
		m := mention{symbol: s, p: p}
		m.readLeft()
		if !m.typed && len(s.groups) == 1 && s.year == "" && !knownAbbr(s.groups[0]) && !numberBefore(p.low, s.from) {
			continue
		}
		limit := len(p.text)
		if i+1 < len(syms) {
			limit = syms[i+1].from
		}
		m.readRight(limit)
		if r.own(m) {
			continue
		}
		out = append(out, m)
	}
	for i := range out {
		out[i].cutTitle(out[i+1:])
	}
	return out
}

// cutTitle takes the documents that follow off the title of a mention: what stands in it by "và" or a comma is no part of it, and
// about keeps only the words before the first of them.
func (m *mention) cutTitle(next []mention) {
	m.about = m.title
	if len(next) == 0 {
		return
	}
	at := strings.Index(m.p.text[m.end:], m.title)
	if at < 0 {
		return
	}
	at += m.end
	k := next[0].start - at
	if k < 0 || k >= len(m.title) {
		return
	}
	m.about = bare(m.title[:k])
	if endsAny(low(m.title[:k]), []string{"và"}) || k == 0 || strings.HasSuffix(strings.TrimSpace(m.title[:k]), ",") {
		m.title = bare(strings.TrimSuffix(strings.TrimSpace(m.title[:k]), "và"))
	}
}

func numberBefore(l string, i int) bool { return endsAny(l[max(0, i-12):i], []string{"số"}) }

// own reports whether a mention is the number of the plan itself, as an annex repeats it.
func (r *reader) own(m mention) bool {
	h := r.plan.Head
	if h.Number == "" || !strings.EqualFold(h.Number, m.number) {
		return false
	}
	d := printedDay(m.date)
	return d.IsZero() || h.Date.IsZero() || d == h.Date
}

const leftReach, lawReach = 60, 140 // bytes between the kind of a document and its number

// readLeft finds the kind of the document and a point of it: "khoản 6 Điều 11 Nghị định số".
func (m *mention) readLeft() {
	l := m.p.low[max(0, m.from-lawReach):m.from]
	off := m.from - len(l)
	head := strings.TrimRight(l, " :")
	head = strings.TrimRight(strings.TrimSuffix(head, "số"), " :")
	m.start = m.from
	if k, at := kindIn(head); k != "" {
		m.kind, m.typed, m.start = k, true, off+at
	} else if a, ok := kindByAbbr()[strings.ToLower(m.groups[0])]; ok {
		m.kind = a.name
	} else {
		m.kind = "Công văn"
	}
	m.point = pointBefore(m.p.text, m.p.low, m.start)
}

// kindNames are the names of kinds in lower case, the longer ones first.
var kindNames = sync.OnceValue(func() []string {
	var out []string
	for k := range docKinds {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return out
})

// kindIn finds the kind of document that s ends with, or that stands shortly before its end with words that belong to it.
func kindIn(s string) (kind string, at int) {
	for _, k := range kindNames() {
		if strings.HasSuffix(s, k) && wordStart(s, len(s)-len(k)) {
			return docKinds[k].name, len(s) - len(k)
		}
	}
	best := -1
	for _, k := range kindNames() {
		i := strings.LastIndex(s, k)
		if i < 0 || !wordStart(s, i) || !wordEnd(s, i+len(k)) {
			continue
		}
		between := s[i+len(k):]
		reach := leftReach
		if k == "luật" || k == "bộ luật" || k == "pháp lệnh" {
			reach = lawReach
		}
		if len(between) > reach || strings.ContainsAny(between, ";:()“”\"") || strings.Contains(between, ". ") || reach == leftReach && (len(strings.Fields(between)) > 4 || strings.Contains(between, ",")) {
			continue
		}
		if i > best {
			best, kind, at = i, docKinds[k].name, i
		}
	}
	return kind, at
}

// pointBefore is the point of a document that stands before byte i: "điểm a khoản 2 Điều 103".
func pointBefore(text, l string, i int) string {
	from := max(0, i-60)
	for from < i && !utf8.RuneStart(text[from]) {
		from++
	}
	s := strings.TrimSuffix(strings.TrimRight(l[from:i], " "), " của")
	k := strings.LastIndex(s, "điều ")
	if k < 0 || strings.Trim(strings.TrimSpace(s[k+len("điều "):]), "0123456789abcdđ") != "" {
		return ""
	}
	for _, w := range []string{"khoản ", "điểm "} {
		if j := strings.LastIndex(s[:k], w); j >= 0 && len(strings.TrimSpace(s[j+len(w):k])) < 24 && strings.Count(s[j:k], " ") <= 5 {
			k = j
		}
	}
	return text[from+k : from+len(s)]
}

// readRight reads date, issuer and title after the symbol, up to byte limit.
func (m *mention) readRight(limit int) {
	text, l := m.p.text, m.p.low
	m.end = m.to
	i := m.to
	for i < limit && (l[i] == ' ' || l[i] == ',' || l[i] == '(') {
		i++
	}
	if starts(l[i:], "ngày") {
		k := skipBlanks(l, i+len("ngày"))
		if end := dateEnd(l, k); end > k && end <= limit {
			m.date, m.end = text[k:end], end
			i = end
		}
	}
	i = skipBlanks(l, i)
	if i < limit && starts(l[i:], "của") {
		k := skipBlanks(l, i+len("của"))
		if end := issuerEnd(text, l, k, limit); end > k {
			m.issuer, m.end = bare(text[k:end]), end
		}
	}
	m.title = citedTitle(text, l, afterTerm(l, m.end))
}

// dateEnd is the end of a printed date at byte i, i when there is none. The year may have two to five digits: a wrong one is a
// finding and must be seen.
func dateEnd(l string, i int) int {
	t := tokens(l[i:min(len(l), i+60)])
	s := &stream{t: t}
	if s.peek(0).num < 0 || s.peek(0).size > 2 {
		return i
	}
	switch {
	case s.word(1, "/|-|.") && s.peek(2).num >= 0 && s.word(3, "/|-|.") && s.peek(4).size >= 2 && s.peek(4).size <= 5:
		return i + s.peek(4).end
	case s.word(1, "tháng") && s.peek(2).num >= 0 && s.word(3, "năm") && s.peek(4).size >= 2 && s.peek(4).size <= 5:
		return i + s.peek(4).end
	}
	return i
}

// issuerStops end the name of an issuer in a citation.
var issuerStops = []string{" về", " phê duyệt", " ban hành", " quy định", " hướng dẫn", " thực hiện", " triển khai", " sửa đổi", " khóa", " khoá", " tại ", " đã ", " trong ", " đối với", " và ", " công bố",
	" giao ", " tổ chức", " là ", " được", " năm ", " đến ", " do ", " yêu cầu", " bổ sung", " để ", " (sau đây", " cùng ", " tiếp tục", " từ ", " kết luận"}

// issuerEnd is where the name of an issuer that begins at byte i ends.
func issuerEnd(text, l string, i, limit int) int {
	if i >= limit {
		return i
	}
	end := min(limit, i+160)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	start := i
	if b, ok := findBody(l[i:end], day.Day{}); ok {
		start += len(b.low)
	}
	for k := start; k < end; k++ {
		c := l[k]
		if c == ';' || c == '(' || c == ')' || c == '*' || c == ':' || c == '[' || c == '.' && sentenceEnd(text, k) || c == ',' && !nameGoesOn(text, k) {
			end = k
			break
		}
		if c == ' ' && k > i && issuerStop(l[k:]) {
			end = k
			break
		}
	}
	if !unicode.IsLetter(firstRune(text[i:])) {
		return i
	}
	return end
}

func issuerStop(rest string) bool {
	for _, s := range issuerStops {
		if strings.HasPrefix(rest, s) && (strings.HasSuffix(s, " ") || wordEnd(rest, len(s))) {
			return true
		}
	}
	return false
}

// nameGoesOn reports whether the comma at byte i stands inside a name: "Bộ Văn hóa, Thể thao và Du lịch".
func nameGoesOn(text string, i int) bool {
	k := skipBlanks(text, i+1)
	return k < len(text) && isUpper(firstRune(text[k:])) && !actorHead(text, low(text), k)
}

// afterTerm skips the term of a body after its name: "khóa XIII", "nhiệm kỳ 2021 - 2026".
func afterTerm(l string, i int) int {
	k := skipBlanks(l, i)
	if !starts(l[k:], "khóa") {
		return i
	}
	k = skipBlanks(l, k+len("khóa"))
	return k + len(firstWord(l[k:]))
}

const titleReach = 420 // bytes of a cited title

// titleWordsFirst begin what a document is about.
var titleWordsFirst = []string{"về", "v/v", "phê duyệt", "ban hành", "quy định", "hướng dẫn", "sửa đổi", "bổ sung", "thực hiện", "triển khai", "công bố", "giao", "tổ chức", "thành lập",
	"điều chỉnh", "công nhận", "kết luận", "đẩy mạnh", "tăng cường", "bãi bỏ", "kiện toàn", "phát động", "quyết định"}

// citedTitle is what a document is about: the words after its issuer up to the end of the clause.
func citedTitle(text, l string, i int) string {
	for i < len(l) && (l[i] == ' ' || l[i] == ',') {
		i++
	}
	if startsAny(strings.TrimPrefix(l[i:], "“"), titleWordsFirst) == "" {
		return ""
	}
	end := min(len(text), i+titleReach)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	depth := 0
	for k := i; k < end; k++ {
		switch c := text[k]; {
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return bare(text[i:k])
			}
		case c == ';' || c == '.' && sentenceEnd(text, k):
			return bare(text[i:k])
		}
	}
	return bare(text[i:end])
}
