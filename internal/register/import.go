package register

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Import is a table that somebody brought into a register. Nothing of it is in the register until it is written, and for
// UndoLife afterwards it can be taken back as a whole.
type Import struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	Name      string        `db:"source_name"`
	Hash      string        `db:"source_hash"`
	State     string        `db:"state"`
	Heads     string        `db:"heads"`   // JSON: the names of the columns in the table
	Columns   string        `db:"columns"` // JSON: the column of the register for each
	HeadRows  int64         `db:"head_rows"`
	Added     int64         `db:"added"`
	Updated   int64         `db:"updated"`
	AccountID string        `db:"account_id"`
	CreatedBy string        `db:"created_by"`
	CreatedAt store.Instant `db:"created_at"`
	Version   int64         `db:"version"`
}

// The states of an import.
const (
	importWaiting = "waiting"
	importWriting = "writing"
	importWritten = "written"
	importUndoing = "undoing"
	importUndone  = "undone"
)

// UndoLife is how long an import can be taken back.
const UndoLife = 30 * 24 * time.Hour

// MaxRows is how many records one table may bring.
const MaxRows = 20_000

// importRow is one row of the table.
type importRow struct {
	ImportID string `db:"import_id"`
	N        int64  `db:"n"` // of the table, from 1, as the person counts
	Cells    string `db:"cells"`
	Verdict  string `db:"verdict"`
	Choice   string `db:"choice"`
	TwinID   string `db:"twin_id"`
	Words    string `db:"words"` // JSON: what is wrong, by field name
	Done     string `db:"done"`
	RecordID string `db:"record_id"`
	Before   string `db:"before"` // JSON: the answers before an update
	After    int64  `db:"after_version"`
}

// The verdicts over a row, in the order of the tabs.
const (
	verdictNew    = "new"
	verdictUpdate = "update"
	verdictTwin   = "twin"
	verdictError  = "error"
)

// The choices about a possible twin; one that is not made keeps the row out.
const (
	choiceAdd  = "them"
	choiceOver = "ghi-de"
	choiceSkip = "bo"
)

