package planread

import "strings"

// bodies compares the bodies that are given work with the register.
func (c *checker) bodies() {
	seen := map[string]bool{}
	check := func(as []Actor) {
		for _, a := range as {
			key := itoa(a.Line) + a.Name
			if a.Name != "" && !seen[key] {
				seen[key] = true
				c.body(a)
			}
		}
	}
	for _, t := range c.r.plan.Tasks {
		check(t.Actors)
	}
	for _, a := range c.r.plan.Assignments {
		check(a.Actors)
	}
	for _, r := range c.r.plan.Reports {
		check(r.Actors)
	}
}

func (c *checker) body(a Actor) {
	l := low(a.Name)
	if b, ok := findBody(l, c.r.at); ok {
		if !b.holdsIn(c.r.issued()) {
			c.add("body-ended", a.Line, a.Name, "", "“%s” không có trong danh mục cơ quan tại thời điểm của kế hoạch: kiểm tra tên hiện nay.", a.Name)
		}
		return
	}
	want, words, ok := nearBody(l, c.r.at)
	if !ok {
		return
	}
	proposal := strings.TrimSpace(want + a.Name[wordsEnd(a.Name, words):])
	c.add("actor-not-found", a.Line, a.Name, proposal, "Không có cơ quan tên “%s”; có thể là “%s”.", a.Name, proposal)
}

// wordsEnd is where the n-th word of a name ends.
func wordsEnd(s string, n int) int {
	in := false
	for i, r := range s {
		letter := !strings.ContainsRune(" ,-–;()", r)
		if in && !letter {
			if n--; n == 0 {
				return i
			}
		}
		in = letter
	}
	return len(s)
}
