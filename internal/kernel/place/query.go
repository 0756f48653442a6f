package place

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// query is what was typed, ready for comparison.
type query struct {
	text   string   // folded: "my hao hung yen"
	words  []string // its words, each with a blank before it
	marked string   // lower case with its marks
}

func newQuery(folded, typed string) query {
	words := strings.Fields(folded)
	for i := range words {
		words[i] = " " + words[i]
	}
	return query{text: folded, words: words, marked: strings.ToLower(vi.Spell(vi.NFC(typed)))}
}

// shortWords are written out wherever they stand, those of one letter only before a name or number.
var shortWords = map[string]string{
	"p": "phuong", "f": "phuong", "x": "xa", "q": "quan", "h": "huyen", "t": "tinh",
	"tt": "thi tran", "tx": "thi xa", "tp": "thanh pho", "dk": "dac khu",
	"hcm": "ho chi minh", "tphcm": "thanh pho ho chi minh",
}

// queries are the ways to read what was typed: as it stands, and with short words written out (p. Mỹ Hào, q1, TPHCM). Both,
// because some names begin with such a letter: H'Neng.
func queries(typed string) []query {
	folded := vi.Fold(typed)
	if folded == "" {
		return nil
	}
	list := []query{newQuery(folded, typed)}
	if long := writeOut(folded); long != folded {
		list = append(list, newQuery(long, typed))
	}
	return list
}

// writeOut replaces the short words of a folded text; a letter may stand right before a number: q1.
func writeOut(folded string) string {
	words := strings.Fields(folded)
	if letter := strings.TrimRight(words[0], "0123456789"); len(letter) == 1 && letter != words[0] {
		words = append([]string{letter, words[0][1:]}, words[1:]...)
	}
	for i, word := range words {
		if long, ok := shortWords[word]; ok && (len(word) > 1 || i == 0 && len(words) > 1) {
			words[i] = long
		}
	}
	return strings.Join(words, " ")
}

// withoutKind takes the kind off, for one who remembers the name and not the kind.
func withoutKind(typed string) (query, bool) {
	folded := vi.Fold(typed)
	for _, kind := range kinds {
		if name, ok := strings.CutPrefix(folded, foldedKinds[kind]+" "); ok {
			return newQuery(name, typed), true
		}
	}
	return query{}, false
}

var foldedKinds = func() map[Kind]string {
	m := map[Kind]string{}
	for _, kind := range kinds {
		m[kind] = vi.Fold(string(kind))
	}
	return m
}()

// entry is one name of one unit with its kind before it and the units above behind it, folded, each word after a blank.
type entry struct {
	path     string // " phuong my hao tinh hung yen"
	row      int32
	from, to uint8  // where the name lies in path
	name     string // the name with its marks
}

// rank compares a query with an entry; ok is false when they have nothing to do with each other.
func (e *entry) rank(q *query) (rank Rank, ok bool) {
	if !strings.Contains(e.path, q.words[0]) {
		return 0, false
	}
	for _, own := range [...]string{e.path[e.from:e.to], e.path[1:e.to]} {
		if rank, ok := e.rankOwn(q, own); ok {
			return rank, true
		}
	}
	return ByWords, inOrder(e.path, q.words)
}

// rankOwn compares a query with the name of the unit, with or without its kind.
func (e *entry) rankOwn(q *query, own string) (rank Rank, ok bool) {
	if strings.HasPrefix(own, q.text) && len(own) > len(q.text) {
		return ByPrefix, true
	}
	if !strings.HasPrefix(q.text, own) {
		return 0, false
	}
	alone := len(q.text) == len(own)
	switch {
	case !alone && (q.text[len(own)] != ' ' || !inOrder(e.path[e.to:], q.words[strings.Count(own, " ")+1:])):
		return 0, false
	case strings.Contains(q.marked, strings.ToLower(e.name)):
		return Exact, true
	case alone:
		return ByName, true
	}
	return ByParent, true
}

// inOrder reports whether words begin words of path one after the other.
func inOrder(path string, words []string) bool {
	for _, word := range words {
		i := strings.Index(path, word)
		if i < 0 {
			return false
		}
		path = path[i+len(word):]
	}
	return true
}

// makeEntries folds the names of all units, their other spellings too.
func (c *Catalogue) makeEntries() []entry {
	entries := make([]entry, 0, len(c.rows)+len(c.rows)/32)
	paths := map[int]string{} // of the units above others
	for i, r := range c.rows {
		up := c.pathAbove(i, paths)
		entries = append(entries, newEntry(i, r.place.Kind, r.place.Name, up))
		for _, other := range r.also {
			if !isCode(other) {
				entries = append(entries, newEntry(i, r.place.Kind, other, up))
			}
		}
	}
	return entries
}

// pathAbove is the folded path of the unit above row i, from paths where it stands there already.
func (c *Catalogue) pathAbove(i int, paths map[int]string) string {
	up, ok := c.above(i, c.rows[i].place.To)
	if !ok {
		return ""
	}
	path, ok := paths[up]
	if !ok {
		path = " " + vi.Fold(c.rows[up].place.FullName) + c.pathAbove(up, paths)
		paths[up] = path
	}
	return path
}

func newEntry(row int, kind Kind, name, above string) entry {
	head := " " + foldedKinds[kind] + " "
	own := head + vi.Fold(name)
	return entry{path: own + above, row: int32(row), from: uint8(len(head)), to: uint8(len(own)), name: name}
}
