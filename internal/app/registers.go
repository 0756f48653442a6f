package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/feature/comms"
	"github.com/mangnon/mangnon/internal/feature/event"
	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/feature/incident"
	"github.com/mangnon/mangnon/internal/feature/law"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// registers are all of them, in the order of the menu.
func registers() []*register.Register {
	return slices.Concat([]*register.Register{law.Documents, hazard.Sites, incident.Incidents, event.Events}, comms.Registers(), child.Registers())
}

// registerLists are what fields of registers refer to.
func registerLists(o *org.Org) map[string]register.Refs {
	return map[string]register.Refs{
		register.RefBody: func(ctx context.Context, from store.Source, today day.Day) ([]ui.Option, error) {
			reg, err := o.Register(ctx, from, today)
			if err != nil {
				return nil, err
			}
			out := make([]ui.Option, len(reg.Bodies))
			for i, b := range reg.Bodies {
				out[i] = ui.Option{Value: b.ID, Text: b.Name, Hint: strings.Join(reg.Aliases[b.ID], ";")}
			}
			return out, nil
		},
		register.RefAccount:                registerPeople,
		register.RefHamlet + register.Past: formerHamlets(o),
		register.RefHamlet + register.Also: hamletNames(o),
		register.RefBody + register.Past:   formerBodies(o),
		register.RefHamlet: func(ctx context.Context, from store.Source, today day.Day) ([]ui.Option, error) {
			list, err := o.Hamlets(ctx, from, today)
			out := make([]ui.Option, len(list))
			for i, h := range list {
				out[i] = ui.Option{Value: h.ID, Text: h.Name}
			}
			return out, err
		},
	}
}

// registerPeople are those who work in the unit; two of one name are told apart by their posts.
func registerPeople(ctx context.Context, from store.Source, today day.Day) ([]ui.Option, error) {
	people, err := account.WorkingIn(ctx, from, today)
	named := map[string]int{}
	for _, p := range people {
		named[p.Name]++
	}
	out := make([]ui.Option, len(people))
	for i, p := range people {
		out[i] = ui.Option{Value: p.ID, Text: p.Name}
		if named[p.Name] > 1 {
			out[i].Text += ", " + p.Title
		}
	}
	return out, err
}

// expire lets fall back, in every unit, what had to be renewed by the day.
func (a *App) expire(ctx context.Context) error {
	units, err := a.Org.Units(ctx)
	if err != nil {
		return err
	}
	today := day.At(a.Site.Clock().Time)
	for _, u := range units {
		for _, g := range registers() {
			err = errors.Join(err, g.With(registerLists(a.Org)).ExpireAll(ctx, a.DB, u.ID, today))
		}
	}
	return err
}

// takenOver brings documents that a migration took over up to the day: words to be found by, and how they stand.
func (a *App) takenOver(ctx context.Context) error {
	units, err := a.Org.Units(ctx)
	today := day.At(a.Site.Clock().Time)
	for _, u := range units {
		err = errors.Join(err, law.Documents.TakeOver(ctx, a.DB, u.ID, today), law.Documents.ExpireAll(ctx, a.DB, u.ID, today))
	}
	return err
}

// landmarks are the hamlets on the maps of the registers.
func (a *App) landmarks(ctx context.Context, from store.Source, _ string) ([]register.Landmark, error) {
	list, err := a.Org.Places(ctx, from, day.At(a.Site.Clock().Time))
	out := make([]register.Landmark, len(list))
	for i, s := range list {
		out[i] = register.Landmark(s)
	}
	return out, err
}

// hamletPins gives the hamlets the fields and the reading of places that registers have.
type hamletPins struct{}

// Field implements org.Pins.
func (hamletPins) Field(r *web.Request, p ui.FieldProps, typed string) templ.Component {
	return register.PinField(r, p, typed)
}

// Read implements org.Pins.
func (hamletPins) Read(typed string) (lat, lon int64, words string) {
	v, words := register.Pin{}.Read(typed, nil)
	if words == "" && len(v) == 2 && v[0] != nil {
		lat, _ = v[0].(int64)
		lon, _ = v[1].(int64)
	}
	return lat, lon, words
}
