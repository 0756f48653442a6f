package planread

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// para is a paragraph, or the text of one cell: a run of source lines joined into one text.
type para struct {
	text  string
	low   string
	lines []int // the source lines, ascending
	at    []int // where the text of each line starts in text
	bold  bool
	buf   []byte
	last  line
	mark  mark      // the list mark at its start
	segs  []segment // found on first use
}

// segments are the labels of the paragraph with their values; the first segment is the text before them.
func (p *para) segments() []segment {
	if p.segs == nil {
		p.segs = segments(p.text, p.mark.size)
	}
	return p.segs
}

func newPara(l line) *para {
	p := &para{bold: l.bold}
	p.add(l)
	return p
}

// add joins a line. A word that was divided at a hyphen ("KH-" and "UBND") is joined without a blank.
func (p *para) add(l line) {
	if n := len(p.buf); n > 0 && !(p.buf[n-1] == '-' && n > 1 && p.buf[n-2] != ' ' && isUpper(firstRune(l.text))) {
		p.buf = append(p.buf, ' ')
	}
	p.lines, p.at = append(p.lines, l.n), append(p.at, len(p.buf))
	p.buf = append(p.buf, l.text...)
	p.last = l
}

func (p *para) done() *para {
	p.text = string(p.buf)
	p.low, p.buf = low(p.text), nil
	p.mark = markOf(p.text)
	return p
}

// lineAt is the source line on which byte off of the text stands.
func (p *para) lineAt(off int) int {
	i := sort.SearchInts(p.at, off+1) - 1
	return p.lines[max(i, 0)]
}

// span is from the first to the last source line.
func (p *para) span() Span { return Span{p.lines[0], p.lines[len(p.lines)-1]} }

// joiner decides which lines make one paragraph. A text file may hold one paragraph a line, or lines broken at a width
// with blank lines between paragraphs, or (from a PDF) broken lines and nothing between paragraphs.
type joiner struct {
	broken bool // lines are broken at a width
	blocks bool // and blank lines stand between the paragraphs
	width  int  // letters in a full line
}

func newJoiner(lines []line) joiner {
	var pairs, goes, blank, full int
	var widths []int
	for i, l := range lines {
		if l.text == "" || l.table > 0 {
			if l.text == "" && !l.rule {
				blank++
			}
			continue
		}
		full++
		if i+1 == len(lines) || lines[i+1].text == "" || lines[i+1].table > 0 {
			continue
		}
		pairs++
		if !endsSentence(l.text) && unicode.IsLower(firstRune(lines[i+1].text)) {
			goes++
			widths = append(widths, utf8.RuneCountInString(l.text))
		}
	}
	j := joiner{broken: goes >= 3 && goes*3 >= pairs}
	if j.broken {
		slices.Sort(widths)
		j.width = widths[len(widths)*9/10]
		j.blocks = blank*100 >= full*15
	}
	return j
}

// paragraphs joins lines; rules and blank lines separate.
func (j joiner) paragraphs(lines []line) []*para {
	var out []*para
	var cur *para
	gap := false
	for _, l := range lines {
		if l.text == "" {
			gap = gap || !l.rule || cur == nil
			if l.rule && l.n > 0 {
				gap = true
			}
			continue
		}
		if cur != nil && j.goesOn(cur, l, gap) {
			cur.add(l)
		} else {
			cur = newPara(l)
			out = append(out, cur)
		}
		gap = false
	}
	for _, p := range out {
		p.done()
	}
	return out
}

// goesOn reports whether line l continues paragraph p.
func (j joiner) goesOn(p *para, l line, gap bool) bool {
	prev := p.last.text
	if len(p.lines) == 1 && markOnly(prev) {
		return true
	}
	open := !endsSentence(prev)
	if m := markOf(l.text); m.kind != markNone && !(open && j.insideSentence(prev, l.text, m, gap)) {
		return false
	}
	if startsLabel(l.text) && (!open || !j.broken || gap) {
		return false
	}
	lower := unicode.IsLower(firstRune(l.text))
	switch {
	case signatureLine(l.text):
		return false
	case gap:
		return open && !capitals(prev) && (lower || afterNumberWord(prev) && isDigit(l.text[0]))
	case !j.broken:
		return open && lower && !capitals(prev)
	case capitals(prev) != capitals(l.text) && len(p.lines) == 1 && !lower && (capitals(prev) && len(prev) > 3 || p.bold != l.bold):
		return false
	case j.blocks:
		return !(strings.HasSuffix(prev, ":") && j.room(prev, l.text, 85))
	case lower:
		return true
	case capitals(prev) && capitals(l.text):
		return true
	case !open && !strings.HasSuffix(prev, ";"):
		return !j.room(prev, l.text, 100)
	case len(p.lines) == 1 && headed(p.last.text) && !actorHead(l.text, low(l.text), 0):
		return !j.room(prev, l.text, 96)
	default:
		return !j.room(prev, l.text, 85)
	}
}

// headed reports whether a line begins with a number, as headings do.
func headed(s string) bool {
	k := markOf(s).kind
	return k == markNumber || k == markRoman
}

// room reports whether the first word of next would have stood on the line of prev, so that the break was meant. A full line
// counts as percent of the usual width: letters differ in width.
func (j joiner) room(prev, next string, percent int) bool {
	word, _, _ := strings.Cut(next, " ")
	return (utf8.RuneCountInString(prev)+1+utf8.RuneCountInString(word))*100 < j.width*percent
}

// insideSentence tells a list mark from the same letters in the middle of a broken sentence: "2026" and "- 2030", "khoản" and "1.".
func (j joiner) insideSentence(prev, next string, m mark, gap bool) bool {
	end := prev[len(prev)-1]
	if m.kind == markDash && isDigit(end) && strings.HasPrefix(strings.TrimLeft(next, "-– "), "20") {
		return true
	}
	if gap || !j.broken {
		return false
	}
	return afterNumberWord(prev) || (m.kind == markNumber && m.depth == 1 || m.kind == markLetter) && unicode.IsLower(firstRune(next[min(m.size, len(next)):]))
}

var numberWords = []string{"số", "ngày", "tháng", "năm", "khoản", "điều", "điểm", "mục", "quý", "giai đoạn"}

// afterNumberWord reports whether s breaks off before a number.
func afterNumberWord(s string) bool {
	l := low(s)
	for _, w := range numberWords {
		if strings.HasSuffix(l, w) && wordStart(l, len(l)-len(w)) {
			return true
		}
	}
	return strings.HasSuffix(s, " -") || strings.HasSuffix(s, " –")
}
