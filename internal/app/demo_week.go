package app

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/feature/week"
	"github.com/mangnon/mangnon/internal/jobs"
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

// demoMonday is the first day of the week of the demonstration.
func (a *App) demoMonday() day.Day { return week.MondayOf(day.At(a.Site.Clock().Time)) }

// demoLastWeek makes the leader's page of last week, before anything was done about the plan.
func (a *App) demoLastWeek(ctx context.Context, unitID string) error {
	return a.DB.Write(ctx, program(unitID), func(tx *store.Tx) error {
		_, err := a.demoWeek(ctx, tx, a.demoMonday().Add(-7))
		return err
	})
}

// demoThisWeek makes the leader's page of this week and opens it to the leader's telephone.
func (a *App) demoThisWeek(ctx context.Context, unitID string) error {
	return a.DB.Write(ctx, program(unitID), func(tx *store.Tx) error {
		e, err := a.demoWeek(ctx, tx, a.demoMonday())
		if err != nil {
			return err
		}
		leaders, err := weekPeople{a.Accounts}.Leaders(ctx, tx, unitID, day.At(a.Site.Clock().Time))
		if err != nil || len(leaders) == 0 {
			return err
		}
		_, err = week.MakeLink(ctx, tx.As(leaders[0]), e, leaders[0].AccountID, leaders[0].Name, DemoWeekSecret, DemoPIN)
		return err
	})
}

func program(unitID string) actor.Actor { return actor.ForUnit(unitID) }

// demoWeek makes the page of a Monday as if the program had run at six.
func (a *App) demoWeek(ctx context.Context, tx *store.Tx, monday day.Day) (week.Edition, error) {
	e, err := a.Weeks.Compile(ctx, tx, tx.Actor().UnitID, monday, store.Instant{Time: monday.Start().Add(6 * time.Hour)})
	if err != nil {
		return e, err
	}
	return e, e.Save(ctx, tx)
}

// demoAsking lets the body of the next work that is due ask for more time, so that there is something to decide.
func (a *App) demoAsking(ctx context.Context, by *store.Tx, pl plan.Plan) error {
	tasks, err := a.Plans.Work(ctx, by, pl.ID)
	if err != nil {
		return err
	}
	today := day.At(a.Site.Clock().Time)
	for _, t := range tasks {
		if t.Due.After(today) && t.Due.Sub(today) <= 14 && t.Done.IsZero() && t.Kind == plan.KindTask && t.Lead != "" {
			return a.Plans.AskMoreTime(ctx, by, t, t.Due.Add(10), "Chờ nước rút để khảo sát hết các điểm.")
		}
	}
	return nil
}

// weekly makes the leader's pages: the figures of a Monday are taken at six, and at seven every unit has its page. A page that
// is there is left alone, and a machine that slept makes it when it wakes.
func (a *App) weekly() {
	monday := jobs.Weekly(time.Monday)
	a.Jobs.Add(jobs.Kind{Name: "week.make", Title: "Lập trang lãnh đạo của tuần", Run: func(ctx context.Context, j jobs.Job) error {
		var when jobs.Occurrence
		if err := j.Read(&when); err != nil {
			return err
		}
		return a.Weeks.MakeAll(ctx, a.DB, week.MondayOf(when.Day))
	}}, jobs.Schedule{Hour: 6, On: monday}, jobs.Schedule{Hour: 7, On: monday})
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
