package app

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/feature/population"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/store"
)

// population makes the comparison with the population base over the index of children.
func (a *App) population(children *match.Finder) *population.Population {
	lists := registerLists(a.Org)
	return &population.Population{Children: child.Children.With(lists), Lists: lists, Finder: populationFinder{children}, Where: communeOf, IsChild: child.IsChild}
}

// populationFinder gives the comparison the index of children.
type populationFinder struct{ of *match.Finder }

// CatchUp implements population.Finder.
func (f populationFinder) CatchUp(ctx context.Context, from store.Source, unitID string) error {
	return f.of.CatchUp(ctx, from, unitID)
}

// Likely implements population.Finder.
func (f populationFinder) Likely(p linkage.Person, unitID string, most int) []population.Near {
	found := f.of.Likely(p, unitID, most)
	out := make([]population.Near, len(found))
	for i, n := range found {
		out[i] = population.Near(n)
	}
	return out
}

// communeOf says of the communes that addresses name whether they lie in the place of a unit; each is looked up once.
func communeOf(placeID string, today day.Day) population.Where {
	type answer struct{ here, known bool }
	seen := map[string]answer{}
	return func(name string) (here, known bool) {
		key := strings.ToLower(vi.NFC(name))
		got, asked := seen[key]
		if !asked {
			words, here := communeHere(name, placeID, today)
			got = answer{here, words != ""}
			if len(seen) < 1000 {
				seen[key] = got
			}
		}
		return got.here, got.known
	}
}
