package register

import (
	"context"
	"fmt"
	"strconv"

	"github.com/mangnon/mangnon/internal/store"
)

// holder is the record outside the trash that has the key of another; ok is false when none has.
func (g *Register) holder(ctx context.Context, from store.Source, unitID string, rec Record) (there Record, ok bool, err error) {
	if g.Key == nil {
		return there, false, nil
	}
	ids, err := store.List[string](ctx, from, twinFind, unitID, g.Name, rec.sameness(nil))
	if err != nil {
		return there, false, err
	}
	for _, id := range ids {
		if there, err = g.Get(ctx, from, id); err != nil || id != rec.ID && !there.Dropped {
			return there, err == nil, err
		}
	}
	return there, false, nil
}

// alone refuses a record whose key another has.
func (g *Register) alone(e *Env, rec Record, m *Mistakes) error {
	tx, writes := e.from.(*store.Tx)
	if !writes {
		return nil
	}
	unit := rec.UnitID
	if unit == "" {
		unit = tx.Actor().UnitID
	}
	there, taken, err := g.holder(e.ctx, tx, unit, rec)
	if err == nil && taken {
		m.At(g.Same[0], "Sổ đã có %s: %s; mở ra để sửa", there.Code(), there.Text(g.Label, e))
	}
	return err
}

// keyed reports whether a row is the record whose key it has: not in the quick grid, where nobody looks at rows before they are
// written.
func (j *judging) keyed() bool { return j.g.Key != nil && j.m.Origin == "" }

// byKey judges a row as a change of the record whose key it has. A second row of one table with the same key waits for a person.
func (j *judging) byKey(row importRow, rec Record, typed map[string]string) (importRow, Record, error) {
	row.Same = rec.sameness(j.env)
	if first, twice := j.first[row.Same]; twice && first < row.N {
		row.Verdict, row.TwinID, row.Words = verdictTwin, rowTwin+strconv.FormatInt(first, 10), fmt.Sprintf(sameRow+" %d của bảng", first)
		return row, rec, nil
	}
	if err := j.sent(row.Same); err != nil {
		return row, rec, err
	}
	there, found, err := j.g.holder(j.ctx, j.tx, j.m.UnitID, rec)
	if err == nil && !found {
		there, found, err = j.surely(rec)
	}
	if err != nil || !found {
		return row, rec, err
	}
	row.Verdict, row.TwinID = verdictUpdate, there.ID
	rec, err = j.g.judge(there, j.fuller(there, typed), j.env)
	return row, rec, err
}

// surely is the one record that a row surely is although it says less or more than its key.
func (j *judging) surely(rec Record) (Record, bool, error) {
	likely, err := j.g.likely(j.ctx, j.tx, rec, j.env)
	if err != nil || len(likely) != 1 || !likely[0].Sure {
		return Record{}, false, err
	}
	return likely[0].Rec, true, nil
}

// asIs takes out of the updates a row that says what its record says already.
func (j *judging) asIs(row *importRow, rec Record) error {
	there, err := j.g.Get(j.ctx, j.tx, row.TwinID)
	if err == nil && !changed(there, rec) && there.State == rec.State {
		row.Verdict = verdictSame
	}
	return err
}
