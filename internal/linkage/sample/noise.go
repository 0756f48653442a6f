package sample

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// habits is the mixture of slips of one seed: how often each kind happens relative to the others.
type habits struct {
	name, birth, number weighted
	moved, parent       float64
}

// newHabits draws a mixture: each kind may be from three times rarer to three times more common than in the next seed.
func newHabits(r *rand.Rand) habits {
	var h habits
	vary := func(w *weighted, counts map[string]int, order ...string) {
		for _, kind := range order {
			w.add(kind, 1+int(float64(counts[kind])*(.33+2.67*r.Float64()*r.Float64())))
		}
	}
	vary(&h.name, map[string]int{"same": 800, "nodiac": 300, "upper": 150, "tone": 120, "letter": 260, "sound": 150, "telex": 90, "vni": 50,
		"middle": 150, "initial": 70, "swap": 60, "glued": 50, "nickname": 30, "mothers": 40, "two": 70},
		"same", "nodiac", "upper", "tone", "letter", "sound", "telex", "vni", "middle", "initial", "swap", "glued", "nickname", "mothers", "two")
	vary(&h.birth, map[string]int{"same": 850, "day": 30, "swap": 25, "year": 25, "newyear": 20, "yearonly": 10, "empty": 10, "month": 10},
		"same", "day", "swap", "year", "newyear", "yearonly", "empty", "month")
	vary(&h.number, map[string]int{"same": 500, "empty": 400, "digit": 60, "neighbours": 20}, "same", "empty", "digit", "neighbours")
	h.moved, h.parent = .1+.25*r.Float64(), .15+.25*r.Float64()
	return h
}

// mayDouble writes some children down once or twice more, as another list would have them.
func (w *world) mayDouble(c Row) {
	// One more than needed: what is left over is cut at the end.
	for share := shareOfDoubles / (1 - shareOfDoubles) * 1.1; w.rnd.Float64() < share; share = .03 {
		w.doubles = append(w.doubles, w.again(c))
	}
}

func (w *world) again(c Row) Row {
	r, h, scale := w.rnd, &w.habits, w.options.Noise/1.3
	if r.Float64() < scale {
		c.Name, _ = w.slip(c.Name)
	}
	if r.Float64() < scale {
		c.Birth = w.date(c.Birth, h.birth.draw(r))
	}
	if r.Float64() < scale {
		c.Number = w.digits(c.Number, h.number.draw(r))
	}
	for _, p := range []*string{&c.Mother, &c.Father} {
		if r.Float64() < h.parent*scale {
			*p, _ = w.slip(*p)
		}
	}
	if r.Float64() < .01*scale {
		c.Mother, c.Father = c.Father, c.Mother
	}
	if r.Float64() < .012*scale {
		c.Sex = map[string]string{"Nam": "Nữ", "Nữ": "Nam"}[c.Sex]
	}
	if r.Float64() < h.moved*scale {
		c.Commune, c.Household, c.Hamlet = w.commune(), "", ""
	}
	if r.Float64() < .3*scale {
		c.Phone = w.phone()
	}
	w.blanks(&c)
	w.blanks(&c)
	return c
}

func (w *world) date(d, kind string) string {
	if len(d) != 10 {
		return d
	}
	y, m, day := number(d[:4]), number(d[5:7]), number(d[8:])
	switch kind {
	case "day":
		day = 1 + (day+w.rnd.IntN(3))%28
	case "swap":
		if day <= 12 {
			m, day = day, m
		}
	case "year":
		y += 1 - 2*w.rnd.IntN(2)
	case "month":
		m = 1 + m%12
		day = min(day, 28)
	case "newyear":
		m, day = 1, 1
	case "yearonly":
		return d[:4]
	case "empty":
		return ""
	}
	two := func(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	return strconv.Itoa(y) + "-" + two(m) + "-" + two(day)
}

func (w *world) digits(s, kind string) string {
	if s == "" || kind == "empty" {
		return ""
	}
	b, at := []byte(s), w.rnd.IntN(len(s)-1)
	switch kind {
	case "digit":
		b[at] = '0' + (b[at]-'0'+1+byte(w.rnd.IntN(9)))%10
	case "neighbours":
		b[at], b[at+1] = b[at+1], b[at]
	}
	return string(b)
}

// mayAsk makes one search for about 1 in 40 children, at most a thousand.
func (w *world) mayAsk(c Row) {
	every := max(40, w.options.Rows/1000)
	if w.rnd.IntN(every) != 0 {
		return
	}
	q := Query{Child: c.Child, Birth: c.Birth, Commune: c.Commune}
	q.Name, q.Kind = w.slip(c.Name)
	if x := w.rnd.Float64(); x < .06 {
		for q.Birth == c.Birth && c.Birth != "" {
			q.Birth = w.date(c.Birth, w.habits.birth.draw(w.rnd))
		}
		q.Kind += "+date"
	} else if x < .08 {
		q.Birth = q.Birth[:4]
		q.Kind += "+year"
	} else if x < .09 {
		q.Birth = ""
		q.Kind += "+nodate"
	}
	q.Name = strings.TrimSpace(q.Name)
	w.queries = append(w.queries, q)
}
