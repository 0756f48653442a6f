package plan

import (
	"cmp"
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// Brought is a document that a person brought in.
type Brought struct {
	UnitID string
	Year   int // the plan year when the document names none
	Name   string
	Kept   store.Kept // its bytes, already in the store
	Doc    doctext.Document
	At     store.Instant
	Amends Plan // the plan whose new text this is; zero for a plan of its own
}

// Import reads a document and keeps it as a draft with all its work, inside the caller's change. The bodies are matched
// with the register of the day on which it is brought in.
func (p *Plans) Import(ctx context.Context, tx *store.Tx, b Brought) (Plan, error) {
	read := planread.Read(b.Doc, planread.Options{Registers: p.Registers})
	outline, err := encodeParts(read.Items)
	if err != nil {
		return Plan{}, err
	}
	pl := Plan{ID: newID(), UnitID: b.UnitID, Year: read.Head.Year, Kind: FromPlan, Title: read.Head.Title, Number: read.Head.Number, Issuer: read.Head.Issuer,
		IssuedOn: read.Head.Date, State: Draft, SourceName: b.Name, SourceHash: b.Kept.Hash, CreatedBy: tx.Actor().Name, CreatedAt: b.At, Version: 1}
	if pl.Year == 0 {
		pl.Year = b.Year
	}
	if pl.Title == "" {
		pl.Title = b.Name
	}
	if b.Amends.ID != "" {
		pl.Year, pl.Revises = b.Amends.Year, b.Amends.ID
	} else if pl.Resembles, err = resembling(ctx, tx, pl, b.Doc.Text()); err != nil {
		return Plan{}, err
	}
	_, match, err := p.Bodies.Register(ctx, tx, day.At(b.At.Time))
	if err != nil {
		return Plan{}, err
	}
	if err := tx.AddFile(ctx, b.Kept); err != nil {
		return Plan{}, err
	}
	if err := keepCitations(ctx, tx, pl, citationsOf(read)); err != nil {
		return Plan{}, err
	}
	src := Source{Text: strings.Join(b.Doc.Text(), "\n"), Outline: outline, Notes: strings.Join(b.Doc.Notes, "\n")}
	return pl, insert(ctx, tx, pl, src, planread.Version, build(read, match), doubtsOf(read.Doubts))
}

// Confirm makes every piece of a draft work, inside the caller's change.
func (p *Plans) Confirm(ctx context.Context, tx *store.Tx, pl Plan) error {
	return p.confirmed(ctx, tx, pl)
}

// Work lists the work of a plan in the order of its text.
func (p *Plans) Work(ctx context.Context, from store.Source, planID string) ([]Task, error) {
	return store.List[Task](ctx, from, taskOfPlan, planID)
}

// Points lists the check-points of a task by their due dates.
func (p *Plans) Points(ctx context.Context, from store.Source, taskID string) ([]Point, error) {
	return store.List[Point](ctx, from, pointOfTask, taskID)
}

// Record writes a result inside the caller's change; the bytes of its files are already in the store.
func (p *Plans) Record(ctx context.Context, tx *store.Tx, t Task, r Result, kept []attach.File) error {
	r.ID, r.TaskID = cmp.Or(r.ID, newID()), t.ID
	for i := range r.Files {
		r.Files[i].ID, r.Files[i].ResultID, r.Files[i].TaskID = newID(), r.ID, t.ID
	}
	return record(ctx, tx, t, r, kept)
}
