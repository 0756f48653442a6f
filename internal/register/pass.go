package register

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// InUnit is the same change, written on in another unit by the program in the name of the person who makes it. Only what both
// units agreed on is written so: each goes on seeing its own records alone.
func InUnit(tx *store.Tx, unitID string) *store.Tx { return inUnit(tx, unitID) }

// PassOn enters a record of one unit in the unit of there, with all answers, lines and files and a number of its own. What names
// records of the old unit stays behind, also in lines; fit puts in its place what holds in the new one. The old record is left
// as it is: the caller closes it in the same change.
func (g *Register) PassOn(ctx context.Context, from, there *store.Tx, rec Record, fit func(heir *Record), today day.Day, action, note string) (Record, error) {
	unitID, e := there.Actor().UnitID, g.env(ctx, there, today)
	heir := rec
	heir.State, heir.Values = g.States[0].Key, slices.Clone(rec.Values)
	for i, f := range g.Fields {
		heir.Values[i] = withoutRefs(f.Kind, heir.Values[i])
	}
	fit(&heir)
	var err error
	if heir.Number, err = g.numbers(ctx, there, unitID, 1); err != nil {
		return heir, err
	}
	if heir, err = g.insert(ctx, there, heir, unitID, e, action, note); err != nil {
		return heir, err
	}
	return heir, g.passFiles(ctx, from, there, rec.ID, heir.ID)
}

// withoutRefs is an answer without what names records of its unit.
func withoutRefs(k Kind, v Value) Value {
	switch k := k.(type) {
	case Ref, Link:
		return emptyOf(k)
	case Rows:
		if len(v) == 0 {
			return v
		}
		lines := k.lines(v)
		for i, line := range lines {
			for j, f := range k.shape.Fields {
				lines[i].Values[j] = withoutRefs(f.Kind, line.Values[j])
			}
		}
		return k.kept(lines)
	}
	return v
}

// passFiles notes the files of one record at another; pictures wait there until somebody says again what they show. Forms of consent
// stay: they were given to the old unit.
func (g *Register) passFiles(ctx context.Context, from, there *store.Tx, recordID, heirID string) error {
	files, err := g.Files(ctx, from, recordID)
	for _, f := range files {
		if strings.HasSuffix(f.Field, evidenceMark) {
			continue
		}
		if _, err := there.Exec(ctx, fileAdd, ident.New(), there.Actor().UnitID, g.Name, heirID, f.Field, f.Hash, f.Name, f.Size, f.Media, f.AddedBy, f.AddedAt, f.Level); err != nil {
			return err
		}
	}
	return err
}
