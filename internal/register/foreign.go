package register

import (
	"context"
	"encoding/json"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Judge reads answers by field name over those that a record has, as a form would, and writes nothing. Mistakes are errs.Invalid
// with the fields. Over Blank an empty field that is required is a mistake.
func (g *Register) Judge(rec Record, typed map[string]string, e *Env) (Record, error) {
	if rec.ID == "" {
		typed = g.whole(typed)
	}
	return g.judge(rec, typed, e)
}

// FieldNamed is the field that people type under a name.
func (g *Register) FieldNamed(name string) (Field, bool) {
	for _, f := range g.Fields {
		if f.Name == name && typedByPeople(f) && !f.InMoves {
			return f, true
		}
	}
	return Field{}, false
}

// ReadAs reads a cell of a table that another program made: names in capitals as names are written, days as people write them.
func ReadAs(names, monthsFirst bool, cell string) string {
	switch {
	case names:
		return capitals.apply(cell)
	case monthsFirst:
		return monthFirst.apply(cell)
	}
	return dayFirst.apply(cell)
}

// Answers are all answers of a record, for TakeBack.
func (rec Record) Answers() string {
	raw, _ := json.Marshal(rec.named()) // texts and numbers always marshal
	return string(raw)
}

// TakeBack undoes, inside the caller's change, what a feature wrote over a record that then had a version: before are the answers
// that it had, empty for one that the feature added. False when somebody wrote in the record since, or put something beside it.
func (g *Register) TakeBack(ctx context.Context, tx *store.Tx, id string, version int64, before string, today day.Day) (bool, error) {
	row := importRow{RecordID: id, After: version, Before: before, Done: doneUpdated}
	if before == "" {
		row.Done = doneAdded
	}
	return g.undo(ctx, tx, row, g.env(ctx, tx, today))
}
