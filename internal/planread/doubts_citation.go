package planread

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// citations checks every place where a document is named.
func (c *checker) citations() {
	first := map[int]bool{}
	for i := range c.r.cited {
		m := &c.r.cited[i]
		c.symbolForm(m)
		c.kindAndSymbol(m)
		c.issuer(m)
		c.citedDate(m)
		c.sameDocument(m)
		if !first[m.cited] {
			first[m.cited] = true
			c.endedProgramme(m)
			c.repealed(m)
		}
	}
	c.titles()
	c.lawNames()
}

// partySuffixes end the symbols of the Party, which put "-" after the number.
var partySuffixes = wordSet("tw|tu|hu|thu|qu|đu|đuk|bcsđ|bcđtw|btgdvtw|vptw|btctw|ubkttw")

// symbolForm checks how number and symbol are put together.
func (c *checker) symbolForm(m *mention) {
	raw := m.p.text[m.from:m.to]
	last := strings.ToLower(m.groups[len(m.groups)-1])
	party := partySuffixes[last] && strings.Contains(raw, "/"+m.groups[len(m.groups)-1])
	switch {
	case m.sep == " ", party && m.sep == "/":
		want := m.number
		if party {
			want = m.digits + "-" + strings.TrimLeft(m.number[len(m.digits):], "-/")
		}
		c.addSure("symbol-form", m.line(), raw, want, "Số, ký hiệu “%s” viết chưa đúng thể thức; thường viết “%s”.", raw, want)
	case m.spaced && !brokenInside(m):
		c.add("symbol-form", m.line(), raw, m.number, "Có khoảng trắng thừa trong số, ký hiệu “%s”.", raw)
	case m.year == "" && !strings.Contains(raw[len(m.digits):], "-") && strings.Contains(m.number, "-") && m.sep == "/":
		c.add("symbol-form", m.line(), raw, m.number, "Ký hiệu “%s” thiếu dấu nối; thường viết “%s”.", raw, m.number)
	case m.typed && m.start < m.from && !hasWord(m.p.low[m.start:m.from], "số"):
		c.add("missing-so", m.line(), squeeze(m.p.text[m.start:m.to]), squeeze(m.p.text[m.start:m.from])+" số "+m.number, "Thiếu chữ “số” trước số, ký hiệu văn bản.")
	}
}

// brokenInside reports whether a source line ends inside the symbol, so that the blank comes from the break.
func brokenInside(m *mention) bool { return m.p.lineAt(m.from) != m.p.lineAt(m.to-1) }

// kindAndSymbol compares the kind that is written with the kind that the symbol stands for.
func (c *checker) kindAndSymbol(m *mention) {
	abbr, ok := kindByAbbr()[strings.ToLower(m.groups[0])]
	if !ok || len(m.groups) < 2 {
		return
	}
	if !m.typed {
		c.kindSpelling(m, abbr.name)
		return
	}
	written := docKinds[low(m.kind)]
	if written.abbr == "" || written.name == abbr.name || strings.EqualFold(written.abbr, abbr.abbr) || abbr.name == "Quyết định" && written.name == "Quy định" ||
		strings.HasPrefix(low(written.name), low(abbr.name)) {
		return
	}
	raw := squeeze(m.p.text[m.start:m.to])
	c.addSure("kind-symbol", m.line(), raw, abbr.name+" số "+m.number, "Ghi “%s” nhưng ký hiệu %s là của %s.", m.kind, m.number, low(abbr.name))
}

// kindSpelling finds a kind of document that is misspelled before its number.
func (c *checker) kindSpelling(m *mention, want string) {
	base := runeStart(m.p.text, max(0, m.from-40))
	l := strings.TrimRight(m.p.low[base:m.from], " :")
	l = strings.TrimRight(strings.TrimSuffix(l, "số"), " ")
	got := lastWords(l, len(strings.Fields(want)))
	if got == low(want) || len(got) < 4 || foldKey(got) != foldKey(want) && distance([]rune(foldKey(got)), []rune(foldKey(want)), 1) > 1 {
		return
	}
	at := base + strings.LastIndex(l, got)
	c.add("kind-name", m.p.lineAt(at), m.p.text[at:at+len(got)], want, "“%s” có thể là “%s” viết sai.", m.p.text[at:at+len(got)], want)
}

