package app

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/draw/glyph"
	"github.com/mangnon/mangnon/internal/feature/api"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// apiWork shows the plans to programs.
type apiWork struct{ plans *plan.Plans }

func (w apiWork) Plans(ctx context.Context, from store.Source, year int, after api.Mark, limit int) ([]api.Plan, error) {
	list, err := w.plans.PlansAfter(ctx, from, year, after.ID, limit)
	out := make([]api.Plan, len(list))
	for i, p := range list {
		out[i] = apiPlan(p)
	}
	return out, err
}

func (w apiWork) Plan(ctx context.Context, from store.Source, id string) (api.Plan, error) {
	p, err := w.plans.Plan(ctx, from, id)
	return apiPlan(p), err
}

func apiPlan(p plan.Plan) api.Plan {
	return api.Plan{ID: p.ID, Year: p.Year, Kind: string(p.Kind), Title: p.Title, Number: p.Number, Issuer: p.Issuer, IssuedOn: p.IssuedOn.ISO(), State: string(p.State)}
}

func (w apiWork) Tasks(ctx context.Context, from store.Source, year int, after api.Mark, limit int, today day.Day) ([]api.Task, error) {
	list, err := w.plans.TasksAfter(ctx, from, year, after.Due, after.ID, limit)
	return apiTasks(list, today), err
}

func (w apiWork) PlanTasks(ctx context.Context, from store.Source, planID string, after api.Mark, limit int, today day.Day) ([]api.Task, error) {
	list, err := w.plans.PlanTasksAfter(ctx, from, planID, after.Seq, limit)
	return apiTasks(list, today), err
}

func (w apiWork) Task(ctx context.Context, from store.Source, id string, today day.Day) (api.Task, error) {
	t, owed, err := w.plans.TaskWithBodies(ctx, from, id)
	out := apiTask(t, today)
	out.Text = t.Text
	for _, o := range owed {
		out.Bodies = append(out.Bodies, api.TaskBody{Role: plan.RoleWords(o.Role), Name: o.Name, BodyID: o.BodyID})
	}
	return out, err
}

func apiTasks(list []plan.Task, today day.Day) []api.Task {
	out := make([]api.Task, len(list))
	for i, t := range list {
		out[i] = apiTask(t, today)
	}
	return out
}

func apiTask(t plan.Task, today day.Day) api.Task {
	status := string(t.StatusAt(today))
	return api.Task{ID: t.ID, PlanID: t.PlanID, PartOf: t.ParentID, Path: t.Path, Title: t.Title, Lead: t.Lead,
		StartsOn: t.Starts.ISO(), DueOn: t.Due.ISO(), DoneOn: t.Done.ISO(), Requested: t.Requested,
		Status: status, StatusWords: glyph.Of(status).Words, Results: t.Results, Due: t.Due, Seq: t.Seq}
}

// apiBodies shows the register of bodies to programs.
type apiBodies struct{ *org.Org }

func (b apiBodies) Current(ctx context.Context, from store.Source, at day.Day) ([]api.Body, error) {
	register, err := b.Register(ctx, from, at)
	if err != nil {
		return nil, err
	}
	out := make([]api.Body, 0, len(register.Bodies))
	for _, o := range register.Bodies {
		out = append(out, api.Body{ID: o.ID, Kind: string(o.Kind), Name: o.Name, Aliases: register.Aliases[o.ID], Requested: o.Requested, From: o.From.ISO(), To: o.To.ISO()})
	}
	slices.SortFunc(out, func(a, b api.Body) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// describedRegisters are the registers as the description for programs needs them.
func describedRegisters() []api.Described {
	var out []api.Described
	for _, g := range registers() {
		out = append(out, g)
	}
	return out
}
