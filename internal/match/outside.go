package match

import (
	"context"

	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/store"
)

// Likely is a record that may be of a person who is known from elsewhere.
type Likely struct {
	ID string
	linkage.Explanation
}

// CatchUp takes over what was committed in a unit; ask it once before many calls of Likely.
func (f *Finder) CatchUp(ctx context.Context, from store.Source, unitID string) error {
	_, _, err := f.catchUp(ctx, from, unitID)
	return err
}

// Likely are at most most records of a unit that are more likely than not of a person whom another list tells of, the likeliest
// first. It answers from the index as CatchUp left it; the caller reads what it shows from the store.
func (f *Finder) Likely(p linkage.Person, unitID string, most int) []Likely {
	live := f.live.Load()
	if live == nil {
		return nil
	}
	p.Commune = unitID
	twins := live.Near(p, linkage.Key{}, most)
	out := make([]Likely, len(twins))
	for i, t := range twins {
		out[i] = Likely{idOf(t.Key), t.Explanation}
	}
	return out
}
