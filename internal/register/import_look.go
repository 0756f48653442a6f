package register

import (
	"slices"

	"github.com/mangnon/mangnon/internal/store"
)

// The rows of a piece are looked at together before they are judged one by one: what each would ask of the database is asked once
// for all of them.

// seenRow is what a row says, read and judged by itself.
type seenRow struct {
	base  Record // that the row names by its number, else a blank one
	there bool   // base is of the register
	typed map[string]string
	lacks bool              // a companion that is still to be made
	wrong map[string]string // mistakes about companions, by the name of the field
	rec   Record
	m     *Mistakes
	sure  *Record // that the row surely is
}

// look reads what the rows say and what the register and the table have beside them: at most judgeRows of them. A row that names a
// record by its number is judged when its turn comes.
func (j *judging) look(rows []importRow) error {
	if j.wait != nil {
		if err := j.wait.flush(); err != nil {
			return err
		}
		j.wait.forget()
		j.lost = false
	}
	said := make([]*seenRow, 0, len(rows))
	for _, row := range rows {
		typed, code := j.typed(row)
		if _, named := j.g.numberOf(code); named {
			continue
		}
		s := &seenRow{base: j.g.blank(), typed: typed}
		if err := j.beside(s); err != nil {
			return err
		}
		s.typed = j.g.whole(s.typed)
		said, j.seen[row.N] = append(said, s), s
	}
	if err := j.lookLinks(said); err != nil {
		return err
	}
	for _, s := range said {
		var err error
		if s.rec, s.m, err = j.g.answer(s.base, s.typed, j.env); err != nil {
			return err
		}
	}
	if err := j.lookAgainst(); err != nil {
		return err
	}
	if err := j.lookTwins(); err != nil {
		return err
	}
	return j.lookKnown(said)
}

// beside answers the links of a row to companions that are there.
func (j *judging) beside(s *seenRow) error {
	missing, words, err := j.accompany(s.typed)
	s.lacks, s.wrong = len(missing) > 0, words
	return err
}

// lookLinks finds the records that the rows name in fields of Link.
func (j *judging) lookLinks(rows []*seenRow) error {
	for _, f := range j.g.Fields {
		k, ok := f.Kind.(Link)
		if !ok {
			continue
		}
		var said []string
		for _, s := range rows {
			if name := s.typed[f.Name]; name != "" {
				said = append(said, name)
			}
		}
		if err := k.ahead(said, j.env); err != nil {
			return err
		}
	}
	return nil
}

// lookAgainst reads what the rules of the declaration need for all rows.
func (j *judging) lookAgainst() (err error) {
	if j.rules = nil; j.g.Ahead == nil {
		return nil
	}
	recs := make([]Record, 0, len(j.seen))
	for _, s := range j.seen {
		if s.m.Err() == nil {
			recs = append(recs, s.rec)
		}
	}
	j.rules, err = j.g.Ahead(j.ctx, j.tx, recs)
	return err
}

type twinRow struct {
	Word     string `db:"word"`
	RecordID string `db:"record_id"`
}

// twinsRead is how many records with a sameness of a piece are read at once; where there are more, each row asks for itself.
const twinsRead = 4 * judgeRows

type firstRow struct {
	Same string `db:"same"`
	N    int64  `db:"n"`
}

