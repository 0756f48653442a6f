package handover

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// What signing can do to the organisation, as the deeds tell it.
const (
	unitMade    = "unit-made"
	unitEnded   = "unit-ended"
	bodyMade    = "body-made"
	bodyEnded   = "body-ended"
	bodyRenamed = "body-renamed"
	heldEnded   = "held-ended"
	heldGiven   = "held-given"
)

// PassKind and TakeKind are the background work of an act.
const (
	PassKind = "handover.pass"
	TakeKind = "handover.take_back"
)

// payload names the act that a job is about.
type payload struct {
	Act  string `json:"act"`
	Unit string `json:"unit"`
}

// signing carries the deeds of one signature.
type signing struct {
	h    *Handover
	w    *whole
	unit web.Unit
	tx   *store.Tx // in the unit of the act
	seq  int
}

func (s *signing) note(ctx context.Context, what, inUnit, record string) error {
	s.seq++
	_, err := s.tx.Exec(ctx, deedAdd, s.w.ID, s.seq, s.w.UnitID, what, inUnit, record)
	return err
}

// in is the change at work in another unit; the history keeps the person.
func in(tx *store.Tx, unitID string) *store.Tx {
	a := tx.Actor()
	a.UnitID = unitID
	return tx.As(a)
}

// Sign makes an act hold, inside the caller's change: bodies, functions and units change with its days, and the passing on of
// the records is asked for, from the day of the act on. seen is what the person read; when anything has changed since, the
// answer is errs.Conflict and nothing is written. A line on which nobody has decided is errs.Invalid.
func (h *Handover) Sign(ctx context.Context, tx *store.Tx, u web.Unit, a Act, seen string) error {
	w, err := load(ctx, tx, a)
	if err != nil {
		return err
	}
	if open := w.undecided(); len(open) > 0 {
		return errs.Newf(errs.Invalid, "Còn %d dòng chưa có nơi nhận, ví dụ %s: %s. Chọn nơi nhận hoặc để “chưa rõ”, rồi ký.", len(open), open[0].BodyName, open[0].What())
	}
	p, err := h.look(ctx, tx, w)
	if err != nil {
		return err
	}
	if changed := p.changedSince(seen); len(changed) > 0 {
		return errs.New(errs.Conflict, "Có thay đổi từ lúc anh/chị đọc bản xem trước, chưa ký. "+strings.Join(changed, " "))
	}
	post := tx.Actor().Acting()
	if err := tx.UpdateOne(ctx, actSign, tx.Actor().AccountID, tx.Actor().Name, post.Title, tx.Now(), a.ID, a.Version); err != nil {
		return err
	}
	s := &signing{h: h, w: &w, unit: u, tx: tx}
	if err := s.reorganise(ctx); err != nil {
		return err
	}
	for i, c := range p.Counts {
		if _, err := tx.Exec(ctx, runAdd, a.ID, c.Kind, a.UnitID, i+1, c.Open, tx.Now()); err != nil {
			return err
		}
	}
	after := a
	after.State = Passing
	if err := tx.Audit(ctx, store.Entry{Kind: "handover", ID: a.ID, UnitID: a.UnitID, Action: "Ký bàn giao", Before: a.record(), After: after.record()}); err != nil {
		return err
	}
	_, err = jobs.Enqueue(ctx, tx, PassKind, jobKey(a), payload{a.ID, a.UnitID}, store.Instant{Time: a.Day.Start()})
	return err
}

// jobKey names the work of one state of an act.
func jobKey(a Act) string { return a.ID + "/" + a.Day.ISO() + "/" + itoa(a.Version) }

