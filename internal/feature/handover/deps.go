package handover

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Body is a body of a unit as a succession needs it.
type Body struct {
	ID, Name  string
	Kind      body.Kind
	Requested bool
	From, To  day.Day // To is the last day, zero while it lasts
}

// Holding is a function that a body holds or held.
type Holding struct {
	ID         string
	BodyID     string
	UnitID     string
	FunctionID string
	Function   string // its words
	Basis      string
	Confidence string
	From, To   day.Day
	Shared     bool // several bodies may hold it beside one another
}

// Register is what a succession needs of the organisation. Reading is for the unit of the source; writing is inside the
// caller's change, whose actor is in the unit written to. What Remove takes away must be what the same act made, with
// nothing on it.
type Register interface {
	Bodies(ctx context.Context, from store.Source, at day.Day) ([]Body, error)
	// Holdings are the functions held on a day; those that began later and have not ended are among them.
	Holdings(ctx context.Context, from store.Source, at day.Day) ([]Holding, error)

	Unit(ctx context.Context, from store.Source, id string) (web.Unit, error)
	UnitOfPlace(ctx context.Context, from store.Source, placeID string) (web.Unit, bool, error)
	MakeUnit(ctx context.Context, tx *store.Tx, p place.Place, demo bool) (web.Unit, error)
	// EndUnit writes the last day of the unit of an act and the units that follow; ReviveUnit takes it back.
	EndUnit(ctx context.Context, tx *store.Tx, u web.Unit, a Act, to []Target) error
	ReviveUnit(ctx context.Context, tx *store.Tx, unitID, actID string) error
	RemoveUnit(ctx context.Context, tx *store.Tx, unitID string) error

	MakeBody(ctx context.Context, tx *store.Tx, u web.Unit, t body.Template) (id string, err error)
	// EndBody writes the last day of a body; ReopenBody takes it back.
	EndBody(ctx context.Context, tx *store.Tx, u web.Unit, bodyID string, last day.Day) error
	ReopenBody(ctx context.Context, tx *store.Tx, u web.Unit, bodyID string) error
	RemoveBody(ctx context.Context, tx *store.Tx, u web.Unit, bodyID string) error
	RenameBody(ctx context.Context, tx *store.Tx, u web.Unit, bodyID, name string, from day.Day) error
	// UnnameBody takes back the name that a body got on a day.
	UnnameBody(ctx context.Context, tx *store.Tx, u web.Unit, bodyID string, from day.Day) error

	Give(ctx context.Context, tx *store.Tx, h Holding) (id string, err error)
	End(ctx context.Context, tx *store.Tx, holdingID string, last day.Day, basis string) error
	Reopen(ctx context.Context, tx *store.Tx, holdingID string) error
	Withdraw(ctx context.Context, tx *store.Tx, holdingID string) error
}

// Documents offers the documents of the unit as legal ground.
type Documents interface {
	Choices(ctx context.Context, from store.Source, unitID string) ([]ui.Option, error)
}