// issuer compares the issuer that is written with the one that the symbol names.
func (c *checker) issuer(m *mention) {
	want, ok := m.issuerOf()
	if !ok || m.issuer == "" {
		return
	}
	got := low(m.issuer)
	if got == low(want.name) || strings.HasPrefix(got, low(want.name)+" ") {
		return
	}
	for _, o := range want.other {
		if starts(got, low(o)) && low(o) != "thủ tướng" || got == low(o) {
			return
		}
	}
	if !knownIssuer(got) {
		return
	}
	c.addSure("wrong-issuer", m.line(), m.number, want.name, "Ký hiệu %s là văn bản của %s, ở đây ghi “%s”.", m.number, want.name, m.issuer)
}

// knownIssuer reports whether a name is that of an issuer whose symbols are known; any other name may only be misread.
func knownIssuer(l string) bool {
	for _, is := range issuerBySuffix() {
		if l == low(is.name) {
			return true
		}
		for _, o := range is.other {
			if l == low(o) {
				return true
			}
		}
	}
	return startsAny(l, []string{"ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd", "bộ chính trị", "ban bí thư"}) != ""
}

// citedDate checks a date against the calendar, the plan and the period that the document is about.
func (c *checker) citedDate(m *mention) {
	if m.date == "" {
		return
	}
	d := printedDay(m.date)
	if d.IsZero() {
		return
	}
	line := m.p.lineAt(m.to)
	if i := strings.Index(m.p.text[m.to:], m.date); i >= 0 {
		line = m.p.lineAt(m.to + i)
	}
	h := c.r.plan.Head
	limit := h.Date
	if limit.IsZero() && h.Year > 0 {
		limit, _ = day.Of(h.Year, 12, 31)
	}
	if !limit.IsZero() && d.After(limit) {
		c.addSure("date-after-plan", line, m.date, "", "Văn bản %s ghi ngày %s, sau ngày của kế hoạch này.", m.number, m.date)
		return
	}
	if from, _ := period(m.about); from-d.Year() > 5 {
		c.add("date-before-period", line, m.date, likelierYear(m.date, d.Year(), from), "Văn bản %s ghi ngày %s nhưng nói về giai đoạn bắt đầu từ năm %d: có thể sai năm.", m.number, m.date, from)
		return
	}
	if d.IsWeekend() && m.year == "" {
		c.add("weekend-issue", line, m.date, "", "Ngày %s là %s; văn bản hiếm khi ký vào ngày nghỉ, nên đối chiếu.", m.date, d.Weekday())
	}
	c.beforeUnit(m, d, line)
}

var periodOf = regexp.MustCompile(`(?i)(?:giai đoạn|thời kỳ)\s+(?:từ\s+)?(?:năm\s+)?((?:19|20)\d{2})\s*(?:[-–]|đến năm|đến)\s*((?:19|20)\d{2})`)

// period is the first period that a title names, zeros when it names none.
func period(title string) (from, to int) {
	m := periodOf.FindStringSubmatch(title)
	if m == nil {
		return 0, 0
	}
	from, _ = strconv.Atoi(m[1])
	to, _ = strconv.Atoi(m[2])
	return from, to
}

// likelierYear proposes the date with the year that the period suggests when only one figure of the year differs.
func likelierYear(date string, year, near int) string {
	a, b := fmt.Sprint(year), fmt.Sprint(near)
	different := 0
	for i := range a {
		if a[i] != b[i] {
			different++
		}
	}
	if different != 1 {
		return ""
	}
	return strings.TrimSuffix(date, a) + b
}

