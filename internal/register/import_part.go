package register

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Part is a column that the tables people bring have and the register has not: a piece of an answer (day, month and year in three
// columns), an answer by a mark (x below "Nữ"), several answers in one cell (the names of both parents), what names a record of
// another register (the head of a household). One that helps no field is known and left out, so that it is not taken for another.
type Part struct {
	Key   string   // in the matching of columns, with a dot: "birth.day"
	Label string   // in the list of what a column may be
	Heads []string // how tables call it
	Of    []string // columns of the fields that it helps to answer; their mistakes are shown at its cells
	Kind  Kind     // how its cells are read: a date in the order of its column, else a line of text
}

// kind is how the cells of a part are read.
func (p Part) kind() Kind {
	if p.Kind == nil {
		return Text{}
	}
	return p.Kind
}

// part finds a part by its key.
func (g *Register) part(key string) (Part, bool) {
	i := slices.IndexFunc(g.Parts, func(p Part) bool { return p.Key == key })
	if i < 0 {
		return Part{}, false
	}
	return g.Parts[i], true
}

// columnKind is how the cells of a column of a brought table are read; ok is false for one that stands for no answer.
func (g *Register) columnKind(column string) (k Kind, ok bool) {
	if i, there := g.at[column]; there {
		return g.Fields[i].Kind, true
	}
	p, there := g.part(column)
	return p.kind(), there
}

// explains reports whether a mistake with a name belongs to the cells of a column of a brought table.
func (g *Register) explains(column, name string) bool {
	if i, there := g.at[column]; there {
		return g.Fields[i].about(name)
	}
	p, _ := g.part(column)
	return slices.ContainsFunc(p.Of, func(c string) bool {
		i, there := g.at[c]
		return there && g.Fields[i].about(name)
	})
}

// known reports whether a column of a brought table may stand for it.
func (g *Register) known(column string) bool {
	if i, ok := g.at[column]; ok {
		return typedByPeople(g.Fields[i])
	}
	_, part := g.part(column)
	return part || column == codeColumn
}

// join lets the declaration answer by what the parts of a row say. typed is by field name, and by key for parts.
func (g *Register) join(typed map[string]string, e *Env) {
	if g.Joined == nil {
		return
	}
	parts, answers := map[string]string{}, map[string]string{}
	for _, p := range g.Parts {
		if text := strings.TrimSpace(typed[p.Key]); text != "" {
			parts[p.Key] = text
		}
	}
	for _, f := range g.Fields {
		if text := typed[f.Name]; text != "" {
			answers[f.Column] = text
		}
	}
	g.Joined(parts, answers, e)
	for _, p := range g.Parts {
		if typed[p.Key] = parts[p.Key]; typed[p.Key] == "" {
			delete(typed, p.Key)
		}
	}
	for _, f := range g.Fields {
		if text, said := answers[f.Column]; said || typed[f.Name] != "" {
			typed[f.Name] = text
		}
	}
}

// matching is how surely a heading means a field or a part.
type matching func(name heading, w headWord) bool

// The ways, the surest first: the words with their marks; without marks; a beginning. Parts and single words begin a heading only
// with their marks: “Năm học” is no “Nam (x)”, “Bản sao” no “bản”.
var matchings = []matching{
	func(name heading, w headWord) bool { return name.marked == w.marked },
	func(name heading, w headWord) bool { return name.folded == w.folded && (!w.part || name.plain()) },
	func(name heading, w headWord) bool {
		return strings.HasPrefix(name.marked, w.marked+" ") || !w.part && strings.Contains(w.folded, " ") && strings.HasPrefix(name.folded, w.folded+" ")
	},
}

// heading is the name of a column as it is compared.
type heading struct{ marked, folded string }

func headingOf(s string) heading {
	return heading{strings.Join(strings.FieldsFunc(strings.ToLower(vi.NFC(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " "), vi.Fold(s)}
}

// plain reports whether it was written without marks.
func (h heading) plain() bool { return h.marked == h.folded }

type headWord struct {
	heading
	column string
	part   bool
}

// headWords are the words by which tables call the columns.
func (g *Register) headWords() (out []headWord) {
	add := func(column string, part bool, words ...string) {
		for _, w := range words {
			out = append(out, headWord{headingOf(w), column, part})
		}
	}
	add(codeColumn, false, "Mã "+g.One, "Số "+g.One)
	for _, f := range g.tabled() {
		add(f.Column, false, f.Label)
		add(f.Column, false, f.Heads...)
	}
	_ = g.rows(func(_ int, f Field, _ Rows) error {
		add(f.Column, false, lineHead(f))
		return nil
	})
	for _, p := range g.Parts {
		add(p.Key, true, p.Label)
		add(p.Key, true, p.Heads...)
	}
	return out
}

// columnsOf are the columns that names mean, each taken once, the surest first and of several beginnings the longest.
func (g *Register) columnsOf(names []string) []string { return g.meant(names, matchings) }

func (g *Register) meant(names []string, ways []matching) []string {
	out, taken, words := make([]string, len(names)), map[string]bool{}, g.headWords()
	for _, sure := range ways {
		for i, raw := range names {
			name := headingOf(raw)
			if out[i] != "" || name.folded == "" || len([]rune(raw)) > 80 {
				continue
			}
			best := headWord{}
			for _, w := range words {
				if sure(name, w) && len(w.folded) > len(best.folded) {
					best = w
				}
			}
			if best.column != "" && !taken[best.column] {
				out[i], taken[best.column] = best.column, true
			}
		}
	}
	return out
}
