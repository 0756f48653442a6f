package backup

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// The history keeps who took the data out, and when.
const (
	noteKind  = "backup"
	installed = "installation"
)

type note struct {
	Rows  int64 `json:"Số dòng"`
	Files int   `json:"Số tệp đính kèm"`
	Lost  int   `json:"Số tệp đã mất,omitempty"`
}

// Note writes into the history that a made a backup. Last finds it there.
func Note(ctx context.Context, db *store.DB, a actor.Actor, s Summary) error {
	return write(ctx, db, a, store.Entry{Kind: noteKind, ID: installed, Action: "Sao lưu toàn bộ dữ liệu", After: noteOf(s)})
}

// NoteExport writes into the history of the actor's unit that a took all data of the unit.
func NoteExport(ctx context.Context, db *store.DB, a actor.Actor, s Summary) error {
	return write(ctx, db, a, store.Entry{Kind: "unit", ID: a.UnitID, UnitID: a.UnitID, Action: "Tải toàn bộ dữ liệu", After: noteOf(s)})
}

func noteOf(s Summary) note { return note{s.Rows(), len(s.Files), len(s.Lost)} }

func write(ctx context.Context, db *store.DB, a actor.Actor, e store.Entry) error {
	return db.Write(ctx, a, func(tx *store.Tx) error { return tx.Audit(ctx, e) })
}

// Last is when the latest backup was made; ok is false when the history knows of none.
func Last(ctx context.Context, db *store.DB) (at time.Time, ok bool, err error) {
	events, err := store.HistoryOf(ctx, db.Reader(actor.System("tuổi của bản sao lưu")), noteKind, installed, 1)
	if err != nil || len(events) == 0 {
		return time.Time{}, false, err
	}
	return events[0].At.Time, true, nil
}
