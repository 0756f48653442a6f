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

	wait  *pending            // what the piece wrote so far; nil when nothing is written
	seen  map[int64]*seenRow  // by number of the row: what look read of it
	first map[string]int64    // the first row of the table with a sameness
	twins map[string][]string // records with a sameness
	rules func(Record, *Mistakes)
	lost  bool // the piece wrote what look did not see
}

func (g *Register) judging(ctx context.Context, tx *store.Tx, m Import, today day.Day) *judging {
	j := &judging{g: g, ctx: ctx, tx: tx, m: m, columns: listOf(m.Columns), readings: readingsOf(m.Readings), env: g.env(ctx, tx, today),
		seen: map[int64]*seenRow{}, first: map[string]int64{}, twins: map[string][]string{}}
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
	defer tx.Unaudited("a preview: nothing of it is in the register yet")
	if len(rows) == judgeRows {
		return true, nil
	}
	return false, tx.UpdateOne(ctx, importStep, importWaiting, 0, 0, m.ID, importJudging)
}

// again judges one row and adds what is to be kept of it. One that was judged before may have been the first of several alike, or
// may become it: those after it are judged once more.
func (j *judging) again(old importRow, judged []any) ([]any, error) {
	row, _, err := j.verdict(old)
	if err != nil {
		return judged, err
	}
	if row.Verdict != verdictTwin {
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
		name := j.g.field(j.columns[i]).Name
		if typed[name] != "" && c != "" {
			c = typed[name] + "; " + c
		}
		typed[name] = c
	}
	return typed, code
}

// verdict says what would become of a row, and gives the record that it would be.
func (j *judging) verdict(row importRow) (importRow, Record, error) {
	row.Verdict, row.TwinID, row.Words, row.Same = verdictNew, "", "", ""
	s, err := j.asked(row)
	if err != nil {
		return row, s.rec, err
	}
	if s.there {
		row.Verdict, row.TwinID = verdictUpdate, s.base.ID
	}
	if err := j.against(s); err != nil {
		return row, s.rec, err
	}
	if fields, ok := mistakesOf(s.m.Err()); ok {
		row.Verdict, row.Words = verdictError, fields
		return row, s.rec, nil
	}
	if row.Verdict == verdictUpdate {
		return row, s.rec, nil
	}
	row, err = j.twin(row, s.rec)
	if have, ok := j.first[row.Same]; err == nil && (!ok || row.N < have) {
		j.first[row.Same] = row.N
	}
	return row, s.rec, err
}

// twin looks for an earlier row of the table, or a record, that a new one repeats.
func (j *judging) twin(row importRow, rec Record) (importRow, error) {
	row.Same = rec.sameness(j.env)
	if first, twice := j.first[row.Same]; twice && first < row.N {
		row.Verdict, row.Words = verdictTwin, fmt.Sprintf("trùng với dòng %d của bảng", first)
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
		if !twin.Dropped { // what lies in the trash is nobody's twin, and cannot be written over
			row.Verdict, row.TwinID = verdictTwin, id
			return row, nil
		}
	}
	likely, err := j.g.likely(j.ctx, j.tx, rec, j.env)
	if err == nil && len(likely) > 0 {
		row.Verdict, row.TwinID, row.Words = verdictTwin, likely[0].Rec.ID, likely[0].Said
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
