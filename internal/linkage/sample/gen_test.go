package sample_test

import (
	"bufio"
	"os"
	"strconv"
	"testing"

	"github.com/mangnon/mangnon/internal/linkage/sample"
)

func TestTmp(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("N"))
	seed, _ := strconv.Atoi(os.Getenv("SEED"))
	f, _ := os.Create(os.Getenv("OUT"))
	q, _ := os.Create(os.Getenv("OUT") + ".q")
	b := bufio.NewWriter(f)
	bq := bufio.NewWriter(q)
	if err := sample.Generate(sample.Options{Rows: n, Seed: uint64(seed), Noise: 1.3}, b, bq); err != nil {
		t.Fatal(err)
	}
	b.Flush()
	bq.Flush()
}
