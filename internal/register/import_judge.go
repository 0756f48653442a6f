package register

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// judging judges the rows of one import.
type judging struct {
	g        *Register
	ctx      context.Context
	tx       *store.Tx
	m        Import
	columns  []string
	readings []reading
	env      *Env
	homes    map[string]string // companions that were found, by what rows say of them

	wait  *pending            // what the piece wrote so far; nil when nothing is written
	seen  map[int64]*seenRow  // by number of the row: what look read of it
	first map[string]int64    // the first row of the table with a sameness
	twins map[string][]string // records with a sameness
	known map[string][]Record // records that rows may speak of, by what they share with them
	rules func(Record, *Mistakes)
	lost  bool // the piece wrote what look did not see
}

func (g *Register) judging(ctx context.Context, tx *store.Tx, m Import, today day.Day) *judging {
	j := &judging{g: g, ctx: ctx, tx: tx, m: m, columns: listOf(m.Columns), readings: readingsOf(m.Readings), env: g.env(ctx, tx, today),
		seen: map[int64]*seenRow{}, first: map[string]int64{}, twins: map[string][]string{}, known: map[string][]Record{}}
	j.env.tabled = true
	for len(j.readings) < len(j.columns) {
		j.readings = append(j.readings, asWritten)
	}
	return j
}

// judgeRows is how many rows one change judges, so that nobody waits long behind it.
const judgeRows = 200

// JudgePiece judges the next rows of an import, inside the caller's change; more is false when all are judged and the import waits
// for a person. Stopped at any moment it goes on where it was.
func (g *Register) JudgePiece(ctx context.Context, tx *store.Tx, m Import, today day.Day) (more bool, err error) {
	if more, err = g.judgeSome(ctx, tx, m, today); more || err != nil {
		return more, err
	}
	found, err := g.among(ctx, tx, tx.Actor(), m, today)
	if err != nil {
		return false, err
	}
	return false, g.settleAmong(ctx, tx, m, found)
}

// judgeSome judges the next rows; after the last one the table waits to be compared with itself.
func (g *Register) judgeSome(ctx context.Context, tx *store.Tx, m Import, today day.Day) (more bool, err error) {
	rows, err := store.List[importRow](ctx, tx, rowsWait, m.ID, m.Round, judgeRows)
	if err != nil {
		return false, err
	}
	j := g.judging(ctx, tx, m, today)
	if err := j.look(rows); err != nil {
		return false, err
	}
	var judged []any
	for _, old := range rows {
		if judged, err = j.again(old, judged); err != nil {
			return false, err
		}
	}
	if _, err := tx.ExecRows(ctx, rowsJudged, []any{m.ID, m.UnitID}, judged); err != nil {
		return false, err
	}
	if err := j.env.Err(); err != nil {
		return false, err
	}
	tx.Unaudited("a preview: nothing of it is in the register yet")
	return len(rows) == judgeRows, nil
}

// again judges one row and adds what is to be kept of it. One that was judged before may have been the first of several alike, or
// may become it: those after it are judged once more.
func (j *judging) again(old importRow, judged []any) ([]any, error) {
	row, _, err := j.verdict(old)
	if err != nil {
		return judged, err
	}
	if _, inTable := old.rowOfTwin(); row.Verdict != verdictTwin && !inTable { // rows are compared with one another afterwards
		row.Choice = ""
	}
	if old.Verdict != "" {
		for _, same := range slices.Compact([]string{old.Same, row.Same}) {
			if same == "" {
				continue
			}
			if _, err := j.tx.Exec(j.ctx, rowLater, j.m.ID, same, row.N); err != nil {
				return judged, err
			}
			judged = judgedAgain(judged, same, row.N)
		}
	}
	return append(judged, row.N, row.Verdict, row.Choice, row.TwinID, row.Words, row.Same, j.m.Round), nil
}

// judgedAgain does for the rows that are not written yet what rowLater does for the others.
func judgedAgain(judged []any, same string, n int64) []any {
	const width = 7
	for i := 0; i < len(judged); i += width {
		if judged[i].(int64) > n && judged[i+5] == same {
			judged[i+6] = int64(0)
		}
	}
	return judged
}

// read is a row as its columns are to be read.
func (j *judging) read(row importRow) []string {
	cells, fixed := listOf(row.Cells), listOf(row.Fixed)
	for i := range cells {
		if i < len(j.readings) && !slices.Contains(fixed, strconv.Itoa(i)) {
			cells[i] = j.readings[i].apply(cells[i])
		}
	}
	return cells
}

// typed is a row by field name, and the number of the record that it names.
func (j *judging) typed(row importRow) (typed map[string]string, code string) {
	typed = map[string]string{}
	for i, c := range j.read(row) {
		if i >= len(j.columns) || j.columns[i] == "" {
			continue
		}
		if j.columns[i] == codeColumn {
			code = strings.TrimSpace(c)
			continue
		}
		name := j.columns[i] // of a part
		if at, ok := j.g.at[name]; ok {
			name = j.g.Fields[at].Name
		}
		if typed[name] != "" && c != "" {
			c = typed[name] + "; " + c
		}
		typed[name] = c
	}
	j.g.join(typed, j.env)
	return typed, code
}

