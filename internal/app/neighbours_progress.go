package app

import (
	"context"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/calendar"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/feature/progress"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// planProgress gives the progress pages the counts of dated work.
type planProgress struct{ plans *plan.Plans }

// Plan implements progress.Work.
func (w planProgress) Plan(ctx context.Context, from store.Source, id string) (progress.Plan, error) {
	p, err := w.plans.Plan(ctx, from, id)
	return progress.Plan{ID: p.ID, Title: p.Title, Name: p.Name(), Confirmed: p.State == plan.Confirmed}, err
}

// Tabs implements progress.Work.
func (w planProgress) Tabs(r *web.Request, planID string) templ.Component {
	return plan.Tabs(r, planID, plan.ViewProgress)
}

func asFigures(f plan.Figures) progress.Figures {
	return progress.Figures{Given: f.Given, Due: f.Due, InTime: f.InTime, Late: f.Late, Overdue: f.Overdue, Asking: f.Asking, Waiting: f.Waiting, Unanswered: f.Unanswered}
}

// Bodies implements progress.Work.
func (w planProgress) Bodies(ctx context.Context, from store.Source, of progress.Scope, first, at day.Day) ([]progress.Body, error) {
	rows, err := w.plans.BodiesOf(ctx, from, of.Year, of.Plan, first, picture.Weeks, at)
	if err != nil {
		return nil, err
	}
	register, _, err := w.plans.Bodies.Register(ctx, from, at)
	if err != nil {
		return nil, err
	}
	requested := map[string]bool{}
	names := map[string]string{}
	for _, b := range register {
		requested[b.ID], names[b.ID] = b.Requested, b.Name
	}
	out := make([]progress.Body, len(rows))
	for i, b := range rows {
		out[i] = progress.Body{ID: b.ID, Name: b.Name, Figures: asFigures(b.Figures), Requested: requested[b.ID]}
		if name := names[b.ID]; name != "" {
			out[i].Name = name
		}
		if b.ID == "" && b.Unanswered > 0 && b.Overdue+b.Late == 0 {
			out[i].Requested = true // nobody commands it, and the register does not know it
		}
		for n, week := range b.Weeks {
			out[i].Weeks[n] = string(week.State)
		}
	}
	return out, nil
}

// Parts implements progress.Work.
func (w planProgress) Parts(ctx context.Context, from store.Source, of progress.Scope, at day.Day) ([]progress.Part, error) {
	rows, err := w.parts(ctx, from, of, at)
	if err != nil {
		return nil, err
	}
	out := make([]progress.Part, len(rows))
	for i, p := range rows {
		out[i] = progress.Part{Plan: p.ID, Path: p.Path, Name: p.Name, Depth: p.Depth, Figures: asFigures(p.Figures)}
		for m, state := range p.Months {
			out[i].Months[m] = string(state)
		}
		for _, r := range p.Peaks {
			out[i].Peaks = append(out[i].Peaks, picture.Span{From: r.From, To: r.To})
		}
	}
	return out, nil
}

func (w planProgress) parts(ctx context.Context, from store.Source, of progress.Scope, at day.Day) ([]plan.PartYear, error) {
	if of.Plan == "" {
		return w.plans.PlansOf(ctx, from, of.Year, at)
	}
	p, err := w.plans.Plan(ctx, from, of.Plan)
	if err != nil {
		return nil, err
	}
	return w.plans.PartsOf(ctx, from, p, at)
}

// Behind implements progress.Work. The numbers have the same names in addresses on both sides.
func (w planProgress) Behind(r *web.Request, q progress.Behind, limit int) ([]progress.Piece, error) {
	rows, err := w.plans.InstancesOf(r.Context(), r.Reader(), plan.Behind{Year: q.Year, Figure: plan.Figure(q.Number), At: r.Today(), BodyID: q.Body, PlanID: q.Scope.Plan,
		Branch: q.Branch, AfterDue: q.After.Due, AfterItem: q.After.Item}, limit)
	if err != nil {
		return nil, err
	}
	out := make([]progress.Piece, len(rows))
	for i, in := range rows {
		out[i] = asPiece(r, in)
	}
	return out, nil
}

// Late implements progress.Work.
func (w planProgress) Late(r *web.Request, of progress.Scope, limit int) ([]progress.Piece, error) {
	rows, err := w.plans.Late(r.Context(), r.Reader(), of.Year, of.Plan, r.Today(), limit)
	if err != nil {
		return nil, err
	}
	out := make([]progress.Piece, len(rows))
	for i, in := range rows {
		out[i] = progress.Piece{Name: in.Title, Due: in.Due, LeadID: in.LeadID, LeadName: in.LeadName}
		if in.Label != "" {
			out[i].Name += ", " + in.Label
		}
	}
	return out, nil
}

func asPiece(r *web.Request, in plan.Instance) progress.Piece {
	line := in.Line(r, r.Today())
	if in.Label != "" { // before the part of a long title that is cut
		line.Title, line.From = in.Title, in.Task.Path+", "+in.Label
	}
	return progress.Piece{Line: line, Name: in.Name(), Due: in.Due, Mark: progress.Mark{Due: in.Due, Item: in.Item}}
}

// datedWork puts the dated work of the plans on the calendar.
type datedWork struct{ plans *plan.Plans }

// Days implements calendar.Source.
func (w datedWork) Days(ctx context.Context, from store.Source, first, last day.Day) (map[day.Day]int, error) {
	rows, err := w.plans.DueDays(ctx, from, first, last)
	out := make(map[day.Day]int, len(rows))
	for _, r := range rows {
		out[r.Day] = r.N
	}
	return out, err
}

// Firsts implements calendar.Source.
func (w datedWork) Firsts(ctx context.Context, from store.Source, first, last day.Day, few int, today day.Day) ([]calendar.Item, error) {
	rows, err := w.plans.FirstsOfDays(ctx, from, first, last, few)
	return asItems(rows, today), err
}

// Items implements calendar.Source.
func (w datedWork) Items(ctx context.Context, from store.Source, first, last day.Day, bodyID string, limit int, today day.Day) ([]calendar.Item, error) {
	if bodyID == "" {
		rows, err := w.plans.Window(ctx, from, first, last, limit)
		return asItems(rows, today), err
	}
	rows, err := w.plans.WindowOfBody(ctx, from, first, last, bodyID, limit)
	return asItems(rows, today), err
}

func asItems(rows []plan.Instance, today day.Day) []calendar.Item {
	out := make([]calendar.Item, len(rows))
	for i, in := range rows {
		out[i] = calendar.Item{Key: in.Item, On: in.Due, Title: in.Name(), Who: in.Lead, State: string(in.StatusAt(today)), Path: in.Path(), Year: in.Year, Off: in.Phase == plan.Paused}
	}
	return out
}

// calendarPeople tells the calendar who an account still is.
type calendarPeople struct{ accounts *account.Accounts }

// Holder implements calendar.People.
func (p calendarPeople) Holder(ctx context.Context, from store.Source, accountID, unitID string, at day.Day) (actor.Actor, bool, error) {
	return p.accounts.ActorIn(ctx, from, accountID, unitID, at)
}

// calendarBodies gives the calendar the register of bodies.
type calendarBodies struct{ org *org.Org }

// Current implements calendar.Bodies.
func (b calendarBodies) Current(ctx context.Context, from store.Source, at day.Day) ([]calendar.Body, error) {
	register, err := b.org.Register(ctx, from, at)
	if err != nil {
		return nil, err
	}
	out := make([]calendar.Body, len(register.Bodies))
	for i, o := range register.Bodies {
		out[i] = calendar.Body{ID: o.ID, Name: o.Name}
	}
	return out, nil
}
