package app

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/feature/calendar"
	"github.com/mangnon/mangnon/internal/feature/event"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/feature/reminder"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// dues are the days of the records of all registers.
var dues = register.NewDues("dues", registers()...)

// How many records of one clock are read at once: for reminders and for calendars, and for the page of a day.
const (
	duesRead  = 2000
	duesOfDay = 200
)

// dueRecords reminds people of records as of work: a hazard to be fixed, a death to be reported, a number to be called again.
type dueRecords struct{ org *org.Org }

// Due implements reminder.Source.
func (d dueRecords) Due(ctx context.Context, from store.Source, first, last day.Day) ([]reminder.Item, error) {
	list, err := dues.Open(ctx, from, first, last, duesRead)
	if err != nil {
		return nil, err
	}
	names, err := d.org.Names(ctx, from, last)
	out := make([]reminder.Item, len(list))
	for i, x := range list {
		out[i] = reminder.Item{ID: x.ID, Year: x.On.Year(), Path: x.Path(), Title: x.Outside(), Due: x.On, Right: x.Register.ReadRight}
		if x.BodyID != "" {
			out[i].LeadIDs, out[i].Lead = []string{x.BodyID}, names[x.BodyID]
		}
	}
	return out, err
}

// dayRecords puts records that are due beside the work of the day.
type dayRecords struct{ org *org.Org }

// duesLate is how many days back the page of a day looks.
const duesLate = 366

// DueOfDay implements plan.Records.
func (d dayRecords) DueOfDay(r *web.Request, bodyID string, within int) ([]plan.RecordGroup, error) {
	today := r.Today()
	list, err := dues.Open(r.Context(), r.Reader(), today.Add(-duesLate), today.Add(within), duesOfDay)
	if err != nil {
		return nil, err
	}
	names, err := d.org.Names(r.Context(), r.Reader(), today)
	if err != nil {
		return nil, err
	}
	late, soon := plan.RecordGroup{Title: "Trong các sổ: quá hạn", Late: true}, plan.RecordGroup{Title: "Trong các sổ: đến hạn trong 7 ngày"}
	for _, x := range list {
		if !r.May(x.Register.ReadRight) || bodyID != "" && x.BodyID != bodyID {
			continue
		}
		g := &soon
		if x.On.Before(today) {
			g = &late
		}
		g.Lines = append(g.Lines, plan.RecordLine{Task: dueLine(r, x, names[x.BodyID]), Due: x.On})
	}
	came, err := arriving(r)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc([]plan.RecordGroup{came, late, soon}, func(g plan.RecordGroup) bool { return len(g.Lines) == 0 }), nil
}

func dueLine(r *web.Request, x register.Due, who string) ui.Task {
	href := r.In(x.Path())
	return ui.Task{State: x.State.Glyph, Words: x.State.Text, Title: x.Title(), Href: href, From: x.Code, Who: who, Left: r.Calendar().LeftShort(r.Today(), x.On),
		Date: r.Calendar().Short(x.On), Over: x.On.Before(r.Today()), Action: ui.Button(ui.Btn{Text: "Xem", Href: href, Small: true, About: x.Title()})}
}

// recordDates puts the clocks of records, and what begins, on the calendar of the unit. Events have their own days there.
type recordDates struct {
	org *org.Org
	may func(actor.Action) bool
}

// For implements calendar.Guarded.
func (d recordDates) For(may func(actor.Action) bool) calendar.Source { return recordDates{d.org, may} }

func (d recordDates) read(ctx context.Context, from store.Source, first, last day.Day) ([]register.Due, error) {
	open, err := dues.Open(ctx, from, first, last, duesRead)
	if err != nil {
		return nil, err
	}
	begin, err := dues.Begin(ctx, from, first, last, duesRead)
	all := append(open, begin...)
	slices.SortStableFunc(all, func(a, b register.Due) int { return a.On.Compare(b.On) })
	return slices.DeleteFunc(all, func(x register.Due) bool {
		return x.Register.Name == event.Events.Name || d.may == nil || !d.may(x.Register.ReadRight)
	}), err
}

// Days implements calendar.Source.
func (d recordDates) Days(ctx context.Context, from store.Source, first, last day.Day) (map[day.Day]int, error) {
	list, err := d.read(ctx, from, first, last)
	out := map[day.Day]int{}
	for _, x := range list {
		out[x.On]++
	}
	return out, err
}

// Firsts implements calendar.Source.
func (d recordDates) Firsts(ctx context.Context, from store.Source, first, last day.Day, few int, today day.Day) ([]calendar.Item, error) {
	list, err := d.read(ctx, from, first, last)
	var out []calendar.Item
	shown := map[day.Day]int{}
	for _, x := range list {
		if shown[x.On]++; shown[x.On] <= few {
			out = append(out, dueItem(x, "", today))
		}
	}
	return out, err
}

// Items implements calendar.Source.
func (d recordDates) Items(ctx context.Context, from store.Source, first, last day.Day, bodyID string, limit int, today day.Day) ([]calendar.Item, error) {
	list, err := d.read(ctx, from, first, last)
	if err != nil {
		return nil, err
	}
	names, err := d.org.Names(ctx, from, today)
	var out []calendar.Item
	for _, x := range list {
		if (bodyID == "" || x.BodyID == bodyID) && len(out) < limit {
			it := dueItem(x, names[x.BodyID], today)
			it.Title = x.Outside()
			out = append(out, it)
		}
	}
	return out, err
}

func dueItem(x register.Due, who string, today day.Day) calendar.Item {
	return calendar.Item{Key: x.ID + ":" + x.Column, On: x.On, Title: x.Title(), Who: who, State: x.State.Glyph, Path: x.Path(), Year: today.Year()}
}
