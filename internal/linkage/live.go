package linkage

import (
	"slices"
	"sync"
)

// Key names a person in the database from which a Live is filled: the bytes of its id.
type Key [16]byte

// Live is a register with its index that follows a database: persons are put, changed and taken away while others search.
// What it answers after any changes is what one made anew would answer. Its zero value is not ready; use NewLive.
type Live struct {
	mu    sync.RWMutex
	r     *Register
	x     *Index
	place map[Key]uint32
	dead  int // persons that are gone or were written anew
	since int // persons added since the index was made
}

// Put is one person as the database has it now.
type Put struct {
	Key    Key
	Person Person
	Gone   bool // no longer there
}

// NewLive makes an empty one, with room for n persons.
func NewLive(n int) *Live {
	l := &Live{r: NewRegister(n), place: make(map[Key]uint32, n)}
	l.x = NewIndex(l.r)
	l.x.keys, l.x.gone = make([]Key, 0, n), make([]bool, 0, n)
	return l
}

// Len is how many persons there are.
func (l *Live) Len() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return len(l.place)
}

// Fill adds many persons at once; Ready must follow the last Fill before anybody searches.
func (l *Live) Fill(list []Put) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range list {
		l.drop(p.Key)
		if !p.Gone {
			l.append(p)
		}
	}
}

// Ready makes the index of what was filled.
func (l *Live) Ready() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.remake()
}

// Apply takes over changes. When much has changed since the index was made it is made anew, which takes seconds for a
// million persons.
func (l *Live) Apply(list []Put) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range list {
		l.drop(p.Key)
		if !p.Gone {
			l.index(l.append(p))
		}
	}
	if l.since+l.dead > max(4096, len(l.r.people)/5) {
		l.remake()
	}
}

func (l *Live) append(p Put) uint32 {
	place := uint32(l.r.Add(p.Person))
	l.place[p.Key] = place
	l.x.keys, l.x.gone = append(l.x.keys, p.Key), append(l.x.gone, false)
	return place
}

// index adds one person to what the index knows.
func (l *Live) index(place uint32) {
	l.since++
	x, p := l.x, &l.r.people[place]
	for i := range x.by {
		k := &x.by[i]
		if v := k.of(p); v != 0 {
			k.more[v] = append(k.more[v], place)
		}
	}
	x.byName.add(p.name, place)
	x.grow()
	if x.living[p.name]++; x.living[p.name] == 1 {
		l.r.names.list[p.name].each(func(w uint32) {
			x.words[w]++
			if !slices.Contains(x.byWord.more[w], p.name) && !slices.Contains(x.byWord.of(w), p.name) {
				x.byWord.add(w, p.name)
			}
		})
	}
}

// grow makes room for names and words that came since.
func (x *Index) grow() {
	t := x.r.names
	for len(x.living) < len(t.list) {
		x.living = append(x.living, 0)
	}
	for len(x.words) < len(t.words) {
		x.words = append(x.words, 0)
	}
}

// drop takes a person away, when there is one.
func (l *Live) drop(key Key) {
	place, ok := l.place[key]
	if !ok {
		return
	}
	delete(l.place, key)
	l.dead++
	x := l.x
	x.gone[place] = true
	id := l.r.people[place].name
	if int(id) >= len(x.living) || x.living[id] == 0 {
		return // filled, and not yet in the index
	}
	if x.living[id]--; x.living[id] == 0 {
		l.r.names.list[id].each(func(w uint32) { x.words[w]-- })
	}
}

// remake leaves out who is gone and makes the index anew.
func (l *Live) remake() {
	keys, kept := l.x.keys, l.r.people[:0]
	left := keys[:0]
	for i := range l.r.people {
		if l.x.gone[i] {
			continue
		}
		l.place[keys[i]] = uint32(len(kept))
		kept, left = append(kept, l.r.people[i]), append(left, keys[i])
	}
	clear(l.r.people[len(kept):])
	l.r.people, l.dead, l.since = kept, 0, 0
	l.r.freq.people = 0
	l.x = NewIndex(l.r)
	l.x.keys, l.x.gone = left, make([]bool, len(kept), cap(l.r.people))
}

// Found is a person of an answer.
type Found struct {
	Key   Key
	Score float32
	Name  NameLevel
}

// Search is Index.Search.
func (l *Live) Search(q Query, most int) []Found {
	l.mu.RLock()
	defer l.mu.RUnlock()
	hits := l.x.Search(q, most)
	out := make([]Found, len(hits))
	for i, h := range hits {
		out[i] = Found{l.x.keys[h.Place], h.Score, h.Name}
	}
	return out
}
