package planread

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// atomKind is the sort of a stretch of the calendar.
type atomKind int

const (
	atomDay atomKind = iota
	atomMonth
	atomQuarter
	atomHalf
	atomYear
	atomNamed // a festival or campaign
	atomMonthDay
)

// atom is a stretch of the calendar as the text writes it; a year of 0 is left out.
type atom struct {
	kind         atomKind
	d1, m1, d2   int
	m2, y1, y2   int
	from, to     string // rules of a named occasion
	first, after int    // tokens that it takes
}

// atoms finds all stretches of the calendar in the tokens.
func atoms(t []token, l string) []atom {
	var out []atom
	s := &stream{t: t}
	for s.i < len(t) {
		start := s.i
		a, ok := s.atom(l)
		if !ok {
			s.i = start + 1
			continue
		}
		a.first, a.after = start, s.i
		out = append(out, a)
	}
	return out
}

func (s *stream) atom(l string) (atom, bool) {
	switch {
	case s.word(0, "ngày") && s.day(1):
		return s.dayWords()
	case s.word(0, "tháng") && s.month(1):
		s.i++
		return s.months()
	case s.word(0, "quý|quí") && quarterOf(s.peek(1)) > 0:
		s.i++
		return s.quarters()
	case s.word(0, "năm") && s.year(1):
		s.i++
		return s.years()
	case s.year(0):
		return s.years()
	case s.day(0) && s.word(1, "tháng") && s.word(2, "đầu|cuối"):
		return s.half()
	case s.day(0):
		return s.numeric()
	}
	return s.named(l)
}

// dayWords reads "ngày 5 tháng 6 năm 2026", "ngày 05/6/2026", "ngày 25".
func (s *stream) dayWords() (atom, bool) {
	s.i++
	if s.word(1, "tháng") && s.month(2) {
		a := atom{kind: atomDay, d1: s.peek(0).num, m1: s.peek(2).num}
		a.d2, a.m2 = a.d1, a.m1
		s.i += 3
		s.yearAfter(&a)
		return a, true
	}
	if a, ok := s.numeric(); ok {
		return a, true
	}
	a := atom{kind: atomMonthDay, d1: s.peek(0).num}
	s.i++
	return a, true
}

// numeric reads 5/6/2026, 5/6, 01-06/6/2026 and 6/2026.
func (s *stream) numeric() (atom, bool) {
	switch {
	case s.word(1, "-") && s.day(2) && s.word(3, "/") && s.month(4) && !s.year(4):
		a := atom{kind: atomDay, d1: s.peek(0).num, d2: s.peek(2).num, m1: s.peek(4).num, m2: s.peek(4).num}
		s.i += 5
		s.yearAfter(&a)
		return a, true
	case s.word(1, "/|.|-") && s.month(2) && !s.peek(1).gap && !s.peek(2).gap:
		a := atom{kind: atomDay, d1: s.peek(0).num, m1: s.peek(2).num}
		a.d2, a.m2 = a.d1, a.m1
		sep := s.peek(1).text
		if sep != "/" && !(s.word(3, sep) && s.year(4)) {
			return atom{}, false
		}
		s.i += 3
		s.yearAfter(&a)
		return a, true
	case s.month(0) && s.word(1, "/") && s.year(2):
		a := atom{kind: atomMonth, m1: s.peek(0).num, m2: s.peek(0).num, y1: s.peek(2).num}
		a.y2 = a.y1
		s.i += 3
		return a, true
	}
	return atom{}, false
}

// yearAfter takes a year that follows: "/2026", "-2026", "năm 2026", ", năm 2026".
func (s *stream) yearAfter(a *atom) {
	k := 0
	if s.word(0, ",") && s.word(1, "năm") {
		k = 1
	}
	switch {
	case s.word(k, "/|-|.|năm") && s.year(k+1):
		k++
	case s.word(k, "-|/") && s.word(k+1, "năm") && s.year(k+2):
		k += 2
	default:
		return
	}
	a.y1, a.y2 = s.peek(k).num, s.peek(k).num
	s.i += k + 1
}

// months reads "5/2026", "5 năm 2026", "5, 6", "5 - 8", "5, tháng 6", "5 và 6".
func (s *stream) months() (atom, bool) {
	a := atom{kind: atomMonth, m1: s.peek(0).num}
	a.m2 = a.m1
	s.i++
	s.yearAfter(&a)
	for s.word(0, ",|-|và|đến|;") {
		k := 1
		if s.word(0, ",") && s.word(1, "và") {
			k++
		}
		if s.word(k, "tháng") {
			k++
		}
		if !s.month(k) || s.word(k+1, "/") && s.month(k+2) && !s.year(k+2) || s.word(0, ";") && k == 1 {
			break
		}
		if a.y1 > 0 && s.word(0, "đến|-") && !s.word(1, "tháng") {
			break
		}
		if next := s.peek(k).num; !s.word(0, "-|đến") && s.word(k-1, "tháng") && next > a.m2+1 {
			break // "tháng 6, tháng 12" are two months, not seven
		}
		a.m2 = s.peek(k).num
		s.i += k + 1
		b := atom{}
		s.yearAfter(&b)
		switch {
		case b.y1 > 0 && a.y1 == 0:
			a.y1, a.y2 = b.y1, b.y1
		case b.y1 > 0:
			a.y2 = b.y1
		case a.y1 > 0:
			a.y2 = max(a.y1, a.y2)
		}
	}
	if a.y1 == a.y2 && a.m2 < a.m1 {
		a.m1, a.m2 = a.m2, a.m1
	}
	return a, true
}

