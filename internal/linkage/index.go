package linkage

import (
	"cmp"
	"slices"
	"sort"
	"sync"
)

// Index finds persons of a register. It is made once and may be asked by many goroutines; a register that has grown needs
// a new one.
type Index struct {
	r      *Register
	byDay  []uint32 // places in the order of their birth dates
	byName lists    // places by name
	byWord lists    // names by word
	idle   sync.Pool
}

// lists are lists of numbers one after the other: list i ends where the next begins.
type lists struct {
	start []uint32
	items []uint32
}

func (l *lists) of(i uint32) []uint32 {
	if int(i)+1 >= len(l.start) {
		return nil
	}
	return l.items[l.start[i]:l.start[i+1]]
}

// newLists gathers what each calls emit with; it calls each twice.
func newLists(n int, each func(emit func(list, item uint32))) lists {
	l := lists{start: make([]uint32, n+1)}
	total := uint32(0)
	each(func(list, _ uint32) { l.start[list]++; total++ })
	sum := uint32(0)
	for i, c := range l.start {
		l.start[i] = sum
		sum += c
	}
	l.items = make([]uint32, total)
	next := slices.Clone(l.start)
	each(func(list, item uint32) { l.items[next[list]] = item; next[list]++ })
	return l
}

// NewIndex makes the index of a register.
func NewIndex(r *Register) *Index {
	r.count()
	x := &Index{r: r, byDay: make([]uint32, len(r.people))}
	for i := range x.byDay {
		x.byDay[i] = uint32(i)
	}
	slices.SortFunc(x.byDay, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(r.people[a].birth, r.people[b].birth), cmp.Compare(a, b))
	})
	x.byName = newLists(len(r.names.list), func(emit func(list, item uint32)) {
		for i := range r.people {
			emit(r.people[i].name, uint32(i))
		}
	})
	x.byWord = newLists(len(r.names.words), func(emit func(list, item uint32)) {
		for id := range r.names.list {
			if len(x.byName.of(uint32(id))) == 0 {
				continue // a name of parents only
			}
			n := &r.names.list[id]
			for i := range n.n {
				if !slices.Contains(n.w[:i], n.w[i]) {
					emit(n.w[i], uint32(id))
				}
			}
		}
	})
	x.idle.New = func() any { return newSearcher(x) }
	return x
}

// bornOn gives the places of those born on a day.
func (x *Index) bornOn(d Date) []uint32 {
	people := x.r.people
	from := sort.Search(len(x.byDay), func(i int) bool { return people[x.byDay[i]].birth >= d })
	to := from
	for to < len(x.byDay) && people[x.byDay[to]].birth == d {
		to++
	}
	return x.byDay[from:to]
}
