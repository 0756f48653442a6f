package planread

import (
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// A title has titleLetters letters, or longTitle when its clause ends only then.
const titleLetters, longTitle = 90, 120

var titleOpeners = []string{"về mục tiêu", "về nội dung", "về công tác", "về việc", "về", "nội dung thực hiện:", "nội dung công việc:", "nội dung:", "nhiệm vụ:"}

// shortTitle makes a name for lists from a heading or the first words of a task.
func shortTitle(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	s = strings.TrimSpace(s)
	if m := markOf(s); m.kind == markDash || m.kind == markPlus {
		s = s[m.size:]
	}
	l := low(s)
	for _, o := range titleOpeners {
		if strings.HasPrefix(l, o) && wordEnd(l, len(o)) && len(s) > len(o)+12 {
			s = strings.TrimLeft(s[len(o):], " :")
			break
		}
	}
	if capitals(s) && utf8.RuneCountInString(s) > 12 {
		s = vi.Sentence(low(s))
	}
	cut, whole := cutClause(s)
	cut = strings.TrimRight(cut, " .;:,–-/…")
	if !whole {
		cut += "…"
	}
	return vi.Sentence(cut)
}

// cutClause shortens s to titleLetters at the end of a clause, to longTitle when one ends there; else at the end of a word,
// and then the words are not whole.
func cutClause(s string) (cut string, whole bool) {
	limit := byteOf(s, titleLetters)
	if first := sentenceCut(s, limit); first > 0 {
		return closeBracket(s[:first]), true
	}
	if limit == len(s) {
		return s, true
	}
	if i := lastTurn(s[:limit]); i > 0 {
		return closeBracket(s[:i]), true
	}
	if i := firstTurn(s, limit, byteOf(s, longTitle)); i > 0 {
		return closeBracket(s[:i]), true
	}
	words := strings.Fields(s[:strings.LastIndexByte(s[:limit], ' ')+1])
	for len(words) > 3 && danglers[low(words[len(words)-1])] {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return s[:limit], false
	}
	return closeBracket(strings.Join(words, " ")), false
}

// turns are words at which a sentence goes on to an aim, a manner or an example, so that it may be cut before them.
var turns = []string{" nhằm ", " để ", ", nhất là", ", đảm bảo", ", bảo đảm", ", kết hợp", ", góp phần", " trong đó", " thông qua ", ", đặc biệt", " trên địa bàn", ", như ",
	", có ", " theo quy định", " theo ", ", không ", ", đáp ứng", ", tạo ", ", phù hợp", " giai đoạn", ", hướng tới", " cho các ", ", trang bị", ", trong ", " ("}

// lastTurn is the last place in the second half of s where a sentence turns, 0 when it does not.
func lastTurn(s string) int {
	l, best := low(s), 0
	for _, t := range turns {
		if i := strings.LastIndex(l, t); i > best && i >= len(s)*2/5 {
			best = i
		}
	}
	return best
}

// firstTurn is the first place between two offsets where s ends or turns, 0 when it does neither.
func firstTurn(s string, from, to int) int {
	if first := sentenceCut(s, to); first > 0 {
		to = first
	}
	l, best := low(s), 0
	if to == len(s) || to < len(s) && strings.IndexByte(".;:", s[to]) >= 0 {
		best = to
	}
	for _, t := range turns {
		if i := strings.Index(l[from:to], t); i >= 0 && (best == 0 || from+i < best) {
			best = from + i
		}
	}
	return best
}

// closeBracket takes off a bracket or quotation that the cut left open.
func closeBracket(s string) string {
	for _, pair := range [][2]string{{"(", ")"}, {"“", "”"}} {
		if i := strings.LastIndex(s, pair[0]); i > 8 && !strings.Contains(s[i:], pair[1]) {
			s = s[:i]
		}
	}
	return s
}

// sentenceCut is where the first sentence or part of s ends before limit, 0 when it does not.
func sentenceCut(s string, limit int) int {
	for i := byteOf(s, 12); i < limit; i++ {
		if s[i] == ';' || s[i] == '.' && sentenceEnd(s, i) || s[i] == ':' {
			return i
		}
	}
	return 0
}

var danglers = wordSet("và|của|các|cho|với|trong|trên|về|để|là|có|được|những|theo|tại|từ|đến|bị|do|nhằm|hoặc|cùng|một|số|công|thực|phòng|trẻ|nhân|bảo|tổ")

// byteOf is the byte offset of the n-th letter, len(s) when s is shorter.
func byteOf(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}
