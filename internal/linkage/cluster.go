package linkage

// mostRecords bounds a cluster: more records of one child than this need a person's eye.
const mostRecords = 12

// Clusters joins pairs, the heaviest first, and gives every record the place of the first record of its child. Two
// groups stay apart when a pair across them speaks against it: two different confirmed numbers, or evidence that the two
// are siblings, twins or strangers.
func (r *Register) Clusters(m *Model, pairs []Pair) []int32 { return r.clusters(m, pairs, nil) }

// clusters is Clusters where a person has said of some pairs that they are not one child.
func (r *Register) clusters(m *Model, pairs []Pair, apart func(a, b int32) bool) []int32 {
	r.count()
	g := groups{first: make([]int32, len(r.people)), next: map[int32][]int32{}}
	for i := range g.first {
		g.first[i] = int32(i)
	}
	for _, p := range pairs {
		a, b := g.first[p.A], g.first[p.B]
		if a == b || !r.mayJoin(m, g.of(a), g.of(b), apart) {
			continue
		}
		g.join(min(a, b), max(a, b))
	}
	return g.first
}

// strongNo is the weight from which a pair keeps its groups apart.
const strongNo = -5

func (r *Register) mayJoin(m *Model, as, bs []int32, apart func(a, b int32) bool) bool {
	if len(as)+len(bs) > mostRecords {
		return false
	}
	for _, i := range as {
		for _, j := range bs {
			a, b := &r.people[i], &r.people[j]
			if apart != nil && apart(i, j) {
				return false
			}
			if a.verified && b.verified && a.number != b.number {
				return false
			}
			if len(as)+len(bs) == 2 {
				continue
			}
			e := r.compare(a, b)
			if jd := r.judge(m, a, b, &e); jd.score() < strongNo {
				return false
			}
		}
	}
	return true
}

// groups holds the records of one child together: first[i] is the first of i's group.
type groups struct {
	first []int32
	next  map[int32][]int32 // members of groups of more than one
}

func (g *groups) of(first int32) []int32 {
	if m := g.next[first]; m != nil {
		return m
	}
	return []int32{first}
}

func (g *groups) join(a, b int32) {
	members := append(g.of(a), g.of(b)...)
	for _, i := range g.of(b) {
		g.first[i] = a
	}
	delete(g.next, b)
	g.next[a] = members
}