// lookTwins finds the earlier rows of the table and the records that the rows may repeat.
func (j *judging) lookTwins() error {
	var keys []string
	for _, s := range j.seen {
		if s.m.Err() == nil {
			keys = append(keys, s.rec.sameness(j.env))
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if err := j.lookFirsts(keys); err != nil {
		return err
	}
	for part := range slices.Chunk(keys, judgeRows) {
		found, err := store.List[twinRow](j.ctx, j.tx, twinsFind, append([]any{j.m.UnitID, j.g.Name, twinsRead}, padded(part, judgeRows)...)...)
		if err != nil {
			return err
		}
		if len(found) == twinsRead {
			continue
		}
		for _, key := range part {
			j.twins[key] = nil
		}
		for _, t := range found {
			if len(j.twins[t.Word]) < 2 {
				j.twins[t.Word] = append(j.twins[t.Word], t.RecordID)
			}
		}
	}
	return nil
}

// lookFirsts finds the first rows of the table with each sameness.
func (j *judging) lookFirsts(keys []string) error {
	for part := range slices.Chunk(keys, judgeRows) {
		firsts, err := store.List[firstRow](j.ctx, j.tx, rowFirsts, append([]any{j.m.ID, j.m.Round}, padded(part, judgeRows)...)...)
		if err != nil {
			return err
		}
		for _, f := range firsts {
			if have, ok := j.first[f.Same]; !ok || f.N < have {
				j.first[f.Same] = f.N
			}
		}
	}
	return nil
}

// met notes a row that was judged: it may be the first of several alike.
func (j *judging) met(row importRow) {
	if row.Same == "" || row.Verdict == verdictError {
		return
	}
	if have, ok := j.first[row.Same]; !ok || row.N < have {
		j.first[row.Same] = row.N
	}
}

// sent writes what was gathered when a record with the sameness is among it.
func (j *judging) sent(same string) error {
	if j.wait == nil || !j.wait.same[same] {
		return nil
	}
	j.lost = true
	return j.wait.flush()
}

// twinsOf are records with a sameness: two at most.
func (j *judging) twinsOf(same string) ([]string, error) {
	if err := j.sent(same); err != nil {
		return nil, err
	}
	if found, ok := j.twins[same]; ok && !j.lost {
		return found, nil
	}
	return store.List[string](j.ctx, j.tx, twinFind, j.m.UnitID, j.g.Name, same)
}

// asked is what a row says: as look saw it, or read now when it names a record by its number, which an earlier row may have changed.
func (j *judging) asked(row importRow) (*seenRow, error) {
	if s := j.seen[row.N]; s != nil {
		delete(j.seen, row.N)
		return s, nil
	}
	typed, code := j.typed(row)
	s := &seenRow{base: j.g.blank()}
	number, named := j.g.numberOf(code)
	if named {
		if j.wait != nil {
			if err := j.wait.flush(); err != nil {
				return s, err
			}
		}
		there, found, err := j.g.byNumber(j.ctx, j.tx, j.m.UnitID, number)
		if err != nil {
			return s, err
		}
		if found {
			s.base, s.there, typed = there, true, j.fuller(there, typed)
		}
	}
	s.typed = typed
	if err := j.beside(s); err != nil {
		return s, err
	}
	if !s.there {
		s.typed = j.g.whole(s.typed)
	}
	var err error
	s.rec, s.m, err = j.g.answer(s.base, s.typed, j.env)
	if err != nil || s.there || s.m.Err() != nil {
		return s, err
	}
	same := s.rec.sameness(j.env)
	if _, known := j.first[same]; !known {
		n, ok, err := store.Find[int64](j.ctx, j.tx, rowFirst, j.m.ID, same, row.N, j.m.Round)
		if err != nil {
			return s, err
		}
		if ok {
			j.first[same] = n
		}
	}
	return s, nil
}

// against judges a record against others, those included that the piece gathered.
func (j *judging) against(s *seenRow) error {
	if s.m.Err() != nil || j.g.Against == nil {
		return nil
	}
	if j.wait != nil && j.wait.holds(s.rec) {
		if err := j.wait.flush(); err != nil {
			return err
		}
		j.lost = true
	}
	if j.rules != nil && !j.lost && !s.there {
		j.rules(s.rec, s.m)
		return nil
	}
	if s.there && j.g.stands(s.base, s.rec) {
		return nil
	}
	return j.g.Against(j.ctx, j.tx, s.rec, s.m)
}

// stands reports whether a change leaves alone what Against compares by.
func (g *Register) stands(before, after Record) bool {
	for _, c := range g.Apart {
		if before.Str(c) != after.Str(c) {
			return false
		}
	}
	return len(g.Apart) > 0
}