// reorganise does to the organisation what the act says, in the order in which it can be undone backwards.
func (s *signing) reorganise(ctx context.Context) error {
	if s.w.Kind == Rename && !s.w.Whole {
		return s.rename(ctx)
	}
	for _, step := range []func(context.Context) error{s.endFunctions, s.endBodies, s.makeUnits, s.makeBodies, s.giveFunctions, s.endUnit} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// rename gives the body of the act the name of its one line.
func (s *signing) rename(ctx context.Context) error {
	l := s.w.Lines[0]
	if err := s.h.Register.RenameBody(ctx, s.tx, s.unit, l.BodyID, l.Function, s.w.Day); err != nil {
		return err
	}
	return s.note(ctx, bodyRenamed, s.w.UnitID, l.BodyID)
}

func (s *signing) endFunctions(ctx context.Context) error {
	done := map[string]bool{}
	for _, l := range s.w.Lines {
		if l.HoldingID == "" || l.State == Stays || done[l.HoldingID] {
			continue
		}
		done[l.HoldingID] = true
		if err := s.h.Register.End(ctx, s.tx, l.HoldingID, s.w.Eve(), s.w.Basis); err != nil {
			return err
		}
		if err := s.note(ctx, heldEnded, s.w.UnitID, l.HoldingID); err != nil {
			return err
		}
	}
	return nil
}

func (s *signing) endBodies(ctx context.Context) error {
	done := map[string]bool{}
	for _, l := range s.w.Lines {
		if !l.Ends || done[l.BodyID] {
			continue
		}
		done[l.BodyID] = true
		if err := s.h.Register.EndBody(ctx, s.tx, s.unit, l.BodyID, s.w.Eve()); err != nil {
			return err
		}
		if err := s.note(ctx, bodyEnded, s.w.UnitID, l.BodyID); err != nil {
			return err
		}
	}
	return nil
}

func (s *signing) makeUnits(ctx context.Context) error {
	c, err := place.Load()
	if err != nil {
		return err
	}
	for i := range s.w.Targets {
		t := &s.w.Targets[i]
		u, there, err := s.h.Register.UnitOfPlace(ctx, s.tx, t.PlaceID)
		if err != nil {
			return err
		}
		if !there {
			p, ok := c.ByID(t.PlaceID)
			if !ok {
				return errs.Newf(errs.Invalid, "Danh mục không có đơn vị mã %s. Sửa đơn vị nhận rồi ký lại.", t.Code)
			}
			if u, err = s.h.Register.MakeUnit(ctx, s.tx, p, s.unit.Demo); err != nil {
				return err
			}
			t.Made = true
			if err := s.note(ctx, unitMade, u.ID, u.ID); err != nil {
				return err
			}
		}
		t.Unit = u.ID
		if _, err := s.tx.Exec(ctx, targetMade, t.Unit, t.Made, t.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s *signing) makeBodies(ctx context.Context) error {
	for i := range s.w.Heirs {
		h := &s.w.Heirs[i]
		if !h.New() || !s.wanted(*h) {
			continue
		}
		u, err := s.unitOf(ctx, h.HeirUnit)
		if err != nil {
			return err
		}
		h.BodyID, err = s.h.Register.MakeBody(ctx, in(s.tx, u.ID), u, h.template(s.w.Day))
		if err != nil {
			return err
		}
		h.Made = true
		if err := s.note(ctx, bodyMade, u.ID, h.BodyID); err != nil {
			return err
		}
		if _, err := s.tx.Exec(ctx, heirMade, h.BodyID, true, h.ID); err != nil {
			return err
		}
	}
	return nil
}

// wanted reports whether a new body is to be made: all the usual ones of a new unit, else only one that receives.
func (s *signing) wanted(h Heir) bool {
	if t, ok := s.w.target(h.HeirUnit); ok && t.Made {
		return true
	}
	for _, l := range s.w.Lines {
		if l.HeirID == h.ID {
			return true
		}
	}
	return false
}

// unitOf is the locality of a row of the act; the empty row is the unit itself.
func (s *signing) unitOf(ctx context.Context, heirUnit string) (web.Unit, error) {
	t, ok := s.w.target(heirUnit)
	if !ok {
		return s.unit, nil
	}
	return s.h.Register.Unit(ctx, s.tx, t.Unit)
}

// endUnit ends the unit itself.
func (s *signing) endUnit(ctx context.Context) error {
	if !s.w.Whole {
		return nil
	}
	if err := s.h.Register.EndUnit(ctx, s.tx, s.unit, s.w.Act, s.w.Targets); err != nil {
		return err
	}
	return s.note(ctx, unitEnded, s.w.UnitID, s.w.UnitID)
}
