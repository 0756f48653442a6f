package store_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/store"
)

// What a row of the history says is read as it was written, whatever letters stand in it and whether its values are texts or not.
func TestWhatARowOfTheHistorySaysIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfNDistinct(rapid.String(), 0, 6, rapid.ID[string]).Draw(t, "keys")
		var parts []string
		var want []store.Delta
		for _, k := range keys {
			var value any = rapid.String().Draw(t, "value")
			said, _ := value.(string)
			if rapid.IntRange(0, 5).Draw(t, "kind") == 0 {
				value, said = 12, "12"
			}
			key, err := json.Marshal(k)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			parts = append(parts, string(key)+":"+string(raw))
			want = append(want, store.Delta{Field: k, After: said})
		}
		row := "{" + strings.Join(parts, ",") + "}"
		if got := (store.Event{After: row}).Deltas(); !slices.Equal(got, want) {
			t.Errorf("%s is read as %q", row, got)
		}
		if got := (store.Event{After: strings.TrimSuffix(row, "}")}).Deltas(); len(keys) > 0 && len(got) > 0 {
			t.Errorf("half of %s is read as %q", row, got)
		}
	})
}
