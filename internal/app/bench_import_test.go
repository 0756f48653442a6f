package app_test

import (
	"bytes"
	"testing"
)

// TestTheTrialOfAnImportTakesEverythingBack holds the stages of the trial to what an officer's import promises: rows are in the
// register or wait, and taking back leaves the register as it was.
func TestTheTrialOfAnImportTakesEverythingBack(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	const rows = 230
	var book bytes.Buffer
	if err := w.app.TrialWorkbook(&book, rows, 3); err != nil {
		t.Fatal(err)
	}
	got, err := w.app.TrialImport(t.Context(), book.Bytes(), true, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if got.Rows < rows-1 || got.Added < rows*9/10 || got.Back != got.Added {
		t.Fatalf("%d rows, %d added, %d taken back", got.Rows, got.Added, got.Back)
	}
}
