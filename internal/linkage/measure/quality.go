package measure

import (
	"cmp"
	"slices"
	"time"
)

// Quality of an answer: how much of it is right and how much of what is right is in it.
type Quality struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

func quality(right, answered, wanted int) Quality {
	q := Quality{Precision: 1, Recall: 1}
	if answered > 0 {
		q.Precision = float64(right) / float64(answered)
	}
	if wanted > 0 {
		q.Recall = float64(right) / float64(wanted)
	}
	if s := q.Precision + q.Recall; s > 0 {
		q.F1 = 2 * q.Precision * q.Recall / s
	}
	return q
}

// Duplicates is the measurement of finding doubled records.
type Duplicates struct {
	Pairs    Quality       `json:"pairs"`    // of records that ended in one cluster
	Clusters Quality       `json:"clusters"` // of whole clusters of two or more, exactly as they should be
	Prepare  time.Duration `json:"prepare_ns"`
	Match    time.Duration `json:"match_ns"` // comparing, learning the weights, joining
	Total    time.Duration `json:"total_ns"` // from rows in memory to clusters: the two above
}

// MeasureDuplicates learns, finds and joins.
func MeasureDuplicates(r *Register) Duplicates {
	start := time.Now()
	model, pairs := r.People.Duplicates()
	found := r.People.Clusters(model, pairs)
	d := Duplicates{Prepare: r.Prepare, Match: time.Since(start)}
	d.Total = d.Prepare + d.Match
	d.Pairs, d.Clusters = compare(found, r.truth)
	return d
}

// compare counts with one sort: records that agree in both the found and the true child stand together.
func compare(found []int32, truth []uint32) (pairs, clusters Quality) {
	order := make([]int32, len(found))
	for i := range order {
		order[i] = int32(i)
	}
	size := map[int32]int{}
	real := map[uint32]int{}
	for i := range found {
		size[found[i]]++
		real[truth[i]]++
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(found[a], found[b]), cmp.Compare(truth[a], truth[b]))
	})
	both, whole := 0, 0
	for from := 0; from < len(order); {
		to, a := from+1, order[from]
		for to < len(order) && found[order[to]] == found[a] && truth[order[to]] == truth[a] {
			to++
		}
		n := to - from
		both += n * (n - 1) / 2
		if n > 1 && size[found[a]] == n && real[truth[a]] == n {
			whole++
		}
		from = to
	}
	return quality(both, pairsOf(size), pairsOf(real)), quality(whole, groupsOf(size), groupsOf(real))
}

func pairsOf[K comparable](sizes map[K]int) (n int) {
	for _, s := range sizes {
		n += s * (s - 1) / 2
	}
	return n
}

func groupsOf[K comparable](sizes map[K]int) (n int) {
	for _, s := range sizes {
		if s > 1 {
			n++
		}
	}
	return n
}
