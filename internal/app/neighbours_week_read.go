package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/feature/week"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Standing implements week.Work.
func (w weekWork) Standing(ctx context.Context, from store.Source, year int, first, at day.Day) (s week.Standing, err error) {
	f, err := w.Plans.Figures(ctx, from, year, at)
	if err != nil {
		return s, err
	}
	weeks, err := w.Plans.Weeks(ctx, from, year, first, picture.Weeks, at)
	if err != nil {
		return s, err
	}
	register, _, err := w.Plans.Bodies.Register(ctx, from, at)
	if err != nil {
		return s, err
	}
	requested := map[string]bool{}
	for _, b := range register {
		requested[b.ID] = b.Requested
	}
	s.Figures = week.Figures{Given: f.All.Given, Due: f.All.Due, InTime: f.All.InTime, Late: f.All.Late, Overdue: f.All.Overdue, Asking: f.All.Asking}
	for _, b := range f.Bodies {
		u := week.Unit{Name: b.Name, Overdue: b.Overdue, Late: b.Late, Requested: requested[b.ID]}
		for _, bw := range weeks {
			if bw.ID == b.ID && (b.ID != "" || bw.Name == b.Name) {
				for i, sq := range bw.Weeks {
					u.Weeks[i] = string(sq.State)
				}
			}
		}
		s.Units = append(s.Units, u)
	}
	return s, nil
}

// Behind implements week.Work.
func (w weekWork) Behind(ctx context.Context, from store.Source, q week.Behind) ([]week.Item, error) {
	list, err := w.Plans.Instances(ctx, from, plan.Behind{Year: q.Year, Figure: plan.Figure(q.Figure), At: q.At, AfterDue: q.AfterDue, AfterItem: q.After}, q.Limit)
	out := make([]week.Item, len(list))
	for i, in := range list {
		out[i] = weekItem(in, q.At)
	}
	return out, err
}

func weekItem(in plan.Instance, at day.Day) week.Item {
	return week.Item{Ref: week.Ref{TaskID: in.ID, PointID: in.PointID}, Title: in.Name(), Lead: in.Lead, Due: in.Due, State: string(in.StatusAt(at)), Claimed: in.Claimed,
		Ended: !in.Done.IsZero() || in.Ended()}
}

// Stuck implements week.Work.
func (w weekWork) Stuck(ctx context.Context, from store.Source, year int, at day.Day, limit int) (out []week.Stuck, err error) {
	unled, err := w.OverdueUnled(ctx, from, year, at, limit)
	if err != nil {
		return nil, err
	}
	for _, in := range unled {
		out = append(out, week.Stuck{Item: weekItem(in, at), Need: week.NeedLeadLate, Since: in.Due})
	}
	asks, err := w.Plans.Asking(ctx, from, year, at, limit)
	if err != nil {
		return nil, err
	}
	for _, x := range asks {
		it := weekItem(x.Instance, at)
		it.Asked, it.Wish = x.AskedOn, x.Wish
		out = append(out, week.Stuck{Item: it, Need: week.NeedAnswer, Since: x.AskedOn})
	}
	return w.stuckFurther(ctx, from, year, at, limit, out)
}

// stuckFurther adds the needs that come after answers.
func (w weekWork) stuckFurther(ctx context.Context, from store.Source, year int, at day.Day, limit int, out []week.Stuck) ([]week.Stuck, error) {
	late, err := w.Plans.Instances(ctx, from, plan.Behind{Year: year, Figure: plan.FigOverdue, At: at}, limit)
	if err != nil {
		return nil, err
	}
	for _, in := range late {
		out = append(out, week.Stuck{Item: weekItem(in, at), Need: week.NeedPush, Since: in.Due})
	}
	unled, err := w.Unled(ctx, from, year, limit)
	if err != nil {
		return nil, err
	}
	for _, t := range unled {
		out = append(out, week.Stuck{Item: weekItem(plan.Instance{Task: t}, at), Need: week.NeedLead, Since: t.Due})
	}
	waiting, err := w.Unconfirmed(ctx, from, year, limit)
	for _, u := range waiting {
		out = append(out, week.Stuck{Item: weekItem(u.Instance, at), Need: week.NeedConfirm, Since: u.Since})
	}
	return out, err
}

// Ahead implements week.Work.
func (w weekWork) Ahead(ctx context.Context, from store.Source, first, last day.Day, limit int) ([]week.Coming, int, error) {
	list, n, err := w.Plans.Ahead(ctx, from, first, last, limit)
	out := make([]week.Coming, len(list))
	for i, in := range list {
		out[i] = week.Coming{Due: in.Due, Name: in.Name(), Who: in.Lead, Key: in.Kind == plan.KindReport}
	}
	return out, n, err
}
