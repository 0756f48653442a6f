package register

import "slices"

// SmallCount is below how many persons a number tells who they are (facts/law-admin; five is the usual bound of statistics).
const SmallCount = 5

// Conceal says which of the numbers that divide a total of persons are not shown, and whether the total is. A number from one
// to four is not. When that leaves a single one hidden, the total would tell it, so the smallest of the others goes with it; when there
// is none, or when all that is hidden is below five together, the total is not shown either. Nought is no person and is shown.
func Conceal(parts []int64) (hidden []bool, total bool) {
	hidden = make([]bool, len(parts))
	n, all, under := 0, int64(0), int64(0)
	for i, p := range parts {
		all += p
		if p > 0 && p < SmallCount {
			hidden[i], n, under = true, n+1, under+p
		}
	}
	if all > 0 && all < SmallCount {
		return hidden, true
	}
	if n == 0 || n > 1 && under >= SmallCount {
		return hidden, false
	}
	next := -1
	for i, p := range parts {
		if !hidden[i] && p > 0 && (next < 0 || p < parts[next]) {
			next = i
		}
	}
	if next < 0 {
		return hidden, true
	}
	hidden[next] = true
	return hidden, false
}

// conceal takes out of a figure what a reader of figures only may not see: the answers whose number is not shown are in the
// set that it gives, by column; the total is in it under "".
func (f Figure) conceal() map[string]map[string]bool {
	out := map[string]map[string]bool{"": {}}
	for c, by := range f.By {
		out[c] = map[string]bool{}
		answers := sortedKeys(by)
		parts := make([]int64, len(answers))
		for i, a := range answers {
			parts[i] = by[a].N
		}
		hidden, total := Conceal(parts)
		for i, a := range answers {
			out[c][a] = hidden[i]
		}
		if total {
			out[""][""] = true
		}
	}
	if f.All.N > 0 && f.All.N < SmallCount {
		out[""][""] = true
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
