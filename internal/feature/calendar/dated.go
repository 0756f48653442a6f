package calendar

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Item is one thing on one day.
type Item struct {
	Key   string // names it for good, also when its day moves
	On    day.Day
	Title string // never with the name of a person
	Who   string // the bodies that owe it
	State string // key of package glyph
	Path  string // where it is shown, behind the address of the unit and year
	Year  int    // the year of that address
	Off   bool   // put off by decision: it stands there struck out
}

// Source is a register whose records have dates. Work has one now; a register of documents or of reports can be another. What
// it reads belongs to the unit of the source's actor.
type Source interface {
	// Days counts what falls on each day from a day to another.
	Days(ctx context.Context, from store.Source, first, last day.Day) (map[day.Day]int, error)
	// Firsts gives a few things of each day from a day to another.
	Firsts(ctx context.Context, from store.Source, first, last day.Day, few int, today day.Day) ([]Item, error)
	// Items gives what falls on the days from a day to another, the earliest first: what a body owes, or everything when bodyID
	// is empty.
	Items(ctx context.Context, from store.Source, first, last day.Day, bodyID string, limit int, today day.Day) ([]Item, error)
}

// Guarded is a Source that shows each reader only what the reader's rights open.
type Guarded interface {
	Source
	For(may func(actor.Action) bool) Source
}

// sourcesFor are the sources as somebody with some rights reads them.
func (c *Calendar) sourcesFor(may func(actor.Action) bool) []Source {
	out := slices.Clone(c.Sources)
	for i, s := range out {
		if g, ok := s.(Guarded); ok {
			out[i] = g.For(may)
		}
	}
	return out
}

// Overview draws the year of the request's unit.
type Overview interface {
	YearBand(r *web.Request) (finding string, drawn picture.Picture, err error)
}

// People knows who may still read what.
type People interface {
	// Holder is an account as it acts in a unit on a day: active and with its posts there. Otherwise found is false.
	Holder(ctx context.Context, from store.Source, accountID, unitID string, at day.Day) (a actor.Actor, found bool, err error)
}

// Body is a body of the unit.
type Body struct{ ID, Name string }

// Bodies is the register of bodies.
type Bodies interface {
	// Current lists the bodies of the actor's unit on a day, in the order of a list.
	Current(ctx context.Context, from store.Source, at day.Day) ([]Body, error)
}

// few is how many things of one kind a day of the month shows.
const few = ui.DayFew

// monthOf reads what the days of a month hold.
func (c *Calendar) monthOf(r *web.Request, first, last day.Day) (items []Item, counts map[day.Day]int, err error) {
	counts = map[day.Day]int{}
	for _, s := range c.sourcesFor(r.May) {
		days, err := s.Days(r.Context(), r.Reader(), first, last)
		if err != nil {
			return nil, nil, err
		}
		for d, n := range days {
			counts[d] += n
		}
		list, err := s.Firsts(r.Context(), r.Reader(), first, last, few, r.Today())
		if err != nil {
			return nil, nil, err
		}
		items = append(items, list...)
	}
	slices.SortStableFunc(items, func(a, b Item) int { return a.On.Compare(b.On) })
	return items, counts, nil
}
