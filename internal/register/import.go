package register

import (
	"encoding/json"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
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
	Heads     string        `db:"heads"`    // JSON: the names of the columns in the table
	Columns   string        `db:"columns"`  // JSON: the column of the register for each
	Readings  string        `db:"readings"` // JSON: how the cells of each are read
	HeadRows  int64         `db:"head_rows"`
	Total     int64         `db:"total"` // rows that the table has
	Round     int64         `db:"round"` // how often all rows were judged
	Sender    string        `db:"sender"`
	Added     int64         `db:"added"`
	Updated   int64         `db:"updated"`
	AccountID string        `db:"account_id"`
	CreatedBy string        `db:"created_by"`
	CreatedAt store.Instant `db:"created_at"`
	Version   int64         `db:"version"`
	Origin    string        `db:"origin"` // how the table came
	Notes     string        `db:"notes"`  // JSON: what was seen while it was read
}

// The states of an import.
const (
	importReceiving = "receiving" // its rows are not all kept yet
	importJudging   = "judging"
	importWaiting   = "waiting"
	importWriting   = "writing"
	importWritten   = "written"
	importUndoing   = "undoing"
	importUndone    = "undone"
)

// UndoLife is how long an import can be taken back.
const UndoLife = 30 * 24 * time.Hour

// MaxRows is how many records one table may bring.
const MaxRows = 100_000

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
	Round    int64  `db:"round"` // in which it was judged; one before that of the import waits
	Same     string `db:"same"`  // what tells its record from others
	Fixed    string `db:"fixed"` // JSON: the cells that a person corrected, which are read as they are
}

// The verdicts over a row, in the order of the tabs.
const (
	verdictNew    = "new"
	verdictUpdate = "update"
	verdictTwin   = "twin"
	verdictError  = "error"
	verdictSame   = "same" // says what its record says already: nothing to write
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
		store.Table{Name: "register_mapping", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true},
	)
}

const (
	importColumns = `m.id, m.unit_id, m.source_name, m.source_hash, m.state, m.heads, m.columns, m.readings, m.head_rows, m.total, m.round, m.sender, m.added, m.updated, m.account_id, m.created_by, m.created_at, m.version, m.origin, m.notes`
	rowColumns    = `w.import_id, w.n, w.cells, w.verdict, w.choice, w.twin_id, w.words, w.done, w.record_id, w.before, w.after_version, w.round, w.same, w.fixed`
)

