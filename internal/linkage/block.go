package linkage

const placeBits = 24

// keyed gives the keys of one record under one way of bringing candidates together.
type keyed func(r *Register, p *record, emit func(uint64))

// passes are the ways. Two records are compared when they share a key of any of them: a slip in one field leaves the
// others. What lies in no two ways together (another name, another date, no parent, moved) is given up.
var passes = []keyed{
	dayAndWord, // the longest first, so that both workers end together
	func(_ *Register, p *record, emit func(uint64)) { // the number
		if p.number != 0 {
			emit(mix(p.number))
		}
	},
	func(_ *Register, p *record, emit func(uint64)) { // the household
		if p.household != 0 {
			emit(p.household)
		}
	},
	func(_ *Register, p *record, emit func(uint64)) { // both parents
		if p.motherSum != 0 && p.fatherSum != 0 {
			emit(key(p.motherSum, p.fatherSum))
		}
	},
	func(_ *Register, p *record, emit func(uint64)) { // the telephone
		if p.phone != 0 {
			emit(mix(p.phone))
		}
	},
	nameAnd(func(p *record) uint32 { return uint32(p.birth.Year()) }),
	nameAnd(func(p *record) uint32 { return uint32(p.birth & 511) }),
	nameAnd(func(p *record) uint32 { return p.motherSum }),
	nameAnd(func(p *record) uint32 { return p.fatherSum }),
	func(_ *Register, p *record, emit func(uint64)) { // day and mother
		if p.motherSum != 0 && p.birth.Day() != 0 {
			emit(key(uint32(p.birth), p.motherSum))
		}
	},
	func(_ *Register, p *record, emit func(uint64)) { // day and father
		if p.fatherSum != 0 && p.birth.Day() != 0 {
			emit(key(uint32(p.birth), p.fatherSum))
		}
	},
	givenAnd(func(p *record) uint32 { return p.motherSum }),
	givenAnd(func(p *record) uint32 { return p.fatherSum }),
}

// dayAndWord brings together who was born on one day and shares the sound of a word that is not the family name.
func dayAndWord(r *Register, p *record, emit func(uint64)) {
	if p.birth.Day() == 0 {
		return
	}
	n := &r.names.list[p.name]
	first := uint32(1)
	if n.n == 2 {
		first = 0
	}
	for i := first; i < n.n; i++ {
		emit(mix(uint64(r.names.sounds[n.w[i]])^uint64(p.birth)<<32) | 1)
	}
}

// nameAnd brings together the same sounds of the name, in any order, with another value.
func nameAnd(value func(*record) uint32) keyed {
	return func(_ *Register, p *record, emit func(uint64)) {
		if v := value(p); v != 0 && p.soundSum != 0 {
			emit(key(p.soundSum, v))
		}
	}
}

func givenAnd(value func(*record) uint32) keyed {
	return func(r *Register, p *record, emit func(uint64)) {
		n := &r.names.list[p.name]
		if v := value(p); v != 0 && n.n > 0 {
			emit(mix(uint64(r.names.sounds[n.w[n.n-1]])) ^ key(v, 1))
		}
	}
}

func key(a, b uint32) uint64 { return mix(uint64(a)<<32 | uint64(b)) }

// mostTogether bounds a block: a key that more records share says nothing about them.
const mostTogether = 400

// blocks calls visit with the places of every block of one pass; keys and spare are working memory.
func (r *Register) blocks(by keyed, keys, spare []uint64, visit func(block []uint64)) (k, s []uint64) {
	keys = keys[:0]
	for i := range r.people {
		by(r, &r.people[i], func(h uint64) { keys = append(keys, h>>placeBits<<placeBits|uint64(i)) })
	}
	if cap(spare) < len(keys) {
		spare = make([]uint64, len(keys), cap(keys))
	}
	sorted := sortKeys(keys, spare[:len(keys)])
	for from := 0; from < len(sorted); {
		to := from + 1
		for to < len(sorted) && sorted[to]>>placeBits == sorted[from]>>placeBits {
			to++
		}
		if n := to - from; n > 1 && n <= mostTogether {
			visit(sorted[from:to])
		}
		from = to
	}
	return keys, spare
}
