package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/store"
)

// Register is a declaration at work. Make it once, in a package variable: it registers its statements and its table.
type Register struct {
	Declaration
	lists    map[string]Refs // what fields refer to
	attached attached        // fields of files, which have no column
	sums     []sum           // of the computed fields

	landmarks Landmarks // of the maps; may be nil
	matcher   Matcher   // may be nil
	followed  []string  // see Follow
	referred  *[]follower
	ending    *[]*store.Stmt

	columns  []string // of the fields, in the order of the statements
	listed   []bool   // by field: lists read it; nil when they read all
	at       map[string]int
	stmt     statements
	lines    map[string]lineStatements // by table of lines
	variants *sync.Map                 // string → *store.Stmt

	cut    *Register // without the fields that have a right; nil when none has
	uncut  *Register // of which this is the cut; nil for a whole register
	hidden []string  // columns that the cut does not have
}

// New checks a declaration and makes its register. What is wrong with a declaration is a defect of the program: New panics.
func New(d Declaration) *Register {
	d, files := d.apart()
	d, misshapen := d.shaped()
	g := &Register{Declaration: d, attached: files, referred: &[]follower{}, ending: &[]*store.Stmt{}, variants: newVariants()}
	g.index()
	if problem := cmp.Or(misshapen, g.problem(), g.packProblem(), files.problem(), g.factProblem(), g.proofProblem(), files.unguarded(d.Moves), g.secretProblem()); problem != "" {
		panic("register: " + d.Name + ": " + problem)
	}
	var problem string
	if g.sums, problem = g.compile(); problem != "" {
		panic("register: " + d.Name + ": " + problem)
	}
	table := store.Table{Name: d.Name, Kind: d.Of, Growing: true, Scoped: true, Own: d.Own, Narrow: cmp.Or(d.Narrow, store.HideAll), Events: []string{d.Name, d.Name + secretSuffix}, Secret: d.secretColumns(), Title: d.Title, Heads: g.heads()}
	store.Declare(table)
	g.prepare()
	g.prepareLines(table)
	g.prepareUnion()
	g.cut = g.without()
	declared = append(declared, g)
	return g
}

// index notes where each field and its columns stand.
func (g *Register) index() {
	g.at, g.columns = map[string]int{}, nil
	for i, f := range g.Fields {
		g.at[f.Column] = i
		for _, c := range f.Kind.Columns() {
			g.columns = append(g.columns, f.Column+c.Suffix)
		}
	}
}

func newVariants() *sync.Map { return &sync.Map{} }

// heads are the headings of the columns in the export of everything.
func (g *Register) heads() map[string]string {
	out := map[string]string{"number": "Số", "state": "Tình trạng", "state_by": "Mã người ghi tình trạng", "state_on": "Tình trạng từ ngày",
		"updated_at": "Lúc sửa", "dropped": "Trong thùng rác"}
	for _, f := range g.Fields {
		for _, c := range f.Kind.Columns() {
			out[f.Column+c.Suffix] = f.Label
		}
	}
	return out
}

// Sample is the newest record of the source's unit, for tests and benchmarks that open every page; empty without one.
func (g *Register) Sample(ctx context.Context, from store.Source) (id string, err error) {
	err = store.Each(ctx, from, g.stmt.sample, func(row []any) error {
		id, _ = row[0].(string)
		return nil
	})
	return id, err
}

// With is the register over the lists to which its fields refer, by the names that Ref uses.
func (g *Register) With(lists map[string]Refs) *Register {
	with := *g
	with.lists = lists
	return &with
}

// problem is the first thing in a declaration that cannot work.
func (g *Register) problem() string {
	switch {
	case g.Name == "" || g.Path == "" || g.Title == "" || g.One == "" || g.ReadRight == "" || g.EditRight == "":
		return "a name, path, title, word for one, and rights are needed"
	case len(g.States) == 0 || len(g.Sorts) == 0:
		return "a state and an order are needed"
	case len(g.at) != len(g.Fields):
		return "two fields have one column"
	}
	names := map[string]bool{}
	for _, f := range g.Fields {
		if names[f.Name] || f.Name == "" || f.Label == "" || f.Kind == nil {
			return "field " + f.Column + " has no name of its own, no label or no kind"
		}
		names[f.Name] = true
		if _, ok := g.at[f.When.Column]; !ok && f.When.Column != "" && f.When.Column != "state" {
			return "field " + f.Column + " waits for an answer that there is not"
		}
	}
	for _, c := range slices.Concat(g.Columns, g.Same, []string{g.Label}, g.nearColumns(), g.moveColumns(), g.expiryColumns(), g.datedColumns(), g.Totals) {
		if _, ok := g.at[c]; !ok {
			return fmt.Sprintf("there is no field in column %q", c)
		}
	}
	for _, c := range slices.Concat(g.Columns, g.Same, []string{g.Label}, g.nearColumns()) {
		if len(g.field(c).Kind.Columns()) == 0 {
			return fmt.Sprintf("no list can show the lines of %q", c)
		}
	}
	for _, c := range g.moveColumns() {
		if !typedByPeople(g.field(c)) {
			return fmt.Sprintf("no move can ask for the computed %q", c)
		}
	}
	for _, s := range g.Sorts {
		if i, ok := g.at[s.Column]; ok && (len(g.Fields[i].Kind.Columns()) == 0 || g.Fields[i].Kind.Columns()[0].Type == "BIGINT" && !g.Fields[i].Kind.Columns()[0].Always) {
			return fmt.Sprintf("no list can be put in the order of %q, which may have no answer", s.Column)
		}
	}
	if problem := cmp.Or(g.dateProblem(), g.lapseProblem(), g.totalProblem()); problem != "" {
		return problem
	}
	for _, key := range g.stateKeys() {
		if _, ok := g.state(key); !ok {
			return fmt.Sprintf("there is no state %q", key)
		}
	}
	return ""
}

