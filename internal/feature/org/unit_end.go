package org

import (
	"cmp"
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	store.Declare(store.Table{Name: "unit_heir", Title: "Đơn vị kế thừa"})
}

// UnitHeir says which unit goes on with the work of one that ends.
type UnitHeir struct {
	OldID string  `db:"old_unit_id"`
	NewID string  `db:"new_unit_id"`
	ActID string  `db:"act_id"`   // the act of reorganisation
	From  day.Day `db:"from_day"` // first day of the heir's work
	Whole bool    `db:"whole"`    // all of the old territory lies in the heir's
}

var (
	unitEnd     = store.Change("org.unit.end", `UPDATE unit SET valid_to = $1 WHERE id = $2 AND valid_to = $3`)
	heirAdd     = store.Change("org.unit_heir.add", `INSERT INTO unit_heir (old_unit_id, new_unit_id, act_id, from_day, whole) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`)
	heirsForget = store.Change("org.unit_heir.forget", `DELETE FROM unit_heir WHERE act_id = $1 AND old_unit_id = $2`)
	heirsOf     = store.Query("org.unit_heir.of", `SELECT `+unitColumns+` FROM unit_heir h JOIN unit u ON u.id = h.new_unit_id WHERE h.old_unit_id = $1 ORDER BY u.id`)
	unitLiving  = store.Query("org.unit.living", `SELECT `+unitColumns+` FROM unit u WHERE u.valid_to = '' OR u.valid_to >= $1 ORDER BY u.slug`,
		store.Whole("the localities of an installation are few and do not grow with the years"))
)

// lasts is the life of a unit as the history tells it.
type lasts struct {
	To string `json:"Đến hết ngày"`
}

// EndUnit writes the last day of a unit and who goes on with its work, inside the caller's change. The day before it began, or a
// unit that has ended already, is refused. Who calls has checked the right to sign the act.
func (o *Org) EndUnit(ctx context.Context, tx *store.Tx, u web.Unit, last day.Day, heirs []UnitHeir) error {
	if last.IsZero() || !u.From.IsZero() && last.Before(u.From) {
		return errs.Newf(errs.Invalid, "Ngày cuối của %s phải từ %s trở đi. Chưa ghi gì.", u.Name, u.From)
	}
	n, err := tx.Exec(ctx, unitEnd, last, u.ID, "")
	if err != nil {
		return err
	}
	if n == 0 {
		return errs.Newf(errs.Conflict, "%s đã có ngày kết thúc. Chưa ghi gì thêm.", u.Name)
	}
	for _, h := range heirs {
		if _, err := tx.Exec(ctx, heirAdd, u.ID, h.NewID, h.ActID, h.From, h.Whole); err != nil {
			return err
		}
	}
	return tx.Audit(ctx, store.Entry{Kind: "unit", ID: u.ID, UnitID: u.ID, Action: "Kết thúc đơn vị", Before: lasts{}, After: lasts{last.String()}})
}

// ReviveUnit takes back what EndUnit wrote for an act: the unit lasts again and has no heirs by that act.
func (o *Org) ReviveUnit(ctx context.Context, tx *store.Tx, u web.Unit, actID string) error {
	n, err := tx.Exec(ctx, unitEnd, day.Day{}, u.ID, u.To)
	if err != nil {
		return err
	}
	if n == 0 {
		return errs.Newf(errs.Conflict, "Ngày kết thúc của %s vừa đổi. Chưa ghi gì; mở lại rồi xem.", u.Name)
	}
	if _, err := tx.Exec(ctx, heirsForget, actID, u.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "unit", ID: u.ID, UnitID: u.ID, Action: "Bỏ ngày kết thúc đơn vị", Before: lasts{u.To.String()}, After: lasts{}})
}

// Heirs are the units that go on with the work of a unit that has ended, by name.
func (o *Org) Heirs(ctx context.Context, unitID string) ([]web.Unit, error) {
	units, err := store.List[web.Unit](ctx, o.DB.Reader(actor.System("đơn vị kế thừa")), heirsOf, unitID)
	slices.SortStableFunc(units, func(a, b web.Unit) int { return cmp.Compare(vi.SortKey(a.Name), vi.SortKey(b.Name)) })
	return units, err
}

// LivingUnits lists the localities that have not ended on a day, by their slug: those for which the program works by itself.
func (o *Org) LivingUnits(ctx context.Context, on day.Day) ([]web.Unit, error) {
	return store.List[web.Unit](ctx, o.DB.Reader(actor.System("danh sách đơn vị")), unitLiving, on)
}
