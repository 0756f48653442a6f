package planread

import (
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Default is the register of bodies of this package with the embedded catalogue of places. The catalogue is read when the first
// place is asked for; it is safe for use by many at once.
func Default() Registers { return defaultRegisters{} }

type defaultRegisters struct{}

// Body finds the longest name of a body at the start of text.
func (defaultRegisters) Body(text string, at day.Day) (string, int, bool) {
	b, ok := findBody(low(text[:min(len(text), 160)]), at)
	return b.name, len(b.low), ok
}

// Place finds a unit by kind and name, without regard to marks. A unit that existed before the day counts: plans name old units.
func (defaultRegisters) Place(name string, at day.Day) (string, bool, bool) {
	found := placeIndex()[vi.Fold(name)]
	registered := ""
	for _, f := range found {
		if strings.EqualFold(vi.Spell(f.FullName), vi.Spell(name)) {
			return f.FullName, true, true
		}
		if registered == "" || f.Holds(at) {
			registered = f.FullName
		}
	}
	return registered, false, len(found) > 0
}

// UnitSince gives the first day of a unit when the catalogue knows it.
func (defaultRegisters) UnitSince(name string) (day.Day, bool) {
	var first day.Day
	for _, f := range placeIndex()[vi.Fold(name)] {
		if !strings.EqualFold(vi.Spell(f.FullName), vi.Spell(name)) {
			continue
		}
		if f.From.IsZero() {
			return day.Day{}, false
		}
		if first.IsZero() || f.From.Before(first) {
			first = f.From
		}
	}
	return first, !first.IsZero()
}

// placeIndex has the units of all times by their folded full names.
var placeIndex = sync.OnceValue(func() map[string][]place.Place {
	m := map[string][]place.Place{}
	c, err := place.Load()
	if err != nil {
		return m
	}
	last := day.Must(2025, 6, 30)
	for _, at := range []day.Day{last, last.Add(1), {}} {
		for level := place.ProvinceLevel; level <= place.CommuneLevel; level++ {
			for _, p := range c.On(level, at) {
				k := vi.Fold(p.FullName)
				m[k] = append(m[k], p)
			}
		}
	}
	return m
})