func (g *Register) nearColumns() []string {
	if g.Near == nil {
		return nil
	}
	return g.Near.Alike
}

func (g *Register) moveColumns() (all []string) {
	for _, m := range g.Moves {
		all = append(append(append(all, m.Has...), m.Needs...), m.Asks...)
	}
	return all
}

func (g *Register) expiryColumns() (all []string) {
	for _, x := range g.Expires {
		all = append(all, x.Column)
	}
	return all
}

// stateKeys are the states that moves and expiries name.
func (g *Register) stateKeys() (all []string) {
	for _, m := range g.Moves {
		all = append(append(all, m.From...), m.To)
	}
	for _, x := range g.Expires {
		all = append(all, x.From, x.To)
	}
	for _, c := range g.Clocks {
		all = append(all, c.From...)
	}
	return all
}

func (g *Register) state(key string) (State, bool) {
	i := slices.IndexFunc(g.States, func(s State) bool { return s.Key == key })
	if i < 0 {
		return State{Key: key, Text: key}, false
	}
	return g.States[i], true
}

func (g *Register) move(key string) (Move, bool) {
	i := slices.IndexFunc(g.Moves, func(m Move) bool { return m.Key == key })
	if i < 0 {
		return Move{}, false
	}
	return g.Moves[i], true
}

// field is the field in a column; New has seen that it exists.
func (g *Register) field(column string) Field { return g.Fields[g.at[column]] }

// DDL is the statement that makes the table of the declaration on a new database. A person copies it into the migration of
// the feature; a field added later is one ALTER TABLE, whose words Missing gives.
func (g *Register) DDL() string {
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE %s (\n", g.Name)
	for _, c := range g.fixed() {
		fmt.Fprintf(&b, "    %s %s,\n", c.name, c.decl)
	}
	for i, c := range g.typed() {
		comma := ","
		if i == len(g.columns)-1 {
			comma = ""
		}
		fmt.Fprintf(&b, "    %s %s%s\n", c.name, c.decl, comma)
	}
	b.WriteString(");\n")
	for _, index := range g.indexes() {
		b.WriteString(index + ";\n")
	}
	for _, t := range g.LineTables() {
		b.WriteString(t.DDL())
	}
	return b.String()
}

type column struct{ name, decl string }

// fixed are the columns that every register has.
func (g *Register) fixed() []column {
	return []column{
		{"id", "TEXT NOT NULL PRIMARY KEY"}, {"unit_id", "TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED"},
		{"number", "BIGINT NOT NULL"}, {"state", "TEXT NOT NULL"}, {"state_by", "TEXT NOT NULL"}, {"state_on", "TEXT NOT NULL"},
		{"version", "BIGINT NOT NULL"}, {"created_at", "BIGINT NOT NULL"}, {"created_by", "TEXT NOT NULL"},
		{"updated_at", "BIGINT NOT NULL"}, {"dropped", "BOOLEAN NOT NULL"},
	}
}

// typed are the columns of the fields.
func (g *Register) typed() []column {
	var out []column
	for _, f := range g.Fields {
		for _, c := range f.Kind.Columns() {
			decl := c.Type + " NOT NULL"
			if c.Type == "BIGINT" && !c.Always {
				decl = c.Type // no answer is not nought
			}
			out = append(out, column{f.Column + c.Suffix, decl})
		}
	}
	return out
}

// indexes serve the orders and the filters; a filter's ends in the usual order of the list.
func (g *Register) indexes() []string {
	out := []string{fmt.Sprintf("CREATE UNIQUE INDEX %[1]s_by_number ON %[1]s (unit_id, number)", g.Name)}
	usual := g.Sorts[0].Column
	seen := map[string]bool{}
	add := func(c, then string) {
		if c == usual {
			then = ""
		}
		if !seen[c] {
			out = append(out, fmt.Sprintf("CREATE INDEX %[1]s_by_%[2]s ON %[1]s (unit_id, dropped, %[2]s, %[3]sid)", g.Name, c, then))
		}
		seen[c] = true
	}
	add("state", usual+", ")
	for _, f := range g.Fields {
		if _, ok := f.Kind.(Link); ok {
			out = append(out, fmt.Sprintf("CREATE INDEX %[1]s_by_%[2]s ON %[1]s (unit_id, %[2]s, id)", g.Name, f.Column))
		}
	}
	for _, f := range g.Fields {
		if f.Filter {
			add(f.Column, usual+", ")
		}
	}
	for _, s := range g.Sorts {
		add(s.Column, "")
	}
	for _, x := range g.Expires {
		add(x.Column, "")
	}
	for _, c := range slices.Concat(g.datedBy(), g.datedColumns()) {
		add(c, "")
	}
	for _, f := range g.Fields {
		if _, ok := f.Kind.(Pin); ok {
			add(f.Column, f.Column+"_lon, ")
		}
	}
	return out
}
