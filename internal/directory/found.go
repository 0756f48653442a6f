package directory

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Found is what the records of one kind answer to the search box.
type Found struct {
	Kind  string // stored word: "hazard"
	Title string // "Điểm nguy cơ"
	One   string // one record inside a sentence: "điểm nguy cơ"
	Count int    // of all that answers and that the reader may see
	More  bool   // Count is only the least that it can be
	Hits  []Hit  // the nearest answers, at most HitsShown
	All   string // address, inside unit and year, of a list of all of them
}

// HitsShown is how many answers of one kind the page of the search shows.
const HitsShown = 6

// Hit is one record that the search found.
type Hit struct {
	Code    string // "NC-0012"
	Label   string // never the name of a child
	Glyph   string // of its state
	State   string // in words
	Address string // inside unit and year
}

// Finder finds records of several kinds. What the reader may not see is neither found nor counted. It answers in the order of
// the kinds, from an index, with at most one statement a kind and one more, however many records there are; a kind that has
// no answer is left out. The reader's rights are may.
type Finder interface {
	Find(ctx context.Context, from store.Source, unitID, typed string, may func(actor.Action) bool, today day.Day) ([]Found, error)
}
