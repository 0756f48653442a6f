package plan

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// Extra is a single piece of work that comes from no plan: another part of the program proposed it and a person took it.
type Extra struct {
	UnitID string
	Year   int
	Title  string
	Why    string // what it rests on, kept as the text of its source
	Lead   string // name of the body that leads it; empty when the officer says so later
	Due    day.Day
}

// AddWork makes a piece of work that lives at once, inside the caller's change, as a list of one row. Without a
// lead nobody leads it until the officer says who. The path lies inside the unit and year.
func (p *Plans) AddWork(ctx context.Context, tx *store.Tx, e Extra) (path string, err error) {
	defer errs.Prefix(&err, "plan.AddWork")
	text := e.Title + "\n" + e.Why
	kept, err := p.Files.Put(strings.NewReader(text), store.MaxFile)
	if err != nil {
		return "", err
	}
	if err := tx.AddFile(ctx, kept); err != nil {
		return "", err
	}
	_, match, err := p.Bodies.Register(ctx, tx, day.At(tx.Now().Time))
	if err != nil {
		return "", err
	}
	pl := Plan{ID: newID(), UnitID: e.UnitID, Year: e.Year, Kind: FromList, Title: e.Title, State: Draft,
		SourceName: "de-xuat.txt", SourceHash: kept.Hash, CreatedBy: tx.Actor().Name, CreatedAt: tx.Now(), Version: 1}
	src, tasks, err := typedSource([]string{e.Title, e.Why}, []TypedWork{{Title: e.Title, Lead: e.Lead, Due: e.Due.String()}}, e.Year, match)
	if err != nil {
		return "", err
	}
	if err := insert(ctx, tx, pl, src, planread.Version, tasks, nil); err != nil {
		return "", err
	}
	return "nhiem-vu/" + tasks[0].ID, confirm(ctx, tx, pl)
}
