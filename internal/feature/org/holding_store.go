package org

import (
	"context"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "body_function", Kind: actor.KindOrg, Narrow: store.ShowAll, Growing: true, Scoped: true, Title: "Chức năng của cơ quan"})
}

const (
	spanColumns    = `valid_from, valid_to, basis, end_basis, confidence, version`
	holdingColumns = `h.id, h.unit_id, h.body_id, h.function_id, h.name, h.shared, h.valid_from, h.valid_to, h.basis, h.end_basis, h.confidence,
		h.version, b.valid_to AS body_end`
)

var (
	holdingAdd = store.Change("org.holding.add", `INSERT INTO body_function (id, unit_id, body_id, function_id, name, shared, `+spanColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)`)
	holdingEdit = store.Change("org.holding.edit", `UPDATE body_function AS h SET valid_from = $1, valid_to = $2, basis = $3, end_basis = $4,
		confidence = $5, version = version + 1 WHERE h.id = $6 AND h.version = $7 AND {scope:h}`)
	holdingGet = store.Query("org.holding.get", `SELECT `+holdingColumns+`, b.name AS body_name FROM body_function h JOIN body b ON b.id = h.body_id
		WHERE h.id = $1 AND {scope:h}`)
	holdingOn = store.Query("org.holding.on", `SELECT `+holdingColumns+`, COALESCE(n.name, b.name) AS body_name FROM body_function h
		JOIN body b ON b.id = h.body_id
		LEFT JOIN body_name n ON n.body_id = b.id AND n.alias = FALSE AND n.valid_from <= $1 AND (n.valid_to = '' OR n.valid_to >= $1)
		WHERE h.valid_from <= $1 AND (h.valid_to = '' OR h.valid_to >= $1) AND b.valid_from <= $1 AND (b.valid_to = '' OR b.valid_to >= $1)
		AND {scope:h} ORDER BY b.sort_key, h.body_id, h.function_id, h.id`)
	holdingAll = store.Query("org.holding.all", `SELECT `+holdingColumns+`, b.name AS body_name FROM body_function h JOIN body b ON b.id = h.body_id
		WHERE {scope:h} ORDER BY b.sort_key, h.body_id, h.valid_from, h.id`)
	holdingOfBody = store.Query("org.holding.of_body", `SELECT `+holdingColumns+`, b.name AS body_name FROM body_function h JOIN body b ON b.id = h.body_id
		WHERE h.body_id = $1 AND {scope:h} ORDER BY h.valid_from, h.function_id, h.id`)
	holdingOfFunction = store.Query("org.holding.of_function", `SELECT `+holdingColumns+`, b.name AS body_name FROM body_function h
		JOIN body b ON b.id = h.body_id WHERE h.unit_id = $1 AND h.function_id = $2 AND {scope:h} ORDER BY h.valid_from, h.id`)
)

// Holdings lists which body of the source's unit has which function on a day, bodies in the order of lists and under their
// names of the day. A body that has ended holds nothing more.
func (o *Org) Holdings(ctx context.Context, from store.Source, at day.Day) ([]Holding, error) {
	list, err := store.List[Holding](ctx, from, holdingOn, at)
	return list, err
}

// FunctionsOfBody lists all functions that a body has or had, in the order of their days; Held says on which.
func (o *Org) FunctionsOfBody(ctx context.Context, from store.Source, bodyID string) ([]Holding, error) {
	return inForce(store.List[Holding](ctx, from, holdingOfBody, bodyID))
}

// holders lists who has or had a function in a unit.
func (o *Org) holders(ctx context.Context, from store.Source, unitID, functionID string) ([]Holding, error) {
	return inForce(store.List[Holding](ctx, from, holdingOfFunction, unitID, functionID))
}

// inForce leaves out what was taken back before it held.
func inForce(list []Holding, err error) ([]Holding, error) {
	return slices.DeleteFunc(list, func(h Holding) bool { return h.withdrawn() }), err
}

// Unheld lists the functions of the unit's level that no body has on a day. Shared functions are left out: whether every
// school stands in the list is another question. A unit that has no bodies on the day has no functions either.
func (o *Org) Unheld(ctx context.Context, from store.Source, at day.Day) ([]Function, error) {
	bodies, err := store.List[Body](ctx, from, bodyList)
	if err != nil || !slices.ContainsFunc(bodies, func(b Body) bool { return b.Exists(at) }) {
		return []Function{}, err
	}
	functions, err := o.Functions(ctx, from)
	if err != nil {
		return nil, err
	}
	held, err := o.Holdings(ctx, from, at)
	return unheld(functions, held), err
}

func unheld(functions []Function, held []Holding) []Function {
	return slices.DeleteFunc(slices.Clone(functions), func(f Function) bool {
		return f.Shared || slices.ContainsFunc(held, func(h Holding) bool { return h.FunctionID == f.ID })
	})
}
