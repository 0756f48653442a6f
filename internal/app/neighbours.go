package app

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// planBodies gives the plan feature the register of bodies.
type planBodies struct{ org *org.Org }

// Register implements plan.Bodies.
func (b planBodies) Register(ctx context.Context, from store.Source, at day.Day) ([]plan.Body, plan.Match, error) {
	register, err := b.org.Register(ctx, from, at)
	if err != nil {
		return nil, nil, err
	}
	list := make([]plan.Body, len(register.Bodies))
	for i, o := range register.Bodies {
		list[i] = asPlanBody(o)
		list[i].Aliases = register.Aliases[o.ID]
	}
	match := func(name string) (plan.Body, bool) {
		o, ok := register.Match(name)
		return asPlanBody(o), ok
	}
	return list, match, nil
}

func asPlanBody(o org.Body) plan.Body {
	return plan.Body{ID: o.ID, Name: o.Name, Requested: o.Requested}
}

// firstName is the first of the bodies that a list joins with semicolons.
func firstName(lead string) string {
	name, _, _ := strings.Cut(lead, "; ")
	if name == "" {
		return "Phòng Văn hóa - Xã hội"
	}
	return name
}

// Registers are the dated names that the plan reader compares with. The catalogue of places is read when the first plan
// asks for a place.
func Registers() planread.Registers { return planread.Default() }
