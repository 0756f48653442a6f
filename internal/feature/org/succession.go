package org

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// What a succession made and nobody has used goes away again when it is taken back, as if it had never been there; the history
// keeps that it was. Who calls has made sure that nothing rests on it: a reference that is left stops the change.
var (
	bodyDrop  = store.Change("org.body.drop", `DELETE FROM body AS b WHERE b.id = $1 AND {scope:b}`)
	namesDrop = store.Change("org.name.drop_of_body", `DELETE FROM body_name AS n WHERE n.body_id = $1 AND {scope:n}`)
	heldDrop  = store.Change("org.holding.drop_of_body", `DELETE FROM body_function AS h WHERE h.body_id = $1 AND {scope:h}`)
	upDrop    = store.Change("org.parent.drop_of_body", `DELETE FROM body_parent AS p WHERE p.body_id = $1 AND {scope:p}`)
	downDrop  = store.Change("org.parent.drop_under_body", `DELETE FROM body_parent AS p WHERE p.parent_id = $1 AND {scope:p}`)
	codesDrop = store.Change("org.code.drop_of_body", `DELETE FROM body_code AS c WHERE c.body_id = $1 AND {scope:c}`)
	unitDrop  = store.Change("org.unit.drop", `DELETE FROM unit WHERE id = $1`)
	unitByID  = store.Query("org.unit.by_id", `SELECT `+unitColumns+` FROM unit u WHERE u.id = $1`)

	holdingDrop = store.Change("org.holding.drop", `DELETE FROM body_function AS h WHERE h.id = $1 AND {scope:h}`)
	nameDrop    = store.Change("org.name.drop", `DELETE FROM body_name AS n WHERE n.body_id = $1 AND n.alias = FALSE AND n.valid_from = $2 AND {scope:n}`)
	nameReopen  = store.Change("org.name.reopen", `UPDATE body_name AS n SET valid_to = '' WHERE n.body_id = $1 AND n.alias = FALSE AND n.valid_to = $2 AND {scope:n}`)
)

// UnitByID finds a locality; an unknown one is errs.NotFound.
func (o *Org) UnitByID(ctx context.Context, from store.Source, id string) (web.Unit, error) {
	return store.Get[web.Unit](ctx, from, unitByID, id)
}

// UnitOfPlace finds the locality that a place is.
func (o *Org) UnitOfPlace(ctx context.Context, from store.Source, placeID string) (web.Unit, bool, error) {
	return store.Find[web.Unit](ctx, from, unitByPlace, placeID)
}

// BodyByID finds a body of the source's unit, also one that has ended, under its newest name.
func (o *Org) BodyByID(ctx context.Context, from store.Source, id string) (Body, error) {
	return o.body(ctx, from, id)
}

// HoldingByID finds what a body of the source's unit holds or held.
func (o *Org) HoldingByID(ctx context.Context, from store.Source, id string) (Holding, error) {
	return store.Get[Holding](ctx, from, holdingGet, id)
}

// RemoveBody takes away a body that a succession made, with its names, functions, codes and places in the tree, inside the
// caller's change. A body that has ended meanwhile, or holds people or work, stops the change.
func (o *Org) RemoveBody(ctx context.Context, tx *store.Tx, b Body) error {
	for _, s := range []*store.Stmt{downDrop, upDrop, heldDrop, codesDrop, namesDrop, bodyDrop} {
		if _, err := tx.Exec(ctx, s, b.ID); err != nil {
			return err
		}
	}
	return tx.Audit(ctx, store.Entry{Kind: "body", ID: b.ID, UnitID: b.UnitID, Action: "Bỏ cơ quan", Before: b.record()})
}

// RemoveUnit takes away a locality that a succession made, inside the caller's change; its bodies went before it.
func (o *Org) RemoveUnit(ctx context.Context, tx *store.Tx, u web.Unit) error {
	if _, err := tx.Exec(ctx, unitDrop, u.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "unit", ID: u.ID, UnitID: u.ID, Action: "Bỏ đơn vị", Before: unitRecord{Name: u.Name, Province: u.Province}})
}

// RemoveHolding takes away a function that a succession gave, inside the caller's change.
func (o *Org) RemoveHolding(ctx context.Context, tx *store.Tx, h Holding) error {
	if err := tx.UpdateOne(ctx, holdingDrop, h.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "body", ID: h.BodyID, UnitID: h.UnitID, Action: "Rút lại chức năng: " + h.Name, Before: h.record()})
}

// TakeBackName takes away the official name that a body got on a day and lets the one before it last again, inside the caller's
// change.
func (o *Org) TakeBackName(ctx context.Context, tx *store.Tx, b Body, from day.Day) error {
	names, err := o.names(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	before := ""
	for _, n := range names {
		if !n.Alias && n.To == from.Add(-1) {
			before = n.Name
		}
	}
	if before == "" {
		return errs.Newf(errs.Conflict, "Tên của %s đã đổi thêm lần nữa. Chưa ghi gì.", b.Name)
	}
	if err := tx.UpdateOne(ctx, nameDrop, b.ID, from); err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, nameReopen, b.ID, from.Add(-1)); err != nil {
		return err
	}
	after := b
	after.Name = before
	err = tx.UpdateOne(ctx, bodyEdit, string(after.Kind), after.Name, sortKey(after.Kind, after.Name), after.Requested, string(after.Confidence),
		after.Source, after.To, after.ID, b.Version)
	if err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "body", ID: b.ID, UnitID: b.UnitID, Action: "Lấy lại tên cũ", Before: b.record(), After: after.record()})
}
