package app

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/feature/week"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

var tmpPlans = store.Query("tmp.plans", `SELECT p.id FROM plan p WHERE {scope:p} AND p.year = $1`, store.Whole("tmp"))

func (w weekWork) all(ctx context.Context, from store.Source, year int) (out []plan.Task, err error) {
	ids, err := store.List[string](ctx, from, tmpPlans, year)
	for _, id := range ids {
		ts, err := w.Plans.Work(ctx, from, id)
		if err != nil {
			return nil, err
		}
		out = append(out, ts...)
	}
	return out, err
}

func (w weekWork) Standing(ctx context.Context, from store.Source, year int, first, at day.Day) (s week.Standing, err error) {
	ts, err := w.all(ctx, from, year)
	units := map[string]*week.Unit{}
	for _, t := range ts {
		if t.Due.IsZero() {
			continue
		}
		st := t.StatusAt(at)
		u := units[t.Lead]
		if u == nil {
			u = &week.Unit{Name: firstName(t.Lead)}
			units[t.Lead] = u
		}
		s.Figures.Given++
		switch st {
		case plan.DoneInTime:
			s.Figures.InTime++
		case plan.DoneLate:
			s.Figures.Late++
			u.Late++
		case plan.Overdue:
			s.Figures.Overdue++
			u.Overdue++
		case plan.Asking:
			s.Figures.Asking++
		}
		if !t.Due.After(at) {
			s.Figures.Due++
		}
		if n := t.Due.Sub(first) / 7; n >= 0 && n < 12 {
			u.Weeks[n] = string(st)
		}
	}
	for _, u := range units {
		s.Units = append(s.Units, *u)
	}
	return s, err
}

func (w weekWork) Stuck(ctx context.Context, from store.Source, year int, at day.Day, limit int) (out []week.Stuck, err error) {
	ts, err := w.all(ctx, from, year)
	for _, t := range ts {
		it := week.Item{Ref: week.Ref{TaskID: t.ID}, Title: t.Title, Lead: t.Lead, Due: t.Due, State: string(t.StatusAt(at))}
		switch {
		case t.StatusAt(at) == plan.Overdue && t.Lead == "":
			out = append(out, week.Stuck{Item: it, Need: week.NeedLeadLate, Since: t.Due})
		case t.StatusAt(at) == plan.Overdue:
			out = append(out, week.Stuck{Item: it, Need: week.NeedPush, Since: t.Due})
		case t.StatusAt(at) == plan.Asking:
			out = append(out, week.Stuck{Item: it, Need: week.NeedAnswer})
		case t.Lead == "":
			out = append(out, week.Stuck{Item: it, Need: week.NeedLead, Since: t.Due})
		}
	}
	slices.SortStableFunc(out, func(a, b week.Stuck) int { return a.Due.Compare(b.Due) })
	return out, err
}

func (w weekWork) Ahead(ctx context.Context, from store.Source, first, last day.Day, limit int) (out []week.Coming, n int, err error) {
	ts, err := w.all(ctx, from, first.Year())
	for _, t := range ts {
		if !t.Due.Before(first) && !t.Due.After(last) && t.Done.IsZero() {
			out = append(out, week.Coming{Due: t.Due, Name: t.Title, Who: t.Lead, Key: t.Kind == plan.KindReport})
		}
	}
	slices.SortStableFunc(out, func(a, b week.Coming) int { return a.Due.Compare(b.Due) })
	n = len(out)
	return out[:min(n, limit)], n, err
}

func (w weekWork) Behind(ctx context.Context, from store.Source, q week.Behind) (out []week.Item, err error) {
	ts, err := w.all(ctx, from, q.Year)
	for _, t := range ts {
		st := map[string]plan.Status{"qua-han": plan.Overdue, "dung-han": plan.DoneInTime, "muon": plan.DoneLate, "xin-lui": plan.Asking}[q.Figure]
		if !t.Due.IsZero() && (st == "" && (q.Figure == "giao" || !t.Due.After(q.At)) || st != "" && t.StatusAt(q.At) == st) {
			out = append(out, week.Item{Ref: week.Ref{TaskID: t.ID}, Title: t.Title, Lead: t.Lead, Due: t.Due, State: string(t.StatusAt(q.At))})
		}
	}
	return out, err
}
