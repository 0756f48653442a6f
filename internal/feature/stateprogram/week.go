package stateprogram

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

var (
	weekAdd   = store.Change("state.week.add", `INSERT INTO state_week (unit_id, monday, counts, made_at, taken_at) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (unit_id, monday) DO UPDATE SET counts = $3, made_at = $4`)
	weekTaken = store.Change("state.week.taken", `UPDATE state_week AS k SET taken_at = $1 WHERE k.unit_id = $2 AND k.monday = $3 AND {scope:k}`)
	weekOpen  = store.Query("state.week.open", `SELECT l.kind, l.hamlet, COUNT(DISTINCT l.child_id) AS children, COUNT(*) AS n FROM state_line l WHERE l.unit_id = $1 AND {scope:l}
		AND EXISTS (SELECT 1 FROM state_week k WHERE k.unit_id = $1 AND k.monday = $2 AND k.taken_at = 0 AND {scope:k}) GROUP BY l.kind, l.hamlet`)
)

// monday is the first day of the week.
func monday(d day.Day) day.Day {
	return d.Add(-(int(d.Start().In(day.Zone).Weekday()) + 6) % 7)
}

// makeTime is how long the job works at one list before it gives the machine to others.
const makeTime = time.Minute

// Make works out the list of a unit, forgets the rows of imports that can no longer be taken back, and on Monday notes the list as that of
// the week, once a table of the software was brought in. Run again it does the same.
func (x *Program) Make(ctx context.Context, db *store.DB, unitID string, today day.Day) error {
	by := actor.ForUnit(unitID)
	for left := int64(1); left > 0; {
		var err error
		if left, err = x.CatchUp(ctx, db, unitID, today, makeTime); err != nil {
			return err
		}
	}
	err := db.Write(ctx, by, func(tx *store.Tx) error {
		defer tx.Unaudited("what waited to be taken back and no longer can")
		_, err := tx.Exec(ctx, rowTrim, store.Instant{Time: tx.Now().Add(-register.UndoLife)}, unitID)
		return err
	})
	if err != nil || today != monday(today) {
		return err
	}
	known, err := store.Get[int64](ctx, db.Reader(by), knownAll, unitID)
	if err != nil || known == 0 {
		return err
	}
	rows, err := store.List[countRow](ctx, db.Reader(by), lineCounts, unitID)
	if err != nil {
		return err
	}
	by1 := map[string]int{}
	for _, k := range kinds {
		by1[k.Key] = counts(rows).of(k.Key, "")
	}
	return db.Write(ctx, by, func(tx *store.Tx) error {
		defer tx.Unaudited(follows)
		_, err := tx.Exec(ctx, weekAdd, unitID, monday(today).ISO(), jsonOf(by1), tx.Now())
		return err
	})
}

// Card is what the page of the day shows on Monday until the list of the week was taken; nothing for who does not keep the register.
func (x *Program) Card(r *web.Request) (templ.Component, error) {
	if !r.May(actor.ChildEdit) || r.Today() != monday(r.Today()) {
		return templ.NopComponent, nil
	}
	rows, err := store.List[countRow](r.Context(), r.Reader(), weekOpen, r.Unit.ID, r.Today().ISO())
	if c := counts(rows); err == nil && c.of("", "") > 0 {
		return card(r, c), nil
	}
	return templ.NopComponent, err
}
