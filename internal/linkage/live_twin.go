package linkage

import (
	"bytes"
	"cmp"
	"slices"
)

// Twin is a person who may be one with the person asked about.
type Twin struct {
	Key Key
	Explanation
}

// Near gives at most most persons of the register who are more likely than not the person p, the likeliest first, with the
// weights known before any data. except is left out: the person itself, when it is in the register. Only p's commune is
// looked at.
func (l *Live) Near(p Person, except Key, most int) []Twin {
	l.mu.Lock() // preparing a person adds its names
	defer l.mu.Unlock()
	rec, m := l.r.prepare(p), Prior()
	l.x.grow()
	var out []Twin
	seen := map[uint32]bool{}
	look := func(place uint32) {
		other := &l.r.people[place]
		if seen[place] || l.x.gone[place] || other.commune != rec.commune || l.x.keys[place] == except {
			return
		}
		seen[place] = true
		if _, ok := l.r.weigh(m, &rec, other, 0); ok {
			out = append(out, Twin{l.x.keys[place], l.r.explained(m, &rec, other)})
		}
	}
	for i := range l.x.by {
		if i == keyBirth && rec.birth.Day() == 0 {
			continue
		}
		l.x.by[i].each(l.r.people, l.x.by[i].of(&rec), look)
	}
	if rec.name != 0 {
		l.x.byName.each(rec.name, look)
	}
	slices.SortFunc(out, func(a, b Twin) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), bytes.Compare(a.Key[:], b.Key[:]))
	})
	return out[:min(len(out), most)]
}

func (r *Register) explained(m *Model, a, b *record) Explanation {
	e := r.compare(a, b)
	j := r.judge(m, a, b, &e)
	return explain(&e, &j)
}

// Why says what speaks for and against two persons being one child; ok is false when one of them is not there.
func (l *Live) Why(a, b Key) (x Explanation, ok bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	i, okA := l.place[a]
	j, okB := l.place[b]
	if !okA || !okB {
		return Explanation{}, false
	}
	return l.r.explained(Prior(), &l.r.people[i], &l.r.people[j]), true
}

// Double is two persons who are more likely than not one child, in a group of them.
type Double struct {
	A, B    Key    // A before B
	Commune string // of A
	Weight  float32
	Group   Key // the first of the group; empty when its pairs are kept apart by evidence
}

// Doubles finds the doubled persons, the heaviest first, with weights learnt from the register: of one commune, or across all of
// them. apart says of which pairs a person has decided that they are not one child; it may be nil. Nobody can change the register meanwhile: about six seconds for a million
// persons. It uses two processors.
func (l *Live) Doubles(across bool, apart func(a, b Key) bool) []Double {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.dead > 0 {
		l.remake()
	}
	m, all := l.r.Duplicates()
	pairs := all[:0]
	keys := l.x.keys
	for _, p := range all {
		if (across || l.r.people[p.A].commune == l.r.people[p.B].commune) && (apart == nil || !apart(keys[p.A], keys[p.B])) {
			pairs = append(pairs, p)
		}
	}
	group := l.r.clusters(m, pairs, func(a, b int32) bool { return apart != nil && apart(keys[a], keys[b]) })
	communes := make([]string, len(l.r.communes)+1)
	for code, id := range l.r.communes {
		communes[id] = code
	}
	out := make([]Double, len(pairs))
	for i, p := range pairs {
		a, b := keys[p.A], keys[p.B]
		if bytes.Compare(a[:], b[:]) > 0 {
			a, b = b, a
		}
		out[i] = Double{A: a, B: b, Commune: communes[l.r.people[l.place[a]].commune], Weight: p.Weight}
		if group[p.A] == group[p.B] {
			out[i].Group = keys[group[p.A]]
		}
	}
	return out
}
