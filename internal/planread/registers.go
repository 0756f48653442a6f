package planread

import (
	"strings"
	"sync"
	"unicode/utf8"

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
	all := allUnits()
	if name == "" {
		return "", false, false
	}
	if found := all.byName[low(name)]; len(found) > 0 {
		return found[0].FullName, true, true
	}
	registered := ""
	key := vi.Fold(name)
	for _, u := range all.alike[shape(name)] {
		if vi.Fold(u.FullName) != key {
			continue
		}
		if registered == "" || u.Holds(at) {
			registered = u.FullName
		}
	}
	return registered, false, registered != ""
}

// UnitSince gives the first day of a unit when the catalogue knows it.
func (defaultRegisters) UnitSince(name string) (day.Day, bool) {
	var first day.Day
	for _, u := range allUnits().byName[low(name)] {
		if u.From.IsZero() {
			return day.Day{}, false
		}
		if first.IsZero() || u.From.Before(first) {
			first = u.From
		}
	}
	return first, !first.IsZero()
}

// units are the units of all times, by full name in lower case and by the shape of the name.
type units struct {
	byName map[string][]place.Place
	alike  map[string][]place.Place
}

// shape is the same for two names that differ in marks only: the kind's first letter and the letters of each word, counted.
func shape(name string) string {
	b := []byte{low(name[:min(len(name), 1)])[0]}
	for w := range strings.FieldsSeq(name) {
		b = append(b, byte(utf8.RuneCountInString(w)))
	}
	return string(b)
}

var allUnits = sync.OnceValue(func() units {
	u := units{byName: map[string][]place.Place{}, alike: map[string][]place.Place{}}
	c, err := place.Load()
	if err != nil {
		return u
	}
	last := day.Must(2025, 6, 30)
	for _, at := range []day.Day{last, last.Add(1), {}} {
		for level := place.ProvinceLevel; level <= place.CommuneLevel; level++ {
			u.add(c.On(level, at))
		}
	}
	return u
})

func (u *units) add(list []place.Place) {
	for _, p := range list {
		k := low(p.FullName)
		if have := u.byName[k]; len(have) > 0 && have[len(have)-1].ID == p.ID {
			continue
		}
		u.byName[k] = append(u.byName[k], p)
		s := shape(p.FullName)
		u.alike[s] = append(u.alike[s], p)
	}
}
