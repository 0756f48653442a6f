package org

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Register is the bodies of one unit on one day with all their names of that day. It is read once and asked often.
type Register struct {
	Bodies  []Body // by kind and name
	Aliases map[string][]string
	unit    string
	byKey   map[string]int
	byFold  map[string]int // the key without marks; -1 where two bodies share it
}

// Register reads the bodies of the source's unit on a day.
func (o *Org) Register(ctx context.Context, from store.Source, at day.Day) (*Register, error) {
	bodies, err := store.List[Body](ctx, from, bodyList)
	if err != nil {
		return nil, err
	}
	names, err := store.List[Name](ctx, from, nameList)
	if err != nil {
		return nil, err
	}
	unit, _, err := store.Find[string](ctx, from, bodyUnit)
	if err != nil {
		return nil, err
	}
	return newRegister(unit, bodies, names, at), nil
}

// Names are the names of the unit's bodies on a day, by body, in one statement.
func (o *Org) Names(ctx context.Context, from store.Source, at day.Day) (map[string]string, error) {
	list, err := store.List[Name](ctx, from, nameList)
	out := make(map[string]string, len(list))
	for _, n := range list {
		if !n.Alias && n.Valid(at) {
			out[n.BodyID] = n.Name
		}
	}
	return out, err
}

func newRegister(unit string, bodies []Body, names []Name, at day.Day) *Register {
	r := &Register{unit: unit, Aliases: map[string][]string{}, byKey: map[string]int{}, byFold: map[string]int{}}
	place := map[string]int{}
	for _, b := range bodies {
		if b.Exists(at) {
			place[b.ID] = len(r.Bodies)
			r.Bodies = append(r.Bodies, b)
		}
	}
	for _, n := range names {
		i, ok := place[n.BodyID]
		if !ok || !n.Valid(at) {
			continue
		}
		if n.Alias {
			r.Aliases[n.BodyID] = append(r.Aliases[n.BodyID], n.Name)
		} else {
			r.Bodies[i].Name = n.Name
		}
		r.index(n.Key, i)
	}
	return r
}

func (r *Register) index(key string, i int) {
	if _, there := r.byKey[key]; !there {
		r.byKey[key] = i
	}
	fold := vi.Fold(key)
	if have, there := r.byFold[fold]; there && have != i {
		i = -1
	}
	r.byFold[fold] = i
}

// Match finds a body by any name or alias, whatever the abbreviations; the unit's own name behind it makes no difference.
// Text without marks matches when only one body can be meant.
func (r *Register) Match(name string) (Body, bool) {
	key := body.MatchKey(name, r.unit)
	i, ok := r.byKey[key]
	if !ok {
		i, ok = r.byFold[vi.Fold(key)]
	}
	if !ok || i < 0 || key == "" {
		return Body{}, false
	}
	return r.Bodies[i], true
}

// BodyNamed finds a body of the source's unit by any name that it has on a day. Who asks for many reads the Register.
func (o *Org) BodyNamed(ctx context.Context, from store.Source, name string, at day.Day) (Body, bool, error) {
	r, err := o.Register(ctx, from, at)
	if err != nil {
		return Body{}, false, err
	}
	b, ok := r.Match(name)
	return b, ok, nil
}

// BodyChoices lists the bodies that exist on a day as a form offers them.
func (o *Org) BodyChoices(ctx context.Context, from store.Source, at day.Day) ([]ui.Option, error) {
	bodies, err := o.Bodies(ctx, from, at)
	out := make([]ui.Option, len(bodies))
	for i, b := range bodies {
		out[i] = ui.Option{Value: b.ID, Text: b.Name}
	}
	return out, err
}

// BodyFinder reads the register once and finds bodies in it by any of their names.
func (o *Org) BodyFinder(ctx context.Context, from store.Source, at day.Day) (find func(name string) (id, shown string, ok bool), err error) {
	r, err := o.Register(ctx, from, at)
	if err != nil {
		return nil, err
	}
	return func(name string) (id, shown string, ok bool) {
		b, ok := r.Match(name)
		return b.ID, b.Name, ok
	}, nil
}
