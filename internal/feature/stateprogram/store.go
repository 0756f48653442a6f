package stateprogram

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// Kind is the stored word of what the history tells of the exchange with the software.
const Kind = "state_program"

func init() {
	heads := map[string]string{"child_id": "Mã hồ sơ trẻ em", "field": "Cột của phần mềm", "said": "Phần mềm ghi", "kept": "Giá trị để so", "seen_on": "Theo tệp ngày", "import_id": "Mã lần nhập", "level": "Mức hạn chế",
		"code": "Mã trên phần mềm", "standing": "Còn trên phần mềm"}
	hidden := func(name string) store.Table {
		return store.Table{Name: name, Kind: actor.KindChild, Narrow: store.HideAll, Scoped: true, Growing: true, Private: true}
	}
	imports, rows, lines, marks, children, sources := hidden("state_import"), hidden("state_row"), hidden("state_line"), hidden("state_mark"), hidden("state_child"), hidden("child_source")
	imports.Level, imports.Events = "level", []string{Kind}
	lines.Level, marks.Level, sources.Level = "level", "level", "level"
	children.Private, children.Title, children.Heads = false, "Trẻ em trên phần mềm của Bộ", heads
	sources.Private, sources.Title, sources.Heads = false, "Phần mềm của Bộ ghi gì", heads
	list := hidden("state_list")
	list.Growing = false
	store.Declare(imports, rows, lines, marks, children, sources, list, hidden("state_dirty"), hidden("state_week"))
}

// Import is a table that the software exported and somebody brought in.
type Import struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	Name      string        `db:"source_name"`
	Hash      string        `db:"source_hash"`
	State     string        `db:"state"`
	Pack      string        `db:"pack"`        // version of the columns
	Heads     string        `db:"heads"`       // JSON: headings of the table
	Columns   string        `db:"columns"`     // JSON: code of the pack for each, empty for one that it does not have
	On        string        `db:"exported_on"` // ISO date of the export, as the person said
	Entire    bool          `db:"entire"`      // the table has all children of the unit: who is not in it is not there any more
	Total     int64         `db:"total"`
	Choices   string        `db:"choices"`   // JSON: by code, which side is right in all rows that say nothing themselves
	Differing string        `db:"differing"` // JSON: by code, in how many rows the sides differ
	Added     int64         `db:"added"`
	Updated   int64         `db:"updated"`
	Gone      int64         `db:"gone"` // children that the entire table does not have any more
	AccountID string        `db:"account_id"`
	CreatedBy string        `db:"created_by"`
	CreatedAt store.Instant `db:"created_at"`
	Version   int64         `db:"version"`
	Level     int64         `db:"level"` // actor.Restricted when the table has columns that only some may see
}

// The states of an import.
const (
	receiving = "receiving"
	judging   = "judging"
	waiting   = "waiting"
	writing   = "writing"
	written   = "written"
	undoing   = "undoing"
	undone    = "undone"
)

// importRow is one child of the table.
type importRow struct {
	ImportID    string `db:"import_id"`
	N           int64  `db:"n"` // as the person counts the rows of the file
	Cells       string `db:"cells"`
	Code        string `db:"code"` // of the child in the software
	Number      string `db:"person_number"`
	Verdict     string `db:"verdict"`
	ChildID     string `db:"child_id"`
	Picked      string `db:"picked"` // what the person said of a doubtful row: an id, pickAdd or pickSkip
	Words       string `db:"words"`
	Differences string `db:"differences"` // JSON
	Choices     string `db:"choices"`     // JSON: by code, which side is right
	Done        string `db:"done"`
	Before      string `db:"before"` // answers before the change
	After       int64  `db:"after_version"`
	Known       string `db:"known"` // JSON: what was known of the software before
}

// The verdicts over a row; rows without one wait.
const (
	isNew     = "moi"
	isSame    = "khop"
	isOther   = "khac"
	isUnsure  = "nghi"
	isMistake = "loi"
)

