package seal

import (
	"embed"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"io/fs"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "seal", Growing: true, Private: true},
		store.Table{Name: "seal_state", Private: true},
		store.Table{Name: "seal_head", Kind: actor.KindMachine, Events: []string{"chain"}, Private: true},
		store.Table{Name: "seal_emptied", Private: true},
		store.Table{Name: "seal_check", Growing: true, Private: true},
	)
}

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of this package.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// read is a row of the log of reads.
type read struct {
	ID        string        `db:"id"`
	At        store.Instant `db:"at"`
	UnitID    string        `db:"unit_id"`
	AccountID string        `db:"account_id"`
	Post      string        `db:"post"`
	Route     string        `db:"route"`
	Kind      string        `db:"kind"`
	IDs       string        `db:"ids"`
	Reason    string        `db:"reason"`
}

// state is the end of the chain.
type state struct {
	Seq       int64         `db:"seq"`
	Hash      string        `db:"hash"`
	Audits    int64         `db:"audits"`
	Traces    int64         `db:"traces"`
	BacklogAt string        `db:"backlog_at"`
	BacklogTo string        `db:"backlog_to"`
	SealedAt  store.Instant `db:"sealed_at"`
}

// link is a row of the chain.
type link struct {
	Seq   int64     `db:"seq"`
	Log   store.Log `db:"log"`
	RowID string    `db:"row_id"`
	Form  int       `db:"form"`
	Salt  string    `db:"salt"`
	Hash  string    `db:"hash"`
}

// mark is a row that waits for its seal.
type mark struct {
	RowID string    `db:"row_id"`
	Log   store.Log `db:"log"`
}

const (
	readColumns = `r.id, r.at, r.unit_id, r.account_id, r.post, r.route, r.kind, r.ids, r.reason`
	linkColumns = `s.seq, s.log, s.row_id, s.form, s.salt, s.hash`
	rowsAtOnce  = 125 // links in one statement
)

var (
	stateGet = store.Query("seal.state.get", `SELECT c.seq, c.hash, c.audits, c.traces, c.backlog_at, c.backlog_to, c.sealed_at FROM seal_state c WHERE c.id = 1`)
	// An archive from before the chain brings none of its tables; the chain begins anew.
	stateBegin = store.Change("seal.state.begin", `INSERT INTO seal_state (id, seq, hash, audits, traces, backlog_at, backlog_to, sealed_at)
		SELECT 1, 0, '', 0, 0, '', COALESCE((SELECT e.id FROM audit e WHERE {scope:e} ORDER BY e.id DESC LIMIT 1), ''), 0
		WHERE NOT EXISTS (SELECT 1 FROM seal_state c WHERE c.id = 1)`, store.Whole("reads one row along the primary key"))
	stateMove = store.Change("seal.state.move", `UPDATE seal_state SET seq = $1, hash = $2, audits = $3, traces = $4, backlog_at = $5, backlog_to = $6, sealed_at = $7
		WHERE id = 1 AND seq = $8 AND hash = $9 AND backlog_at = $10`)

	marks      = store.Query("seal.wait.first", `SELECT w.row_id, w.log FROM seal_wait w ORDER BY w.row_id LIMIT $1`)
	marksCount = store.Query("seal.wait.count", `SELECT COUNT(*) FROM seal_wait w`)
	marksClear = store.Change("seal.wait.clear", `DELETE FROM seal_wait WHERE row_id >= $1 AND row_id <= $2
		AND row_id IN (SELECT s.row_id FROM seal s WHERE s.seq > $3 AND s.seq <= $4)`)
	marksSealed = store.Change("seal.wait.clear_sealed", `DELETE FROM seal_wait WHERE EXISTS (SELECT 1 FROM seal s WHERE s.row_id = seal_wait.row_id)`)
	eventsOf    = store.Query("seal.wait.events", `SELECT `+eventColumns+` FROM seal_wait w JOIN audit e ON e.id = w.row_id
		WHERE w.row_id >= $1 AND w.row_id <= $2 AND {scope:e}`)
	readsOf = store.Query("seal.wait.reads", `SELECT `+readColumns+` FROM seal_wait w JOIN read_trace r ON r.id = w.row_id
		WHERE w.row_id >= $1 AND w.row_id <= $2 AND {scope:r}`)
	// A row that is older than the chain and came in late has its mark.
	backlog = store.Query("seal.backlog", `SELECT `+eventColumns+` FROM audit e WHERE e.id > $1 AND e.id <= $2 AND {scope:e}
		AND NOT EXISTS (SELECT 1 FROM seal_wait w WHERE w.row_id = e.id) AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.row_id = e.id)
		ORDER BY e.id LIMIT $3`)
	backlogCount = store.Query("seal.backlog.count", `SELECT COUNT(*) FROM audit e WHERE e.id > $1 AND e.id <= $2 AND {scope:e}`)

	linkAdd  = store.Change("seal.link.add", linkInsert(1))
	linksAdd = store.Change("seal.link.add_many", linkInsert(rowsAtOnce))
)

const linkWidth = 6

// linkInsert is the statement that adds n links.
func linkInsert(n int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO seal (seq, log, row_id, form, salt, hash) VALUES ")
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		for c := range linkWidth {
			b.WriteString(map[bool]string{true: "($", false: ", $"}[c == 0] + strconv.Itoa(i*linkWidth+c+1))
		}
		b.WriteByte(')')
	}
	return b.String()
}
