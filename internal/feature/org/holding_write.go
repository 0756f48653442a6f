package org

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// GiveFunction gives a body of a unit a function from a day on, inside the caller's change.
//
// A function has one holder at a time in a unit, because work follows it: with two, every piece of work would ask which of
// them carries on. A function that somebody holds on or after the day is errs.Invalid and names the holder. Shared functions
// are those that each body of a kind has for its own pupils or streets; they have as many holders as there are.
func (o *Org) GiveFunction(ctx context.Context, tx *store.Tx, u web.Unit, bodyID, functionID string, from day.Day, basis string, c body.Confidence) (Holding, error) {
	return o.give(ctx, tx, u, bodyID, functionID, Span{From: from, Basis: basis, Confidence: c})
}

// give is GiveFunction with any days: what a body had in the past is written down later too.
func (o *Org) give(ctx context.Context, tx *store.Tx, u web.Unit, bodyID, functionID string, s Span) (Holding, error) {
	b, err := o.body(ctx, tx, bodyID)
	if err != nil {
		return Holding{}, err
	}
	if b.UnitID != u.ID {
		return Holding{}, errs.New(errs.NotFound, "Không tìm thấy cơ quan này trong đơn vị.")
	}
	f, err := chosenFunction(functionID)
	if err != nil {
		return Holding{}, err
	}
	h, err := o.hold(ctx, tx, b, f, s)
	if err != nil {
		return Holding{}, err
	}
	return h, tx.Audit(ctx, store.Entry{Kind: "body", ID: b.ID, UnitID: u.ID, Action: "Giao chức năng", After: h.record()})
}

// hold writes the row; the caller leaves the audit row.
func (o *Org) hold(ctx context.Context, tx *store.Tx, b Body, f Function, s Span) (Holding, error) {
	s.Version = 1
	h := Holding{ID: ident.New(), UnitID: b.UnitID, BodyID: b.ID, BodyName: b.Name, FunctionID: f.ID, Name: f.Name, Shared: f.Shared, Span: s, BodyEnd: b.To}
	if err := o.admit(ctx, tx, h, b); err != nil {
		return Holding{}, err
	}
	_, err := tx.Exec(ctx, holdingAdd, h.ID, h.UnitID, h.BodyID, h.FunctionID, h.Name, h.Shared, h.From, h.To, h.Basis, h.EndBasis, string(h.Confidence))
	return h, err
}

// chosenFunction finds the function that a form names.
func chosenFunction(id string) (Function, error) {
	f, ok, err := functionNamed(id)
	if err != nil || ok {
		return f, err
	}
	var form errs.Form
	form.Add("chuc-nang", "Chọn một chức năng trong danh sách")
	return f, form.Err()
}

// admit refuses days that are wrong or on which somebody else has the function. An open row of a body that has ended is
// closed with it first: it stands in the way of nobody.
func (o *Org) admit(ctx context.Context, tx *store.Tx, h Holding, b Body) error {
	var form errs.Form
	if h.Span.check(&form, b); form.Err() != nil {
		return form.Err()
	}
	others, err := o.holders(ctx, tx, h.UnitID, h.FunctionID)
	if err != nil {
		return err
	}
	for _, other := range others {
		if other.ID == h.ID || h.Shared && other.BodyID != h.BodyID {
			continue
		}
		if other.Held().meets(h.Held()) {
			form.Add("chuc-nang", "%s giữ chức năng này %s; ghi ngày cuối ở đó trước", other.BodyName, other.Held().words())
			return form.Err()
		}
		if other.To.IsZero() && h.To.IsZero() {
			if err := o.EndFunction(ctx, tx, other, other.lastOfBody()); err != nil {
				return err
			}
		}
	}
	return nil
}

// lastOfBody is the day that closes an open row of a body that has ended: the body's last one, or the eve of a row that never
// held because the body had ended before.
func (h Holding) lastOfBody() day.Day {
	if eve := h.From.Add(-1); h.BodyEnd.Before(eve) {
		return eve
	}
	return h.BodyEnd
}

// words are the days of a row in a sentence.
func (s Span) words() string {
	if s.To.IsZero() {
		return "từ " + s.From.String()
	}
	return "từ " + s.From.String() + " đến hết " + s.To.String()
}

// EndFunction writes the last day on which the body has the function, with the ground in EndBasis, inside the caller's
// change. The eve of the first day takes the row back: it then never held. A row changed meanwhile is errs.Conflict.
func (o *Org) EndFunction(ctx context.Context, tx *store.Tx, h Holding, last day.Day) error {
	if last.IsZero() {
		var form errs.Form
		form.Add("den-ngay", "Ghi ngày cuối cùng giữ chức năng")
		return form.Err()
	}
	after := h
	after.To = last
	return o.editHolding(ctx, tx, h, after)
}

// ReopenFunction takes an end back, inside the caller's change: h is the row as it stands now. When another body has taken
// the function since, errs.Invalid names it.
func (o *Org) ReopenFunction(ctx context.Context, tx *store.Tx, h Holding) error {
	after := h
	after.To, after.EndBasis = day.Day{}, ""
	return o.editHolding(ctx, tx, h, after)
}

// editHolding writes after over before, whose version is the one that the person saw.
func (o *Org) editHolding(ctx context.Context, tx *store.Tx, before, after Holding) error {
	b, err := o.body(ctx, tx, after.BodyID)
	if err != nil {
		return err
	}
	if err := o.admit(ctx, tx, after, b); err != nil {
		return err
	}
	err = tx.UpdateOne(ctx, holdingEdit, after.From, after.To, after.Basis, after.EndBasis, string(after.Confidence), after.ID, before.Version)
	if err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{
		Kind: "body", ID: after.BodyID, UnitID: after.UnitID, Action: spanAction(before.Span, after.Span, "chức năng") + ": " + after.Name,
		Before: before.record(), After: after.record(),
	})
}

// spanAction names a change of a dated row.
func spanAction(before, after Span, what string) string {
	switch {
	case after.withdrawn():
		return "Rút lại " + what
	case before.To == after.To:
		return "Sửa " + what
	case after.To.IsZero():
		return "Bỏ ngày cuối của " + what
	}
	return "Kết thúc " + what
}
