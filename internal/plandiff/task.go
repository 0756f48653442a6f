package plandiff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Piece is a piece of work as it is compared.
type Piece struct {
	Kind  string // only work of the same kind is the same work
	Path  string // its place in the outline
	Title string
	Lead  string // who leads or carries out
	Text  string
	At    int // its place among the work of the plan
}

// Fixed is what a person said about work of the old plan: it is New, or nothing in the new plan when New is -1.
type Fixed struct{ Old, New int }

// sameWork is the likeness from which two pieces are one work.
const sameWork = 0.5

// MatchWork finds for each piece of old work the new piece that continues it; -1 is none. What a person said comes first.
func MatchWork(old, updated []Piece, said []Fixed) []int {
	to := make([]int, len(old))
	taken := make([]bool, len(updated))
	for i := range to {
		to[i] = -1
	}
	decided := map[int]bool{}
	for _, f := range said {
		if f.Old < 0 || f.Old >= len(old) || f.New >= len(updated) || decided[f.Old] || f.New >= 0 && taken[f.New] {
			continue
		}
		decided[f.Old] = true
		if f.New >= 0 {
			to[f.Old], taken[f.New] = f.New, true
		}
	}
	for _, c := range likeWork(old, updated) {
		if !decided[c.i] && to[c.i] < 0 && !taken[c.j] {
			to[c.i], taken[c.j] = c.j, true
		}
	}
	return to
}

// pieceWords is a piece with its words to compare.
type pieceWords struct {
	Piece
	title, text, lead bag
}

func piecesOf(in []Piece, d dictionary) []pieceWords {
	out := make([]pieceWords, len(in))
	for i, p := range in {
		var text []string
		for line := range strings.SplitSeq(p.Text, "\n") {
			text = append(text, strings.Fields(vi.Fold(Body(line)))...)
		}
		out[i] = pieceWords{p, d.bag(strings.Fields(vi.Fold(p.Title))), d.bag(text), d.bag(strings.Fields(vi.Fold(p.Lead)))}
	}
	return out
}

// likeWork are the pairs that may be one work, the likest first; of equals, those that stand nearest.
func likeWork(old, updated []Piece) []candidate {
	known := dictionary{}
	a, b := piecesOf(old, known), piecesOf(updated, known)
	var found []candidate
	for i, x := range a {
		for j, y := range b {
			if s := x.like(y); s >= sameWork {
				found = append(found, candidate{i, j, s})
			}
		}
	}
	slices.SortFunc(found, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(distance(x), distance(y)), cmp.Compare(x.i, y.i), cmp.Compare(x.j, y.j))
	})
	return found
}

// like weighs the words of the work, its title, who leads it and where it stands. The words decide: a lead or a number
// that stayed only settles between pieces that read alike.
func (x pieceWords) like(y pieceWords) float64 {
	if x.Kind != y.Kind {
		return 0
	}
	words := max(alike(x.text, y.text), alike(x.title, y.title))
	if words < nearEnough {
		return 0
	}
	s := 0.5*alike(x.text, y.text) + 0.4*alike(x.title, y.title)
	if len(x.text) == 0 || len(y.text) == 0 {
		s = 0.9 * alike(x.title, y.title)
	}
	if x.Lead != "" {
		s += 0.07 * alike(x.lead, y.lead)
	}
	if x.Path == y.Path {
		s += 0.03
	}
	return s
}