// verdict says what would become of a row, and what it says.
func (j *judging) verdict(row importRow) (importRow, *seenRow, error) {
	row, s, err := j.judged(row)
	if err == nil {
		j.met(row)
	}
	return row, s, err
}

func (j *judging) judged(row importRow) (importRow, *seenRow, error) {
	row.Verdict, row.TwinID, row.Words, row.Same = verdictNew, "", "", ""
	s, err := j.asked(row)
	if err != nil {
		return row, s, err
	}
	if row, err = j.recognise(row, s); err != nil || row.Verdict == verdictTwin {
		return row, s, err
	}
	if words := j.g.lockedBy(s.base, ""); words != "" {
		row.Verdict, row.Words = verdictError, wordsOf(words)
		return row, s, nil
	}
	if s.there {
		row.Verdict, row.TwinID = verdictUpdate, s.base.ID
	}
	if err := j.against(s); err != nil {
		return row, s, err
	}
	err = s.m.Err()
	if row.Verdict == verdictNew && err == nil && j.keyed() {
		if row, s.rec, err = j.byKey(row, s.rec, s.typed); row.Verdict == verdictTwin {
			return row, s, err
		}
	}
	words, err := mistaken(err, j.unread(row, s.wrong))
	if err == nil && len(words) > 0 {
		raw, _ := json.Marshal(words) // strings always marshal
		row.Verdict, row.Words = verdictError, string(raw)
		return row, s, nil
	}
	if err == nil && row.Verdict == verdictUpdate {
		err = j.asIs(&row, s.rec)
	}
	if err != nil || row.Verdict != verdictNew {
		return row, s, err
	}
	row, err = j.twin(row, s.rec)
	return row, s, err
}

// twin looks for an earlier row of the table, or a record, that a new one repeats.
func (j *judging) twin(row importRow, rec Record) (importRow, error) {
	row.Same = rec.sameness(j.env)
	if first, twice := j.first[row.Same]; twice && first < row.N {
		row.Verdict, row.Words = verdictTwin, fmt.Sprintf(sameRow+" %d của bảng", first)
		if j.m.Origin == "" {
			row.TwinID = rowTwin + strconv.FormatInt(first, 10)
		}
		return row, nil
	}
	twins, err := j.twinsOf(row.Same)
	if err != nil {
		return row, err
	}
	for _, id := range twins {
		twin, err := j.g.Get(j.ctx, j.tx, id)
		if err != nil {
			return row, err
		}
		own, err := j.own(id)
		if err != nil {
			return row, err
		}
		if !twin.Dropped && !own { // what lies in the trash is nobody's twin, and cannot be written over
			row.Verdict, row.TwinID = verdictTwin, id
			return row, nil
		}
	}
	likely, err := j.g.likely(j.ctx, j.tx, rec, j.env)
	if err != nil {
		return row, err
	}
	var others []neighbour
	for _, l := range likely {
		own, err := j.own(l.Rec.ID)
		if err != nil {
			return row, err
		}
		if !own {
			others = append(others, l)
		}
	}
	if len(others) > 0 {
		row.Verdict = verdictTwin
		row.TwinID, row.Words = j.offered(others)
	}
	return row, err
}

// mistakesOf are the words of an Invalid error, by field name, as JSON.
func mistakesOf(err error) (string, bool) {
	e := asInvalid(err)
	if e == nil {
		return "", false
	}
	words := map[string]string{}
	for _, f := range e.Fields {
		words[f.Name] = f.Message
	}
	raw, _ := json.Marshal(words) // strings always marshal
	return string(raw), true
}

// wordsOf are words about a row as a whole, as JSON.
func wordsOf(words string) string {
	raw, _ := json.Marshal(map[string]string{"": vi.Sentence(words)}) // strings always marshal
	return string(raw)
}

// numberOf reads the number of a record as people write it: NC-0012, nc12, 12.
func (g *Register) numberOf(code string) (int64, bool) {
	s := strings.TrimLeft(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(code)), g.Code), "- 0")
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n > 0
}

// byNumber finds a record outside the trash by its number.
func (g *Register) byNumber(ctx context.Context, from store.Source, unitID string, n int64) (Record, bool, error) {
	list, err := g.records(ctx, from, g.stmt.number, unitID, n)
	if err != nil || len(list) == 0 || list[0].Dropped {
		return Record{}, false, err
	}
	return list[0], true, nil
}

// sameness is what tells the record from others: two with one sameness are possible twins. It stands among the words of the
// search, where nobody can type it.
func (rec Record) sameness(e *Env) string {
	if rec.of.Key != nil {
		return "=" + rec.of.Key(rec)
	}
	columns := rec.of.Same
	if len(columns) == 0 {
		columns = []string{rec.of.Declaration.Label}
	}
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = vi.Fold(rec.Text(c, e))
	}
	return "=" + strings.Join(parts, "|")
}
