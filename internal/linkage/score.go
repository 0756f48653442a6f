package linkage

// judgement is how much speaks for each kin of two records.
type judgement struct {
	kin [kins]float32
}

// score is the base-2 logarithm of the odds that both records are of one child, against the best other explanation.
func (j *judgement) score() float32 {
	return j.kin[samePerson] - max(j.kin[siblings], j.kin[twins], j.kin[strangers])
}

// Most and least that everything about the family together may say, in bits. Within the bounds each field counts; beyond
// them they repeat one another.
const (
	mostFamily  = 26
	leastFamily = -14
)

func (r *Register) judge(m *Model, a, b *record, e *Evidence) judgement {
	var j judgement
	f := &r.freq
	size := log2(float64(max(f.people, 2)))
	family := r.family(m, a, b, e)
	for k := range kins {
		s := m.name[k][e.Name] + m.birth[k][e.Birth] + m.number[k][e.Number] + m.sex[k][e.Sex]
		if k == strangers {
			s += r.chance(a, b, e)
		} else {
			s += family + m.expects[k] - size
		}
		j.kin[k] = s
	}
	return j
}

// chance is how likely strangers agree on these names and this day.
func (r *Register) chance(a, b *record, e *Evidence) float32 {
	f := &r.freq
	s := float32(0)
	if e.Birth == BirthSame {
		s += f.births
	}
	switch e.Name {
	case NameSame, NamePlain, NameMarks, NameSlip, NameSwapped:
		s += max(f.of(f.names, a.name), f.of(f.names, b.name))
	case NameMissing, NameTwo:
		s += max(f.of(f.ends, a.name), f.of(f.ends, b.name))
	}
	return s
}

// family is what mother, father, household, phone and place say together: one evidence.
func (r *Register) family(m *Model, a, b *record, e *Evidence) float32 {
	f := &r.freq
	s := r.parent(&m.mother, a.mother, b.mother, e.Mother) + r.parent(&m.father, a.father, b.father, e.Father)
	for i, v := range [5]Agreement{e.Household, e.Phone, e.Commune, e.Hamlet, e.Ethnic} {
		if v == Unknown || i > 1 && i < 4 && e.Household == Agree || i == 3 && e.Commune != Agree {
			continue
		}
		s += m.place[i][v]
		if v == Agree {
			switch i {
			case 0, 1:
				s -= f.some + 1
			case 2:
				s -= f.of(f.commune, uint32(a.commune))
			case 3:
				s -= f.of(f.hamlet, uint32(a.hamlet))
			case 4:
				s -= f.of(f.ethnic, uint32(a.ethnic))
			}
		}
	}
	return min(max(s, leastFamily), mostFamily)
}

func (r *Register) parent(w *[2][parentLevels]float32, a, b uint32, l ParentLevel) float32 {
	if l == ParentUnknown {
		return 0
	}
	s := w[0][l] - w[1][l]
	if l != ParentOther {
		s -= max(r.freq.of(r.freq.parents, a), r.freq.of(r.freq.parents, b))
		s = max(s, 0)
	}
	return s
}
