package linkage_test

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/linkage/measure"
	"github.com/mangnon/mangnon/internal/linkage/sample"
)

// loaded is a register of 20,000 records.
func loaded(b *testing.B) *linkage.Register {
	b.Helper()
	var text strings.Builder
	if err := sample.Generate(sample.Options{Rows: 20_000, Seed: 41, Noise: 1.3}, &text, nil); err != nil {
		b.Fatal(err)
	}
	r, err := measure.Load(strings.NewReader(text.String()))
	if err != nil {
		b.Fatal(err)
	}
	return r.People
}

func BenchmarkDuplicates20k(b *testing.B) {
	r := loaded(b)
	for b.Loop() {
		m, pairs := r.Duplicates()
		r.Clusters(m, pairs)
	}
}

func BenchmarkSearch20k(b *testing.B) {
	x := linkage.NewIndex(loaded(b))
	for name, q := range map[string]linkage.Query{
		"NameAndDay":  {Name: "Nguyễn Văn An", Birth: linkage.NewDate(2019, 7, 5)},
		"Name":        {Name: "Nguyễn Văn An"},
		"NameAndSlip": {Name: "Nguyễn Văn Hugng", Birth: linkage.NewDate(2019, 7, 5)},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				x.Search(q, 10)
			}
		})
	}
}
