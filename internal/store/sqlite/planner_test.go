package sqlite

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
)

// A record is looked for by its id and not among all of its unit, from the first row on, by a connection that opens later too.
func TestARecordIsLookedForByItsID(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	open := func() *sql.DB {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
	first := open()
	do := func(q string) {
		t.Helper()
		if _, err := first.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	stamp := func() (told, other int) {
		t.Helper()
		row := first.QueryRowContext(t.Context(), "SELECT COUNT(*) FILTER (WHERE stat LIKE '%noskipscan'), COUNT(*) FILTER (WHERE stat = 'mine') FROM sqlite_stat1")
		if err := row.Scan(&told, &other); err != nil {
			t.Fatal(err)
		}
		return told, other
	}
	do("CREATE TABLE note (unit_id TEXT NOT NULL, record_id TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (unit_id, word, record_id)) WITHOUT ROWID")
	do("CREATE INDEX note_by_record ON note (record_id)")
	if err := tell(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	plan, err := engine{}.Explain(t.Context(), open(), "SELECT word FROM note WHERE unit_id = ? AND record_id = ?", 2)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(plan, "\n"); !strings.Contains(got, "note_by_record") {
		t.Errorf("the unit is walked: %s", got)
	}

	// What was told stays as it is until the tables change.
	do("INSERT INTO sqlite_stat1 VALUES ('note', 'x', 'mine')")
	if err := tell(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if told, mine := stamp(); told != 2 || mine != 1 {
		t.Errorf("told again without need: %d lines, %d of another", told, mine)
	}
	do("CREATE INDEX note_by_word ON note (word)")
	if err := tell(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if told, mine := stamp(); told != 3 || mine != 0 {
		t.Errorf("not told after a change: %d lines, %d of another", told, mine)
	}
}
