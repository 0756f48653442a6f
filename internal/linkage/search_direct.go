package linkage

// direct considers who is found without a name: by a number, a telephone, a household, or a parent when nothing else is asked
// for. It reports whether the search ends with that.
func (s *searcher) direct() bool {
	found := false
	for _, d := range [...]struct {
		key   int
		value uint64
	}{{keyNumber, digits(s.q.Number)}, {keyPhone, phone(s.q.Phone)}, {keyHousehold, householdOf(s.q.Household, s.q.Within)}} {
		s.x.by[d.key].each(s.x.r.people, d.value, func(place uint32) {
			found = found || !s.outside(place)
			s.consider(place, min(s.level(s.x.r.people[place].name), NameReplaced))
		})
	}
	if found || s.name.n > 0 || s.q.Birth.Day() != 0 {
		return found
	}
	s.ofParent()
	return true
}

// ofParent considers every person with such a parent; the names of parents are judged once each.
func (s *searcher) ofParent() {
	if s.mother.n == 0 && s.father.n == 0 {
		return
	}
	judged := map[uint32]bool{}
	such := func(asked *name, id uint32) bool {
		if asked.n == 0 {
			return true
		}
		ok, known := judged[id]
		if !known {
			ok = id != 0 && s.parentCost(asked, id) <= nearMother
			judged[id] = ok
		}
		return ok
	}
	for i := range s.x.r.people {
		p := &s.x.r.people[i]
		if s.within != 0 && p.commune != s.within || s.father.n > 0 && !such(&s.father, p.father) {
			continue
		}
		if s.father.n > 0 && s.mother.n > 0 {
			if s.parentCost(&s.mother, p.mother) > nearMother {
				continue
			}
		} else if !such(&s.mother, p.mother) {
			continue
		}
		s.consider(uint32(i), NameSame)
	}
}
