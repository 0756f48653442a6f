package handover

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// survey reads what a proposal rests on. chosen are the bodies of the form; a whole unit passes on all of them. codes are the
// units that a person added by hand, for a unit of which the catalogue knows no successor.
func (h *Handover) survey(ctx context.Context, from store.Source, u web.Unit, a Act, chosen []string, codes []string) (s situation, err error) {
	s.act = a
	if s.rules, err = rules(); err != nil {
		return s, err
	}
	all, err := h.Register.Bodies(ctx, from, a.Eve())
	if err != nil {
		return s, err
	}
	for _, b := range all {
		if a.Whole || slices.Contains(chosen, b.ID) {
			s.bodies = append(s.bodies, b)
		}
	}
	if !a.Whole && len(s.bodies) < len(chosen) {
		if err := h.tooYoung(ctx, from, &s, chosen); err != nil {
			return s, err
		}
	}
	if s.holdings, err = h.Register.Holdings(ctx, from, a.Eve()); err != nil {
		return s, err
	}
	if !a.Whole {
		return s, h.within(ctx, from, &s, chosen)
	}
	return s, h.followers(ctx, from, u, &s, codes)
}

// someday is later than the first day of any body.
var someday = day.Must(2200, 1, 1)

// tooYoung adds the chosen bodies that do not exist yet on the eve, so that the form can say so.
func (h *Handover) tooYoung(ctx context.Context, from store.Source, s *situation, chosen []string) error {
	later, err := h.Register.Bodies(ctx, from, someday)
	for _, b := range later {
		known := slices.ContainsFunc(s.bodies, func(have Body) bool { return have.ID == b.ID })
		if !known && slices.Contains(chosen, b.ID) {
			s.bodies = append(s.bodies, b)
		}
	}
	return err
}

// within makes the other bodies of the same unit the receivers.
func (h *Handover) within(ctx context.Context, from store.Source, s *situation, chosen []string) error {
	bodies, err := h.Register.Bodies(ctx, from, s.act.Day)
	if err != nil {
		return err
	}
	r := receiver{holding: map[string]Holding{}}
	r.Whole = true
	for _, b := range bodies {
		if s.act.Kind == Functions || !slices.Contains(chosen, b.ID) {
			r.heirs = append(r.heirs, asHeir("", b))
		}
	}
	held, err := h.Register.Holdings(ctx, from, s.act.Day)
	for _, hold := range held {
		if !slices.Contains(chosen, hold.BodyID) {
			r.holding[hold.FunctionID] = hold
		}
	}
	s.to = []receiver{r}
	return err
}

// followers makes the units that follow the whole unit the receivers, with their bodies of the day.
func (h *Handover) followers(ctx context.Context, from store.Source, u web.Unit, s *situation, codes []string) error {
	c, err := place.Load()
	if err != nil {
		return err
	}
	old, _ := c.ByID(u.PlaceID)
	found := map[string]*receiver{}
	var order []string
	add := func(p place.Place) *receiver {
		if r, there := found[p.ID]; there {
			return r
		}
		r := &receiver{Target: Target{ID: ident.New(), PlaceID: p.ID, Code: p.Code, Name: p.FullName, Whole: true}}
		found[p.ID] = r
		order = append(order, p.ID)
		return r
	}
	for _, e := range edges(c, old, s.act.Day) {
		r := add(e.to)
		r.of = append(r.of, vi.Fold(e.from.FullName))
		if !e.whole {
			r.parts = append(r.parts, vi.Fold(e.from.FullName))
			r.Whole, s.divided = false, true
		}
	}
	for _, code := range codes {
		if p, ok := c.Find(code, s.act.Day); ok {
			add(p)
		}
	}
	for _, id := range order {
		r := found[id]
		if err := h.receive(ctx, from, c, r, s.act.Day); err != nil {
			return err
		}
		s.to = append(s.to, *r)
	}
	return nil
}

// edge is one commune that went into another, whole or in part.
type edge struct {
	from, to place.Place
	whole    bool
}

// edges are the ways from a unit to those that follow it on a day: its own, or those of its communes.
func edges(c *place.Catalogue, old place.Place, at day.Day) []edge {
	members := []place.Place{old}
	if old.Level() == place.DistrictLevel {
		members = c.Within(old, at.Add(-1))
	}
	var out []edge
	for _, m := range members {
		for _, s := range c.Successors(m) {
			if s.Place.Holds(at) {
				out = append(out, edge{m, s.Place, s.Whole})
			}
		}
	}
	return out
}

// receive reads the bodies and functions that a unit has on the day; a unit that is not there yet gets the usual bodies.
func (h *Handover) receive(ctx context.Context, from store.Source, c *place.Catalogue, r *receiver, at day.Day) error {
	r.holding = map[string]Holding{}
	u, there, err := h.Register.UnitOfPlace(ctx, from, r.PlaceID)
	if err != nil {
		return err
	}
	if !there {
		p, _ := c.ByID(r.PlaceID)
		for _, t := range body.Usual(p) {
			r.heirs = append(r.heirs, asNewHeir(r.ID, t))
		}
		return nil
	}
	r.Unit = u.ID
	return h.inUnit(ctx, u.ID, r, at)
}

// inUnit reads the bodies of another unit of the installation: the names of its bodies are no secret from the unit that goes
// into it.
func (h *Handover) inUnit(ctx context.Context, unitID string, r *receiver, at day.Day) error {
	there := h.DB.Reader(actor.ForUnit(unitID))
	bodies, err := h.Register.Bodies(ctx, there, at)
	if err != nil {
		return err
	}
	for _, b := range bodies {
		r.heirs = append(r.heirs, asHeir(r.ID, b))
	}
	held, err := h.Register.Holdings(ctx, there, at)
	for _, hold := range held {
		r.holding[hold.FunctionID] = hold
	}
	return err
}

// compose makes a whole act of what was surveyed. An act of a whole unit that leads nowhere is refused.
func compose(s situation) (whole, error) {
	w := whole{Act: s.act, Lines: s.propose()}
	for _, r := range s.to {
		if r.ID != "" {
			w.Targets = append(w.Targets, r.Target)
		}
		w.Heirs = append(w.Heirs, r.heirs...)
	}
	if s.act.Whole && len(w.Targets) == 0 {
		var f errs.Form
		f.Add("noi-nhan", "Danh mục không thấy đơn vị nào tiếp nối từ %s; ghi mã các đơn vị nhận, hoặc sửa lại ngày", s.act.Day)
		return w, f.Err()
	}
	return w, nil
}
