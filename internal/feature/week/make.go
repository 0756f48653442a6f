package week

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

const (
	aheadDays  = 14
	aheadLimit = 24 // a sheet has no room for more
	stuckLimit = 20 // of each need
)

// program is who makes an edition that nobody asked for.
func program(unitID string) actor.Actor { return actor.ForUnit(unitID) }

// MakeAll makes the edition of a Monday for every unit that has none, and goes on with the other units when one fails.
func (w *Weeks) MakeAll(ctx context.Context, db *store.DB, monday day.Day) error {
	ids, err := store.List[string](ctx, db.Reader(actor.System("trang lãnh đạo")), unitIDs, monday)
	if err != nil {
		return err
	}
	var failures []error
	for _, id := range ids {
		if err := w.makeFor(ctx, db, program(id), monday); err != nil {
			failures = append(failures, err)
		}
	}
	return errors.Join(failures...)
}

// makeFor makes the edition of a Monday for the actor's unit, unless it is there.
func (w *Weeks) makeFor(ctx context.Context, db *store.DB, by actor.Actor, monday day.Day) error {
	if _, found, err := edition(ctx, db.Reader(by), monday); err != nil || found {
		return err
	}
	e, err := w.Compile(ctx, db.Reader(by), by.UnitID, monday, db.Clock())
	if err != nil {
		return err
	}
	return db.Write(ctx, by, func(tx *store.Tx) error { return e.Save(ctx, tx) })
}

// Compile takes the figures of a week as they are at an instant. From must read as an actor of the unit.
func (w *Weeks) Compile(ctx context.Context, from store.Source, unitID string, monday day.Day, at store.Instant) (e Edition, err error) {
	e = Edition{ID: ident.New(), UnitID: unitID, Year: monday.Year(), Monday: monday, AsOf: at}
	today := day.At(at.Time)
	e.First = firstSquare(monday)
	now, err := w.Work.Standing(ctx, from, e.Year, e.First, today)
	if err != nil {
		return e, err
	}
	e.Figures, e.Units, e.Sentence = now.Figures, now.Units, Sentence(now)
	stuck, err := w.Work.Stuck(ctx, from, e.Year, today, stuckLimit)
	if err != nil {
		return e, err
	}
	e.Cases, e.Left = Choose(stuck, w.calendar(ctx), today)
	if e.Ahead, e.Coming, err = w.Work.Ahead(ctx, from, today, today.Add(aheadDays-1), aheadLimit); err != nil {
		return e, err
	}
	last, found, err := edition(ctx, from, monday.Add(-7))
	if found && last.Year == e.Year {
		e.Before = &last.Figures
	}
	return e, err
}

// made is an edition as the history shows it.
type made struct {
	Week string `json:"Tuần"`
	AsOf string `json:"Số liệu"`
}

// Save keeps an edition inside the caller's change. When its week has one already, that one stays and nothing is written.
func (e Edition) Save(ctx context.Context, tx *store.Tx) error {
	raw, err := json.Marshal(e.content)
	if err != nil {
		return err
	}
	n, err := tx.Exec(ctx, editionAdd, e.ID, e.UnitID, e.Year, e.Monday, e.AsOf, tx.Now(), tx.Actor().Name,
		e.Given, e.Due, e.InTime, e.Late, e.Overdue, e.Asking, e.Sentence, string(raw))
	if err != nil {
		return err
	}
	if n == 0 {
		tx.Unaudited("the week has its edition, and nothing was written")
		return nil
	}
	return tx.Audit(ctx, store.Entry{Kind: "week", ID: e.ID, UnitID: e.UnitID, Action: "Lập trang lãnh đạo", After: made{e.Heading(), e.AsOfWords()}})
}
