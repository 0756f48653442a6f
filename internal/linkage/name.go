package linkage

import "math/bits"

// NameLevel says how two names are alike, from the same to different.
type NameLevel uint8

// The levels, in the order in which a list shows them.
const (
	NameSame     NameLevel = iota // the same with its marks
	NamePlain                     // the same; one of the two has no marks at all
	NameMarks                     // the same letters, another mark
	NameSlip                      // one word differs by one slip or sounds alike
	NameMissing                   // a middle name is missing or is an initial
	NameSwapped                   // the same words in another order
	NameTwo                       // two of the above
	NameReplaced                  // one word is another one
	NameOther
	nameLevels
)

// compare says how two different entries of the list are alike; the marks are not in the list.
func (t *names) compare(a, b uint32) NameLevel {
	if a == b {
		return NameSame
	}
	return t.compareTo(&t.list[a], &t.list[b])
}

// compareTo is compare for names that need not be in the list.
func (t *names) compareTo(x, y *name) NameLevel {
	if t.after(x, y) {
		x, y = y, x
	}
	m := t.align(x, y)
	return m.level(t, x, y)
}

// after gives two names one order that does not depend on where they stood in the register.
func (t *names) after(x, y *name) bool {
	if x.n != y.n {
		return x.n > y.n
	}
	for i := range x.n {
		if x.w[i] != y.w[i] {
			return t.words[x.w[i]] > t.words[y.w[i]]
		}
	}
	return false
}

// alignment is how the words of two names were laid beside each other.
type alignment struct {
	usedA, usedB uint8
	kinds        [equal + 1]uint8
	moved        bool
}

func (t *names) align(x, y *name) (m alignment) {
	var to [mostWords]uint8
	for i := range x.n {
		for k := range y.n { // beginning at the same place
			j := (i + k) % y.n
			if m.usedB>>j&1 == 0 && x.w[i] == y.w[j] {
				m.take(i, j, equal)
				to[i] = uint8(j) + 1
				break
			}
		}
	}
	if m.kinds[equal] > 0 || x.n == 1 || y.n == 1 {
		t.alignRest(x, y, &m, &to)
	}
	last := uint8(0)
	for i := range x.n {
		if to[i] == 0 {
			continue
		}
		m.moved = m.moved || to[i] < last
		last = to[i]
	}
	return m
}

func (m *alignment) take(i, j uint32, kind likeness) {
	m.usedA |= 1 << i
	m.usedB |= 1 << j
	m.kinds[kind]++
}

func (t *names) alignRest(x, y *name, m *alignment, to *[mostWords]uint8) {
	for i := range x.n {
		if m.usedA>>i&1 != 0 {
			continue
		}
		best, at := unlike, uint32(0)
		for j := range y.n {
			if m.usedB>>j&1 != 0 {
				continue
			}
			if l := alike(t.words[x.w[i]], t.words[y.w[j]], t.sounds[x.w[i]], t.sounds[y.w[j]]); l > best {
				best, at = l, j
			}
		}
		if best > unlike {
			m.take(i, at, best)
			to[i] = uint8(at) + 1
		}
	}
}

func (m *alignment) level(t *names, x, y *name) NameLevel {
	leftA, leftB := int(x.n)-bits.OnesCount8(m.usedA), int(y.n)-bits.OnesCount8(m.usedB)
	slips, short := int(m.kinds[oneSlip]+m.kinds[soundsAs]), int(m.kinds[initialOf])
	moved := 0
	if m.moved {
		moved = 1
	}
	if m.kinds[equal] == 0 && x.n+y.n > 2 {
		return t.joined(x, y)
	}
	if leftA > 0 && leftB > 0 {
		if x.n != y.n || leftA == 1 && leftB == 1 && t.longWord(x, m.usedA) && t.longWord(y, m.usedB) {
			if l := t.joined(x, y); l < NameOther {
				return l
			}
		}
		if leftA == 1 && leftB == 1 && slips+short+moved == 0 && x.n > 2 {
			return NameReplaced
		}
		return NameOther
	}
	missing := leftA + leftB
	ends := x.endIsFree(m.usedA) || y.endIsFree(m.usedB)
	switch total := slips + short + moved + missing; {
	case ends && total == 1, !ends && total == 2:
		return NameTwo
	case total > 1:
		return NameOther
	case moved == 1:
		return NameSwapped
	case slips == 1:
		return NameSlip
	}
	return NameMissing
}

// endIsFree reports that the first or last word has no word beside it; a middle name that repeats the last word is one.
func (n *name) endIsFree(used uint8) bool {
	last := n.n - 1
	return used&1 == 0 || used>>last&1 == 0 && (last == 0 || n.w[last] != n.w[last-1])
}

// longWord reports that a word without one beside it has five letters or more, so that two slips leave most of it.
func (t *names) longWord(n *name, used uint8) bool {
	for i := range n.n {
		if used>>i&1 == 0 && t.words[n.w[i]]>>32 != 0 {
			return true
		}
	}
	return false
}

// joined compares two names as one row of letters: a blank may be lost or put in the wrong place.
func (t *names) joined(x, y *name) NameLevel {
	if x.n == y.n && t.words[x.w[0]]&0xff != t.words[y.w[0]]&0xff {
		return NameOther
	}
	var ra, rb [64]byte
	a, b := t.letters(x, ra[:0]), t.letters(y, rb[:0])
	if d := len(a) - len(b); d < -2 || d > 2 || min(len(a), len(b)) < 7 {
		return NameOther
	}
	switch apart(a, b) {
	case 0, 1:
		return NameSlip
	case 2:
		if len(a) >= 10 {
			return NameTwo
		}
	}
	return NameOther
}

func (t *names) letters(n *name, out []byte) []byte {
	for i := range n.n {
		for w := t.words[n.w[i]]; w != 0 && len(out) < 64; w >>= 8 {
			out = append(out, byte(w))
		}
	}
	return out
}
