package plandiff

import (
	"cmp"
	"slices"
)

// Kind is what became of a paragraph.
type Kind int

// The kinds. Same is the same text, whatever its number. A paragraph that changed and moved is Moved; its words are
// marked all the same.
const (
	Same Kind = iota
	Changed
	Moved
	Added
	Removed
)

// Row is one line of the comparison, in the order of the new text; what was removed stands where it was.
type Row struct {
	Kind  Kind
	Old   int // place in the old text, from 0; -1 for what was added
	New   int // place in the new text, from 0; -1 for what was removed
	Words []Run
}

// Run is a run of words that both texts have, or only one.
type Run struct {
	Text string
	Side Side
}

// Side says in which text words stand.
type Side int

// The sides.
const (
	Both Side = iota
	OldOnly
	NewOnly
)

// Diff compares two texts given as paragraphs. Swapping the texts mirrors the comparison: what one adds the other removes.
func Diff(old, updated []string) []Row {
	known := dictionary{}
	a, b := paragraphsOf(old, known), paragraphsOf(updated, known)
	var links []link
	if slices.CompareFunc(a, b, func(x, y paragraph) int { return cmp.Compare(x.body, y.body) }) <= 0 {
		links = linksOf(a, b)
	} else { // always in one direction, so that both directions agree
		links = linksOf(b, a)
		for i, l := range links {
			links[i].old, links[i].updated = l.updated, l.old
		}
	}
	return rowsOf(a, b, old, updated, links)
}

// link is a paragraph in both texts. The longest run of links in the same order stands still; the others moved.
type link struct {
	old, updated int
	still        bool
}

// linksOf finds for each paragraph its like: first the very text in the same order, then the very text elsewhere, then
// what is near.
func linksOf(a, b []paragraph) []link {
	m := newMatching(a, b)
	m.inOrder(0, len(a), 0, len(b))
	m.grow()
	m.elsewhere()
	m.near()
	pairs := m.pairs()
	still := inPlace(pairs)
	out := make([]link, len(pairs))
	for i, p := range pairs {
		out[i] = link{p[0], p[1], still[p[0]]}
	}
	return out
}

// matching is who is paired with whom; -1 is nobody.
type matching struct {
	a, b     []paragraph
	ka, kb   []int // the keys as numbers
	toB, toA []int
}

func newMatching(a, b []paragraph) *matching {
	m := &matching{a: a, b: b, toB: make([]int, len(a)), toA: make([]int, len(b))}
	ids := map[string]int{}
	number := func(ps []paragraph) []int {
		out := make([]int, len(ps))
		for i, p := range ps {
			id, ok := ids[p.key]
			if !ok {
				id = len(ids)
				ids[p.key] = id
			}
			out[i] = id
		}
		return out
	}
	m.ka, m.kb = number(a), number(b)
	for i := range m.toB {
		m.toB[i] = -1
	}
	for j := range m.toA {
		m.toA[j] = -1
	}
	return m
}

func (m *matching) pair(i, j int) { m.toB[i], m.toA[j] = j, i }

func (m *matching) free(i, j int) bool { return m.toB[i] < 0 && m.toA[j] < 0 }

func (m *matching) pairs() [][2]int {
	var out [][2]int
	for i, j := range m.toB {
		if j >= 0 {
			out = append(out, [2]int{i, j})
		}
	}
	return out
}

// grow carries pairs on to their neighbours with the same text: a short paragraph belongs to the one beside it.
func (m *matching) grow() {
	for i := 1; i < len(m.a); i++ {
		m.follow(i, m.toB[i-1]+1, m.toB[i-1] >= 0)
	}
	for i := len(m.a) - 2; i >= 0; i-- {
		m.follow(i, m.toB[i+1]-1, m.toB[i+1] > 0)
	}
}

func (m *matching) follow(i, j int, known bool) {
	if known && j < len(m.b) && m.free(i, j) && m.ka[i] == m.kb[j] {
		m.pair(i, j)
	}
}

// longText is how many words a paragraph has that says something by itself.
const longText = 5

// elsewhere pairs equal paragraphs that stand in another order: long ones first, then what stands beside them, then the
// rest.
func (m *matching) elsewhere() {
	m.equal(longText)
	m.grow()
	m.equal(0)
}

func (m *matching) equal(atLeast int) {
	left := map[int][]int{}
	for j, k := range m.kb {
		if m.toA[j] < 0 && len(m.b[j].words) >= atLeast {
			left[k] = append(left[k], j)
		}
	}
	for i, k := range m.ka {
		if js := left[k]; m.toB[i] < 0 && len(js) > 0 && len(m.a[i].words) >= atLeast {
			m.pair(i, js[0])
			left[k] = js[1:]
		}
	}
}

// rowsOf lays the links out in the order of the new text.
func rowsOf(a, b []paragraph, old, updated []string, links []link) []Row {
	kept := make([]bool, len(a))
	from := make([]*link, len(b))
	for i, l := range links {
		kept[l.old], from[l.updated] = true, &links[i]
	}
	rows := make([]Row, 0, max(len(a), len(b)))
	i := 0
	gone := func(until int) {
		for ; i < until; i++ {
			if !kept[i] {
				rows = append(rows, Row{Kind: Removed, Old: i, New: -1})
			}
		}
	}
	for j := range b {
		l := from[j]
		if l == nil {
			rows = append(rows, Row{Kind: Added, Old: -1, New: j})
			continue
		}
		if l.still {
			gone(l.old)
		}
		row := Row{Old: l.old, New: j}
		same := a[l.old].body == b[j].body
		switch {
		case !l.still:
			row.Kind = Moved
		case !same:
			row.Kind = Changed
		}
		if !same {
			row.Words = Words(old[l.old], updated[j])
		}
		rows = append(rows, row)
	}
	gone(len(a))
	return rows
}

// Count is how many paragraphs of each kind a comparison has.
type Count struct{ Same, Changed, Moved, Added, Removed int }

// CountOf counts the rows of a comparison.
func CountOf(rows []Row) (c Count) {
	for _, r := range rows {
		switch r.Kind {
		case Same:
			c.Same++
		case Changed:
			c.Changed++
		case Moved:
			c.Moved++
		case Added:
			c.Added++
		case Removed:
			c.Removed++
		}
	}
	return c
}

// Likeness is the share of paragraphs with words that stand unchanged, or only elsewhere, in both texts: 1 for the same
// text.
func Likeness(old, updated []string) float64 {
	have := map[string]int{}
	all := 0
	for _, l := range old {
		if key := Body(l); key != "" {
			have[key]++
			all++
		}
	}
	n, shared := 0, 0
	for _, l := range updated {
		key := Body(l)
		if key == "" {
			continue
		}
		if n++; have[key] > 0 {
			have[key]--
			shared++
		}
	}
	if all+n == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(all+n)
}
