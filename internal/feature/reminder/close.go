package reminder

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// standing is a reminder that somebody has not marked as read.
type standing struct {
	ID     string  `db:"id"` // of reminder_for
	ItemID string  `db:"item_id"`
	Due    day.Day `db:"due_on"`
}

// close marks the reminders as read that nobody needs any more: of work that is done, has another date or is gone. What
// was given, and to whom, stays.
func (s *Reminders) close(ctx context.Context, unit web.Unit, items []Item, at day.Day) error {
	list, err := store.List[standing](ctx, s.DB.Reader(asUnit(unit.ID)), unreadOfUnit, at.Add(-reachBack), at.Add(reachAhead))
	if err != nil {
		return err
	}
	open := make(map[ladder]bool, len(items))
	for _, it := range items {
		open[ladder{it.ID, it.Due}] = true
	}
	list = slices.DeleteFunc(list, func(l standing) bool { return open[ladder{l.ItemID, l.Due}] })
	for some := range slices.Chunk(list, atOnce) {
		err := s.DB.Write(ctx, asUnit(unit.ID), func(tx *store.Tx) error {
			for _, l := range some {
				if _, err := tx.Aside(ctx, settle, tx.Now(), l.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
