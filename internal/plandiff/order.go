package plandiff

import (
	"slices"
	"sort"
)

// maxCells bounds the table of a longest common run: 16 million small numbers, 32 MB, a few hundredths of a second.
const maxCells = 16 << 20

// inOrder pairs equal paragraphs of a[i0:i1] and b[j0:j1] that stand in the same order. Paragraphs that stand once in each
// part are the anchors; between two anchors it begins again, until a part is small enough to be compared whole.
func (m *matching) inOrder(i0, i1, j0, j1 int) {
	for i0 < i1 && j0 < j1 && m.ka[i0] == m.kb[j0] {
		m.pair(i0, j0)
		i0, j0 = i0+1, j0+1
	}
	for i0 < i1 && j0 < j1 && m.ka[i1-1] == m.kb[j1-1] {
		i1, j1 = i1-1, j1-1
		m.pair(i1, j1)
	}
	if i0 == i1 || j0 == j1 {
		return
	}
	anchors := m.anchors(i0, i1, j0, j1)
	if len(anchors) == 0 {
		m.longest(i0, i1, j0, j1)
		return
	}
	for _, x := range anchors {
		m.pair(x[0], x[1])
		m.inOrder(i0, x[0], j0, x[1])
		i0, j0 = x[0]+1, x[1]+1
	}
	m.inOrder(i0, i1, j0, j1)
}

// anchors are the equal paragraphs that stand once in each part, as many as keep their order.
func (m *matching) anchors(i0, i1, j0, j1 int) [][2]int {
	type seen struct{ a, b, at int }
	count := make(map[int]*seen, i1-i0)
	for i := i0; i < i1; i++ {
		s := count[m.ka[i]]
		if s == nil {
			s = &seen{}
			count[m.ka[i]] = s
		}
		s.a++
	}
	for j := j0; j < j1; j++ {
		if s := count[m.kb[j]]; s != nil {
			s.b++
			s.at = j
		}
	}
	var both [][2]int
	for i := i0; i < i1; i++ {
		if s := count[m.ka[i]]; s.a == 1 && s.b == 1 && m.a[i].key != "" {
			both = append(both, [2]int{i, s.at})
		}
	}
	still := inPlace(both)
	return slices.DeleteFunc(both, func(x [2]int) bool { return !still[x[0]] })
}

// longest pairs a longest common run of two parts. Parts that are too large for it stay as they are: what they share is
// found by the steps that follow.
func (m *matching) longest(i0, i1, j0, j1 int) {
	for _, x := range common(m.ka[i0:i1], m.kb[j0:j1]) {
		m.pair(i0+x[0], j0+x[1])
	}
}

// common is a longest common subsequence of two lists.
func common(a, b []int) [][2]int {
	w := len(b) + 1
	if (len(a)+1)*w > maxCells {
		return nil
	}
	table := make([]uint16, (len(a)+1)*w)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i*w+j] = table[(i+1)*w+j+1] + 1
			} else {
				table[i*w+j] = max(table[(i+1)*w+j], table[i*w+j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case table[(i+1)*w+j] >= table[i*w+j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// inPlace finds the longest run of pairs whose second places rise as well; the pairs come ordered by their first. It
// gives the first places of that run.
func inPlace(pairs [][2]int) map[int]bool {
	tails := []int{} // index of the pair that ends the best run of each length
	before := make([]int, len(pairs))
	for n, p := range pairs {
		at := sort.Search(len(tails), func(i int) bool { return pairs[tails[i]][1] >= p[1] })
		before[n] = -1
		if at > 0 {
			before[n] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, n)
		} else {
			tails[at] = n
		}
	}
	still := make(map[int]bool, len(tails))
	if len(tails) == 0 {
		return still
	}
	for n := tails[len(tails)-1]; n >= 0; n = before[n] {
		still[pairs[n][0]] = true
	}
	return still
}