func quarterOf(t token) int {
	switch t.text {
	case "i", "1":
		return 1
	case "ii", "2":
		return 2
	case "iii", "3":
		return 3
	case "iv", "4":
		return 4
	}
	return 0
}

// quarters reads "iv", "iii năm 2026", "iv/2025", "iv-2025", "i, ii", "i và quý ii".
func (s *stream) quarters() (atom, bool) {
	q := quarterOf(s.peek(0))
	a := atom{kind: atomQuarter, m1: 3*q - 2, m2: 3 * q}
	s.i++
	s.yearAfter(&a)
	for s.word(0, ",|và|-") && a.y1 == 0 {
		k := 1
		if s.word(1, "quý|quí") {
			k++
		}
		q := quarterOf(s.peek(k))
		if q == 0 {
			break
		}
		a.m1, a.m2 = min(a.m1, 3*q-2), max(a.m2, 3*q)
		s.i += k + 1
		s.yearAfter(&a)
	}
	return a, true
}

// years reads "2026", "2026 - 2030", "2026 đến năm 2030".
func (s *stream) years() (atom, bool) {
	a := atom{kind: atomYear, m1: 1, m2: 12, y1: s.peek(0).num, y2: s.peek(0).num}
	s.i++
	k := 1
	if s.word(1, "hết") {
		k++
	}
	if s.word(k, "năm") {
		k++
	}
	if s.word(0, "-|đến") && s.year(k) && s.peek(k).num >= a.y1 {
		a.y2 = s.peek(k).num
		s.i += k + 1
	}
	return a, true
}

// half reads "06 tháng đầu năm 2026", "3 tháng cuối năm".
func (s *stream) half() (atom, bool) {
	n := s.peek(0).num
	if n > 11 {
		return atom{}, false
	}
	a := atom{kind: atomHalf, m1: 1, m2: n}
	if s.word(2, "cuối") {
		a.m1, a.m2 = 13-n, 12
	}
	s.i += 3
	if s.word(0, "năm") && s.year(1) {
		a.y1, a.y2 = s.peek(1).num, s.peek(1).num
		s.i += 2
	} else if s.word(0, "năm") {
		s.i++
	}
	return a, true
}

// occasion is a named day or campaign.
type occasion struct{ name, from, to string }

var occasions = sync.OnceValue(func() []occasion {
	var out []occasion
	for _, r := range records("occasions.txt") {
		out = append(out, occasion{r[0], r[1], r[2]})
	}
	slices.SortStableFunc(out, func(a, b occasion) int { return len(b.name) - len(a.name) })
	return out
})

// named reads the name of an occasion.
func (s *stream) named(l string) (atom, bool) {
	t := s.peek(0)
	if t.num >= 0 || t.end == 0 {
		return atom{}, false
	}
	for _, o := range occasions() {
		if !starts(l[t.at:], o.name) {
			continue
		}
		for s.i < len(s.t) && s.t[s.i].at < t.at+len(o.name) {
			s.i++
		}
		a := atom{kind: atomNamed, from: o.from, to: o.to}
		if s.word(0, "năm") && s.year(1) {
			a.y1 = s.peek(1).num
			s.i += 2
		} else if s.word(0, "(") || s.day(0) {
			k := s.i
			if s.word(0, "(") {
				s.i++
			}
			if b, ok := s.numeric(); ok && b.kind == atomDay && o.from == o.to {
				if s.word(0, ")") {
					s.i++
				}
			} else {
				s.i = k
			}
		}
		return a, true
	}
	return atom{}, false
}

// lunarFeasts are the occasions whose day the lunar calendar sets.
var lunarFeasts = map[string]func(year int) day.Day{"tet": day.Tet, "gioto": day.HungKings, "trungthu": day.MidAutumn}

// occasionDay is the day that a rule of occasions.txt gives in a year.
func occasionDay(rule string, year int) day.Day {
	plus := 0
	if i := strings.IndexAny(rule, "+-"); i > 0 {
		plus, _ = strconv.Atoi(rule[i:])
		rule = rule[:i]
	}
	if feast, ok := lunarFeasts[rule]; ok {
		d := feast(year)
		if !d.IsZero() {
			d = d.Add(plus)
		}
		return d
	}
	dd, mm, _ := strings.Cut(rule, "/")
	n, _ := strconv.Atoi(dd)
	m, _ := strconv.Atoi(mm)
	d, _ := day.Of(year, m, n)
	return d
}

// days gives the stretch in a year for atoms that leave the year out.
func (a atom) days(year int) Range {
	y1, y2 := a.y1, a.y2
	if y1 == 0 {
		y1 = year
	}
	if y2 == 0 {
		y2 = y1
	}
	switch a.kind {
	case atomNamed:
		return Range{occasionDay(a.from, y1), occasionDay(a.to, y1)}
	case atomDay:
		from, _ := day.Of(y1, a.m1, a.d1)
		to, _ := day.Of(y2, a.m2, a.d2)
		return Range{from, to}
	case atomMonthDay:
		return Range{}
	}
	from, ok := day.Of(y1, a.m1, 1)
	if !ok {
		return Range{}
	}
	return Range{from, monthEnd(y2, a.m2)}
}

func monthEnd(year, month int) day.Day {
	if month == 12 {
		d, _ := day.Of(year, 12, 31)
		return d
	}
	d, ok := day.Of(year, month+1, 1)
	if !ok {
		return day.Day{}
	}
	return d.Add(-1)
}
