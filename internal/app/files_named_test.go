package app_test

import (
	"slices"
	"testing"

	"github.com/mangnon/mangnon/internal/attach"
)

// Every column that refers to a file is asked before the bytes of an erased record's files go: one that is forgotten would lose them to
// another record.
func TestEveryColumnThatNamesAFileIsAskedBeforeItGoes(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	_, raw := w.app.DB.Raw()
	rows, err := raw.QueryContext(t.Context(), `SELECT m.name || '.' || f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f."table" = 'file' AND m.name <> 'file_thumb' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := 0
	for rows.Next() {
		var column string
		if err := rows.Scan(&column); err != nil {
			t.Fatal(err)
		}
		found++
		if !slices.Contains(attach.Columns(), column) {
			t.Errorf("%s refers to files and attach.Named does not know it", column)
		}
	}
	if rows.Err() != nil || found < 4 {
		t.Errorf("%d columns refer to files: %v", found, rows.Err())
	}
}
