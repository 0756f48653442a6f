package handover

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// save writes a new act with its lines inside the caller's change, whose actor is in the unit of the act.
func (w whole) save(ctx context.Context, tx *store.Tx) error {
	a := w.Act
	_, err := tx.Exec(ctx, actAdd, a.ID, a.UnitID, string(a.Kind), a.Whole, a.Basis, a.DocumentID, a.Day, a.SignerName, a.SignerTitle, tx.Actor().Name, tx.Now())
	if err != nil {
		return err
	}
	if err := w.saveParts(ctx, tx); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "handover", ID: a.ID, UnitID: a.UnitID, Action: "Lập bàn giao", After: a.record()})
}

// saveParts writes the units, heirs and lines; the caller leaves the audit row.
func (w whole) saveParts(ctx context.Context, tx *store.Tx) error {
	for _, t := range w.Targets {
		if _, err := tx.Exec(ctx, unitAdd, t.ID, w.UnitID, w.ID, t.PlaceID, t.Code, t.Name, t.Unit, t.Whole); err != nil {
			return err
		}
	}
	for _, h := range w.Heirs {
		_, err := tx.Exec(ctx, heirAdd, h.ID, w.UnitID, w.ID, h.HeirUnit, h.BodyID, string(h.Kind), h.Name, h.Aliases, h.Requested, string(h.Confidence), h.Source)
		if err != nil {
			return err
		}
	}
	for i, l := range w.Lines {
		_, err := tx.Exec(ctx, lineAdd, l.ID, w.UnitID, w.ID, i+1, l.BodyID, l.BodyName, l.Ends, l.FunctionID, l.Function, l.HoldingID, l.HeirUnit, l.HeirID,
			string(l.Share), string(l.State), l.Confidence, l.Basis)
		if err != nil {
			return err
		}
	}
	return nil
}

// clear takes the units, heirs and lines of a draft away; the caller leaves the audit row.
func clearParts(ctx context.Context, tx *store.Tx, actID string) error {
	for _, s := range []*store.Stmt{lineDrop, heirDrop, unitDrop} {
		if _, err := tx.Exec(ctx, s, actID); err != nil {
			return err
		}
	}
	return nil
}

// drop takes a draft away for good.
func (a Act) drop(ctx context.Context, tx *store.Tx) error {
	if err := clearParts(ctx, tx, a.ID); err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, actDrop, a.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "handover", ID: a.ID, UnitID: a.UnitID, Action: "Bỏ bản nháp bàn giao", Before: a.record()})
}

// decide writes who receives a line, as the actor of the change says.
func (l Line) decide(ctx context.Context, tx *store.Tx, before Line, heirs func(id string) string) error {
	err := tx.UpdateOne(ctx, lineDecide, l.HeirID, string(l.Share), string(l.State), l.Confidence, l.Basis, tx.Actor().Name, tx.Now(), l.ID, before.Version)
	if err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, actTouch, l.ActID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "handover", ID: l.ActID, UnitID: l.UnitID, Action: "Sửa nơi nhận của " + l.BodyName + ": " + l.What(),
		Before: before.record(heirs), After: l.record(heirs)})
}

func (l Line) record(heirs func(id string) string) lineRecord {
	r := lineRecord{Body: l.BodyName, Function: l.What(), Heir: heirs(l.HeirID), State: "đã rõ", Basis: l.Basis}
	if l.HeirID == "" {
		r.State = "chưa rõ"
	}
	return r
}

func joinLines(list []string) string { return strings.Join(list, "\n") }