func init() {
	store.Declare(
		store.Table{Name: "register_import", Events: []string{"register_import"}, Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Lần nhập vào sổ"},
		store.Table{Name: "register_import_row", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true},
		store.Table{Name: "register_heads", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true},
	)
}

const (
	importColumns = `m.id, m.unit_id, m.source_name, m.source_hash, m.state, m.heads, m.columns, m.head_rows, m.added, m.updated, m.account_id, m.created_by, m.created_at, m.version`
	rowColumns    = `w.import_id, w.n, w.cells, w.verdict, w.choice, w.twin_id, w.words, w.done, w.record_id, w.before, w.after_version`
)

var (
	importAdd = store.Change("register.import.add", `INSERT INTO register_import (id, unit_id, register, source_name, source_hash, state, heads, columns, head_rows, added, updated, account_id, created_by, created_at, version)
		VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, 0, 0, $9, $10, $11, 1)`)
	importGet  = store.Query("register.import.get", `SELECT `+importColumns+` FROM register_import m WHERE m.id = $1 AND m.register = $2 AND {scope:m}`)
	importLast = store.Query("register.import.last", `SELECT `+importColumns+` FROM register_import m WHERE {scope:m} AND m.register = $1 ORDER BY m.id DESC LIMIT 10`)
	importTwin = store.Query("register.import.same", `SELECT `+importColumns+` FROM register_import m WHERE {scope:m} AND m.register = $1 AND m.source_hash = $2 AND m.state = 'written' ORDER BY m.id DESC LIMIT 1`)
	importMap  = store.Change("register.import.map", `UPDATE register_import AS m SET columns = $1, version = version + 1 WHERE m.id = $2 AND m.version = $3 AND m.state = 'waiting' AND {scope:m}`)
	importStep = store.Change("register.import.step", `UPDATE register_import AS m SET state = $1, added = m.added + $2, updated = m.updated + $3, version = version + 1 WHERE m.id = $4 AND m.state = $5 AND {scope:m}`)

	rowAdd   = store.Change("register.import_row.add", `INSERT INTO register_import_row (import_id, unit_id, n, cells, verdict, choice, twin_id, words, done, record_id, before, after_version) VALUES ($1, $2, $3, $4, $5, '', $6, $7, '', '', '', 0)`)
	rowJudge = store.Change("register.import_row.judge", `UPDATE register_import_row AS w SET cells = $1, verdict = $2, choice = $3, twin_id = $4, words = $5 WHERE w.import_id = $6 AND w.n = $7 AND w.done = '' AND {scope:w}`)
	rowDone  = store.Change("register.import_row.done", `UPDATE register_import_row AS w SET done = $1, record_id = $2, before = $3, after_version = $4 WHERE w.import_id = $5 AND w.n = $6 AND {scope:w}`)
	rowGet   = store.Query("register.import_row.get", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.n = $2 AND {scope:w}`)
	rowsAll  = store.Query("register.import_row.all", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.n > $2 AND {scope:w} ORDER BY w.n LIMIT $3`)
	rowsOf   = store.Query("register.import_row.of", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.verdict = $2 AND w.n > $3 AND {scope:w} ORDER BY w.n LIMIT $4`)
	rowsDone = store.Query("register.import_row.by_done", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.done = $2 AND {scope:w} ORDER BY w.n LIMIT $3`)
	rowSums  = store.Query("register.import_row.sums", `SELECT w.verdict, w.choice, w.done, COUNT(*) AS n FROM register_import_row w WHERE w.import_id = $1 AND {scope:w} GROUP BY w.verdict, w.choice, w.done`)
	rowTrim  = store.Change("register.import_row.trim", `DELETE FROM register_import_row AS w WHERE w.import_id IN (SELECT m.id FROM register_import m WHERE m.created_at < $1 AND {scope:m} LIMIT 20) AND {scope:w}`)

	headsKeep = store.Change("register.heads.keep", `INSERT INTO register_heads (unit_id, register, account_id, heads, columns) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (unit_id, register, account_id, heads) DO UPDATE SET columns = $5`)
	headsFind = store.Query("register.heads.find", `SELECT h.columns FROM register_heads h WHERE {scope:h} AND h.unit_id = $1 AND h.register = $2 AND h.account_id = $3 AND h.heads = $4`)
	twinFind  = store.Query("register.twin.find", `SELECT w.record_id FROM register_word w WHERE {scope:w} AND w.unit_id = $1 AND w.register = $2 AND w.word = $3 ORDER BY w.record_id LIMIT 2`)
)

// strings of an import as JSON lists.
func listOf(s string) (out []string) {
	_ = json.Unmarshal([]byte(s), &out) // written by jsonOf
	return out
}

func jsonOf(list []string) string {
	raw, _ := json.Marshal(list) // strings always marshal
	return string(raw)
}

// Bring keeps a table to be looked at, inside the caller's change, and says what would become of each row.
func (g *Register) Bring(ctx context.Context, tx *store.Tx, unitID, name, hash string, table [][]string, today day.Day) (Import, error) {
	h := g.headOf(table)
	m := Import{ID: ident.New(), UnitID: unitID, Name: name, Hash: hash, State: importWaiting, Heads: jsonOf(h.Names), HeadRows: int64(h.Rows), AccountID: tx.Actor().AccountID, CreatedBy: tx.Actor().Name, CreatedAt: tx.Now(), Version: 1}
	kept, ok, err := store.Find[string](ctx, tx, headsFind, unitID, g.Name, m.AccountID, m.Heads)
	if err != nil {
		return m, err
	}
	if columns := listOf(kept); ok && len(columns) == len(h.Columns) {
		h.Columns = columns
	}
	m.Columns = jsonOf(h.Columns)
	if _, err := tx.Exec(ctx, importAdd, m.ID, unitID, g.Name, name, hash, m.Heads, m.Columns, m.HeadRows, m.AccountID, m.CreatedBy, m.CreatedAt); err != nil {
		return m, err
	}
	if err := g.bringRows(ctx, tx, m, table, today); err != nil {
		return m, err
	}
	return m, tx.Audit(ctx, store.Entry{Kind: "register_import", ID: m.ID, UnitID: unitID, Action: "Đưa một bảng vào xem trước: " + g.Title})
}

func (g *Register) bringRows(ctx context.Context, tx *store.Tx, m Import, table [][]string, today day.Day) error {
	j := g.judging(ctx, tx, m, today)
	rows := 0
	for i, cells := range table {
		if int64(i) < m.HeadRows || filled(cells) == 0 || banner(cells) {
			continue
		}
		if rows++; rows > MaxRows {
			return tableMistake("Mỗi lần nhập nhiều nhất " + vi.Int(MaxRows) + " dòng, bảng này nhiều hơn; chia làm nhiều lần")
		}
		row, err := j.verdict(importRow{N: int64(i + 1), Cells: jsonOf(cells)})
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, rowAdd, m.ID, m.UnitID, row.N, row.Cells, row.Verdict, row.TwinID, row.Words); err != nil {
			return err
		}
	}
	if rows == 0 {
		return tableMistake("Bảng chưa có dòng nào; cần một dòng tên cột rồi mỗi " + g.One + " một dòng")
	}
	return j.env.Err()
}

func tableMistake(words string) error {
	var f errs.Form
	f.Add("bang", "%s", words)
	return f.Err()
}

