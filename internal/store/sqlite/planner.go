package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// SQLite without statistics believes that any condition leaves ten rows. It would look for one record among all that a unit has,
// because every statement names the unit. The database is therefore told once how selective its columns are; the numbers are a
// picture of a large installation, the same everywhere, so that a statement runs as it was tried: they are not counted anew.

// tableRows is how many rows a table of the picture has; fewRows is for those that stay small wherever the program runs.
const tableRows = 1_000_000

var fewRows = map[string]int{"unit": 10, "handover_act": 100, "handover_unit": 300, "body": 3000, "plan": 3000}

// distinct is how many values a column of the picture has, by name; see distinctOf for the others.
var distinct = map[string]int{
	"unit_id": 4, "register": 8, "kind": 10, "state": 8, "phase": 2, "claimed_on": 1, "done_on": 2, "year": 6, "month": 12, "role": 6, "class": 8, "about": 20, "verdict": 6, "done": 6, "round": 3, "mode": 4,
	"body_id": 300, "lead_id": 300, "account_id": 300, "plan_id": 300, "place_id": 300, "hamlet_id": 300, "import_id": 300, "check_id": 300, "parent_id": 1000,
}

func distinctOf(c column) int {
	if n, ok := distinct[c.name]; ok {
		return n
	}
	switch {
	case c.kind == "BOOLEAN":
		return 1 // nearly all rows are live, not dropped, not done
	case c.name == "id", strings.HasSuffix(c.name, "_id"), strings.HasSuffix(c.name, "_fold"), c.name == "hash", c.name == "digest", c.name == "key":
		return tableRows / 10
	}
	return 500
}

type column struct{ name, kind string }

// index is one index of a table, with its columns in order.
type index struct {
	table, name string
	unique      bool
	partial     bool
	columns     []column
}

// told is the line of the index in sqlite_stat1 (https://www.sqlite.org/fileformat2.html#stat1tab): the rows of the table, then how
// many are left after each column.
func (x index) told() string {
	left := cmp.Or(fewRows[x.table], tableRows)
	if x.partial { // made for few rows of many
		left /= 1000
	}
	words := []string{fmt.Sprint(left)}
	for i, c := range x.columns {
		left = max(1, left/distinctOf(c))
		if x.unique && i == len(x.columns)-1 {
			left = 1
		}
		words = append(words, fmt.Sprint(left))
	}
	return strings.Join(words, " ") + " noskipscan" // a unit that nobody named is a mistake, not a loop over all units
}

const listIndexes = `SELECT m.name, l.name, l."unique", l.partial, coalesce(i.name, ''), coalesce(t.type, '')
	FROM sqlite_schema m, pragma_index_list(m.name) l, pragma_index_info(l.name) i LEFT JOIN pragma_table_info(m.name) t ON t.cid = i.cid
	WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, l.name, i.seqno`

// tell writes the picture into the database. A database whose tables are as they were when it was told last is left alone.
func tell(ctx context.Context, db *sql.DB) error {
	if told, err := alreadyTold(ctx, db); err != nil || told {
		return err
	}
	all, err := indexes(ctx, db)
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "ANALYZE sqlite_schema"); err != nil { // makes the table
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, "DELETE FROM sqlite_stat1"); err != nil {
		return err
	}
	for _, x := range all {
		if _, err := tx.ExecContext(ctx, "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", x.table, x.name, x.told()); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "ANALYZE sqlite_schema"); err != nil { // this connection reads it; others do when they open
		return err
	}
	_, err = db.ExecContext(ctx, "INSERT INTO sqlite_stat1 (tbl, idx, stat) SELECT ?, ?, CAST(schema_version AS TEXT) FROM pragma_schema_version", toldMark, picture())
	return err
}

// toldMark is the name, no table's, under which the picture and the version of the schema stand that a database was told of.
const toldMark = "măng non"

// picture tells two pictures apart.
func picture() string {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, tableRows, fewRows, distinct) // maps are printed in the order of their keys
	return strconv.FormatUint(h.Sum64(), 36)
}

func alreadyTold(ctx context.Context, db *sql.DB) (bool, error) {
	var there int
	if err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'").Scan(&there); err != nil || there == 0 {
		return false, err
	}
	var n int
	err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_stat1, pragma_schema_version WHERE tbl = ? AND idx = ? AND stat = CAST(schema_version AS TEXT)", toldMark, picture()).Scan(&n)
	return n > 0, err
}

func indexes(ctx context.Context, db *sql.DB) (out []index, err error) {
	rows, err := db.QueryContext(ctx, listIndexes)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var x index
		var c column
		if err := rows.Scan(&x.table, &x.name, &x.unique, &x.partial, &c.name, &c.kind); err != nil {
			return nil, err
		}
		if n := len(out); n == 0 || out[n-1].name != x.name {
			out = append(out, x)
		}
		last := &out[len(out)-1]
		last.columns = append(last.columns, column{cmp.Or(c.name, "expression"), strings.ToUpper(c.kind)})
	}
	return out, rows.Err()
}