// endedProgramme notes a programme whose period ends with or before the plan's year. A document of the plan's own year was written
// knowing that.
func (c *checker) endedProgramme(m *mention) {
	h := c.r.plan.Head
	_, to := period(m.about)
	d := printedDay(m.date)
	if to == 0 || h.Year == 0 || to > h.Year || !d.IsZero() && d.Year() >= h.Year {
		return
	}
	c.add("ended-programme", m.line(), m.number, "", "%s %s có giai đoạn đến hết năm %d: kiểm tra còn hiệu lực hay đã có văn bản thay thế.", m.kind, m.number, to)
}

// sameDocument compares the mentions of one document: its date and its kind must agree.
func (c *checker) sameDocument(m *mention) {
	doc := c.r.plan.Citations[m.cited]
	d, have := printedDay(m.date), printedDay(doc.Date)
	if !d.IsZero() && !have.IsZero() && d != have {
		c.addSure("citation-conflict", m.line(), m.date, doc.Date, "Văn bản %s ghi ngày %s, nơi khác trong kế hoạch ghi ngày %s.", m.number, m.date, doc.Date)
	}
}

// titles compares what is said of the same document in several places.
func (c *checker) titles() {
	first := map[int]*mention{}
	for i := range c.r.cited {
		m := &c.r.cited[i]
		if len(m.about) < 25 {
			continue
		}
		f, ok := first[m.cited]
		if !ok {
			first[m.cited] = m
			continue
		}
		if differ(titleWords(f.about), titleWords(m.about)) {
			c.add("title-differs", m.line(), shorten(m.about), shorten(f.about), "Trích yếu của %s khác với lần dẫn ở dòng %d.", m.number, f.line())
		}
	}
}

const comparedWords = 40

func titleWords(s string) []string {
	l := strings.NewReplacer(",", " ", "-", " ", "–", " ", "“", " ", "”", " ", "(", " ", ")", " ").Replace(low(s))
	words := strings.Fields(l)
	for len(words) > 0 && (words[0] == "về" || words[0] == "việc") {
		words = words[1:]
	}
	return words[:min(len(words), comparedWords)]
}

// differ reports whether two titles are the same but for one or two words. A title that is cut short is no other title.
func differ(a, b []string) bool {
	n := min(len(a), len(b))
	if n < 5 {
		return false
	}
	same := 0
	for same < n && a[same] == b[same] {
		same++
	}
	if same == n || same < 4 {
		return false
	}
	for skipA := 0; skipA <= 2; skipA++ {
		for skipB := 0; skipB <= 2; skipB++ {
			if skipA+skipB > 0 && goesOnSame(a[min(len(a), same+skipA):], b[min(len(b), same+skipB):]) {
				return true
			}
		}
	}
	return false
}

func goesOnSame(a, b []string) bool {
	n := min(len(a), len(b))
	if n < 3 {
		return false
	}
	for i := range min(n, 6) {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// lawNames notes laws whose names are written with other capitals or marks.
func (c *checker) lawNames() {
	for _, w := range c.r.oddLaws {
		c.add("law-name", w.line, w.words, w.name, "Tên luật viết là “%s”.", w.name)
	}
}

// repealed notes a ground that no longer held when the plan was made.
func (c *checker) repealed(m *mention) {
	for _, r := range repeals() {
		if !strings.EqualFold(r.number, m.number) || r.year != 0 && printedYear(m.date) != 0 && r.year != printedYear(m.date) {
			continue
		}
		at := c.r.plan.Head.Date
		if at.IsZero() {
			at, _ = day.Of(c.r.plan.Head.Year, 1, 1)
		}
		if !at.Before(r.from) {
			c.add("repealed-basis", m.line(), m.number, r.by, "%s hết hiệu lực từ ngày %s, theo %s.", m.number, r.from, r.by)
		}
	}
}
