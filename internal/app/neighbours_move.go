package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// communes are the places to which children move.
type communes struct{ org *org.Org }

// Living implements child.Units.
func (c communes) Living(ctx context.Context, today day.Day) ([]web.Unit, error) {
	return c.org.LivingUnits(ctx, today)
}

// placesFound is how many communes of one name the page offers.
const placesFound = 8

// Places implements child.Units.
func (c communes) Places(typed string, today day.Day) ([]child.Place, error) {
	catalogue, err := place.Load()
	if err != nil {
		return nil, err
	}
	var out []child.Place
	seen := map[string]bool{}
	for _, m := range catalogue.Search(typed, today, 4*placesFound) {
		if m.Place.Level() != place.CommuneLevel || seen[m.Place.ID] || len(out) == placesFound {
			continue
		}
		seen[m.Place.ID] = true
		found := child.Place{ID: m.Place.ID, Name: m.Place.Address()}
		if m.Renamed() {
			found.Was = m.Was.Address()
		}
		out = append(out, found)
	}
	return out, nil
}

// arrivalsOfDay is how many arrivals the page of a day reads.
const arrivalsOfDay = 50

// arriving puts children of other units, who wait for an answer, beside the work of the day. It names none of them.
func arriving(r *web.Request) (g plan.RecordGroup, err error) {
	if !r.May(actor.ChildEdit) {
		return g, nil
	}
	list, err := child.Waiting(r.Context(), r.Reader(), r.Unit.ID, arrivalsOfDay)
	g.Title = "Trẻ em từ nơi khác chờ tiếp nhận"
	for _, a := range list {
		href, title := r.In(a.Path), "Trả lời đề nghị tiếp nhận trẻ em"
		g.Lines = append(g.Lines, plan.RecordLine{Due: a.Since, Task: ui.Task{State: "C", Words: "chờ tiếp nhận", Title: title, Href: href, From: a.From, Date: "từ " + r.Calendar().Short(a.Since),
			Action: ui.Button(ui.Btn{Text: "Trả lời", Href: href, Small: true, About: "trẻ em từ " + a.From})}})
	}
	return g, err
}
