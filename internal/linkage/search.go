package linkage

import "slices"

// Query is what a person types to find a child: a name or a full birth date, and what else is known. Empty fields are not
// asked for; what is wrong lowers a child in the list.
type Query struct {
	Name    string
	Birth   Date // may be known in part
	Age     int  // in years at the day of At, when no birth date is known; 0 is not asked for
	At      Date // needed with Age
	Mother  string
	Father  string
	Hamlet  string
	Commune string // of the person who searches: its children come first among equals
	Within  string // commune outside of which nobody is looked for; empty is everywhere

	// Who has one of these is found by it alone; the rest puts them in order.
	Number    string // personal number
	Phone     string
	Household string // in Within, as it was given to Add
}

// Hit is one child of the answer.
type Hit struct {
	Place int32
	Score float32 // 0 is everything as asked; each point is one bit of evidence against
	Name  NameLevel
}

// What each difference costs, in bits. They are fixed: what a list shows first must not change with the register.
var (
	nameCost  = [nameLevels]float32{0, .5, 3, 5, 5, 4, 9, 13, 24}
	birthCost = [birthLevels]float32{5, 0, 3, 5.5, 5.5, 6.5, 6, 12}
)

const (
	otherCommune = 4
	otherHamlet  = 5
	otherMother  = 9
	nearMother   = 2
	noMother     = 2
	// wellFound is a cost below which nobody better can be found among names that are written otherwise.
	wellFound = 5.5
)

// searcher is the working memory of one search at a time.
type searcher struct {
	x     *Index
	names names // the register's words with those of the query after them
	known int   // words of the register
	seen  []uint32
	round uint32

	q       Query
	name    name
	mark    uint32
	mother  name
	father  name
	commune uint16
	hamlet  uint16
	within  uint16
	nowhere bool // Within names a commune without children
	hits    []Hit
	most    int
}

// spareWords is how many unknown words one query may bring.
const spareWords = 64

func newSearcher(x *Index) *searcher {
	s := &searcher{x: x, known: -1}
	s.renew()
	return s
}

// Search gives at most most children, the likeliest first: exactly as typed before without marks, before slips.
func (x *Index) Search(q Query, most int) []Hit {
	if most < 1 {
		return nil
	}
	s := x.idle.Get().(*searcher)
	defer x.idle.Put(s)
	if s.begin(q, most); s.nowhere {
		return nil
	}
	if s.direct() {
		return slices.Clone(s.hits)
	}
	s.onTheDay()
	if !s.done(false) {
		s.sameName()
	}
	if !s.done(true) {
		s.nearNames()
	}
	return slices.Clone(s.hits)
}

func (s *searcher) begin(q Query, most int) {
	s.renew()
	s.names.words, s.names.sounds = s.names.words[:s.known], s.names.sounds[:s.known]
	s.q, s.most, s.hits = q, most, s.hits[:0]
	s.name, s.mark = s.names.read(q.Name, s.spell)
	s.mother, _ = s.names.read(q.Mother, s.spell)
	s.father, _ = s.names.read(q.Father, s.spell)
	s.commune, s.hamlet, s.within = s.x.r.communes[q.Commune], s.x.r.hamlets[q.Hamlet], s.x.r.communes[q.Within]
	s.nowhere = q.Within != "" && s.within == 0
	s.round++
}

// renew takes over the names that were added since the last search.
func (s *searcher) renew() {
	t := s.x.r.names
	if len(s.seen) < len(t.list) {
		s.seen = append(s.seen, make([]uint32, len(t.list)-len(s.seen))...)
	}
	if s.known == len(t.words) {
		s.names.list = t.list
		return
	}
	*s = searcher{x: s.x, names: *t, known: len(t.words), seen: s.seen, round: s.round, hits: s.hits}
	s.names.words = append(make([]word, 0, len(t.words)+spareWords), t.words...)
	s.names.sounds = append(make([]word, 0, len(t.words)+spareWords), t.sounds...)
}

// spell is addWord without changing the register.
func (s *searcher) spell(raw string) spelt {
	if known, ok := s.names.rawWord[raw]; ok {
		return known
	}
	return s.names.spell(raw, func(w string) uint32 {
		if id, ok := s.names.wordID[w]; ok {
			return id
		}
		packed := pack(w)
		if at := slices.Index(s.names.words[s.known:], packed); at >= 0 {
			return uint32(s.known + at)
		}
		if len(s.names.words) < s.known+spareWords {
			s.names.words, s.names.sounds = append(s.names.words, packed), append(s.names.sounds, pack(Phonetic(w)))
		}
		return uint32(len(s.names.words) - 1)
	})
}

// narrow reports that more than a name was typed, so that a slip in the name may be outweighed.
func (s *searcher) narrow() bool {
	return s.q.Birth != 0 || s.q.Age > 0 || s.mother.n > 0 || s.father.n > 0 || s.q.Hamlet != ""
}

