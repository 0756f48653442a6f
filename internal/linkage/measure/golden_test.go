package measure_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/linkage/measure"
)

// open gives a file of the linkage samples, which lie outside the repository.
func open(t *testing.T, name string) *os.File {
	t.Helper()
	corpus := os.Getenv("MANGNON_CORPUS")
	if corpus == "" {
		t.Skip("MANGNON_CORPUS is not set: the labelled sample of 20,000 records was not measured")
	}
	f, err := os.Open(filepath.Join(corpus, "data", "linkage", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// TestGoldenScores holds what was reached on the given sample (F1 0.995, hit@1 0.992, hit@10 0.998), with room for
// changes that move a few pairs.
func TestGoldenScores(t *testing.T) {
	r, err := measure.Load(open(t, "r20k.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	queries, err := r.LoadQueries(open(t, "r20k.q.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	d := measure.MeasureDuplicates(r)
	if d.Pairs.F1 < .985 || d.Clusters.F1 < .985 {
		t.Errorf("pairs %+v, clusters %+v", d.Pairs, d.Clusters)
	}
	least := map[string][2]float64{"name+date": {.98, .99}, "name+date+commune": {.985, .99}, "name": {.69, .93}, "name+commune": {.77, .96}}
	for _, s := range measure.MeasureSearch(r, queries) {
		if want := least[s.Asked]; s.Hit1 < want[0] || s.Hit10 < want[1] {
			t.Errorf("%s: hit@1 %.3f, hit@10 %.3f, want at least %v", s.Asked, s.Hit1, s.Hit10, want)
		}
	}
}

const four = "1\t0\tLê Thị Hà\t2019-01-02\tNữ\t\tTrần Mai\t\t1\tH1\tThôn 1\tKinh\t\n" +
	"2\t0\tLê Thị Hà\t2019-01-02\tNữ\t\tTrần Mai\t\t1\tH1\tThôn 1\tKinh\t\n" +
	"3\tx\tVõ An\t2015-03-04\tNam\t\t\t\t1\tH2\tThôn 1\tKinh\t\n" +
	"4\tx\tĐặng Quốc Cường\t2012-09-30\tNam\t\t\t\t2\tH3\tThôn 9\tTày\t\n"

func TestQualityIsCounted(t *testing.T) {
	r, err := measure.Load(strings.NewReader(four))
	if err != nil {
		t.Fatal(err)
	}
	d := measure.MeasureDuplicates(r)
	if want := (measure.Quality{Precision: 1, Recall: .5, F1: 2. / 3}); d.Pairs != want || d.Clusters != want {
		t.Errorf("pairs %+v, clusters %+v, want %+v: one of two doubles can be seen", d.Pairs, d.Clusters, want)
	}
}

func TestBadFilesAreRefusedByLine(t *testing.T) {
	for line, in := range map[string]string{"Dòng 1 ": "1\t0\tLê Thị Hà\n", "Dòng 5 ": four + "5\n"} {
		if _, err := measure.Load(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("%q: %v", in, err)
		}
	}
}
