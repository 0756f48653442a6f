package match

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// Look looks for doubles in the units and keeps what it finds. Run again it finds the same.
func (f *Finder) Look(ctx context.Context, units ...string) error {
	apart := map[[2]string]bool{}
	var all error
	for _, u := range units {
		all = errors.Join(all, f.begin(ctx, u, apart))
	}
	if all != nil {
		return all
	}
	for _, u := range units {
		if _, _, err := f.catchUp(ctx, f.db.Reader(actor.ForUnit(u)), u); err != nil {
			return err
		}
	}
	if len(units) == 0 {
		return nil
	}
	found := map[string][]Double{}
	for _, d := range f.Doubles(false, func(a, b string) bool {
		a, b = ordered(a, b)
		return len(apart) > 0 && apart[[2]string{a, b}]
	}) {
		found[d.UnitID] = append(found[d.UnitID], d)
	}
	for _, u := range units {
		all = errors.Join(all, f.keep(ctx, u, found[u]))
	}
	return all
}

// begin notes that a unit is looked through, and reads what was decided there.
func (f *Finder) begin(ctx context.Context, unitID string, apart map[[2]string]bool) error {
	by := actor.ForUnit(unitID)
	rows, err := store.List[apartRow](ctx, f.db.Reader(by), apartAll, unitID, f.Register.Name)
	if err != nil {
		return err
	}
	for _, r := range rows {
		apart[[2]string{r.A, r.B}] = true
	}
	return f.db.Write(ctx, by, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, runBegin, unitID, f.Register.Name, tx.Now())
		tx.Unaudited("how far the search for doubles is")
		return err
	})
}

// keep puts what was found in the place of what was found before: groups by their likeliest pair.
func (f *Finder) keep(ctx context.Context, unitID string, found []Double) error {
	best := map[string]int{}
	for i, d := range found {
		if _, had := best[d.group()]; !had {
			best[d.group()] = i
		}
	}
	slices.SortStableFunc(found, func(a, b Double) int { return cmp.Compare(best[a.group()], best[b.group()]) })
	return f.db.Write(ctx, actor.ForUnit(unitID), func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, pairAll, unitID, f.Register.Name); err != nil {
			return err
		}
		for i, d := range found {
			a, b := ordered(d.A, d.B)
			if _, err := tx.Exec(ctx, pairAdd, unitID, f.Register.Name, a, b, d.group(), int64(i+1)); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, runEnd, tx.Now(), int64(len(found)), unitID, f.Register.Name); err != nil {
			return err
		}
		tx.Unaudited("the list of what may be doubled follows from the register")
		return nil
	})
}

// group is the id of the group; a pair that evidence keeps apart stands alone.
func (d Double) group() string { return cmp.Or(d.Group, d.A+d.B) }
