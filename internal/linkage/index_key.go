package linkage

import (
	"slices"
	"sort"
)

// keyed64 finds the persons that have a value: those of the beginning in one sorted list, those added since by the value.
type keyed64 struct {
	of    func(*record) uint64 // 0 is unknown
	first []uint32
	more  map[uint64][]uint32
}

// The values by which persons are found directly.
const (
	keyBirth = iota
	keyNumber
	keyPhone
	keyHousehold
	keyMother
	keyFather
	keyCount
)

var keysOf = [keyCount]func(*record) uint64{
	keyBirth:     func(p *record) uint64 { return uint64(p.birth) },
	keyNumber:    func(p *record) uint64 { return p.number },
	keyPhone:     func(p *record) uint64 { return p.phone },
	keyHousehold: func(p *record) uint64 { return p.household },
	keyMother:    func(p *record) uint64 { return uint64(p.motherSum) },
	keyFather:    func(p *record) uint64 { return uint64(p.fatherSum) },
}

func newKeyed(people []record, of func(*record) uint64) keyed64 {
	type entry struct {
		value uint64
		place uint32
	}
	all := make([]entry, 0, len(people))
	for i := range people {
		if v := of(&people[i]); v != 0 {
			all = append(all, entry{v, uint32(i)})
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		switch {
		case a.value < b.value, a.value == b.value && a.place < b.place:
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	k := keyed64{of: of, first: make([]uint32, len(all)), more: map[uint64][]uint32{}}
	for i, e := range all {
		k.first[i] = e.place
	}
	return k
}

// each visits the places of the persons with a value.
func (k *keyed64) each(people []record, value uint64, visit func(place uint32)) {
	if value == 0 {
		return
	}
	from := sort.Search(len(k.first), func(i int) bool { return k.of(&people[k.first[i]]) >= value })
	for _, place := range k.first[from:] {
		if k.of(&people[place]) != value {
			break
		}
		visit(place)
	}
	for _, place := range k.more[value] {
		visit(place)
	}
}
