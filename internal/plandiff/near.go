package plandiff

import (
	"cmp"
	"slices"
)

const (
	nearEnough = 0.55 // share of words that two paragraphs must have in common
	atLeast    = 0.25 // the same when both neighbours are one
	neighbour  = 0.2  // what a neighbour in common counts
	commonPair = 60   // a pair of words that stands in more paragraphs finds nothing
	smallGap   = 4096 // comparisons between two fixed points
)

// candidate is a pair that may be one paragraph, before and after.
type candidate struct {
	i, j  int
	score float64
}

// near pairs paragraphs whose words changed. Those between the same fixed neighbours are compared with each other; farther
// ones must share a rare pair of words.
func (m *matching) near() {
	var found []candidate
	seen := map[[2]int]bool{}
	try := func(i, j int) {
		if at := [2]int{i, j}; !seen[at] {
			seen[at] = true
			s := alike(m.a[i].bag, m.b[j].bag)
			if with := s + m.company(i, j); s >= atLeast && with >= nearEnough {
				found = append(found, candidate{i, j, with})
			}
		}
	}
	m.gaps(try)
	m.byPairsOfWords(try)
	slices.SortFunc(found, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(distance(x), distance(y)), cmp.Compare(x.i, y.i), cmp.Compare(x.j, y.j))
	})
	for _, c := range found {
		if m.free(c.i, c.j) {
			m.pair(c.i, c.j)
		}
	}
}

// company is what it counts that the paragraphs beside two paragraphs are one: short paragraphs read alike all over a plan.
func (m *matching) company(i, j int) float64 {
	s := 0.0
	if i > 0 && j > 0 && m.toB[i-1] == j-1 {
		s += neighbour
	}
	if i+1 < len(m.a) && j+1 < len(m.b) && m.toB[i+1] == j+1 {
		s += neighbour
	}
	return s
}

func distance(c candidate) int { return max(c.i-c.j, c.j-c.i) }

// gaps gives the free paragraphs that stand between the same two pairs.
func (m *matching) gaps(try func(i, j int)) {
	i0, j0 := 0, 0
	still := inPlace(m.pairs())
	gap := func(i1, j1 int) {
		if (i1-i0)*(j1-j0) <= smallGap {
			for i := i0; i < i1; i++ {
				for j := j0; j < j1; j++ {
					if m.free(i, j) {
						try(i, j)
					}
				}
			}
		}
		i0, j0 = i1+1, j1+1
	}
	for i, j := range m.toB {
		if j >= 0 && still[i] {
			gap(i, j)
		}
	}
	gap(len(m.a), len(m.b))
}

func (m *matching) byPairsOfWords(try func(i, j int)) {
	where := map[[2]string][]int{}
	for j, p := range m.b {
		if m.toA[j] < 0 {
			for pair := range pairsOf(p.words) {
				where[pair] = append(where[pair], j)
			}
		}
	}
	for i, p := range m.a {
		if m.toB[i] >= 0 {
			continue
		}
		var js []int
		for pair := range pairsOf(p.words) {
			if at := where[pair]; len(at) <= commonPair {
				js = append(js, at...)
			}
		}
		slices.Sort(js)
		for _, j := range mostShared(js) {
			try(i, j)
		}
	}
}

// mostShared are the few paragraphs that stand in the list most often; the list is sorted.
func mostShared(js []int) []int {
	type often struct{ j, n int }
	var all []often
	for _, j := range js {
		if k := len(all) - 1; k >= 0 && all[k].j == j {
			all[k].n++
		} else {
			all = append(all, often{j, 1})
		}
	}
	slices.SortStableFunc(all, func(x, y often) int { return cmp.Compare(y.n, x.n) })
	out := make([]int, 0, 8)
	for _, o := range all[:min(len(all), 8)] {
		out = append(out, o.j)
	}
	return out
}

func pairsOf(words []string) map[[2]string]bool {
	out := make(map[[2]string]bool, len(words))
	for k := 1; k < len(words); k++ {
		out[[2]string{words[k-1], words[k]}] = true
	}
	return out
}

// bag is the words of a text as sorted numbers, to be compared quickly.
type bag []int

// dictionary numbers words.
type dictionary map[string]int

func (d dictionary) bag(words []string) bag {
	out := make(bag, len(words))
	for i, w := range words {
		n, ok := d[w]
		if !ok {
			n = len(d)
			d[w] = n
		}
		out[i] = n
	}
	slices.Sort(out)
	return out
}

// alike is the share of words that two texts have in common, from 0 to 1; order does not count.
func alike(a, b bag) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			shared, i, j = shared+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}
