// Package sample makes registers of invented children whose true doubles are known, to measure matching.
//
// The shares of households, twins, spellings and slips are made up within reason and differ from seed to seed, so that
// nothing can be tuned to one mixture. No person in it exists.
package sample

import (
	"embed"
	"encoding/csv"
	"math"
	"math/rand/v2"
	"sort"
	"strconv"
	"strings"
)

//go:embed data
var data embed.FS

// weighted draws words in proportion to their counts.
type weighted struct {
	words []string
	sums  []int
}

func (w *weighted) add(word string, count int) {
	total := count
	if n := len(w.sums); n > 0 {
		total += w.sums[n-1]
	}
	w.words = append(w.words, word)
	w.sums = append(w.sums, total)
}

func (w *weighted) draw(r *rand.Rand) string {
	n := r.IntN(w.sums[len(w.sums)-1])
	return w.words[sort.SearchInts(w.sums, n+1)]
}

// vocabulary is what names are made of.
type vocabulary struct {
	family, middle weighted
	given          [2]weighted // boys, girls
	compound       [2][]string
	ethnic         []string
}

func read(file string) ([][]string, error) {
	raw, err := data.ReadFile("data/" + file)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(strings.NewReader(strings.ReplaceAll(string(raw), "Ð", "Đ"))).ReadAll()
	if err != nil {
		return nil, err
	}
	return rows[1:], nil
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func newVocabulary() (*vocabulary, error) {
	v := &vocabulary{}
	steps := []struct {
		file string
		take func(row []string)
	}{
		{"family_names.csv", func(row []string) { v.family.add(row[0], number(row[1])) }},
		{"middle_parts.csv", func(row []string) {
			if row[0] != "Văn" && row[0] != "Thị" && row[0] != "" {
				v.middle.add(row[0], number(row[1]))
			}
		}},
		{"given_names.csv", func(row []string) {
			n, thi, van := number(row[1]), number(row[3]), number(row[4])
			if van >= thi {
				v.given[0].add(row[0], n)
			}
			if thi >= van {
				v.given[1].add(row[0], n)
			}
		}},
		{"given_compound_boy.csv", func(row []string) { v.compound[0] = append(v.compound[0], row[0]) }},
		{"given_compound_girl.csv", func(row []string) { v.compound[1] = append(v.compound[1], row[0]) }},
		{"ethnic_groups.csv", func(row []string) { v.ethnic = append(v.ethnic, row[1]) }},
	}
	for _, s := range steps {
		rows, err := read(s.file)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			s.take(row)
		}
	}
	return v, nil
}

const (
	boy = iota
	girl
)

// name draws a name; some names carry the mother's family name in the middle.
func (v *vocabulary) name(r *rand.Rand, family, mothers string, sex int) string {
	parts := []string{family}
	if mothers != "" && r.Float64() < .18 {
		parts = append(parts, mothers)
	}
	switch x := r.Float64(); {
	case x < .42: // a compound is common in proportion to a power of its place in a shuffled list
		list := v.compound[sex]
		at := int(float64(len(list)) * math.Pow(r.Float64(), 1.7))
		parts = append(parts, list[at*761%len(list)])
	case x < .55:
		parts = append(parts, [2]string{"Văn", "Thị"}[sex], v.given[sex].draw(r))
	case x < .94:
		parts = append(parts, v.middle.draw(r), v.given[sex].draw(r))
	default:
		parts = append(parts, v.given[sex].draw(r))
	}
	return strings.Join(parts, " ")
}
