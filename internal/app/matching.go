package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// childColumns are where the register of children keeps what a child is known by.
var childColumns = match.Columns{Name: "name", Birth: "birth", Sex: "sex", Number: "person_number", NumberState: "number_state", Confirmed: child.NumberMatched,
	Mother: "mother", Father: "father", Household: "household", Hamlet: "hamlet", Phone: "phone",
	Secret: map[string]actor.Action{"ethnic": actor.ChildSecret, "vaccination": actor.ChildSecret, "nutrition": actor.ChildSecret, "disability": actor.ChildSecret,
		"circumstances": actor.ChildSecret, "risks": actor.ChildSecret}}

func init() { match.Follow(child.Children, childColumns) }

// lookJob is the search for doubles: every night, and after a table was brought in.
const lookJob = "match.look"

// matching makes the finder of children over a database.
func (a *App) matching(db *store.DB) *match.Finder {
	lists := registerLists(a.Org)
	f := match.New(db, child.Children.With(lists), childColumns)
	f.Hamlets, f.Places, f.Households = lists[register.RefHamlet], communeHere, child.Households.With(lists)
	f.Later = func(ctx context.Context, tx *store.Tx, importID string) error {
		_, err := jobs.Enqueue(ctx, tx, lookJob, importID, nil, store.Instant{})
		return err
	}
	a.Jobs.Add(jobs.Kind{Name: lookJob, Title: "Tìm hồ sơ trẻ em có thể trùng", Run: func(ctx context.Context, _ jobs.Job) error {
		units, err := a.Org.LivingUnits(ctx, day.At(a.DB.Clock().Time))
		if err != nil {
			return err
		}
		ids := make([]string, len(units))
		for i, u := range units {
			ids[i] = u.ID
		}
		return f.Look(ctx, ids...)
	}}, jobs.Schedule{Hour: 2})
	return f
}

// communeHere says what the name of a commune, also an earlier one, has to do with a place.
func communeHere(name, placeID string, today day.Day) (words string, here bool) {
	c, err := place.Load()
	if err != nil {
		return "", false
	}
	for _, m := range c.Search(name, today, 10) {
		if m.Rank > place.ByName || m.Place.Level() != place.CommuneLevel {
			continue
		}
		was := m.Place
		if m.Renamed() {
			was = m.Was
		}
		if m.Place.ID == placeID {
			return was.Address() + " nay thuộc đơn vị này", true
		}
		if words == "" {
			words = was.Address() + " không thuộc đơn vị này"
		}
	}
	return words, false
}
