package handover

import (
	"context"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// giveFunctions gives each receiving body the functions of its lines. In a unit that the act makes, the usual bodies come with
// their usual functions: what a person decided otherwise goes before.
func (s *signing) giveFunctions(ctx context.Context) error {
	held := map[string]map[string]Holding{} // by unit and function
	for _, l := range s.w.Lines {
		if l.FunctionID == "" || l.State == Stays {
			continue
		}
		u, err := s.unitOf(ctx, l.HeirUnit)
		if err != nil {
			return err
		}
		if held[u.ID] == nil {
			if held[u.ID], err = s.heldIn(ctx, u.ID); err != nil {
				return err
			}
		}
		if err := s.give(ctx, u.ID, l, held[u.ID]); err != nil {
			return err
		}
	}
	return nil
}

// heldIn are the functions that bodies of a unit hold on the day of the act.
func (s *signing) heldIn(ctx context.Context, unitID string) (map[string]Holding, error) {
	list, err := s.h.Register.Holdings(ctx, in(s.tx, unitID), s.w.Day)
	out := map[string]Holding{}
	for _, h := range list {
		out[h.FunctionID] = h
	}
	return out, err
}

// give lets the heir of a line hold its function, unless somebody holds it there already who was there before the act.
func (s *signing) give(ctx context.Context, unitID string, l Line, held map[string]Holding) error {
	heir, _ := s.w.heir(l.HeirID)
	have, taken := held[l.FunctionID]
	if taken && (have.BodyID == heir.BodyID || !s.madeHere(have.BodyID)) {
		return nil
	}
	tx := in(s.tx, unitID)
	if taken { // the usual holder of a new unit, and a person decided otherwise
		if err := s.h.Register.Withdraw(ctx, tx, have.ID); err != nil {
			return err
		}
		delete(held, l.FunctionID)
	}
	if l.HeirID == "" {
		return nil
	}
	h := Holding{BodyID: heir.BodyID, UnitID: unitID, FunctionID: l.FunctionID, Function: l.Function, Basis: l.Basis, Confidence: l.Confidence, From: s.w.Day}
	id, err := s.h.Register.Give(ctx, tx, h)
	if err != nil {
		return err
	}
	h.ID = id
	held[l.FunctionID] = h
	return s.note(ctx, heldGiven, unitID, id)
}

// madeHere reports whether the act made the body.
func (s *signing) madeHere(bodyID string) bool {
	for _, h := range s.w.Heirs {
		if h.Made && h.BodyID == bodyID {
			return true
		}
	}
	return false
}

// signer is who signed, at work in the unit of the act: the history of what passes on later keeps the person.
func (a Act) signer() actor.Actor {
	return actor.Actor{AccountID: a.SignedBy, Name: a.SignedName, UnitID: a.UnitID, Posts: []actor.Post{{Title: a.SignedPost}}, Program: true}
}