// judging judges the rows of one import.
type judging struct {
	g       *Register
	ctx     context.Context
	tx      *store.Tx
	m       Import
	columns []string
	env     *Env
	seen    map[string]int64 // by what tells records apart: the first row that has it
}

func (g *Register) judging(ctx context.Context, tx *store.Tx, m Import, today day.Day) *judging {
	return &judging{g, ctx, tx, m, listOf(m.Columns), g.env(ctx, tx, today), map[string]int64{}}
}

// typed is a row by field name, and the number of the record that it names.
func (j *judging) typed(row importRow) (typed map[string]string, code string) {
	typed = map[string]string{}
	for i, c := range listOf(row.Cells) {
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

// verdict says what would become of a row.
func (j *judging) verdict(row importRow) (importRow, error) {
	typed, code := j.typed(row)
	row.Verdict, row.TwinID, row.Words = verdictNew, "", ""
	base := j.g.blank()
	if number, ok := j.g.numberOf(code); ok {
		there, found, err := j.g.byNumber(j.ctx, j.tx, j.m.UnitID, number)
		if err != nil {
			return row, err
		}
		if found {
			base, row.Verdict, row.TwinID, typed = there, verdictUpdate, there.ID, given(typed)
		}
	}
	if row.Verdict == verdictNew {
		typed = j.g.whole(typed)
	}
	rec, err := j.g.judge(base, typed, j.env)
	if fields, ok := mistakesOf(err); ok {
		row.Verdict, row.Words = verdictError, fields
		return row, nil
	}
	if err != nil || row.Verdict == verdictUpdate {
		return row, err
	}
	return j.twin(row, rec)
}

// twin looks for a record, or an earlier row of the table, that a new one repeats.
func (j *judging) twin(row importRow, rec Record) (importRow, error) {
	key := rec.sameness(j.env)
	if first, twice := j.seen[key]; twice {
		row.Verdict, row.Words = verdictTwin, fmt.Sprintf("trùng với dòng %d của bảng", first)
		return row, nil
	}
	j.seen[key] = row.N
	twins, err := store.List[string](j.ctx, j.tx, twinFind, j.m.UnitID, j.g.Name, key)
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

// Remap gives the columns of a table other fields and judges all rows again, inside the caller's change.
func (g *Register) Remap(ctx context.Context, tx *store.Tx, m Import, columns []string, today day.Day) error {
	m.Columns = jsonOf(columns)
	if err := tx.UpdateOne(ctx, importMap, m.Columns, m.ID, m.Version); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, headsKeep, m.UnitID, g.Name, m.AccountID, m.Heads, m.Columns); err != nil {
		return err
	}
	if err := g.rejudge(ctx, tx, m, nil, today); err != nil {
		return err
	}
	tx.Unaudited("a preview: nothing of it is in the register yet")
	return nil
}

// correction is what a person changed of a row in the preview.
type correction struct {
	Cells  map[int]string // by column of the table
	Choice string
}

// Correct changes cells and choices in the preview and judges all rows again, inside the caller's change.
func (g *Register) Correct(ctx context.Context, tx *store.Tx, m Import, changes map[int64]correction, today day.Day) error {
	if err := tx.UpdateOne(ctx, importMap, m.Columns, m.ID, m.Version); err != nil {
		return err
	}
	if err := g.rejudge(ctx, tx, m, changes, today); err != nil {
		return err
	}
	tx.Unaudited("a preview: nothing of it is in the register yet")
	return nil
}

// rowsAtOnce is how many rows are read at a time.
const rowsAtOnce = 1000

func (g *Register) rejudge(ctx context.Context, tx *store.Tx, m Import, changes map[int64]correction, today day.Day) error {
	j := g.judging(ctx, tx, m, today)
	for after := int64(0); ; {
		rows, err := store.List[importRow](ctx, tx, rowsAll, m.ID, after, rowsAtOnce)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, old := range rows {
			row := old
			if c, ok := changes[row.N]; ok {
				row = c.on(row)
			}
			if row, err = j.verdict(row); err != nil {
				return err
			}
			if row.Verdict != verdictTwin {
				row.Choice = ""
			}
			if row == old {
				continue
			}
			if _, err := tx.Exec(ctx, rowJudge, row.Cells, row.Verdict, row.Choice, row.TwinID, row.Words, m.ID, row.N); err != nil {
				return err
			}
		}
		if err := j.env.Err(); err != nil {
			return err
		}
		after = rows[len(rows)-1].N
	}
}

func (c correction) on(row importRow) importRow {
	cells := listOf(row.Cells)
	for i, text := range c.Cells {
		for len(cells) <= i {
			cells = append(cells, "")
		}
		cells[i] = text
	}
	row.Cells = jsonOf(cells)
	if slices.Contains([]string{choiceAdd, choiceOver, choiceSkip}, c.Choice) {
		row.Choice = c.Choice
	}
	return row
}
