package progress

import "slices"

// Rows of the tree and of the band: what does not fit is told by the branch above it.
const (
	treeRows = 60
	bandRows = 24
)

// shallow takes the branches down to the depth at which they still fit.
func shallow(parts []Part, limit int) []Part {
	var out []Part
	for depth := 1; depth < 12; depth++ {
		to := slices.DeleteFunc(slices.Clone(parts), func(p Part) bool { return p.Depth > depth })
		if depth > 1 && (len(to) > limit || len(to) == len(out)) {
			break
		}
		out = to
	}
	return out
}

// leaves takes the branches that no other branch of the list divides: each piece of work stands in one of them, or in none when
// it belongs to a branch that is divided.
func leaves(parts []Part) []Part {
	return slices.DeleteFunc(slices.Clone(parts), func(p Part) bool {
		return p.Path != "" && slices.ContainsFunc(parts, func(o Part) bool { return len(o.Path) > len(p.Path) && o.Path[:len(p.Path)+1] == p.Path+"." })
	})
}

// forBand are the rows of the year band: the finest branches that fit.
func forBand(parts []Part) []Part {
	out := leaves(shallow(parts, bandRows))
	return out[:min(len(out), 2*bandRows)]
}

// total is the sum of the top branches.
func total(bodies []Body) (all Figures) {
	for _, b := range bodies {
		all.add(b.Figures)
	}
	return all
}
