package linkage

import "strings"

// nearNames looks among the names that share a word with the query, then among those with a word that is like one of it.
func (s *searcher) nearNames() {
	s.sharing(func(i uint32) []uint32 { return []uint32{s.name.w[i]} })
	if len(s.hits) > 0 && s.hits[0].Score < s.fairly() {
		return
	}
	s.sharing(s.likeWords)
}

// fairlyFound is a cost below which words that are only alike are not looked up: that is the dearest step, and who is
// found by it costs as much.
const fairlyFound = 9

// fairly is fairlyFound, and less when what was asked for besides the name can be right of a wrong child.
func (s *searcher) fairly() float32 {
	if s.narrow() && s.q.Birth.Day() == 0 {
		return otherHamlet
	}
	return fairlyFound
}

// sharing considers the names that have one of the words that of gives for each word of the query. The word that most
// names have is left out when there are others: the others find the same names.
func (s *searcher) sharing(of func(i uint32) []uint32) {
	widest, most := s.name.n, uint32(0)
	for i := range s.name.n {
		if n := s.x.namesWith(s.name.w[i]); n > most && s.name.n > 1 {
			widest, most = i, n
		}
	}
	for i := range s.name.n {
		if i == widest {
			continue
		}
		for _, w := range of(i) {
			s.x.byWord.each(w, s.tryName)
		}
	}
}

func (s *searcher) tryName(id uint32) {
	if s.seen[id] == s.round || s.x.living[id] == 0 {
		return
	}
	s.seen[id] = s.round
	level := s.level(id)
	if level > NameTwo {
		return
	}
	if len(s.hits) == s.most && nameCost[level] > s.hits[s.most-1].Score {
		return
	}
	s.x.byName.each(id, func(place uint32) { s.consider(place, level) })
}

// namesWith is how many names of persons have a word; one that only the query has is in none.
func (x *Index) namesWith(w uint32) uint32 {
	if int(w) >= len(x.words) {
		return 0
	}
	return x.words[w]
}

// likeWords are the words of the register that a slip or a sound leads to, and the two halves of a word whose blank was
// lost.
func (s *searcher) likeWords(i uint32) []uint32 {
	w, sound := s.names.words[s.name.w[i]], s.names.sounds[s.name.w[i]]
	var out []uint32
	for id := 1; id < s.known; id++ {
		if l := alike(w, s.names.words[id], sound, s.names.sounds[id]); l == oneSlip || l == soundsAs {
			out = append(out, uint32(id))
		}
	}
	return append(out, s.halves(i)...)
}

func (s *searcher) halves(i uint32) []uint32 {
	if int(s.name.w[i]) < s.known {
		return nil
	}
	for _, raw := range strings.Fields(s.q.Name) {
		for _, folded := range Fold(raw) {
			if pack(folded) != s.names.words[s.name.w[i]] {
				continue
			}
			for at := 2; at+2 <= len(folded); at++ {
				a, okA := s.names.wordID[folded[:at]]
				b, okB := s.names.wordID[folded[at:]]
				if okA && okB && s.x.namesWith(a) > 20 && s.x.namesWith(b) > 20 {
					return []uint32{a, b}
				}
			}
		}
	}
	return nil
}
