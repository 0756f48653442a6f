// Package place is the catalogue of Vietnam's administrative units with the days on which each of them held.
//
// A code alone names nothing: the commune level of 2025 took over codes of units that it replaced, so a unit is its code
// plus the day from which it holds. The catalogue covers the three levels that ended on 30/06/2025, the two levels since
// then, and who followed whom. It is embedded, needs no network, and is read on first use only.
package place

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
)

// Kind is the common noun of a unit, as it stands in a sentence.
type Kind string

// The kinds of today, then those that ended on 30/06/2025. A city is of the first level today; until then it could also
// be a district-level city, see Place.Level.
const (
	Province    Kind = "tỉnh"
	City        Kind = "thành phố"
	Commune     Kind = "xã"
	Ward        Kind = "phường"
	SpecialZone Kind = "đặc khu"

	UrbanDistrict Kind = "quận"
	District      Kind = "huyện"
	Town          Kind = "thị xã"
	Township      Kind = "thị trấn"
)

// Level is the height of a unit in the State's order.
type Level int

// The levels, from the top. The middle one ended on 30/06/2025.
const (
	ProvinceLevel Level = 1 + iota
	DistrictLevel
	CommuneLevel
)

// Place is one unit with one name, one kind and one code, from one day to another.
type Place struct {
	ID       string // the same in every installation
	Code     string // of the statistics office: 2 figures for a province, 3 for a district, 5 for a commune
	Kind     Kind
	Name     string  // "Mỹ Hào"
	FullName string  // "phường Mỹ Hào", as a sentence of an official document writes it
	ParentID string  // the unit above on the day asked for; empty for a province
	Parent   string  // its full name: "tỉnh Hưng Yên", of an old commune "thị xã Mỹ Hào"
	Province string  // full name of the province, of a province its own
	From     day.Day // first day; zero when not known, as for all units that ended on 30/06/2025
	To       day.Day // last day; zero while the unit exists
	Source   string  // where the entry comes from
}

// IDOf is the id of the unit that has a code from a day; the zero Day for units whose start is not known.
func IDOf(code string, from day.Day) string { return ident.Derived("place", code, from.ISO()) }

// Level tells a commune from a province; a city can be of the first level or, until 30/06/2025, of the second.
func (p Place) Level() Level {
	switch len(p.Code) {
	case 2:
		return ProvinceLevel
	case 3:
		return DistrictLevel
	}
	return CommuneLevel
}

// Holds reports whether the unit exists on a day. The zero Day asks whether it has not ended.
func (p Place) Holds(at day.Day) bool {
	if at.IsZero() {
		return p.To.IsZero()
	}
	return !at.Before(p.From) && (p.To.IsZero() || !at.After(p.To))
}

// Address is the name with the province: "phường Mỹ Hào, tỉnh Hưng Yên".
func (p Place) Address() string {
	if p.Province == "" || p.Province == p.FullName {
		return p.FullName
	}
	return p.FullName + ", " + p.Province
}
