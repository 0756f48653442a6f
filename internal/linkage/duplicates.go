package linkage

import (
	"cmp"
	"slices"
	"sync"
)

// Pair is two records that may be of one child, A before B, with the weight of evidence in bits.
type Pair struct {
	A, B   int32
	Weight float32
}

// Pairs finds all pairs of the register whose weight is at least least, the heaviest first. It uses two processors.
func (r *Register) Pairs(m *Model, least float32) []Pair {
	r.count()
	work := make(chan keyed, len(passes))
	for _, p := range passes {
		work <- p
	}
	close(work)
	var mu sync.Mutex
	var all []Pair
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			var keys, spare []uint64
			var found []Pair
			for by := range work {
				keys, spare = r.blocks(by, keys, spare, func(block []uint64) { found = r.within(m, block, least, found) })
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, found...)
		})
	}
	wg.Wait()
	return tidy(all)
}

const workers = 2

// within compares the records of one block with one another.
func (r *Register) within(m *Model, block []uint64, least float32, found []Pair) []Pair {
	for i, x := range block {
		a := int32(x & MostPersons)
		for _, y := range block[i+1:] {
			b := int32(y & MostPersons)
			if a == b {
				continue
			}
			if w, ok := r.weigh(m, &r.people[a], &r.people[b], least); ok {
				found = append(found, Pair{min(a, b), max(a, b), w})
			}
		}
	}
	return found
}

// weigh compares two records; it looks at the family only when the rest leaves a chance.
func (r *Register) weigh(m *Model, a, b *record, least float32) (float32, bool) {
	e := Evidence{Name: r.compareNames(a, b), Number: compareNumber(a.number, b.number)}
	if e.Name >= NameReplaced && !linked(a, b) && e.Number != NumberSame && e.Number != NumberSlip {
		return 0, false
	}
	e.Birth, e.Sex = compareBirth(a.birth, b.birth), agree(a.sex, b.sex)
	if m.hopeless(&e, least) {
		return 0, false
	}
	r.compareFamily(a, b, &e)
	j := r.judge(m, a, b, &e)
	w := j.score()
	return w, w >= least
}

// linked reports that something besides name and date is the same letter for letter or by its sound.
func linked(a, b *record) bool {
	return a.motherSum == b.motherSum && a.motherSum != 0 || a.fatherSum == b.fatherSum && a.fatherSum != 0 ||
		a.household == b.household && a.household != 0 || a.phone == b.phone && a.phone != 0
}

// hopeless reports that siblings or twins explain the child's own fields better whatever the family says.
func (m *Model) hopeless(e *Evidence, least float32) bool {
	own := func(k kin) float32 {
		return m.name[k][e.Name] + m.birth[k][e.Birth] + m.number[k][e.Number] + m.sex[k][e.Sex] + m.expects[k]
	}
	return own(samePerson)-max(own(siblings), own(twins)) < least
}

// tidy sorts and drops pairs that several passes found.
func tidy(all []Pair) []Pair {
	slices.SortFunc(all, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return slices.CompactFunc(all, func(x, y Pair) bool { return x.A == y.A && x.B == y.B })
}
