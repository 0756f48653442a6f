package place

import (
	"cmp"
	"fmt"
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Catalogue answers which unit had a code or a name on a day, and who followed whom. It never changes and is safe for use
// by many at once. Everywhere a zero day.Day asks for the units that exist without an end, those of the present.
type Catalogue struct {
	rows    []row            // by code, then by day
	first   map[string]int32 // the first row of a code
	printed map[string]int32 // the row of a unit by another code under which it is printed
	follows []succession     // by the old row
	came    []succession     // by the new row
	names   func() []entry   // what Search looks through, made on first use
	ids     func() map[string]int32
}

var load = sync.OnceValues(func() (*Catalogue, error) { return read(placesFile, successionsFile) })

// Load reads the embedded catalogue on the first call and returns the same one ever after; a program that never asks never
// pays. An error means that the program file itself is broken.
func Load() (*Catalogue, error) { return load() }

func read(places, successions []byte) (*Catalogue, error) {
	rows, err := readPlaces(places)
	if err != nil {
		return nil, err
	}
	edges, err := readSuccessions(successions)
	if err != nil {
		return nil, err
	}
	c := &Catalogue{rows: rows, first: make(map[string]int32, len(rows)), printed: map[string]int32{}}

	c.names, c.ids = sync.OnceValue(c.makeEntries), sync.OnceValue(c.makeIDs)
	if err := c.linkParents(); err != nil {
		return nil, err
	}
	return c, c.linkSuccessions(edges)
}

// linkParents indexes the codes and gives every unit the one above it on its last day.
func (c *Catalogue) linkParents() error {
	for i, r := range c.rows {
		if i > 0 && compareRows(c.rows[i-1], r) >= 0 {
			return fmt.Errorf("place: %s is out of order", r.place.Code)
		}
		if _, ok := c.first[r.place.Code]; !ok {
			c.first[r.place.Code] = int32(i)
		}
		for _, other := range r.also {
			if isCode(other) {
				c.printed[other] = int32(i)
			}
		}
	}
	for i := range c.rows {
		r := &c.rows[i]
		if _, ok := c.above(i, r.place.To); !ok && r.parent != "" {
			return fmt.Errorf("place: %s lies in %s, which is not there", r.place.Code, r.parent)
		}
		r.place = c.on(i, r.place.To)
	}
	return nil
}

func compareRows(a, b row) int {
	return cmp.Or(strings.Compare(a.place.Code, b.place.Code), a.place.From.Compare(b.place.From))
}

// isCode tells a code from a name.
func isCode(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// row finds the unit that had a code on a day.
func (c *Catalogue) row(code string, at day.Day) (int, bool) {
	first, ok := c.first[code]
	if !ok {
		return 0, false
	}
	for i := int(first); i < len(c.rows) && c.rows[i].place.Code == code; i++ {
		if c.rows[i].place.Holds(at) {
			return i, true
		}
	}
	return 0, false
}

// above finds the row of the unit above row i on a day.
func (c *Catalogue) above(i int, at day.Day) (int, bool) {
	if c.rows[i].parent == "" {
		return 0, false
	}
	return c.row(c.rows[i].parent, at)
}

// on is row i with the names of the units above it as they were on a day on which it holds: a province can change its kind
// while its communes stay what they are.
func (c *Catalogue) on(i int, at day.Day) Place {
	p := c.rows[i].place
	p.Province = p.FullName
	j, ok := c.above(i, at)
	if ok {
		p.ParentID, p.Parent = c.rows[j].place.ID, c.rows[j].place.FullName
	}
	for ; ok; j, ok = c.above(j, at) {
		p.Province = c.rows[j].place.FullName
	}
	return p
}

// Find is the unit that had a code on a day.
func (c *Catalogue) Find(code string, at day.Day) (Place, bool) {
	if i, ok := c.row(code, at); ok {
		return c.on(i, at), true
	}
	if i, ok := c.printed[code]; ok && c.rows[i].place.Holds(at) {
		return c.on(int(i), at), true
	}
	return Place{}, false
}

// ByID is the unit with an id, with the units above it as on its last day.
func (c *Catalogue) ByID(id string) (Place, bool) {
	i, ok := c.ids()[id]
	if !ok {
		return Place{}, false
	}
	return c.rows[i].place, true
}

func (c *Catalogue) makeIDs() map[string]int32 {
	ids := make(map[string]int32, len(c.rows))
	for i, r := range c.rows {
		ids[r.place.ID] = int32(i)
	}
	return ids
}

// On lists the units of a level that existed on a day, by code.
func (c *Catalogue) On(level Level, at day.Day) []Place {
	return c.list(at, func(r *row) bool { return r.place.Level() == level })
}

// Within lists the units directly below another on a day, by code.
func (c *Catalogue) Within(above Place, at day.Day) []Place {
	if !above.Holds(at) {
		return nil
	}
	return c.list(at, func(r *row) bool { return r.parent == above.Code })
}

func (c *Catalogue) list(at day.Day, wanted func(*row) bool) []Place {
	var list []Place
	for i := range c.rows {
		if r := &c.rows[i]; wanted(r) && r.place.Holds(at) {
			list = append(list, c.on(i, at))
		}
	}
	return list
}
