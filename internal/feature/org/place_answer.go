package org

import (
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// placeStep is one change on the way of a unit: what it went into, from which day, by what.
type placeStep struct {
	Place place.Place
	Whole bool
}

// placeWay leads from a unit that has ended to one that exists on the day asked for, change by change.
type placeWay []placeStep

func (w placeWay) end() place.Place { return w[len(w)-1].Place }

// whole reports whether nothing on the way was divided.
func (w placeWay) whole() bool {
	for _, s := range w {
		if !s.Whole {
			return false
		}
	}
	return true
}

// words tell the way: "→ xã Hiệp Hòa từ 01/07/2025 → phường Hiệp Hòa từ 20/09/2026".
func (w placeWay) words() string {
	var b strings.Builder
	for i, s := range w {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("→ " + s.Place.FullName + " từ " + s.Place.From.String())
	}
	return b.String()
}

// waysOf finds every way of a unit to the units of a day. A way that comes to a unit twice is kept once.
func waysOf(c *place.Catalogue, p place.Place, at day.Day) []placeWay {
	var ways []placeWay
	met := map[string]bool{}
	var walk func(p place.Place, way placeWay)
	walk = func(p place.Place, way placeWay) {
		for _, s := range c.Successors(p) {
			next := append(way[:len(way):len(way)], placeStep{s.Place, s.Whole})
			switch {
			case !s.Place.Holds(at) && !s.Place.To.IsZero() && s.Place.To.Before(at):
				walk(s.Place, next)
			case !met[s.Place.ID]:
				met[s.Place.ID] = true
				ways = append(ways, next)
			}
		}
	}
	walk(p, nil)
	return ways
}

// placeAnswer is what the look-up says of one unit that bears the name typed, for one day.
type placeAnswer struct {
	Unit    place.Place
	At      day.Day
	Ways    []placeWay // of a unit that has ended before the day
	Origins []origin   // of a unit that exists on the day or begins after it
	Also    []string
}

// origin is a unit of which another was made, with those of which it was made itself.
type origin struct {
	Place  place.Place
	Whole  bool
	Before []origin
}

func answerOf(c *place.Catalogue, p place.Place, at day.Day) placeAnswer {
	a := placeAnswer{Unit: p, At: at, Also: c.Also(p), Origins: originsOf(c, p)}
	if a.ended() {
		a.Ways = waysOf(c, p, at)
	}
	if p.Holds(at) { // with the units above it as on the day
		if then, ok := c.Find(p.Code, at); ok && then.ID == p.ID {
			a.Unit = then
		}
	}
	return a
}

func originsOf(c *place.Catalogue, p place.Place) []origin {
	var list []origin
	for _, s := range c.Predecessors(p) {
		list = append(list, origin{s.Place, s.Whole, originsOf(c, s.Place)})
	}
	return list
}

func (a placeAnswer) ended() bool { return !a.Unit.To.IsZero() && a.Unit.To.Before(a.At) }
func (a placeAnswer) later() bool { return a.Unit.From.After(a.At) }

// headline is the answer in one line: "phường Bần Yên Nhân → phường Mỹ Hào từ 01/07/2025".
func (a placeAnswer) headline() string {
	name := a.Unit.FullName
	switch {
	case a.later():
		return name + ": có từ " + a.Unit.From.String()
	case !a.ended():
		return a.Unit.Address()
	case len(a.Ways) == 1:
		return name + " " + a.Ways[0].words()
	case a.Unit.Level() == place.DistrictLevel && len(a.Ways) > 1:
		return fmt.Sprintf("%s: địa bàn nay thuộc %d đơn vị", name, len(a.Ways))
	case len(a.Ways) > 1:
		return fmt.Sprintf("%s: chia cho %d đơn vị từ %s", name, len(a.Ways), a.Ways[0][0].Place.From)
	}
	return name + ": kết thúc ngày " + a.Unit.To.String()
}

// partWords say of one way of a divided unit how it goes on.
func partWords(w placeWay) string { return strings.TrimPrefix(w.words(), "→ ") }

// manner says whether a unit went whole into one other.
func (a placeAnswer) manner() string {
	switch {
	case len(a.Ways) == 0:
		return ""
	case a.Unit.Level() == place.DistrictLevel:
		return "Cấp huyện kết thúc; các xã, phường của đơn vị này đi theo danh sách dưới"
	case len(a.Ways) == 1 && a.Ways[0].whole():
		return "Toàn bộ địa bàn"
	case len(a.Ways) == 1:
		return "Một phần địa bàn"
	}
	return "Chia địa bàn: phải hỏi thôn hoặc địa chỉ cụ thể mới biết phần nào về đâu"
}

// parents are the units above on the last day, or on the day asked for.
func parentsOf(p place.Place) string {
	if p.Parent == "" || p.Parent == p.Province {
		return p.Province
	}
	return p.Parent + ", " + p.Province
}

// above says what lies above the units that a unit became.
func (a placeAnswer) above() string {
	var list []string
	for _, w := range a.Ways {
		if end := w.end(); end.Level() > place.ProvinceLevel && (len(list) == 0 || list[len(list)-1] != parentsOf(end)) {
			list = append(list, parentsOf(end))
		}
	}
	return strings.Join(list, "; ")
}

// state says in a word how the unit stands on the day.
func (a placeAnswer) state() string {
	switch {
	case a.later():
		return "chưa có ngày " + a.At.String()
	case a.ended():
		return "đã kết thúc"
	case !a.Unit.To.IsZero():
		return "có đến hết " + a.Unit.To.String()
	}
	return "đang có"
}

// originWords name a unit of which another was made: "phường Bần Yên Nhân, thị xã Mỹ Hào (một phần)".
func originWords(o origin) string {
	words := o.Place.FullName
	if o.Place.Parent != "" {
		words += ", " + o.Place.Parent
	}
	if !o.Whole {
		words += " (một phần)"
	}
	return words
}

// originsTitle heads the list of those units.
func (a placeAnswer) originsTitle() string {
	if a.later() {
		return fmt.Sprintf("Trước đó địa bàn này là %d đơn vị", len(a.Origins))
	}
	return fmt.Sprintf("Lập từ %d đơn vị, từ %s", len(a.Origins), a.Unit.From)
}

// basisOf is the act by which a unit ended and others took over, where it was read in the act itself; empty where the
// catalogue does not know the number.
func basisOf(old, heir place.Place) string {
	first := heir.From == twoLevels
	switch {
	case strings.Contains(heir.Source, "/QH") || strings.Contains(heir.Source, "/NQ-"):
		return "Nghị quyết " + heir.Source
	case first && old.Level() == place.ProvinceLevel && vi.Fold(old.Name) != vi.Fold(heir.Name):
		return "Nghị quyết 202/2025/QH15"
	case first && old.Level() == place.CommuneLevel && heir.Province == "tỉnh Hưng Yên":
		return "Nghị quyết 1666/NQ-UBTVQH15"
	case first && old.Level() == place.DistrictLevel:
		return "Luật Tổ chức chính quyền địa phương 72/2025/QH15"
	}
	return ""
}

// twoLevels is the day on which the two levels of today took over.
var twoLevels = day.Must(2025, 7, 1)

// bases are the acts on all ways of a unit, each once.
func (a placeAnswer) bases() string {
	var list []string
	seen := map[string]bool{}
	for _, w := range a.Ways {
		old := a.Unit
		for _, s := range w {
			if b := basisOf(old, s.Place); b != "" && !seen[b] {
				seen[b] = true
				list = append(list, b+" (từ "+s.Place.From.String()+")")
			}
			old = s.Place
		}
	}
	return strings.Join(list, "; ")
}
