package stateprogram

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// undoPiece takes back the next rows of an import, inside the caller's change: the register and what is known of the software are as
// before. A record that somebody changed since stays as it is and is counted.
func (x *Program) undoPiece(ctx context.Context, tx *store.Tx, m *Import, today day.Day) (more bool, err error) {
	started := time.Now()
	var rows []importRow
	for _, done := range []string{doneAdded, doneUpdated, doneNoted} {
		some, err := store.List[importRow](ctx, tx, rowsDone, m.ID, done, pieceRows-len(rows))
		if err != nil {
			return false, err
		}
		rows = append(rows, some...)
	}
	var added, updated int64
	n := 0
	for ; n < len(rows) && (n == 0 || time.Since(started) < pieceTime); n++ {
		row := rows[n]
		back, err := x.undo(ctx, tx, m, row, today)
		if err != nil {
			return false, err
		}
		end := doneKept
		if back {
			end = doneBack
			switch row.Done {
			case doneAdded:
				added--
			case doneUpdated:
				updated--
			}
		}
		if _, err := tx.Exec(ctx, rowDone, end, row.ChildID, row.Before, row.After, row.Known, row.Words, m.ID, row.N); err != nil {
			return false, err
		}
	}
	if n < len(rows) || n == pieceRows {
		return true, m.count(ctx, tx, undoing, added, updated, 0)
	}
	if _, err := tx.Exec(ctx, goneDirty, m.UnitID, m.ID); err != nil {
		return false, err
	}
	if _, err := tx.Exec(ctx, goneBack, m.UnitID, m.ID); err != nil {
		return false, err
	}
	if err := m.count(ctx, tx, undone, added, updated, -m.Gone); err != nil {
		return false, err
	}
	return false, tx.Audit(ctx, store.Entry{Kind: Kind, ID: m.ID, UnitID: m.UnitID, Action: "Hoàn tác một lần nhập từ phần mềm trẻ em", Level: actor.Level(m.Level)})
}

// undo takes back one row; false when the record is not as the import left it.
func (x *Program) undo(ctx context.Context, tx *store.Tx, m *Import, row importRow, today day.Day) (bool, error) {
	back := true
	if row.Done != doneNoted {
		var err error
		if back, err = x.kids(tx.Actor()).TakeBack(ctx, tx, row.ChildID, row.After, row.Before, today); err != nil {
			return false, err
		}
	}
	if row.Done == doneAdded && !back {
		return false, nil // the child stays, and the software has it
	}
	if err := putBack(ctx, tx, m.UnitID, row.ChildID, m.ID, row.Known); err != nil {
		return false, err
	}
	return back, touch(ctx, tx, m.UnitID, row.ChildID)
}
