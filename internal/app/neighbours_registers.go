package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/calendar"
	"github.com/mangnon/mangnon/internal/feature/event"
	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/feature/incident"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// incidentHazards tells the register of incidents what was known near a place.
type incidentHazards struct{}

// KnownNear implements incident.Hazards.
func (incidentHazards) KnownNear(ctx context.Context, from store.Source, unitID string, pin register.Value, metres int, at store.Instant) ([]incident.Site, error) {
	list, err := hazard.KnownNear(ctx, from, unitID, pin, metres, at)
	out := make([]incident.Site, len(list))
	for i, k := range list {
		out[i] = incident.Site{Code: k.Code, Name: k.Name, Path: hazard.Sites.Path + "/" + k.ID, Metres: k.Metres, Then: k.Then.Text, Glyph: k.Now.Glyph, Now: k.Now.Text}
	}
	return out, err
}

// events puts the events for children on the calendar of the unit.
type events struct{ org *org.Org }

// Days implements calendar.Source.
func (e events) Days(ctx context.Context, from store.Source, first, last day.Day) (map[day.Day]int, error) {
	list, err := event.Marks(ctx, from, first, last)
	out := map[day.Day]int{}
	for _, m := range list {
		out[m.On]++
	}
	return out, err
}

// Firsts implements calendar.Source.
func (e events) Firsts(ctx context.Context, from store.Source, first, last day.Day, few int, today day.Day) ([]calendar.Item, error) {
	list, err := event.Marks(ctx, from, first, last)
	var out []calendar.Item
	shown := map[day.Day]int{}
	for _, m := range list {
		if shown[m.On]++; shown[m.On] <= few {
			out = append(out, asItem(m, "", today))
		}
	}
	return out, err
}

// Items implements calendar.Source. What goes on from an earlier month has no date of its own and is left out of feeds.
func (e events) Items(ctx context.Context, from store.Source, first, last day.Day, bodyID string, limit int, today day.Day) ([]calendar.Item, error) {
	list, err := event.Marks(ctx, from, first, last)
	if err != nil {
		return nil, err
	}
	bodies, err := e.org.Register(ctx, from, today)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, b := range bodies.Bodies {
		names[b.ID] = b.Name
	}
	var out []calendar.Item
	for _, m := range list {
		if !m.Still && (bodyID == "" || m.Body == bodyID) && len(out) < limit {
			out = append(out, asItem(m, names[m.Body], today))
		}
	}
	return out, nil
}

func asItem(m event.Mark, who string, today day.Day) calendar.Item {
	return calendar.Item{Key: m.Key, On: m.On, Title: m.Title, Who: who, State: m.Glyph, Path: m.Path, Year: today.Year()}
}
