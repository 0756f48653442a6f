package planread

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// dates looks for dates that no calendar has.
func (c *checker) dates() {
	for _, p := range c.paras {
		for i := 0; i < len(p.text); {
			if !isDigit(p.text[i]) {
				i++
				continue
			}
			end := i
			for end < len(p.text) && (isDigit(p.text[end]) || p.text[end] == '/') {
				end++
			}
			if end-i <= 12 && (i == 0 || !isDigit(p.text[i-1]) && p.text[i-1] != '-') {
				c.date(p, i, strings.TrimRight(p.text[i:end], "/"))
			}
			i = end
		}
	}
}

// date checks d/m/y or d/m after "ngày".
func (c *checker) date(p *para, at int, s string) {
	parts := strings.Split(s, "/")
	after := endsAny(p.low[max(0, at-12):at], []string{"ngày"})
	if len(parts) < 2 || len(parts) > 3 || len(parts[0]) > 2 || len(parts[1]) > 2 || parts[0] == "" || parts[1] == "" || len(parts) == 2 && !after {
		return
	}
	end := at + len(s)
	if end < len(p.text) && (p.text[end] == '-' && len(parts) == 2 || isUpper(firstRune(p.text[end:])) || p.text[end] == '%') || strings.HasPrefix(p.text[end:], "/") {
		return
	}
	d, m, y := number(parts[0]), number(parts[1]), 2000
	if len(parts) == 3 {
		y = number(parts[2])
		if len(parts[2]) == 2 {
			y += 2000
		}
		if len(parts[2]) < 2 {
			return
		}
	}
	if len(parts) == 3 && len(parts[2]) != 4 && len(parts[2]) != 2 || y < 1900 || y > 2150 {
		c.addSure("impossible-date", p.lineAt(at), s, c.repairYear(parts), "Năm trong ngày “%s” không hợp lệ.", s)
		return
	}
	if _, ok := day.Of(y, m, d); !ok {
		c.addSure("impossible-date", p.lineAt(at), s, "", "Không có ngày %s trong lịch.", s)
	}
}

func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// repairYear proposes the date with one figure of a five-figure year left out: a year not after the plan's, on a working day if there
// is a choice.
func (c *checker) repairYear(parts []string) string {
	y := parts[2]
	best := ""
	for i := range len(y) {
		try := y[:i] + y[i+1:]
		n := number(try)
		if len(try) != 4 || n < 1945 || n > max(c.r.plan.Head.Year, 1945) {
			continue
		}
		d, ok := day.Of(n, number(parts[1]), number(parts[0]))
		if !ok {
			continue
		}
		s := parts[0] + "/" + parts[1] + "/" + try
		if best == "" || !d.IsWeekend() {
			best = s
		}
		if !d.IsWeekend() {
			break
		}
	}
	return best
}

// dues looks at days by which something must be done.
func (c *checker) dues() {
	for _, r := range c.r.plan.Reports {
		if r.Due.IsZero() {
			continue
		}
		c.weekend(r.Due, r.Raw, r.Span.To)
		c.endedRecipient(r)
	}
	for _, t := range c.r.plan.Tasks {
		if t.When.Kind == WhenDue && !t.When.Due.IsZero() {
			c.weekend(t.When.Due, t.When.Raw, t.When.Line)
		}
	}
}

func (c *checker) weekend(d day.Day, raw string, line int) {
	if !d.IsWeekend() {
		return
	}
	c.add("weekend-due", line, printedIn(raw, d), "", "Hạn rơi vào %s: nên xong trước ngày nghỉ.", d.Weekday())
}

// printedIn is the date as it stands in the words that give it.
func printedIn(raw string, d day.Day) string {
	for _, w := range strings.Fields(raw) {
		w = strings.Trim(w, " .,;()")
		if strings.Count(w, "/") >= 1 {
			return w
		}
	}
	return d.String()
}

// endedRecipient notes a report that is due when its recipient no longer exists.
func (c *checker) endedRecipient(r Report) {
	for _, a := range r.Actors {
		if a.Role != RoleReportTo {
			continue
		}
		l := low(a.Name)
		for kind, last := range endedKinds() {
			if hasWord(l, kind) && r.Due.After(last) && !c.r.at.IsZero() && !c.r.at.After(last) {
				c.add("ended-recipient", r.Span.To, a.Name, "", "Hạn %s sau ngày %s, khi cấp %s đã kết thúc: cần giao lại nơi nhận.", r.Due, last, kind)
			}
		}
	}
}
