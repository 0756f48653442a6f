package planread

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// unit is an administrative unit as a text names it.
type unit struct {
	kind, name string // "thị xã", "Mỹ Hào"
}

func (u unit) String() string { return u.kind + " " + u.name }

// ownUnit is the unit whose body issues the plan.
func (r *reader) ownUnit() unit {
	l := low(r.plan.Head.Issuer)
	for _, t := range unitTypes {
		i := indexWord(l, t)
		if i < 0 {
			continue
		}
		if name := properName(r.plan.Head.Issuer, i+len(t)); name != "" {
			return unit{t, name}
		}
	}
	return unit{}
}

// unitStarters begin every name of a unit; they are looked for first because they are rare.
var unitStarters = map[byte][]string{'t': {"thành phố", "thị xã", "thị trấn", "tỉnh"}, 'p': {"phường"}, 'x': {"xã"}, 'h': {"huyện"}, 'q': {"quận"}, 0xc4: {"đặc khu"}}

// unitsIn calls use for every unit that a text names with its kind, with the byte at which its proper name begins.
func unitsIn(text, l string, use func(u unit, at int)) {
	for i := 0; i < len(l); i++ {
		kinds, ok := unitStarters[l[i]]
		if !ok || !wordStart(l, i) {
			continue
		}
		for _, k := range kinds {
			if !starts(l[i:], k) {
				continue
			}
			if name := properName(text, i+len(k)); name != "" && !unicode.IsDigit(firstRune(name)) {
				use(unit{k, name}, skipBlanks(l, i+len(k)))
			}
			i += len(k) - 1
			break
		}
	}
}

// places compares the names of units with the plan's own unit and with the register.
func (c *checker) places() {
	own := c.r.ownUnit()
	known := map[string]placeAnswer{}
	for _, p := range c.paras {
		unitsIn(p.text, p.low, func(u unit, at int) {
			if c.ownMisspelled(p, u, own, at, known) {
				return
			}
			c.registered(p, u, at, known)
		})
	}
}

// placeAnswer is what the register says of a name.
type placeAnswer struct {
	registered string
	exact, ok  bool
}

func (c *checker) ask(u unit, known map[string]placeAnswer) placeAnswer {
	if c.r.reg == nil {
		return placeAnswer{}
	}
	key := u.String()
	a, ok := known[key]
	if !ok {
		a.registered, a.exact, a.ok = c.r.reg.Place(key, c.r.at)
		known[key] = a
	}
	return a
}

// ownMisspelled notes a name that is nearly the plan's own unit: the head of the document wins.
func (c *checker) ownMisspelled(p *para, u, own unit, at int, known map[string]placeAnswer) bool {
	if own.name == "" || u.kind != own.kind || low(vi.Spell(u.name)) == low(vi.Spell(own.name)) {
		return false
	}
	a, b := []rune(foldKey(u.name)), []rune(foldKey(own.name))
	limit := 2
	if len(b) <= 4 {
		limit = 1
	}
	if distance(a, b, limit) > limit || c.ask(u, known).exact {
		return false
	}
	d := Doubt{Rule: "place-name", Line: p.lineAt(at), Words: u.name, Proposal: own.name, Certain: c.r.reg != nil,
		Text: fmt.Sprintf("Kế hoạch là của %s; “%s” có thể viết sai.", own, u.name)}
	c.note(d)
	return true
}

// registered notes a name whose letters the register has with other marks.
func (c *checker) registered(p *para, u unit, at int, known map[string]placeAnswer) {
	a := c.ask(u, known)
	if !a.ok || a.exact || capitals(u.name) {
		return
	}
	c.add("place-name", p.lineAt(at), u.name, a.registered, "Danh mục đơn vị hành chính có “%s”, ở đây ghi “%s”.", a.registered, u.name)
}

// UnitDater is a register that also knows from which day a unit exists.
type UnitDater interface {
	// UnitSince gives the first day of a unit named with its kind ("thị xã Mỹ Hào"); ok is false when it is not known.
	UnitSince(name string) (from day.Day, ok bool)
}

// unitSince is the first day of a unit.
func (r *reader) unitSince(u unit) (day.Day, bool) {
	if d, ok := r.reg.(UnitDater); ok {
		if from, ok := d.UnitSince(u.String()); ok {
			return from, true
		}
	}
	from, ok := unitStarts()[low(u.String())]
	return from, ok
}

// beforeUnit notes a document of the plan's own committee that is older than its unit.
func (c *checker) beforeUnit(m *mention, d day.Day, line int) {
	own := c.r.ownUnit()
	last := strings.ToLower(m.groups[len(m.groups)-1])
	if own.name == "" || last != "ubnd" && last != "hđnd" || !c.ofOwnUnit(m, own) {
		return
	}
	if from, ok := c.r.unitSince(own); ok && d.Before(from) {
		c.addSure("unit-not-yet-existing", line, m.date, "", "%s có từ ngày %s; văn bản %s ghi ngày %s là của đơn vị trước đó hoặc ghi sai ngày.", vi.Sentence(own.String()), from, m.number, m.date)
	}
}

// ofOwnUnit reports whether a document is of the plan's own committee: no other issuer is named.
func (c *checker) ofOwnUnit(m *mention, own unit) bool {
	l := low(m.issuer)
	if l == "" {
		other := false
		unitsIn(m.about, low(m.about), func(u unit, _ int) {
			other = other || u.kind != own.kind && kindRank(u.kind) < kindRank(own.kind)
		})
		return !other
	}
	return strings.HasSuffix(l, own.kind) || strings.HasSuffix(l, low(own.String()))
}

// kindRank orders the kinds of units from the top of the State.
func kindRank(kind string) int {
	switch kind {
	case "tỉnh", "thành phố":
		return 1
	case "thị xã", "huyện", "quận":
		return 2
	}
	return 3
}
