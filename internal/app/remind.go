package app

import (
	"context"
	"errors"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/feature/reminder"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// remindHour is when the digests of a working day are made, in Vietnam.
const remindHour = 7

// reminders makes the feature and gives it its work, its people and its hour.
func (a *App) reminders(db *store.DB, c Config, workdays func(context.Context) day.Calendar) *reminder.Reminders {
	s := &reminder.Reminders{DB: db, Sources: []reminder.Source{dated(a.Plans.Dated), dated(a.Plans.DatedPoints), dueRecords{a.Org}}, People: holders{a.Accounts}, Mail: c.Mail, URL: c.URL,
		Calendar: func(ctx context.Context, _ store.Source) (reminder.Calendar, error) { return workdays(ctx), nil }}
	a.Jobs.Add(jobs.Kind{Name: "reminder.daily", Title: "Nhắc việc mỗi ngày", Run: func(ctx context.Context, j jobs.Job) error {
		var o jobs.Occurrence
		if err := j.Read(&o); err != nil {
			return err
		}
		return a.Remind(ctx, o.Day)
	}}, jobs.Schedule{Hour: remindHour})
	return s
}

// Remind gives the reminders of a day in every unit. One unit that fails keeps no other from its own.
func (a *App) Remind(ctx context.Context, at day.Day) error {
	units, err := a.Org.LivingUnits(ctx, at)
	if err != nil {
		return err
	}
	for _, u := range units {
		err = errors.Join(err, a.Reminders.Give(ctx, u, at))
	}
	return err
}

// dated is work of plans to be reminded of: tasks, or the check-points of work that goes on.
type dated func(ctx context.Context, from store.Source, first, last day.Day) ([]plan.Dated, error)

// Due implements reminder.Source.
func (d dated) Due(ctx context.Context, from store.Source, first, last day.Day) ([]reminder.Item, error) {
	work, err := d(ctx, from, first, last)
	out := make([]reminder.Item, len(work))
	for i, t := range work {
		out[i] = reminder.Item{ID: t.ID, Year: t.Year, Path: t.Path(), Title: t.Title, LeadIDs: t.LeadIDs, Lead: t.Lead, Due: t.Due, Requested: t.Requested}
	}
	return out, err
}

// holders are the accounts of a unit as people to be reminded.
type holders struct{ accounts *account.Accounts }

// Holders implements reminder.People. Only who reads work is reminded of it: a reminder names it.
func (h holders) Holders(ctx context.Context, from store.Source, unitID string, at day.Day) ([]reminder.Person, error) {
	list, err := h.accounts.OfUnit(ctx, from, unitID)
	if err != nil {
		return nil, err
	}
	var out []reminder.Person
	for _, one := range list {
		p := reminder.Person{AccountID: one.ID, Name: one.Name}
		for _, post := range one.Posts {
			if reads := actor.SightOf(post.Role).Of(actor.KindWork); post.Held(at) && (reads == actor.Own || reads == actor.Whole) {
				p.BodyIDs = append(p.BodyIDs, post.BodyID)
				p.Roles = append(p.Roles, post.Role)
			}
		}
		if one.Active && len(p.Roles) > 0 {
			out = append(out, p)
		}
	}
	return out, nil
}
