package linkage

import "math"

// frequencies is how common the values of a register are: the chance that two strangers agree on them. All are base-2
// logarithms.
type frequencies struct {
	people  int       // for which they were counted
	names   []float32 // of a full folded name, by id, among children
	parents []float32 // the same among mothers and fathers
	ends    []float32 // of the first and last word of a child's name together
	commune []float32
	hamlet  []float32
	ethnic  []float32
	births  float32 // of one day
	some    float32 // of a value that stands once
}

// of is the share of a value; one that came after they were counted stands once.
func (f *frequencies) of(shares []float32, id uint32) float32 {
	if int(id) >= len(shares) {
		return f.some
	}
	return shares[id]
}

// beyond is how many persons besides those of the register a name is taken from: in a register of ten children a name that stands
// twice is not one that every fifth child has.
const beyond = 500

// lastDate is more than any Date.
const lastDate = 10_000 << 9

// count fills the frequencies; it is done once before anything is compared.
func (r *Register) count() {
	if r.freq.people == len(r.people) && r.freq.people > 0 {
		return
	}
	r.names.forget()
	total := len(r.names.list)
	child, parent := make([]uint32, total), make([]uint32, total)
	commune, hamlet, ethnic := make([]uint32, len(r.communes)+1), make([]uint32, len(r.hamlets)+1), make([]uint32, len(r.ethnics)+1)
	days := make([]bool, lastDate)
	born := 0
	for i := range r.people {
		p := &r.people[i]
		child[p.name]++
		parent[p.mother]++
		parent[p.father]++
		commune[p.commune]++
		hamlet[p.hamlet]++
		ethnic[p.ethnic]++
		if !days[p.birth] {
			days[p.birth] = true
			born++
		}
	}
	n := float64(len(r.people))
	all := n + beyond
	r.freq = frequencies{people: len(r.people), names: shares(child, all), parents: shares(parent, 2*all), ends: r.endShares(child, all),
		commune: shares(commune, n), hamlet: shares(hamlet, n), ethnic: shares(ethnic, n),
		births: float32(-math.Log2(max(float64(born), 365))), some: float32(-math.Log2(all + 1))}
}

// shares turns counts into logarithms; one person more keeps a value that stands once from looking impossible elsewhere.
func shares(counts []uint32, n float64) []float32 {
	out := make([]float32, len(counts))
	for i, c := range counts {
		out[i] = float32(math.Log2(float64(c+1) / (n + 1)))
	}
	return out
}

func (r *Register) endShares(child []uint32, n float64) []float32 {
	ends := map[uint64]uint32{}
	for id, c := range child {
		ends[r.names.ends(uint32(id))] += c
	}
	counts := make([]uint32, len(child))
	for id := range child {
		counts[id] = ends[r.names.ends(uint32(id))]
	}
	return shares(counts, n)
}

func (t *names) ends(id uint32) uint64 {
	n := &t.list[id]
	if n.n == 0 {
		return 0
	}
	return uint64(n.w[0])<<32 | uint64(n.w[n.n-1])
}

// forget drops what only Add needs, when the register is complete; Add afterwards reads names anew.
func (t *names) forget() { t.rawName = map[uint64]written{} }
