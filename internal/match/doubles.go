package match

import "github.com/mangnon/mangnon/internal/linkage"

// Double is two records that may be of one child; Group is the id of the first of all that may be, empty when evidence keeps
// them apart.
type Double struct {
	A, B, Group string
	UnitID      string  // of A
	Weight      float32 // bits
}

// Doubles finds them in the index, the heaviest first: of one unit, or across all of them. apart says of which a person has
// decided that they are not one child. The index stands still meanwhile.
func (f *Finder) Doubles(across bool, apart func(a, b string) bool) []Double {
	var decided func(a, b linkage.Key) bool
	if apart != nil {
		decided = func(a, b linkage.Key) bool { return apart(idOf(a), idOf(b)) }
	}
	list := f.live.Load().Doubles(across, decided)
	out := make([]Double, len(list))
	for i, d := range list {
		out[i] = Double{A: idOf(d.A), B: idOf(d.B), UnitID: d.Commune, Weight: d.Weight}
		if d.Group != (linkage.Key{}) {
			out[i].Group = idOf(d.Group)
		}
	}
	return out
}
