package register

import (
	"slices"
	"testing"
)

// A code that the record has from a version in which it stood may stay beside one of today; a new record cannot have it.
func TestACodeOfAnEarlierListStays(t *testing.T) {
	had := Value{"|99|", "|0|"}
	k := CodeList("injury-kind").Many().stand(standing{on: "2026-05-12", have: had})
	v, words := k.Read("99; cho can", someday)
	if words != "" || !slices.Contains(Keys(v), "99") || len(Keys(v)) != 2 {
		t.Fatalf("with the code that it has: %v (%s)", v, words)
	}
	for i, one := range (ManyCodes{}).each(v) {
		if old := str(one) == "99"; old != (versionOf(one) == "0") {
			t.Errorf("answer %d: %v has the version of another", i, one)
		}
	}
	if _, words := CodeList("injury-kind").Many().Read("99; cho can", someday); words == "" {
		t.Error("a new record takes a code that no list has")
	}
}
