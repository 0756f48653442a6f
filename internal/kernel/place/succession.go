package place

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Succession is one unit that follows another or came before it.
type Succession struct {
	Place Place
	Whole bool // the earlier unit went whole into the later one; else it was divided and a person must say where
}

// Successors are the units into which p went on the day after its last one; none while it exists. A district has those
// into which its communes went. To reach the present from long ago, ask again for each of them.
func (c *Catalogue) Successors(p Place) []Succession {
	return c.linked(c.follows, p, func(s succession) (own, other int32) { return s.old, s.new })
}

// Predecessors are the units from which p was made on its first day, at the level where the change was made: a ward of
// 2025 has communes, not their district.
func (c *Catalogue) Predecessors(p Place) []Succession {
	return c.linked(c.came, p, func(s succession) (own, other int32) { return s.new, s.old })
}

// succession links two rows.
type succession struct {
	old, new int32
	whole    bool
}

// linked finds the links of p in a list that is in the order of own.
func (c *Catalogue) linked(list []succession, p Place, ends func(succession) (own, other int32)) []Succession {
	i, ok := c.rowOf(p)
	if !ok {
		return nil
	}
	at, _ := slices.BinarySearchFunc(list, i, func(s succession, i int32) int {
		own, _ := ends(s)
		return cmp.Compare(own, i)
	})
	var found []Succession
	for ; at < len(list); at++ {
		own, other := ends(list[at])
		if own != i {
			break
		}
		found = append(found, Succession{Place: c.rows[other].place, Whole: list[at].whole})
	}
	return found
}

// rowOf is the row of a unit that came from this catalogue.
func (c *Catalogue) rowOf(p Place) (int32, bool) {
	i, ok := c.first[p.Code]
	for ; ok && int(i) < len(c.rows) && c.rows[i].place.Code == p.Code; i++ {
		if c.rows[i].place.From == p.From {
			return i, true
		}
	}
	return 0, false
}

// linkSuccessions finds the two rows of each edge: the old unit as on the eve, the new one as on the day.
func (c *Catalogue) linkSuccessions(edges []edge) error {
	for _, e := range edges {
		old, okOld := c.row(e.old, e.date.Add(-1))
		heir, okNew := c.row(e.new, e.date)
		if !okOld || !okNew {
			return fmt.Errorf("place: %s went into %s on %s: no such unit", e.old, e.new, e.date.ISO())
		}
		c.came = append(c.came, succession{int32(old), int32(heir), e.whole})
	}
	c.follows = slices.Concat(c.came, c.ofDistricts())
	slices.SortFunc(c.came, func(a, b succession) int { return cmp.Or(cmp.Compare(a.new, b.new), cmp.Compare(a.old, b.old)) })
	slices.SortFunc(c.follows, func(a, b succession) int { return cmp.Or(cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new)) })
	return nil
}

// ofDistricts derives what became of the districts from what became of their communes.
func (c *Catalogue) ofDistricts() []succession {
	heirs := map[int32][]succession{}
	for _, s := range c.came {
		up, ok := c.above(int(s.old), c.rows[s.old].place.To)
		if !ok || c.rows[up].place.Level() != DistrictLevel {
			continue
		}
		mine := heirs[int32(up)]
		if at := slices.IndexFunc(mine, func(have succession) bool { return have.new == s.new }); at >= 0 {
			mine[at].whole = mine[at].whole && s.whole
			continue
		}
		heirs[int32(up)] = append(mine, succession{int32(up), s.new, s.whole})
	}
	var all []succession
	for _, mine := range heirs {
		for _, s := range mine {
			s.whole = s.whole && len(mine) == 1
			all = append(all, s)
		}
	}
	return all
}

// heirs appends to list the units of a day that s.new became, however many changes lie between; each is whole when nothing
// on the way was divided.
func (c *Catalogue) heirs(list []succession, s succession, at day.Day) []succession {
	if c.rows[s.new].place.Holds(at) {
		return append(list, s)
	}
	from, _ := slices.BinarySearchFunc(c.follows, s.new, func(f succession, old int32) int { return cmp.Compare(f.old, old) })
	for _, next := range c.follows[from:] {
		if next.old != s.new {
			break
		}
		list = c.heirs(list, succession{old: s.old, new: next.new, whole: s.whole && next.whole}, at)
	}
	return list
}
