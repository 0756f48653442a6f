package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// DemoSecret opens the one link of the demonstration, at /l/ and this word. Like DemoPassword it is known to everybody.
const DemoSecret = "minh-hoa-mot-viec"

// demoLink gives a link to the first body without an account that leads open work, and sends one result by it.
func (a *App) demoLink(ctx context.Context, by *store.Tx, pl plan.Plan) error {
	tasks, err := a.Plans.Work(ctx, by, pl.ID)
	if err != nil {
		return err
	}
	today := day.At(a.Site.Clock().Time)
	register, err := a.Org.Register(ctx, by, today)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if !t.Done.IsZero() || t.Lead == "" || hasAccount(firstName(t.Lead)) {
			continue
		}
		b, _ := register.Match(firstName(t.Lead))
		link, err := a.Plans.MakeLink(ctx, by, t, plan.Owed{BodyID: b.ID, Name: firstName(t.Lead), Role: planread.RoleLead}, DemoSecret)
		if err != nil {
			return err
		}
		return a.Plans.Send(ctx, by, link, t, plan.Result{AccountName: "Ngô Thị Lụa", DoneOn: today, Text: "Đã làm xong đợt một ở ba tổ dân phố, còn hai tổ làm tiếp tuần sau.",
			CreatedAt: a.Site.Clock()}, "Cán bộ đầu mối")
	}
	return nil
}

// hasAccount reports whether somebody of the demonstration signs in for the body.
func hasAccount(body string) bool {
	for _, p := range DemoPeople() {
		if p.Body == body {
			return true
		}
	}
	return false
}
