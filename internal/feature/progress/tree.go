package progress

import (
	"slices"
	"strings"
)

// Rows of the tree and of the band: what does not fit is told by the branch above it.
const (
	treeRows = 20
	bandRows = 24
)

// state is the worst that stands in a branch, as a key of package glyph: "." while nothing of it has been due.
func (f Figures) state() string {
	switch {
	case f.Overdue > 0:
		return "Q"
	case f.Asking > 0:
		return "L"
	case f.Waiting > 0:
		return "C"
	case f.Late > 0:
		return "M"
	case f.InTime > 0:
		return "Đ"
	case f.Due > 0:
		return "?"
	}
	return "."
}

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

// leaves takes the branches that are told nowhere else in the list: one whose branches tell all of its work is left out.
func leaves(parts []Part) []Part {
	return slices.DeleteFunc(slices.Clone(parts), func(p Part) bool {
		divided := 0
		for _, o := range parts {
			if p.Path != "" && o.Depth == p.Depth+1 && strings.HasPrefix(o.Path, p.Path+".") {
				divided += o.Given
			}
		}
		return divided > 0 && divided == p.Given
	})
}

// worstPlans takes the plans with the most overdue, in the order of the year.
func worstPlans(plans []Part, limit int) []Part {
	order := make([]int, len(plans))
	for i := range plans {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return plans[b].Overdue - plans[a].Overdue })
	order = order[:min(limit, len(order))]
	slices.Sort(order)
	out := make([]Part, len(order))
	for i, at := range order {
		out[i] = plans[at]
	}
	return out
}

// forBand are the rows of the year band: the finest branches that fit, or the plans with the most overdue.
func forBand(parts []Part) []Part {
	if len(parts) > 0 && parts[0].Plan != "" {
		return worstPlans(parts, bandRows)
	}
	return leaves(shallow(parts, bandRows))
}

// total is the sum of the top branches.
func total(bodies []Body) (all Figures) {
	for _, b := range bodies {
		all.add(b.Figures)
	}
	return all
}
