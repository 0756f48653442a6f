package org

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

var bodiesWithout = store.Query("org.holding.units_without", `SELECT `+bodyColumns+` FROM body b
	WHERE b.valid_to = '' AND NOT EXISTS (SELECT 1 FROM body_function h WHERE h.unit_id = b.unit_id) ORDER BY b.unit_id, b.sort_key, b.id`,
	store.Unscoped("the program looks for units that an older version set up"),
	store.Whole("the bodies of the units of an installation are some hundreds"))

// FillFunctions proposes the usual functions and places in the tree to the bodies of units that were set up before the
// program knew functions. Units that have some are left alone.
func (o *Org) FillFunctions(ctx context.Context) (err error) {
	defer errs.Prefix(&err, "org.FillFunctions")
	by := actor.System("chức năng thường có của cơ quan")
	bodies, err := store.List[Body](ctx, o.DB.Reader(by), bodiesWithout)
	if err != nil || len(bodies) == 0 {
		return err
	}
	units, err := o.Units(ctx)
	if err != nil {
		return err
	}
	byID := map[string]web.Unit{}
	for _, u := range units {
		byID[u.ID] = u
	}
	return o.DB.Write(ctx, by, func(tx *store.Tx) error {
		for _, b := range bodies {
			p, err := o.propose(ctx, tx, byID[b.UnitID], b)
			if err != nil {
				return err
			}
			err = tx.Audit(ctx, store.Entry{Kind: "body", ID: b.ID, UnitID: b.UnitID, Action: "Đề xuất chức năng thường có", After: p})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
