package app

import (
	"context"
	"log/slog"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/handover"
	"github.com/mangnon/mangnon/internal/feature/law"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// handovers makes the successions over all kinds of records. Links end before the tasks on
// which they rest change hands; people go last.
func (a *App) handovers(db *store.DB, log *slog.Logger) {
	a.Handovers = &handover.Handover{DB: db, Log: log, Register: handoverRegister{a.Org}, Documents: handoverDocuments{a.Law},
		Estates: append(append([]directory.Estate{plan.LinkEstate{}}, a.Estates()...), account.PostEstate{Accounts: a.Accounts})}
	a.Org.BodyHeirs = a.bodyHeirs
	for _, k := range a.Handovers.Jobs() {
		a.Jobs.Add(k)
	}
}

// handoverRegister gives successions the register of bodies.
type handoverRegister struct{ org *org.Org }

// Bodies implements handover.Register.
func (r handoverRegister) Bodies(ctx context.Context, from store.Source, at day.Day) ([]handover.Body, error) {
	list, err := r.org.Bodies(ctx, from, at)
	out := make([]handover.Body, len(list))
	for i, b := range list {
		out[i] = handover.Body{ID: b.ID, Name: b.Name, Kind: b.Kind, Requested: b.Requested, From: b.From, To: b.To}
	}
	return out, err
}

// Holdings implements handover.Register.
func (r handoverRegister) Holdings(ctx context.Context, from store.Source, at day.Day) ([]handover.Holding, error) {
	list, err := r.org.Holdings(ctx, from, at)
	out := make([]handover.Holding, len(list))
	for i, h := range list {
		out[i] = handover.Holding{ID: h.ID, BodyID: h.BodyID, UnitID: h.UnitID, FunctionID: h.FunctionID, Function: h.Name, Basis: h.Basis,
			Confidence: string(h.Confidence), From: h.From, To: h.To, Shared: h.Shared}
	}
	return out, err
}

// Unit implements handover.Register.
func (r handoverRegister) Unit(ctx context.Context, from store.Source, id string) (web.Unit, error) {
	return r.org.UnitByID(ctx, from, id)
}

// UnitOfPlace implements handover.Register.
func (r handoverRegister) UnitOfPlace(ctx context.Context, from store.Source, placeID string) (web.Unit, bool, error) {
	return r.org.UnitOfPlace(ctx, from, placeID)
}

// MakeUnit implements handover.Register.
func (r handoverRegister) MakeUnit(ctx context.Context, tx *store.Tx, p place.Place, demo bool) (web.Unit, error) {
	return r.org.CreateUnit(ctx, tx, p, demo)
}

// EndUnit implements handover.Register.
func (r handoverRegister) EndUnit(ctx context.Context, tx *store.Tx, u web.Unit, a handover.Act, to []handover.Target) error {
	heirs := make([]org.UnitHeir, len(to))
	for i, t := range to {
		heirs[i] = org.UnitHeir{OldID: u.ID, NewID: t.Unit, ActID: a.ID, From: a.Day, Whole: t.Whole}
	}
	return r.org.EndUnit(ctx, tx, u, a.Eve(), heirs)
}

// ReviveUnit implements handover.Register.
func (r handoverRegister) ReviveUnit(ctx context.Context, tx *store.Tx, unitID, actID string) error {
	u, err := r.org.UnitByID(ctx, tx, unitID)
	if err != nil {
		return err
	}
	return r.org.ReviveUnit(ctx, tx, u, actID)
}

// RemoveUnit implements handover.Register.
func (r handoverRegister) RemoveUnit(ctx context.Context, tx *store.Tx, unitID string) error {
	u, err := r.org.UnitByID(ctx, tx, unitID)
	if err != nil {
		return err
	}
	return r.org.RemoveUnit(ctx, tx, u)
}

// MakeBody implements handover.Register.
func (r handoverRegister) MakeBody(ctx context.Context, tx *store.Tx, u web.Unit, t body.Template) (string, error) {
	return r.org.AddBody(ctx, tx, u, t)
}

// EndBody implements handover.Register.
func (r handoverRegister) EndBody(ctx context.Context, tx *store.Tx, u web.Unit, bodyID string, last day.Day) error {
	b, err := r.org.BodyByID(ctx, tx, bodyID)
	if err != nil {
		return err
	}
	return r.org.EndBody(ctx, tx, u, b, last)
}

// ReopenBody implements handover.Register.
func (r handoverRegister) ReopenBody(ctx context.Context, tx *store.Tx, u web.Unit, bodyID string) error {
	return r.EndBody(ctx, tx, u, bodyID, day.Day{})
}

// RemoveBody implements handover.Register.
func (r handoverRegister) RemoveBody(ctx context.Context, tx *store.Tx, _ web.Unit, bodyID string) error {
	b, err := r.org.BodyByID(ctx, tx, bodyID)
	if err != nil {
		return err
	}
	return r.org.RemoveBody(ctx, tx, b)
}

// RenameBody implements handover.Register.
func (r handoverRegister) RenameBody(ctx context.Context, tx *store.Tx, u web.Unit, bodyID, name string, from day.Day) error {
	b, err := r.org.BodyByID(ctx, tx, bodyID)
	if err != nil {
		return err
	}
	return r.org.RenameBody(ctx, tx, u, b, name, from)
}

// UnnameBody implements handover.Register.
func (r handoverRegister) UnnameBody(ctx context.Context, tx *store.Tx, _ web.Unit, bodyID string, from day.Day) error {
	b, err := r.org.BodyByID(ctx, tx, bodyID)
	if err != nil {
		return err
	}
	return r.org.TakeBackName(ctx, tx, b, from)
}

// Give implements handover.Register.
func (r handoverRegister) Give(ctx context.Context, tx *store.Tx, h handover.Holding) (string, error) {
	u, err := r.org.UnitByID(ctx, tx, h.UnitID)
	if err != nil {
		return "", err
	}
	given, err := r.org.GiveFunction(ctx, tx, u, h.BodyID, h.FunctionID, h.From, h.Basis, body.Confidence(h.Confidence))
	return given.ID, err
}

// End implements handover.Register.
func (r handoverRegister) End(ctx context.Context, tx *store.Tx, holdingID string, last day.Day, basis string) error {
	h, err := r.org.HoldingByID(ctx, tx, holdingID)
	if err != nil {
		return err
	}
	h.EndBasis = basis
	return r.org.EndFunction(ctx, tx, h, last)
}

// Reopen implements handover.Register.
func (r handoverRegister) Reopen(ctx context.Context, tx *store.Tx, holdingID string) error {
	h, err := r.org.HoldingByID(ctx, tx, holdingID)
	if err != nil {
		return err
	}
	return r.org.ReopenFunction(ctx, tx, h)
}

// Withdraw implements handover.Register.
func (r handoverRegister) Withdraw(ctx context.Context, tx *store.Tx, holdingID string) error {
	h, err := r.org.HoldingByID(ctx, tx, holdingID)
	if err != nil {
		return err
	}
	return r.org.RemoveHolding(ctx, tx, h)
}

// handoverDocuments gives successions the documents of the unit.
type handoverDocuments struct{ law *law.Law }

// Choices implements handover.Documents.
func (d handoverDocuments) Choices(ctx context.Context, from store.Source, unitID string) ([]ui.Option, error) {
	list, err := d.law.Names(ctx, from, unitID)
	out := make([]ui.Option, len(list))
	for i, doc := range list {
		out[i] = ui.Option{Value: doc.ID, Text: doc.Name()}
	}
	return out, err
}

// bodyHeirs tells the pages of bodies who carries on for those that have ended.
func (a *App) bodyHeirs(ctx context.Context, from store.Source, bodyIDs []string) (map[string][]org.Heir, error) {
	all, err := a.Handovers.Followers(ctx, from)
	if err != nil {
		return nil, err
	}
	out := map[string][]org.Heir{}
	for _, id := range bodyIDs {
		for _, f := range all[id] {
			out[id] = append(out[id], org.Heir{Name: f.Name, Unit: f.Unit, Day: f.Day})
		}
	}
	return out, nil
}
