package app

import (
	"bytes"
	"context"
	"fmt"

	"github.com/mangnon/mangnon/examples"
	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// DemoPassword opens every account of the demonstration, and only those: a demonstration ward is marked on every page.
const DemoPassword = "mang non mua he"

// DemoPerson is an invented person of the demonstration.
type DemoPerson struct {
	Username, Name, Title, Body string
	Role                        actor.Role
}

// DemoPeople are the sign-ins that the demonstration prints.
func DemoPeople() []DemoPerson {
	return []DemoPerson{
		{"hoa.tt", "Trần Thu Hoa", "Chuyên viên", "Phòng Văn hóa - Xã hội", actor.RoleOfficer},
		{"dat.lq", "Lê Quang Đạt", "Phó Chủ tịch", "Văn phòng HĐND và UBND", actor.RoleLeader},
		{"thinh.vv", "Vũ Văn Thịnh", "Cán bộ", "Phòng Kinh tế, Hạ tầng và Đô thị", actor.RoleBody},
		{"phong.lh", "Lê Hữu Phong", "Quản trị", "Văn phòng HĐND và UBND", actor.RoleAdmin},
	}
}

// LoadDemo fills an empty installation with an invented ward: bodies, people, this year's plan, confirmed, and what some
// bodies have done. It does nothing to an installation that has a unit.
func (a *App) LoadDemo(ctx context.Context) (err error) {
	defer errs.Prefix(&err, "app.LoadDemo")
	if ready, err := a.Org.SetUp(ctx); err != nil || ready {
		return err
	}
	raw, name := examples.PlanDOCX, examples.PlanName+".docx"
	doc, err := docfile.Read(ctx, name, raw)
	if err != nil {
		return err
	}
	kept, err := a.Files.Put(bytes.NewReader(raw), store.MaxFile)
	if err != nil {
		return err
	}
	sys := actor.System("dữ liệu minh họa")
	var officer actor.Actor
	var pl plan.Plan
	err = a.DB.Write(ctx, sys, func(tx *store.Tx) error {
		unit, err := a.demoUnit(ctx, tx)
		if err != nil {
			return err
		}
		if officer, err = a.demoPeople(ctx, tx, unit.ID); err != nil {
			return err
		}
		by := tx.As(officer)
		if err := a.demoHamlets(ctx, by, unit); err != nil {
			return err
		}
		if err := a.demoHandover(ctx, by, unit); err != nil {
			return err
		}
		if err := a.demoOtherWork(ctx, by, unit); err != nil {
			return err
		}
		pl, err = a.Plans.Import(ctx, by, plan.Brought{UnitID: unit.ID, Year: a.Site.Clock().Year(), Name: name, Kept: kept, Doc: doc, At: a.Site.Clock()})
		if err != nil {
			return err
		}
		return a.Plans.Confirm(ctx, by, pl)
	})
	if err != nil {
		return err
	}
	if err := a.demoLastWeek(ctx, officer.UnitID); err != nil {
		return err
	}
	err = a.DB.Write(ctx, officer, func(by *store.Tx) error {
		if err := a.demoResults(ctx, by, pl); err != nil {
			return err
		}
		if err := a.demoLink(ctx, by, pl); err != nil {
			return err
		}
		if err := a.demoHazards(ctx, by, officer.UnitID); err != nil {
			return err
		}
		if err := a.demoRegisters(ctx, by, officer.UnitID); err != nil {
			return err
		}
		if err := a.demoChildren(ctx, by, officer.UnitID); err != nil {
			return err
		}
		if err := demoExports(ctx, by, officer.UnitID); err != nil {
			return err
		}
		return a.demoAsking(ctx, by, pl)
	})
	if err != nil {
		return err
	}
	if err := a.demoPopulation(ctx, officer); err != nil {
		return err
	}
	if err := a.demoThisWeek(ctx, officer.UnitID); err != nil {
		return err
	}
	if err := a.demoSoftware(ctx, officer); err != nil {
		return err
	}
	return a.demoReminders(ctx)
}

// demoReminders gives the reminders of the last days, as if the program had run.
func (a *App) demoReminders(ctx context.Context) error {
	today := day.At(a.Site.Clock().Time)
	for back := 3; back >= 0; back-- {
		if err := a.Remind(ctx, today.Add(-back)); err != nil {
			return err
		}
	}
	return nil
}

// demoUnit makes the ward with its usual bodies. Place and bodies are real, and so are their names.
func (a *App) demoUnit(ctx context.Context, tx *store.Tx) (web.Unit, error) {
	catalogue, err := place.Load()
	if err != nil {
		return web.Unit{}, err
	}
	p, ok := catalogue.Find(demoPlace, day.At(a.Site.Clock().Time))
	if !ok {
		return web.Unit{}, fmt.Errorf("no place %s", demoPlace)
	}
	u, err := a.Org.CreateUnit(ctx, tx, p, true)
	if err != nil {
		return u, err
	}
	for _, t := range body.Usual(p) {
		if _, err := a.Org.AddBody(ctx, tx, u, t); err != nil {
			return u, err
		}
	}
	return u, a.demoOrg(ctx, tx, u)
}

// demoPlace is the code of phường Mỹ Hào, tỉnh Hưng Yên.
const demoPlace = "12103"

// demoPeople makes the accounts and gives the officer, who does the rest.
func (a *App) demoPeople(ctx context.Context, tx *store.Tx, unitID string) (officer actor.Actor, err error) {
	from := day.Must(a.Site.Clock().Year(), 1, 1)
	tx = tx.As(actor.Actor{Name: "Hệ thống", UnitID: unitID, System: "dữ liệu minh họa"})
	register, err := a.Org.Register(ctx, tx, day.At(a.Site.Clock().Time))
	if err != nil {
		return officer, err
	}
	for _, p := range DemoPeople() {
		b, ok := register.Match(p.Body)
		if !ok {
			return officer, fmt.Errorf("no body %q", p.Body)
		}
		post := account.Position{UnitID: unitID, BodyID: b.ID, BodyName: b.Name, Title: p.Title, Role: p.Role, From: from}
		id, _, err := a.Accounts.Create(ctx, tx, account.Draft{Name: p.Name, Username: p.Username, Title: p.Title, Role: p.Role}, DemoPassword, post)
		if err != nil {
			return officer, err
		}
		if p.Role == actor.RoleOfficer {
			officer = actor.Actor{AccountID: id, Username: p.Username, Name: p.Name, UnitID: unitID,
				Posts: []actor.Post{{BodyID: b.ID, BodyName: b.Name, Title: p.Title, Role: p.Role}}}
		}
	}
	return officer, nil
}

// demoWords are what invented bodies have done; they go round over the work of the plan.
var demoWords = []string{
	"Đã họp triển khai với các tổ dân phố, giao việc cho từng tổ trưởng.",
	"Đã rà soát trên địa bàn và lập danh sách, gửi Phòng Văn hóa - Xã hội tổng hợp.",
	"Đã tổ chức một buổi truyền thông tại nhà văn hóa, có biên bản và ảnh.",
	"Đã làm việc với các trường, thống nhất lịch và người đầu mối.",
}

// demoResults records something for two of every three pieces of work; what has a due date in the past is finished for
// every second one, so that the day's page shows both kinds.
func (a *App) demoResults(ctx context.Context, tx *store.Tx, pl plan.Plan) error {
	tasks, err := a.Plans.Work(ctx, tx, pl.ID)
	if err != nil {
		return err
	}
	register, err := a.Org.Register(ctx, tx, day.At(a.Site.Clock().Time))
	if err != nil {
		return err
	}
	today := day.At(a.Site.Clock().Time)
	for i, t := range tasks {
		past := !t.Due.IsZero() && t.Due.Before(today)
		if i%3 == 2 && !past || past && i%4 == 3 {
			continue
		}
		done := today.Add(-3 * (i%9 + 1))
		if past {
			done = t.Due.Add(i%5 - 3)
		}
		if done.Year() != pl.Year || done.After(today) {
			continue
		}
		doer := firstName(t.Lead)
		b, _ := register.Match(doer)
		r := plan.Result{BodyID: b.ID, BodyName: doer, AccountID: tx.Actor().AccountID, AccountName: tx.Actor().Name, DoneOn: done,
			Text: demoWords[i%len(demoWords)], Finishes: past, CreatedAt: store.Instant{Time: done.Start().Add(15 * 3600e9)}}
		if err := a.demoPoint(ctx, tx, i, t, &r); err != nil {
			return err
		}
		if err := a.Plans.Record(ctx, tx, t, r, nil); err != nil {
			return err
		}
	}
	return nil
}

// demoPoint makes the results of work that goes on those of its first check-point; some of them finish it.
func (a *App) demoPoint(ctx context.Context, tx *store.Tx, i int, t plan.Task, r *plan.Result) error {
	points, err := a.Plans.Points(ctx, tx, t.ID)
	if err != nil || len(points) == 0 {
		return err
	}
	r.PointID, r.Period, r.Finishes = points[0].ID, points[0].Label, i%3 == 0
	return nil
}
