package app_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/store"
)

// Who has a personal number is found by the number in an index, however many children a unit has.
func TestWhoHasANumberIsFoundByTheNumber(t *testing.T) {
	db := template.SQLite(t)
	writer, _ := db.Raw()
	tried := 0
	for _, s := range store.Statements() {
		if !slices.Contains([]string{"child.same_number", "child.number_held", "population.child.numbers"}, s.Name) {
			continue
		}
		tried++
		plan, err := db.Engine.Explain(t.Context(), writer, s.Text(), s.Params+1)
		if err != nil && !s.Scoped() {
			continue // takes no unit
		}
		if got := strings.Join(plan, "\n"); err != nil || !strings.Contains(got, "person_number=?") {
			t.Errorf("%s: %v %s", s.Name, err, got)
		} else {
			t.Log(s.Name, got)
		}
	}
	if tried != 3 {
		t.Errorf("%d of 3 statements are there", tried)
	}
}