var (
	importAdd = store.Change("register.import.add", `INSERT INTO register_import (id, unit_id, register, source_name, source_hash, state, heads, columns, readings, head_rows, total, round, sender, added, updated, account_id, created_by, created_at, version, notes)
		VALUES ($1, $2, $3, $4, $5, 'receiving', $6, $7, $8, $9, $10, 1, $11, 0, 0, $12, $13, $14, 1, $15)`)
	importGet  = store.Query("register.import.get", `SELECT `+importColumns+` FROM register_import m WHERE m.id = $1 AND m.register = $2 AND {scope:m}`)
	importLast = store.Query("register.import.last", `SELECT `+importColumns+` FROM register_import m WHERE {scope:m} AND m.register = $1 AND m.origin <> 'typed' ORDER BY m.id DESC LIMIT 10`)
	importTwin = store.Query("register.import.same", `SELECT `+importColumns+` FROM register_import m WHERE {scope:m} AND m.register = $1 AND m.source_hash = $2 AND m.state = 'written' ORDER BY m.id DESC LIMIT 1`)
	importMap  = store.Change("register.import.map", `UPDATE register_import AS m SET columns = $1, readings = $2, round = m.round + $3, state = 'judging', version = version + 1 WHERE m.id = $4 AND m.version = $5 AND m.state IN ('waiting', 'judging') AND {scope:m}`)
	importStep = store.Change("register.import.step", `UPDATE register_import AS m SET state = $1, added = m.added + $2, updated = m.updated + $3, version = version + 1 WHERE m.id = $4 AND m.state = $5 AND {scope:m}`)

	// A row that is there is written over: so many rows are found along their key, which UPDATE … FROM does not promise.
	rowsDoneMany = store.ChangeRows("register.import_row.done_rows", `INSERT INTO register_import_row (import_id, unit_id, n, cells, verdict, choice, twin_id, words, done, record_id, before, after_version) VALUES`,
		`($1, $2, #1, '', '', '', '', '', #2, #3, #4, #5)`, `ON CONFLICT (import_id, n) DO UPDATE SET done = excluded.done, record_id = excluded.record_id, before = excluded.before, after_version = excluded.after_version
		WHERE register_import_row.unit_id = excluded.unit_id`)
	rowsJudged = store.ChangeRows("register.import_row.judge_rows", `INSERT INTO register_import_row (import_id, unit_id, n, cells, verdict, choice, twin_id, words, done, record_id, before, after_version, same, round) VALUES`,
		`($1, $2, #1, '', #2, #3, #4, #5, '', '', '', 0, #6, #7)`, `ON CONFLICT (import_id, n) DO UPDATE SET verdict = excluded.verdict, choice = excluded.choice, twin_id = excluded.twin_id, words = excluded.words, same = excluded.same, round = excluded.round
		WHERE register_import_row.unit_id = excluded.unit_id AND register_import_row.done = ''`)
	rowsSettled = store.ChangeRows("register.import_row.settle_rows", `INSERT INTO register_import_row (import_id, unit_id, n, cells, verdict, choice, twin_id, words, done, record_id, before, after_version, same, round) VALUES`,
		`($1, $2, #1, #2, #3, #4, #5, #6, #7, #8, #9, #10, #11, #12)`, `ON CONFLICT (import_id, n) DO UPDATE SET cells = excluded.cells, verdict = excluded.verdict, choice = excluded.choice, twin_id = excluded.twin_id, words = excluded.words,
		done = excluded.done, record_id = excluded.record_id, before = excluded.before, after_version = excluded.after_version, same = excluded.same, round = excluded.round
		WHERE register_import_row.unit_id = excluded.unit_id`)
	rowAdd     = store.Change("register.import_row.add", `INSERT INTO register_import_row (import_id, unit_id, n, cells, verdict, choice, twin_id, words, done, record_id, before, after_version) VALUES ($1, $2, $3, $4, '', '', '', '', '', '', '', 0)`)
	rowAddMany = store.Change("register.import_row.add_many", `INSERT INTO register_import_row (import_id, unit_id, n, cells, verdict, choice, twin_id, words, done, record_id, before, after_version) VALUES `+manyRows())
	rowJudge   = store.Change("register.import_row.judge", `UPDATE register_import_row AS w SET cells = $1, verdict = $2, choice = $3, twin_id = $4, words = $5, same = $6, fixed = $7, round = $8 WHERE w.import_id = $9 AND w.n = $10 AND w.done = '' AND {scope:w}`)
	rowDone    = store.Change("register.import_row.done", `UPDATE register_import_row AS w SET done = $1, record_id = $2, before = $3, after_version = $4 WHERE w.import_id = $5 AND w.n = $6 AND {scope:w}`)
	rowLater   = store.Change("register.import_row.later", `UPDATE register_import_row AS w SET round = 0 WHERE w.import_id = $1 AND w.same = $2 AND w.n > $3 AND {scope:w}`)
	rowFirst   = store.Query("register.import_row.first", `SELECT w.n FROM register_import_row w WHERE w.import_id = $1 AND w.same = $2 AND w.n < $3 AND +w.round = $4 AND w.verdict <> 'error' AND {scope:w} ORDER BY w.n LIMIT 1`)
	rowFirsts  = store.Query("register.import_row.firsts", `SELECT w.same, MIN(w.n) AS n FROM register_import_row w WHERE w.import_id = $1 AND +w.round = $2 AND w.verdict <> 'error' AND w.same IN (`+params(3, judgeRows)+`) AND {scope:w} GROUP BY w.same`)
	rowGet     = store.Query("register.import_row.get", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.n = $2 AND {scope:w}`)
	rowsTop    = store.Query("register.import_row.top", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND {scope:w} ORDER BY w.n LIMIT $2`)
	rowsWait   = store.Query("register.import_row.waiting", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.round < $2 AND {scope:w} ORDER BY w.round, w.n LIMIT $3`)
	rowsOf     = store.Query("register.import_row.of", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.verdict = $2 AND w.n > $3 AND {scope:w} ORDER BY w.n LIMIT $4`)
	rowsDone   = store.Query("register.import_row.by_done", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.done = $2 AND {scope:w} ORDER BY w.n LIMIT $3`)
	rowSums    = store.Query("register.import_row.sums", `SELECT w.verdict, w.choice, w.done, COUNT(*) AS n FROM register_import_row w WHERE w.import_id = $1 AND {scope:w} GROUP BY w.verdict, w.choice, w.done`)
	rowsLeft   = store.Query("register.import_row.left", `SELECT COUNT(*) AS n FROM register_import_row w WHERE w.import_id = $1 AND w.round < $2 AND {scope:w}`)
	rowTrim    = store.Change("register.import_row.trim", `DELETE FROM register_import_row AS w WHERE w.import_id IN (SELECT m.id FROM register_import m WHERE m.created_at < $1 AND {scope:m} LIMIT 20) AND {scope:w}`)

	mappingKeep = store.Change("register.mapping.keep", `INSERT INTO register_mapping (unit_id, register, sender, heads, columns, readings) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (unit_id, register, sender, heads) DO UPDATE SET columns = $5, readings = $6`)
	mappingFind = store.Query("register.mapping.find", `SELECT h.columns, h.readings FROM register_mapping h WHERE {scope:h} AND h.unit_id = $1 AND h.register = $2 AND h.sender = $3 AND h.heads = $4`)
	twinsFind   = store.Query("register.twin.find_many", `SELECT w.word, w.record_id FROM register_word w WHERE {scope:w} AND w.unit_id = $1 AND w.register = $2 AND w.word IN (`+params(4, judgeRows)+`) ORDER BY w.word, w.record_id LIMIT $3`)
	twinFind    = store.Query("register.twin.find", `SELECT w.record_id FROM register_word w WHERE {scope:w} AND w.unit_id = $1 AND w.register = $2 AND w.word = $3 ORDER BY w.record_id LIMIT 2`)
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

func tableMistake(words string) error {
	var f errs.Form
	f.Add("bang", "%s", words)
	return f.Err()
}
