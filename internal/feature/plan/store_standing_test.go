package plan

import (
	"strings"
	"testing"
)

// An index that holds another text than the statements ask for is kept up by every write and used by no list.
func TestTheNumberOfTheListsIsThatOfTheIndexes(t *testing.T) {
	text, err := migrations.ReadFile("migrations/20261127000100_standing.sql")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), standingOf("")); n != 3 {
		t.Errorf("%d indexes hold %s, want 3", n, standingOf(""))
	}
}
