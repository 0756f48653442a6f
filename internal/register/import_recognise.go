package register

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// A table that comes again names few records by their codes. Rows that a declaration is sure of are changes of the records that they
// speak of, and nobody is asked about each of them.

// prepareApart registers how the holders of answers are found that no two records may have.
func (g *Register) prepareApart() {
	if g.Sure == nil {
		return
	}
	for _, c := range g.Apart {
		g.stmt.apart = append(g.stmt.apart, store.Query(g.stem()+".apart."+c, g.selects()+" WHERE {scope:r} AND r.unit_id = $1 AND r.dropped = FALSE AND r."+c+" <> '' AND r."+c+" IN ("+params(2, judgeRows)+")"))
	}
}

// lookKnown finds the records that the rows may speak of: those with an answer of Apart, or the sameness, of a row.
func (j *judging) lookKnown(rows []*seenRow) error {
	clear(j.known)
	if j.g.Sure == nil || j.m.Origin != "" {
		return nil
	}
	for i, c := range j.g.Apart {
		var said []string
		for _, s := range rows {
			if v := s.rec.Str(c); v != "" {
				said = append(said, v)
			}
		}
		slices.Sort(said)
		for part := range slices.Chunk(slices.Compact(said), judgeRows) {
			list, err := j.g.records(j.ctx, j.tx, j.g.stmt.apart[i], append([]any{j.m.UnitID}, padded(part, judgeRows)...)...)
			if err != nil {
				return err
			}
			for _, rec := range list {
				j.know(c+"="+rec.Str(c), rec)
			}
		}
	}
	var ids []string
	of := map[string]string{}
	for same, twins := range j.twins {
		for _, id := range twins {
			ids, of[id] = append(ids, id), same
		}
	}
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), namesAtOnce) {
		list, err := j.g.Read(j.ctx, j.tx, part)
		if err != nil {
			return err
		}
		for _, rec := range list {
			j.know(of[rec.ID], rec)
		}
	}
	return j.lookSure(rows)
}

// lookSure settles which rows are surely which records, and finds the earlier rows of the table that are the same ones.
func (j *judging) lookSure(rows []*seenRow) error {
	var keys []string
	for _, s := range rows {
		if there, ok := j.surest(s.rec); ok {
			s.sure, keys = &there, append(keys, sureSame(there))
		}
	}
	slices.Sort(keys)
	return j.lookFirsts(slices.Compact(keys))
}

// sureSame is the sameness of rows that are surely a record.
func sureSame(there Record) string { return "#" + there.ID }

func (j *judging) know(by string, rec Record) {
	if !rec.Dropped {
		j.known[by] = append(j.known[by], rec)
	}
}

// recognise judges a row that is surely a record as a change of it. A second row of the table about the same waits for a person.
func (j *judging) recognise(row importRow, s *seenRow) (importRow, error) {
	if s.sure == nil {
		return row, nil
	}
	there := *s.sure
	if own, err := j.own(there.ID); own || err != nil {
		return row, err
	}
	row.Same = sureSame(there)
	if first, twice := j.first[row.Same]; twice && first < row.N {
		row.Verdict, row.TwinID, row.Words = verdictTwin, rowTwin+strconv.FormatInt(first, 10), fmt.Sprintf(sameRow+" %d của bảng", first)
		return row, nil
	}
	s.base, s.there, s.typed = there, true, j.fuller(there, s.typed)
	var err error
	s.rec, s.m, err = j.g.answer(s.base, s.typed, j.env)
	return row, err
}

// surest is the only record that a row surely is.
func (j *judging) surest(rec Record) (there Record, ok bool) {
	keys := []string{rec.sameness(j.env)}
	for _, c := range j.g.Apart {
		if v := rec.Str(c); v != "" {
			keys = append(keys, c+"="+v)
		}
	}
	for _, key := range keys {
		for _, c := range j.known[key] {
			if c.ID == there.ID || !j.g.Sure(rec, c) {
				continue
			}
			if ok {
				return Record{}, false
			}
			there, ok = c, true
		}
	}
	return there, ok
}

// fuller is what a row of a table says of a record that is there. It leaves out empty cells, and what the record says more fully: a
// name without its marks or capitals, the year alone of a day that is known.
func (j *judging) fuller(there Record, typed map[string]string) map[string]string {
	typed = given(typed)
	for _, f := range j.g.Fields {
		if said := typed[f.Name]; said != "" && f.less(said, there, j.env) {
			delete(typed, f.Name)
		}
	}
	return typed
}

// less reports whether a text says less fully what the record has.
func (f Field) less(said string, there Record, e *Env) bool {
	said = strings.Join(strings.Fields(said), " ")
	have := there.Str(f.Column)
	switch k := bare(f.Kind).(type) {
	case Text:
		return unmarked(said) && vi.Fold(said) == vi.Fold(have) || strings.EqualFold(said, have)
	case Date:
		v, words := k.Read(said, e)
		return k.Partial && words == "" && len(str(v)) < len(have) && strings.HasPrefix(have, str(v))
	}
	return false
}

// bare is the kind of a field without the leave to refuse an answer.
func bare(k Kind) Kind {
	if r, ok := k.(Refusable); ok {
		return r.Kind
	}
	return k
}

// unmarked reports whether a text is written in letters without marks.
func unmarked(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 127 })
}
