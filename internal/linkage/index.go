package linkage

import (
	"bytes"
	"slices"
	"sync"
)

// Index finds persons of a register. It is made once and may be asked by many goroutines; a register that has grown needs
// a new one, except under a Live, which adds to it.
type Index struct {
	r      *Register
	by     [keyCount]keyed64
	byName listed   // places by name
	byWord listed   // names by word
	living []uint32 // persons of each name
	words  []uint32 // names with persons, of each word
	gone   []bool   // persons that are no longer there, by place; nil when all are
	keys   []Key    // of the persons, by place; nil when they have none but their places
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

// listed is lists, and what was added to each since they were made.
type listed struct {
	lists
	more map[uint32][]uint32
}

// each visits the items of a list.
func (l *listed) each(i uint32, visit func(uint32)) {
	for _, v := range l.of(i) {
		visit(v)
	}
	for _, v := range l.more[i] {
		visit(v)
	}
}

func (l *listed) add(list, item uint32) { l.more[list] = append(l.more[list], item) }

// NewIndex makes the index of a register.
func NewIndex(r *Register) *Index {
	r.count()
	return newIndex(r)
}

func newIndex(r *Register) *Index {
	x := &Index{r: r, living: make([]uint32, len(r.names.list)), words: make([]uint32, len(r.names.words))}
	for k := range x.by {
		x.by[k] = newKeyed(r.people, keysOf[k])
	}
	for i := range r.people {
		x.living[r.people[i].name]++
	}
	x.byName = listed{newLists(len(r.names.list), func(emit func(list, item uint32)) {
		for i := range r.people {
			emit(r.people[i].name, uint32(i))
		}
	}), map[uint32][]uint32{}}
	x.byWord = listed{newLists(len(r.names.words), func(emit func(list, item uint32)) {
		for id := range r.names.list {
			if x.living[id] > 0 { // else a name of parents only
				r.names.list[id].each(func(w uint32) { emit(w, uint32(id)) })
			}
		}
	}), map[uint32][]uint32{}}
	for id := range r.names.list {
		if x.living[id] > 0 {
			r.names.list[id].each(func(w uint32) { x.words[w]++ })
		}
	}
	x.idle.New = func() any { return newSearcher(x) }
	return x
}

// each visits the words of a name, each once.
func (n *name) each(visit func(word uint32)) {
	for i := range n.n {
		if !slices.Contains(n.w[:i], n.w[i]) {
			visit(n.w[i])
		}
	}
}

// before is the order of two persons who answer a search equally well. It does not depend on when they were added.
func (x *Index) before(a, b int32) bool {
	if x.keys == nil {
		return a < b
	}
	return bytes.Compare(x.keys[a][:], x.keys[b][:]) < 0
}
