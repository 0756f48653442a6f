package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// readsOfSubject walks the log of one unit back from the newest: an extract is made seldom, and for a period.
var readsOfSubject = store.Query("app.told.reads", `SELECT r.at, r.kind, r.reason, r.post, COALESCE(a.name, 'Người có đường dẫn') AS name
	FROM read_trace r LEFT JOIN account a ON a.id = r.account_id
	WHERE {scope:r} AND r.unit_id = $1 AND r.at >= $2 AND r.at < $3 AND r.ids LIKE $4 ORDER BY r.id DESC LIMIT $5`)

// toldReads tells from the log of confidential pages who was shown records of the subject.
type toldReads struct{ words func(kind string) string }

type readOf struct {
	At     store.Instant `db:"at"`
	Kind   string        `db:"kind"`
	Reason string        `db:"reason"`
	Post   string        `db:"post"`
	Name   string        `db:"name"`
}

// Tell implements directory.Told.
func (t toldReads) Tell(ctx context.Context, from store.Source, s directory.Subject, first, last day.Day, limit int) ([]directory.Deed, error) {
	list, err := store.List[readOf](ctx, from, readsOfSubject, s.UnitID, store.Instant{Time: first.Start()}, store.Instant{Time: last.Add(1).Start()}, `%"`+s.ID+`"%`, limit)
	out := make([]directory.Deed, len(list))
	for i, x := range list {
		who := x.Name
		if x.Post != "" {
			who += ", " + x.Post
		}
		out[i] = directory.Deed{At: x.At, Who: who, Did: "Đã mở xem", With: t.words(x.Kind), Why: x.Reason}
	}
	return out, err
}
