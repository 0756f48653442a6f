package place

import (
	"cmp"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// All lists every unit of every day by code and first day, each with the unit above it as on its last day, today for a
// unit that has not ended. A province that changes its kind is another unit while its communes stay what they are: what lay
// above a commune on an earlier day is the unit that had the same code then.
func (c *Catalogue) All() []Place {
	list := make([]Place, len(c.rows))
	for i, r := range c.rows {
		list[i] = r.place
	}
	return list
}

// Also are the other ways in which a unit is printed: spellings of its name, and codes of other editions. The slice is the
// caller's.
func (c *Catalogue) Also(p Place) []string {
	i, ok := c.rowOf(p)
	if !ok {
		return nil
	}
	return slices.Clone(c.rows[i].also)
}

// Change says that on a day one unit went into another.
type Change struct {
	Old, New string  // ids
	Day      day.Day // first day of the new one
	Whole    bool    // the old one went whole into the new one
	Derived  bool    // of a district: it follows from what became of its communes
}

// Changes lists who went into whom, districts too, by the code and first day of the old unit and then of the new one.
func (c *Catalogue) Changes() []Change {
	list := make([]Change, len(c.follows))
	for i, s := range c.follows {
		old, heir := c.rows[s.old].place, c.rows[s.new].place
		written := c.written(s)
		list[i] = Change{Old: old.ID, New: heir.ID, Day: old.To.Add(1), Whole: s.whole, Derived: !written}
	}
	return list
}

// written reports whether a link stands in the data itself.
func (c *Catalogue) written(s succession) bool {
	_, ok := slices.BinarySearchFunc(c.came, s, func(have, want succession) int {
		return cmp.Or(cmp.Compare(have.new, want.new), cmp.Compare(have.old, want.old))
	})
	return ok
}

// Named finds the units of every day by what a person types, as Search does, but gives each of them as it is and not what
// became of it: who asks for an old name wants to hear of the old unit. Those that exist today come before the others of
// their rank.
func (c *Catalogue) Named(typed string, limit int) []Match {
	return c.search(typed, day.Day{}, limit, true)
}