// What a person may say of a doubtful row besides the id of a child.
const (
	pickAdd  = "them"
	pickSkip = "bo"
)

// The sides of a choice.
const (
	theirs = "phan-mem"
	ours   = "minh"
	addAll = "+" // in Import.Choices: children who are new for us are added
)

// The ends of a row.
const (
	doneAdded   = "added"
	doneUpdated = "updated"
	doneNoted   = "noted" // the register stays, what the software says is remembered
	doneLeft    = "left"
	doneBack    = "back"
	doneKept    = "kept" // could not be taken back: somebody changed the record since
)

const (
	importColumns = `m.id, m.unit_id, m.source_name, m.source_hash, m.state, m.pack, m.heads, m.columns, m.exported_on, m.entire, m.total, m.choices, m.differing, m.added, m.updated, m.gone, m.account_id, m.created_by, m.created_at, m.version, m.level`
	rowColumns    = `w.import_id, w.n, w.cells, w.code, w.person_number, w.verdict, w.child_id, w.picked, w.words, w.differences, w.choices, w.done, w.before, w.after_version, w.known`
)

var (
	importAdd = store.Change("state.import.add", `INSERT INTO state_import (id, unit_id, source_name, source_hash, state, pack, heads, columns, exported_on, entire, total, choices, differing, added, updated, gone, account_id, created_by, created_at, version, level)
		VALUES ($1, $2, $3, $4, 'receiving', $5, $6, $7, $8, $9, $10, '{}', '{}', 0, 0, 0, $11, $12, $13, 1, $14)`)
	importGet    = store.Query("state.import.get", `SELECT `+importColumns+` FROM state_import m WHERE m.id = $1 AND {scope:m}`)
	importLast   = store.Query("state.import.last", `SELECT `+importColumns+` FROM state_import m WHERE {scope:m} AND m.unit_id = $1 ORDER BY m.id DESC LIMIT 10`)
	importSame   = store.Query("state.import.same", `SELECT `+importColumns+` FROM state_import m WHERE {scope:m} AND m.unit_id = $1 AND m.source_hash = $2 AND m.state = 'written' ORDER BY m.id DESC LIMIT 1`)
	importStep   = store.Change("state.import.step", `UPDATE state_import AS m SET state = $1, added = m.added + $2, updated = m.updated + $3, gone = m.gone + $4, differing = $5, version = m.version + 1 WHERE m.id = $6 AND m.version = $7 AND {scope:m}`)
	importChoose = store.Change("state.import.choose", `UPDATE state_import AS m SET choices = $1, state = $2, version = m.version + 1 WHERE m.id = $3 AND m.version = $4 AND {scope:m}`)

	rowAdd    = store.ChangeRows("state.row.add", `INSERT INTO state_row (import_id, unit_id, n, cells, code, person_number, verdict, child_id, picked, words, differences, choices, done, before, after_version, known) VALUES`, `($1, $2, #1, #2, #3, #4, '', '', '', '', '', '', '', '', 0, '')`, "")
	rowJudge  = store.Change("state.row.judge", `UPDATE state_row AS w SET verdict = $1, child_id = $2, words = $3, differences = $4 WHERE w.import_id = $5 AND w.n = $6 AND w.done = '' AND {scope:w}`)
	rowPick   = store.Change("state.row.pick", `UPDATE state_row AS w SET picked = $1, verdict = '' WHERE w.import_id = $2 AND w.n = $3 AND w.done = '' AND {scope:w}`)
	rowChoose = store.Change("state.row.choose", `UPDATE state_row AS w SET choices = $1 WHERE w.import_id = $2 AND w.n = $3 AND w.done = '' AND {scope:w}`)
	rowDone   = store.Change("state.row.done", `UPDATE state_row AS w SET done = $1, child_id = $2, before = $3, after_version = $4, known = $5, words = $6 WHERE w.import_id = $7 AND w.n = $8 AND {scope:w}`)
	rowGet    = store.Query("state.row.get", `SELECT `+rowColumns+` FROM state_row w WHERE w.import_id = $1 AND w.n = $2 AND {scope:w}`)
	rowsOf    = store.Query("state.row.of", `SELECT `+rowColumns+` FROM state_row w WHERE w.import_id = $1 AND w.verdict = $2 AND w.n > $3 AND {scope:w} ORDER BY w.n LIMIT $4`)
	rowsDone  = store.Query("state.row.by_done", `SELECT `+rowColumns+` FROM state_row w WHERE w.import_id = $1 AND w.done = $2 AND {scope:w} ORDER BY w.n LIMIT $3`)
	rowSums   = store.Query("state.row.sums", `SELECT w.verdict, CASE WHEN w.picked IN ('', 'them', 'bo') THEN w.picked ELSE 'la' END AS picked, w.done, COUNT(*) AS n FROM state_row w WHERE w.import_id = $1 AND {scope:w}
		GROUP BY w.verdict, CASE WHEN w.picked IN ('', 'them', 'bo') THEN w.picked ELSE 'la' END, w.done`)
	rowCode   = store.Query("state.row.same_code", `SELECT w.n FROM state_row w WHERE w.import_id = $1 AND w.code = $2 AND w.n < $3 AND {scope:w} ORDER BY w.n LIMIT 1`)
	rowNumber = store.Query("state.row.same_number", `SELECT w.n FROM state_row w WHERE w.import_id = $1 AND w.person_number = $2 AND w.n < $3 AND {scope:w} ORDER BY w.n LIMIT 1`)
	rowChild  = store.Query("state.row.same_child", `SELECT w.n FROM state_row w WHERE w.import_id = $1 AND w.child_id = $2 AND w.n <> $3 AND w.verdict IN ('khop', 'khac') AND {scope:w} ORDER BY w.n LIMIT 1`)
	rowAdded  = store.Query("state.row.added_child", `SELECT w.n FROM state_row w WHERE w.import_id = $1 AND w.child_id = $2 AND w.done = 'added' AND {scope:w} ORDER BY w.n LIMIT 1`)
	rowTrim   = store.Change("state.row.trim", `DELETE FROM state_row AS w WHERE w.import_id IN (SELECT m.id FROM state_import m WHERE m.created_at < $1 AND m.unit_id = $2 AND {scope:m}) AND {scope:w}`)
	byNumber  = store.Query("state.child.by_number", `SELECT c.id FROM child c WHERE {scope:c} AND c.person_number = $1 AND c.unit_id = $2 AND c.dropped = FALSE ORDER BY c.id LIMIT 1`)
	goneSet   = store.Change("state.child.gone", `UPDATE state_child AS k SET standing = 'gone', said = $1 WHERE k.unit_id = $2 AND k.standing = 'there' AND k.import_id <> $3 AND {scope:k}
		AND NOT EXISTS (SELECT 1 FROM state_row w WHERE w.import_id = $3 AND w.code = k.code AND w.code > '' AND {scope:w}) AND NOT EXISTS (SELECT 1 FROM state_row w WHERE w.import_id = $3 AND w.child_id = k.child_id AND {scope:w})`)
	goneDirty = store.Change("state.dirty.gone", `INSERT INTO state_dirty (unit_id, child_id) SELECT k.unit_id, k.child_id FROM state_child k WHERE k.unit_id = $1 AND k.standing = 'gone' AND k.said = $2 AND {scope:k} ON CONFLICT (unit_id, child_id) DO NOTHING`)
	goneBack  = store.Change("state.child.gone_back", `UPDATE state_child AS k SET standing = 'there', said = '' WHERE k.unit_id = $1 AND k.standing = 'gone' AND k.said = $2 AND {scope:k}`)
	knownAll  = store.Query("state.child.count", `SELECT COUNT(*) FROM state_child k WHERE k.unit_id = $1 AND k.standing = 'there' AND {scope:k}`)
)
