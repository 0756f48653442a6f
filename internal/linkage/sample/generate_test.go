package sample_test

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/linkage/sample"
)

func generate(t *testing.T, o sample.Options) (register, queries string) {
	t.Helper()
	var r, q strings.Builder
	if err := sample.Generate(o, &r, &q); err != nil {
		t.Fatal(err)
	}
	return r.String(), q.String()
}

func TestOneSeedGivesOneRegister(t *testing.T) {
	o := sample.Options{Rows: 2000, Seed: 5, Noise: 1.3}
	a, qa := generate(t, o)
	if b, qb := generate(t, o); a != b || qa != qb {
		t.Error("the same seed gives another register")
	}
	o.Seed = 6
	if b, _ := generate(t, o); a == b {
		t.Error("another seed gives the same register")
	}
}

func TestRegisterHasWhatItPromises(t *testing.T) {
	register, queries := generate(t, sample.Options{Rows: 10_000, Seed: 7, Noise: 1.3})
	children, births := map[string]int{}, map[string]int{}
	n := 0
	for line := range strings.Lines(register) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(c) != 13 || c[2] == "" {
			t.Fatalf("line %q", line)
		}
		n++
		if children[c[1]]++; children[c[1]] == 1 && c[9] != "" && c[3] != "" {
			births[c[9]+c[3]]++
		}
	}
	twins := 0
	for _, k := range births {
		if k > 1 {
			twins++
		}
	}
	if n != 10_000 || twins < 20 {
		t.Errorf("%d records, %d twins", n, twins)
	}
	if doubles := n - len(children); doubles < 400 || doubles > 600 {
		t.Errorf("%d doubles among %d records, want about 5 %%", doubles, n)
	}
	for line := range strings.Lines(queries) {
		if c := strings.Split(line, "\t"); len(c) != 5 || children[c[0]] == 0 {
			t.Errorf("search %q", line)
		}
	}
}

func TestNoNoiseCopiesNames(t *testing.T) {
	register, _ := generate(t, sample.Options{Rows: 3000, Seed: 8})
	names := map[string]string{}
	for line := range strings.Lines(register) {
		c := strings.Split(line, "\t")
		if was, ok := names[c[1]]; ok && was != c[2] {
			t.Errorf("a double is written %q instead of %q", c[2], was)
		}
		names[c[1]] = c[2]
	}
}
