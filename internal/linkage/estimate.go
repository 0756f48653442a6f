package linkage

import "math"

// rounds of estimation and how strongly the prior holds: it weighs as much as this many pairs.
const (
	rounds = 4
	pull   = 60
)

// Estimate learns the weights from the register by expectation and maximisation: no answer of a person and no truth is
// used. Chances of strangers come from how common values are; what is learnt is how records of one child differ here,
// how many there are, and how the parents of one family are written.
func Estimate(r *Register) *Model {
	m, _ := r.estimate()
	return m
}

// Duplicates finds the pairs of the register that are more likely one child than not, with weights learnt from it. The
// pairs are compared once: those that the prior model leaves a chance are weighed again when the weights are learnt.
func (r *Register) Duplicates() (*Model, []Pair) {
	m, pairs := r.estimate()
	kept := pairs[:0]
	for _, p := range pairs {
		a, b := &r.people[p.A], &r.people[p.B]
		e := r.compare(a, b)
		j := r.judge(m, a, b, &e)
		if p.Weight = j.score(); p.Weight >= 0 {
			kept = append(kept, p)
		}
	}
	return m, tidy(kept)
}

// leastChance is the weight under the prior model from which a pair may still turn out to be one child.
const leastChance = -6

func (r *Register) estimate() (*Model, []Pair) {
	m := Prior()
	pairs := r.Pairs(m, leastChance)
	const most = 40_000
	step := max(len(pairs)/most, 1)
	for range rounds {
		m = r.learn(m, pairs, step)
	}
	return m, pairs
}

// tally is the expected number of pairs of one child, level by level.
type tally struct {
	name   [nameLevels]float64
	birth  [birthLevels]float64
	number [numberLevels]float64
	mother [parentLevels]float64
	father [parentLevels]float64
	sex    [3]float64
	total  float64
}

func (r *Register) learn(m *Model, pairs []Pair, step int) *Model {
	var t tally
	for i := 0; i < len(pairs); i += step {
		a, b := &r.people[pairs[i].A], &r.people[pairs[i].B]
		e := r.compare(a, b)
		j := r.judge(m, a, b, &e)
		t.add(&e, 1/(1+math.Exp2(-float64(j.score()))))
	}
	prior, out := Prior(), *m
	mix := func(counts []float64, before, to []float32, unknown bool) {
		first := 0
		if unknown {
			first = 1
		}
		sum := 0.0
		for _, c := range counts[first:] {
			sum += c
		}
		for i := first; i < len(counts); i++ {
			to[i] = log2((counts[i] + pull*math.Exp2(float64(before[i]))) / (sum + pull))
		}
	}
	mix(t.name[:], prior.name[samePerson][:], out.name[samePerson][:], false)
	mix(t.birth[:], prior.birth[samePerson][:], out.birth[samePerson][:], true)
	mix(t.number[:], prior.number[samePerson][:], out.number[samePerson][:], true)
	mix(t.sex[:], prior.sex[samePerson][:], out.sex[samePerson][:], true)
	mix(t.mother[:], prior.mother[0][:], out.mother[0][:], true)
	mix(t.father[:], prior.father[0][:], out.father[0][:], true)
	share := (t.total*float64(step)*2 + pull*.05) / (float64(len(r.people)) + pull)
	out.expects[samePerson] = log2(min(max(share, .001), 1))
	return &out
}

func (t *tally) add(e *Evidence, p float64) {
	t.name[e.Name] += p
	t.birth[e.Birth] += p
	t.number[e.Number] += p
	t.sex[e.Sex] += p
	t.mother[e.Mother] += p
	t.father[e.Father] += p
	t.total += p
}
