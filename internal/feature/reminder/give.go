package reminder

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Reminders is the feature over its database and its neighbours.
type Reminders struct {
	DB      *store.DB
	Sources []Source
	People  People
	// Calendar gives the working days that hold now.
	Calendar func(ctx context.Context, from store.Source) (Calendar, error)
	// Mail are the settings of the server; without one, messages wait.
	Mail mail.Settings
	// URL is where people reach the pages; empty leaves links out of messages.
	URL string
}

// atOnce is how many reminders one change writes: what a crash can undo, and how long others wait to write.
const atOnce = 500

// asUnit is the program at work for one unit: it reads and writes nothing of another.
func asUnit(unitID string) actor.Actor { return actor.ForUnit(unitID) }

// Give gives what a day asks for in a unit: the steps of the ladder, then one digest for each person. It may be run again
// at any time, also after it was cut off: what was given stays and nothing is given twice. On a day off it does nothing.
func (s *Reminders) Give(ctx context.Context, unit web.Unit, at day.Day) error {
	from := s.DB.Reader(asUnit(unit.ID))
	calendar, err := s.Calendar(ctx, from)
	if err != nil || !calendar.IsWorking(at) {
		return err
	}
	people, err := s.People.Holders(ctx, from, unit.ID, at)
	if err != nil {
		return err
	}
	items, err := s.items(ctx, from, at)
	if err != nil {
		return err
	}
	steps, err := newSteps(ctx, from, items, calendar, at)
	if err != nil {
		return err
	}
	addressed := newAddresses(people)
	for some := range slices.Chunk(steps, atOnce) {
		err := s.DB.Write(ctx, asUnit(unit.ID), func(tx *store.Tx) error { return write(ctx, tx, unit.ID, at, some, addressed) })
		if err != nil {
			return err
		}
	}
	if err := s.close(ctx, unit, items, at); err != nil {
		return err
	}
	return s.digests(ctx, unit, at, people)
}

// due is work with the step that it has.
type due struct {
	Item
	Step
}

// items lists the open work that can have a step on a day.
func (s *Reminders) items(ctx context.Context, from store.Source, at day.Day) (out []Item, err error) {
	for _, source := range s.Sources {
		some, err := source.Due(ctx, from, at.Add(-reachBack), at.Add(reachAhead))
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

// newSteps lists the work that has a step on a day that was not given yet.
func newSteps(ctx context.Context, from store.Source, items []Item, c Calendar, at day.Day) (out []due, err error) {
	list, err := store.List[given](ctx, from, givenBetween, at.Add(-reachBack), at.Add(reachAhead))
	if err != nil {
		return nil, err
	}
	have, step := climbedBy(list, at), remembered(c, at)
	for _, it := range items {
		if st, ok := step(it.Due, it.Requested); ok && !have[ladder{it.ID, it.Due}].has(st) {
			out = append(out, due{it, st})
		}
	}
	return out, nil
}

// ladder is the ladder of one piece of work for one due date.
type ladder struct {
	itemID string
	due    day.Day
}

// climbed is how far a ladder has been climbed: its steps by their place, and the highest one.
type climbed struct {
	steps uint
	top   int
}

func (c climbed) has(s Step) bool { return c.steps&(1<<s.place()) != 0 || s.place() < c.top }

// fewDays is how far a clock may be set back without the program climbing down: a step that was given on a day that is
// now a little ahead covers the steps below it. One that lies further ahead was given by a clock that was wrong.
const fewDays = 7

func climbedBy(list []given, at day.Day) map[ladder]climbed {
	out := make(map[ladder]climbed, len(list))
	for _, g := range list {
		key := ladder{g.ItemID, g.Due}
		c, place := out[key], stepNamed(g.Step).place()
		c.steps |= 1 << place
		if !g.On.After(at.Add(fewDays)) {
			c.top = max(c.top, place)
		}
		out[key] = c
	}
	return out
}

// remembered is stepAt for one day: thousands of items share a few due dates.
func remembered(c Calendar, at day.Day) func(day.Day, bool) (Step, bool) {
	type key struct {
		due       day.Day
		requested bool
	}
	known := map[key]Step{}
	return func(due day.Day, requested bool) (Step, bool) {
		s, ok := known[key{due, requested}]
		if !ok {
			s, _ = stepAt(c, due, requested, at)
			known[key{due, requested}] = s
		}
		return s, s.Name != ""
	}
}

// write writes some steps and to whom they are given. A step that another run gave meanwhile is left alone.
func write(ctx context.Context, tx *store.Tx, unitID string, at day.Day, steps []due, a addresses) error {
	for _, d := range steps {
		id := ident.New()
		n, err := tx.Aside(ctx, reminderAdd, id, unitID, d.ID, d.Due, d.Name, at, d.Year, d.Path, d.Title, d.Lead, d.Requested, d.Private)
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		accounts, passOn := a.of(d)
		for _, account := range accounts {
			if _, err := tx.Aside(ctx, forAdd, ident.New(), unitID, id, account, passOn); err != nil {
				return err
			}
		}
	}
	return nil
}

// addresses are the accounts by what they are told for.
type addresses struct {
	ofBody            map[string][]string
	roles             map[string][]actor.Role
	leaders, officers []string
}

func newAddresses(people []Person) addresses {
	a := addresses{ofBody: map[string][]string{}, roles: map[string][]actor.Role{}}
	for _, p := range people {
		a.roles[p.AccountID] = p.Roles
		for _, b := range p.BodyIDs {
			a.ofBody[b] = append(a.ofBody[b], p.AccountID)
		}
		if slices.Contains(p.Roles, actor.RoleLeader) {
			a.leaders = append(a.leaders, p.AccountID)
		}
		if slices.Contains(p.Roles, actor.RoleOfficer) {
			a.officers = append(a.officers, p.AccountID)
		}
	}
	return a
}

// of lists who is told; passOn means that they are told in the place of somebody who has no account.
func (a addresses) of(d due) (accounts []string, passOn bool) {
	if d.To == ToLeader {
		accounts = a.leaders
	} else {
		for _, b := range d.LeadIDs {
			accounts = append(accounts, a.ofBody[b]...)
		}
	}
	accounts = a.who(d.Right, accounts)
	if len(accounts) == 0 {
		return a.who(d.Right, a.officers), d.passedOn()
	}
	slices.Sort(accounts)
	return slices.Compact(accounts), false
}

// who are those of some accounts that have a right.
func (a addresses) who(right actor.Action, accounts []string) []string {
	if right == "" {
		return accounts
	}
	return slices.DeleteFunc(slices.Clone(accounts), func(id string) bool {
		return !slices.ContainsFunc(a.roles[id], func(r actor.Role) bool { return r.May(right) })
	})
}

// passedOn reports whether the officer is told in the place of others: what nobody leads is the officer's own.
func (d due) passedOn() bool { return d.To == ToLeader || len(d.LeadIDs) > 0 || d.Right == "" }
