package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/week"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// DemoWeekSecret and DemoPIN open the leader's page of the demonstration, at /t/ and this word. Like DemoPassword they are
// known to everybody.
const (
	DemoWeekSecret = "minh-hoa-trang-tuan"
	DemoPIN        = "246810"
)

// demoWeeks makes the leader's pages of this week and of the week before, as if the program had run, and opens this one to
// the leader's telephone.
func (a *App) demoWeeks(ctx context.Context, tx *store.Tx, unitID string) error {
	tx = tx.As(actor.Actor{Name: "Hệ thống", UnitID: unitID})
	monday := week.MondayOf(day.At(a.Site.Clock().Time))
	var newest week.Edition
	for _, m := range []day.Day{monday.Add(-7), monday} {
		e, err := a.Weeks.Compile(ctx, tx, unitID, m, store.Instant{Time: m.Start().Add(6 * 3600e9)})
		if err != nil {
			return err
		}
		if err := e.Save(ctx, tx); err != nil {
			return err
		}
		newest = e
	}
	leaders, err := weekPeople{a.Accounts}.Leaders(ctx, tx, unitID, day.At(a.Site.Clock().Time))
	if err != nil || len(leaders) == 0 {
		return err
	}
	_, err = week.MakeLink(ctx, tx.As(leaders[0]), newest, leaders[0].AccountID, leaders[0].Name, DemoWeekSecret, DemoPIN)
	return err
}

var (
	sampleWeek = store.Query("app.sample.week", `SELECT e.monday FROM week_edition e WHERE {scope:e} ORDER BY e.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	sampleWeekLink = store.Query("app.sample.week_link", `SELECT l.id FROM week_link l WHERE l.digest = $1`,
		store.Unscoped("asks only whether the link of the demonstration is there"))
)

// weekSamples adds what the addresses of the leader's page need.
func (a *App) weekSamples(ctx context.Context, out Samples) error {
	from := a.DB.Reader(actor.System("mẫu địa chỉ"))
	monday, found, err := store.Find[day.Day](ctx, from, sampleWeek)
	if err != nil || !found {
		return err
	}
	out["monday"], out["case"], out["figure"] = monday.ISO(), "1", "qua-han"
	link, found, err := store.Find[string](ctx, from, sampleWeekLink, ident.Digest(DemoWeekSecret))
	if found {
		out["key"], out["weeklink"] = DemoWeekSecret, link
	}
	return err
}
