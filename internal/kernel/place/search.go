package place

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Rank says how well a unit answers what was typed; a lower one is better.
type Rank int

// The ranks, best first.
const (
	ByCode   Rank = iota // the code itself
	Exact                // the name with all its marks, alone or followed by the units above: "Mỹ Hào, Hưng Yên"
	ByName               // the name, typed without marks or with other ones
	ByParent             // the same, followed by words of the units above: "my hao hung yen"
	ByPrefix             // the beginning of the name
	ByWords              // the words begin words of the name and of the units above, in their order
)

// Match is one answer of Search.
type Match struct {
	Place Place
	Rank  Rank
	Was   Place // the earlier unit whose name was typed, when it is not the name of Place; else the zero Place
	Whole bool  // with Was: it went whole into Place, else it was divided and a person must choose
}

// Renamed reports whether the name that was typed is that of an earlier unit.
func (m Match) Renamed() bool { return m.Was.ID != "" }

// Limits of the work for one search: no name with all units above it is half as long, and nobody reads more answers.
const (
	longestQuery = 200
	mostAnswers  = 100
)

// Search finds the units of a day by what a person types: a name with or without marks, with or without its kind, followed
// by the district or province or not, or a code. A unit that has ended answers with those that it became, and Was tells so.
// The best answers come first, at most limit of them and never more than a hundred.
func (c *Catalogue) Search(typed string, at day.Day, limit int) []Match {
	return c.search(typed, at, limit, false)
}

func (c *Catalogue) search(typed string, at day.Day, limit int, asNamed bool) []Match {
	if len(typed) > longestQuery || limit <= 0 {
		return nil
	}
	limit = min(limit, mostAnswers)
	best := top{c: c, at: at, limit: limit, asNamed: asNamed, found: make([]answer, 0, limit+1)}
	if code := strings.TrimSpace(typed); isCode(code) {
		best.addCode(code)
	}
	for _, q := range queries(typed) {
		best.addNames(&q)
	}
	if q, ok := withoutKind(typed); ok && !best.named() {
		best.addNames(&q)
	}
	return best.matches()
}

// answer is a candidate before it becomes a Match.
type answer struct {
	row, was int32 // was equals row when the unit itself was meant
	whole    bool
	rank     Rank
	name     string // orders answers of one rank: folded name, then the units above
}

// renamed puts a unit's own name before the names of what it was, and those of communes before those of whole districts.
func (a answer) renamed(c *Catalogue) int {
	if a.row == a.was {
		return 0
	}
	return len(c.rows[a.row].place.Code) - len(c.rows[a.was].place.Code) + 1
}

// top keeps the best answers, one for each unit.
type top struct {
	c       *Catalogue
	at      day.Day
	limit   int
	asNamed bool     // a unit that has ended stands for itself
	found   []answer // best first
	heirs   []succession
}

func (t *top) compare(a, b answer) int {
	return cmp.Or(
		cmp.Compare(a.rank, b.rank),
		cmp.Compare(a.renamed(t.c), b.renamed(t.c)),
		cmp.Compare(t.ended(a), t.ended(b)),
		cmp.Compare(len(t.c.rows[a.row].place.Code), len(t.c.rows[b.row].place.Code)),
		strings.Compare(a.name, b.name),
		cmp.Compare(a.row, b.row),
	)
}

// ended puts what exists before what has ended, where both are answers.
func (t *top) ended(a answer) int {
	if !t.asNamed || t.c.rows[a.row].place.To.IsZero() {
		return 0
	}
	return 1
}

// add offers a unit that was named with a rank; one that has ended stands for those that it became.
func (t *top) add(row int32, rank Rank, name string) {
	if t.asNamed {
		a := answer{row: row, was: row, whole: true, rank: rank, name: name}
		if len(t.found) < t.limit || t.compare(a, t.found[t.limit-1]) < 0 {
			t.insert(a)
		}
		return
	}
	if len(t.found) == t.limit {
		worst := t.found[t.limit-1]
		if rank > worst.rank || rank == worst.rank && worst.row == worst.was && !t.c.rows[row].place.Holds(t.at) {
			return
		}
	}
	t.heirs = t.c.heirs(t.heirs[:0], succession{new: row, whole: true}, t.at)
	for _, h := range t.heirs {
		t.insert(answer{row: h.new, was: row, whole: h.whole, rank: rank, name: name})
	}
}

// insert keeps an answer if it is among the best, and the better of two for the same unit.
func (t *top) insert(a answer) {
	if have := slices.IndexFunc(t.found, func(f answer) bool { return f.row == a.row }); have >= 0 {
		if t.compare(a, t.found[have]) >= 0 {
			return
		}
		t.found = slices.Delete(t.found, have, have+1)
	}
	to, _ := slices.BinarySearchFunc(t.found, a, t.compare)
	t.found = slices.Insert(t.found, to, a)
	t.found = t.found[:min(len(t.found), t.limit)]
}

// named reports whether something found so far bears the name that was typed or begins with it.
func (t *top) named() bool { return len(t.found) > 0 && t.found[0].rank < ByWords }

// addCode offers the units of every time that had a code.
func (t *top) addCode(code string) {
	if i, ok := t.c.printed[code]; ok {
		t.add(i, ByCode, "")
	}
	first, ok := t.c.first[code]
	for i := first; ok && int(i) < len(t.c.rows) && t.c.rows[i].place.Code == code; i++ {
		t.add(i, ByCode, "")
	}
}

func (t *top) addNames(q *query) {
	names := t.c.names()
	for i := range names {
		e := &names[i]
		if rank, ok := e.rank(q); ok {
			t.add(e.row, rank, e.path[e.from:])
		}
	}
}

func (t *top) matches() []Match {
	matches := make([]Match, len(t.found))
	for i, a := range t.found {
		matches[i] = Match{Place: t.shown(a.row), Rank: a.rank}
		if a.was != a.row && t.c.rows[a.was].place.FullName != matches[i].Place.FullName {
			matches[i].Was, matches[i].Whole = t.c.rows[a.was].place, a.whole
		}
	}
	return matches
}

// shown is a unit with those above it on the day asked for, on its last one when it stands for itself.
func (t *top) shown(row int32) Place {
	if t.asNamed {
		return t.c.rows[row].place
	}
	return t.c.on(int(row), t.at)
}