// Costs below which nobody better is looked for: behind those born on the day, and behind those of the name when something else
// than a day was asked for. There a wrong child of the same name must not hide the right one whose name was mistyped.
const (
	bornAndNamed = 3
	allAsAsked   = 1
)

func (s *searcher) done(named bool) bool {
	switch {
	case len(s.hits) == 0:
		return false
	case !named:
		return s.narrow() && s.hits[0].Score < bornAndNamed
	case s.q.Birth.Day() > 0:
		return s.hits[0].Score < wellFound
	case s.narrow():
		return s.hits[0].Score < allAsAsked
	}
	return len(s.hits) >= s.most && s.hits[s.most-1].Score < wellFound
}

func (s *searcher) onTheDay() {
	if s.q.Birth.Day() == 0 {
		return
	}
	s.x.by[keyBirth].each(s.x.r.people, uint64(s.q.Birth), func(place uint32) {
		s.consider(place, s.level(s.x.r.people[place].name))
	})
}

func (s *searcher) level(id uint32) NameLevel {
	n := &s.names.list[id]
	switch {
	case *n == s.name, s.name.n == 0: // no name was asked for
		return NameSame
	case n.n == 0:
		return NameOther
	}
	return s.names.compareTo(&s.name, n)
}

func (s *searcher) sameName() {
	id, ok := s.names.nameID[s.name]
	if !ok || s.name.n == 0 {
		return
	}
	s.seen[id] = s.round
	s.x.byName.each(id, func(place uint32) { s.consider(place, NameSame) })
}

// outside reports that a person is gone or nobody who is looked for.
func (s *searcher) outside(place uint32) bool {
	return s.x.gone != nil && s.x.gone[place] || s.within != 0 && s.x.r.people[place].commune != s.within
}

// consider scores one person and keeps it when it is among the best.
func (s *searcher) consider(place uint32, level NameLevel) {
	p := &s.x.r.people[place]
	if level == NameOther || s.outside(place) {
		return
	}
	if level == NameSame && p.mark != s.mark && s.name.n > 0 {
		level = NameMarks
		if (p.mark|s.mark)&1 != 0 {
			level = NamePlain
		}
	}
	h := Hit{int32(place), nameCost[level] + s.rest(p), level}
	if len(s.hits) == s.most && !s.better(h, s.hits[s.most-1]) {
		return
	}
	for i := range s.hits {
		if s.hits[i].Place == h.Place {
			return
		}
	}
	at, _ := slices.BinarySearchFunc(s.hits, h, func(a, b Hit) int {
		if s.better(a, b) {
			return -1
		}
		return 1
	})
	if len(s.hits) == s.most {
		s.hits = s.hits[:s.most-1]
	}
	s.hits = slices.Insert(s.hits, at, h)
}

func (s *searcher) better(a, b Hit) bool {
	return a.Score < b.Score || a.Score == b.Score && s.x.before(a.Place, b.Place)
}

// rest is what everything but the name costs.
func (s *searcher) rest(p *record) float32 {
	cost := float32(0)
	switch {
	case s.q.Birth != 0:
		cost += s.birth(p.birth)
	case s.q.Age > 0:
		cost += ageCost(s.q, p.birth)
	}
	if s.q.Commune != "" && (p.commune != s.commune || s.commune == 0) {
		cost += otherCommune
	}
	if s.q.Hamlet != "" && (p.hamlet != s.hamlet || s.hamlet == 0) {
		cost += otherHamlet
	}
	if s.mother.n > 0 {
		cost += s.parentCost(&s.mother, p.mother)
	}
	if s.father.n > 0 {
		cost += s.parentCost(&s.father, p.father)
	}
	return cost
}

func (s *searcher) birth(b Date) float32 {
	if asked := s.q.Birth; asked.Day() == 0 && b.Year() == asked.Year() && (asked.Month() == 0 || asked.Month() == b.Month()) {
		return 0 // as much as was asked for
	}
	return birthCost[compareBirth(s.q.Birth, b)]
}

func (s *searcher) parentCost(asked *name, id uint32) float32 {
	n := &s.names.list[id]
	switch {
	case n.n == 0:
		return noMother
	case *n == *asked:
		return 0
	case s.names.compareTo(asked, n) <= NameTwo, asked.n == 1 && slices.Contains(n.w[:n.n], asked.w[0]):
		return nearMother
	}
	return otherMother
}

// ageCost is 0 for who has or may have that age on that day, and grows with the years between.
func ageCost(q Query, b Date) float32 {
	if b == 0 {
		return birthCost[BirthUnknown]
	}
	age := q.At.Year() - b.Year()
	if b.Day() != 0 && b&511 > q.At&511 {
		age--
	}
	return min(4*float32(max(age-q.Age, q.Age-age)), 12)
}
