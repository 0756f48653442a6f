package app

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// childColumns are where the register of children keeps what a child is known by. The ethnic group is none of them: not everybody may
// see it, and it tells little.
var childColumns = match.Columns{Name: "name", Birth: "birth", Sex: "sex", Number: "person_number", NumberState: "number_state", Confirmed: "khop",
	Mother: "mother", Father: "father", Household: "household", Hamlet: "hamlet", Phone: "phone",
	Secret: map[string]actor.Action{"ethnic": "child.secret", "vaccination": "child.secret", "nutrition": "child.secret", "disability": "child.secret",
		"circumstances": "child.secret", "risks": "child.secret"}}

// registerNamed is a register of the program; ok is false when it has none of the name.
func registerNamed(name string) (g *register.Register, ok bool) {
	i := slices.IndexFunc(registers(), func(g *register.Register) bool { return g.Name == name })
	if i < 0 {
		return nil, false
	}
	return registers()[i], true
}

func init() {
	if g, ok := registerNamed("child"); ok {
		match.Follow(g, childColumns)
	}
}

// lookJob is the search for doubles: every night, and after a table was brought in.
const lookJob = "match.look"

// matching makes the finder of children over a database; nil while the program has no register of children.
func (a *App) matching(db *store.DB) *match.Finder {
	g, ok := registerNamed("child")
	if !ok {
		return nil
	}
	lists := registerLists(a.Org)
	f := match.New(db, g.With(lists), childColumns)
	f.Hamlets, f.Places = lists[register.RefHamlet], communeHere
	if households, ok := registerNamed("household"); ok {
		f.Households = households.With(lists)
	}
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

// matchFeature are the tables of matching, and its pages when there is a register to match.
func matchFeature(f *match.Finder) web.Feature {
	feature := web.Feature{Name: "match"}
	if f != nil {
		feature = f.Feature()
	}
	feature.Migrations = match.Migrations()
	return feature
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
