package linkage

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

const mostWords = 7

// name is a folded name: ids of words in a vocabulary. A longer name keeps its first and last words.
type name struct {
	w [mostWords]uint32
	n uint32
}

// written is a name as it was written: its folded form and what its marks were.
type written struct {
	id   uint32 // of names.list; 0 = unknown
	mark uint32 // hash of the words with marks; the lowest bit says that there are none
}

// names is the dictionary of all names of a register, so that a person needs four bytes for each.
type names struct {
	words   []word // packed folded words; 0 is none
	sounds  []word
	list    []name // distinct folded names; 0 is unknown
	wordID  map[string]uint32
	nameID  map[name]uint32
	rawWord map[string]spelt
	rawName map[uint64]written
}

type spelt struct {
	ids  []uint32
	mark uint32 // hash of the word with its marks
	bare bool   // no marks
}

func newNames() *names {
	return &names{words: make([]word, 1), sounds: make([]word, 1), list: make([]name, 1), wordID: map[string]uint32{},
		nameID: map[name]uint32{}, rawWord: map[string]spelt{}, rawName: map[uint64]written{}}
}

// add gives the name of a text and remembers it.
func (t *names) add(raw string) written {
	if raw == "" {
		return written{}
	}
	key := hashText(raw)
	if w, ok := t.rawName[key]; ok {
		return w
	}
	n, mark := t.read(raw, t.addWord)
	if n.n == 0 {
		return written{}
	}
	id, ok := t.nameID[n]
	if !ok {
		id = uint32(len(t.list))
		t.list = append(t.list, n)
		t.nameID[n] = id
	}
	w := written{id, mark}
	t.rawName[key] = w
	return w
}

// read splits a text into words, each of which is folded once for the whole register.
func (t *names) read(raw string, spell func(string) spelt) (name, uint32) {
	var ids []uint32
	var room [16]uint32
	ids = room[:0]
	mark, bare := uint32(2166136261), true
	for len(raw) > 0 {
		part, rest, _ := strings.Cut(raw, " ")
		raw = rest
		if part == "" {
			continue
		}
		if part[0] == '(' { // a name at home: Nguyễn An (Bông)
			_, raw, _ = strings.Cut(part+" "+raw, ")")
			continue
		}
		s := spell(part)
		if len(s.ids) == 0 {
			continue
		}
		ids = append(ids, s.ids...)
		mark = (mark ^ s.mark) * 16777619
		bare = bare && s.bare
	}
	mark &^= 1
	if bare {
		mark |= 1
	}
	return newName(ids), mark
}

func newName(ids []uint32) (n name) {
	if len(ids) > mostWords {
		copy(n.w[:3], ids)
		copy(n.w[3:], ids[len(ids)-4:])
		n.n = mostWords
		return n
	}
	n.n = uint32(copy(n.w[:], ids))
	return n
}

func (t *names) addWord(raw string) spelt {
	if s, ok := t.rawWord[raw]; ok {
		return s
	}
	s := t.spell(raw, func(w string) uint32 {
		id, ok := t.wordID[w]
		if !ok {
			id = uint32(len(t.words))
			t.words = append(t.words, pack(w))
			t.sounds = append(t.sounds, pack(Phonetic(w)))
			t.wordID[strings.Clone(w)] = id
		}
		return id
	})
	t.rawWord[strings.Clone(raw)] = s
	return s
}

func (t *names) spell(raw string, id func(string) uint32) spelt {
	var s spelt
	var plain strings.Builder
	for _, w := range Fold(raw) {
		s.ids = append(s.ids, id(w))
		plain.WriteString(w)
	}
	lower := strings.ToLower(vi.Spell(raw))
	s.mark = uint32(hashText(lower) >> 16)
	s.bare = lower == plain.String()
	return s
}
