package trial_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/linkage/sample"
	"github.com/mangnon/mangnon/internal/match/trial"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

// TestThroughTheStore holds what searches and doubles reach on a small register when everything goes through a database: a column
// that is written or read wrongly shows here.
func TestThroughTheStore(t *testing.T) {
	var registry, queries strings.Builder
	if err := sample.Generate(sample.Options{Rows: 6000, Seed: 71, Noise: 1.3}, &registry, &queries); err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "match.db"), sqlite.Options{Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	res, err := trial.Measure(t.Context(), db, strings.NewReader(registry.String()), strings.NewReader(queries.String()))
	if err != nil {
		t.Fatal(err)
	}
	if res.Records != 6000 || res.Duplicates.Pairs.F1 < .97 {
		t.Errorf("%d records, pairs %+v", res.Records, res.Duplicates.Pairs)
	}
	least := map[string]float64{"name+date": .97, "name+hamlet+commune": .95, "name+age+commune": .95, "name+mother+commune": .95, "name": .85}
	for _, s := range res.Searches {
		if s.Number == 0 || s.Hit10 < least[s.Asked] {
			t.Errorf("%s: hit@10 %.3f of %d, want %.2f", s.Asked, s.Hit10, s.Number, least[s.Asked])
		}
	}
}
