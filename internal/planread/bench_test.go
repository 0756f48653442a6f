package planread_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/planread"
)

// BenchmarkRead reads one plan of the corpus, a hundred of them in a row, and invented text of the same size.
func BenchmarkRead(b *testing.B) {
	raw, err := os.ReadFile(filepath.Join(corpus(b), "plans", "my-hao-2025.txt"))
	if err != nil {
		b.Fatal(err)
	}
	for name, text := range map[string]string{"35KB": string(raw), "3.5MB": strings.Repeat(string(raw)+"\n", 100)} {
		doc := textDoc(text)
		for reg, r := range map[string]planread.Registers{"grammar": nil, "registers": planread.Default()} {
			b.Run(name+"/"+reg, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					planread.Read(doc, planread.Options{Registers: r})
				}
			})
		}
	}
}
