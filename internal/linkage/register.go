package linkage

import "math/bits"

// record is a prepared person.
type record struct {
	number, phone, household   uint64
	birth                      Date
	name, mother, father, mark uint32
	soundSum                   uint32 // the sounds of the name's words in any order
	motherSum, fatherSum       uint32
	commune, hamlet, ethnic    uint16
	sex                        Sex
	verified                   bool
}

// Register is a list of prepared persons, each known by its place in the order of Add. It is filled by one goroutine and
// may then be read by many.
type Register struct {
	names    *names
	people   []record
	communes lexicon
	hamlets  lexicon
	ethnics  lexicon
	freq     frequencies
}

// NewRegister makes an empty register with room for n persons.
func NewRegister(n int) *Register {
	return &Register{names: newNames(), people: make([]record, 0, n), communes: lexicon{}, hamlets: lexicon{}, ethnics: lexicon{}}
}

// MostPersons is the largest register: a place has 24 bits in the keys that bring candidates together.
const MostPersons = 1<<24 - 1

// Add prepares one person and returns its place.
func (r *Register) Add(p Person) int {
	r.people = append(r.people, r.prepare(p))
	return len(r.people) - 1
}

// Len is the number of persons.
func (r *Register) Len() int { return len(r.people) }

func (r *Register) prepare(p Person) record {
	child := r.names.add(p.Name)
	rec := record{name: child.id, mark: child.mark, mother: r.names.add(p.Mother).id, father: r.names.add(p.Father).id,
		birth: p.Birth, sex: p.Sex, number: digits(p.Number), verified: p.Verified, phone: phone(p.Phone),
		commune: r.communes.id(p.Commune), hamlet: r.hamlets.id(p.Hamlet), ethnic: r.ethnics.id(p.Ethnic)}
	rec.household = householdOf(p.Household, p.Commune)
	rec.soundSum, rec.motherSum, rec.fatherSum = r.names.soundSum(rec.name), r.names.soundSum(rec.mother), r.names.soundSum(rec.father)
	return rec
}

// householdOf is a household in its commune; 0 is unknown.
func householdOf(number, commune string) uint64 {
	if number == "" {
		return 0
	}
	return mix(hashText(number)^hashText(commune)) | 1
}

// soundSum is the same for names whose words sound alike, in whatever order they stand. 0 is unknown.
func (t *names) soundSum(id uint32) uint32 {
	n := &t.list[id]
	sum := uint64(0)
	for i := range n.n {
		sum += mix(uint64(t.sounds[n.w[i]]))
	}
	return uint32(sum >> 20)
}

// lexicon numbers the few values of a field; 0 is unknown. Values after the 65,000th are unknown too.
type lexicon map[string]uint16

func (l lexicon) id(s string) uint16 {
	if s == "" {
		return 0
	}
	if id, ok := l[s]; ok {
		return id
	}
	if len(l) >= 65000 {
		return 0
	}
	id := uint16(len(l) + 1)
	l[string([]byte(s))] = id
	return id
}

// hashText is the same on every machine and in every run, so that results are.
func hashText(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x^0x9e3779b97f4a7c15, 0xd6e8feb86659fd93)
	x = hi ^ lo
	x ^= x >> 29
	return x * 0xbf58476d1ce4e5b9
}
